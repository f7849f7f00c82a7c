"""Which addresses may be connected to, and that the address that was checked is the one that is."""

from __future__ import annotations

import asyncio

import pytest

from tests.feeds.server import Answer, Site
from tests.fetch.conftest import quick
from transforms.fetch.addresses import checked_addresses, is_allowed
from transforms.fetch.client import Client
from transforms.fetch.errors import FetchError


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "192.0.2.1"),
        *("198.18.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fc00::1", "fd12:3456::1"),
        *("::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "not an address"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_allowed(address, allow_private=False)


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fe80::1", "fe80::1%eth0", "224.0.0.1", "ff02::1", "0.0.0.0", "::ffff:169.254.169.254"],
)
def test_metadata_and_multicast_are_refused_even_in_an_intranet(address: str) -> None:
    assert not is_allowed(address, allow_private=True)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::93.184.216.34", "::ffff:93.184.216.34"]
)
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_allowed(address, allow_private=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fd12::1"])
def test_an_intranet_may_be_admitted(address: str) -> None:
    assert is_allowed(address, allow_private=True)


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    async def mixed(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(FetchError, match=r"fetch-private-address: rebind\.example leads to 127\.0\.0\.1"):
        asyncio.run(checked_addresses("rebind.example", 80, allow_private=False, resolver=mixed))


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
def test_a_name_or_number_that_resolves_to_a_private_address_is_refused(site: Site, host: str) -> None:
    url = f"http://{host}:{site.url.rpartition(':')[2]}/"
    with pytest.raises(FetchError) as caught:
        asyncio.run(_get(url, allow_private=False))
    assert caught.value.reason == "fetch-private-address"
    assert site.seen == []


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to(site: Site) -> None:
    """A name server that answers differently the second time gains nothing: there is no second time."""
    site.answers["/"] = Answer(b"harbour")
    answers = iter([["127.0.0.1"]])

    async def once(host: str, port: int) -> list[str]:
        return next(answers)

    async def get() -> bytes:
        client = Client(quick(), resolver=once)
        try:
            return (await client.get(f"http://harbour.example:{site.url.rpartition(':')[2]}/")).body
        finally:
            await client.close()

    assert asyncio.run(get()) == b"harbour"
    assert site.seen[0].headers["host"].startswith("harbour.example:")


def test_a_second_address_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    site.answers["/"] = Answer(b"harbour")

    async def two(host: str, port: int) -> list[str]:
        return ["127.255.255.254", "127.0.0.1"]

    async def get() -> bytes:
        client = Client(quick(), resolver=two)
        try:
            return (await client.get(f"http://harbour.example:{site.url.rpartition(':')[2]}/")).body
        finally:
            await client.close()

    assert asyncio.run(get()) == b"harbour"


async def _get(url: str, allow_private: bool) -> None:
    client = Client(quick(allow_private=allow_private))
    try:
        await client.get(url)
    finally:
        await client.close()
