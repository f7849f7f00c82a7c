"""One GET against a server that does everything wrong."""

from __future__ import annotations

import asyncio
import gzip
import logging
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from tests.feeds.server import Answer, Site
from tests.fetch.conftest import NOON, quick
from transforms.fetch.client import Client, status_error
from transforms.fetch.errors import FetchError
from transforms.fetch.response import Response, retry_after

Get = Callable[..., Response]
PAGE = b"<html><body>" + b"A calm day in the harbour. " * 40 + b"</body></html>"


def refused(get: Get, path: str, **changes: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(path, **changes)
    return caught.value


def test_a_page_comes_with_its_status_headers_and_body(site: Site, get: Get) -> None:
    site.answers["/a"] = Answer(
        PAGE, headers=(("Content-Type", "text/HTML; charset=utf-8"), ("X-A", "1"), ("X-A", "2"))
    )
    response = get("/a")
    assert (response.status, response.body, response.wire_bytes) == (200, PAGE, len(PAGE))
    assert response.media_type == "text/html"
    assert response.header("x-a") == "1, 2"
    assert response.header("x-b") is None
    assert response.fetched_at == NOON


def test_the_user_agent_names_a_contact(site: Site, get: Get) -> None:
    get("/a", contact="https://example.org/bot")
    assert site.seen[0].headers["user-agent"] == "headwater/0.1 (+https://example.org/bot)"


def test_a_user_agent_of_ones_own_is_sent_as_it_is(site: Site, get: Get) -> None:
    get("/a", user_agent="brook/2 (desk@example.org)")
    assert site.seen[0].headers["user-agent"] == "brook/2 (desk@example.org)"


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("identity", bytes),
    ],
    ids=["gzip", "deflate", "deflate-bare", "brotli", "zstd", "identity"],
)
def test_content_encodings_are_undone(site: Site, get: Get, encoding: str, encode: Callable[[bytes], bytes]) -> None:
    site.answers["/a"] = Answer(encode(PAGE), headers=(("Content-Encoding", encoding),))
    response = get("/a")
    assert response.body == PAGE
    assert response.wire_bytes == len(encode(PAGE))


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", zstandard.compress)],
)
def test_a_small_body_that_unpacks_to_a_huge_one_is_refused(
    site: Site, get: Get, encoding: str, encode: Callable[[bytes], bytes]
) -> None:
    site.answers["/bomb"] = Answer(encode(b"\0" * 5_000_000), headers=(("Content-Encoding", encoding),))
    assert refused(get, "/bomb", max_bytes=100_000).reason == "fetch-too-large"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"not gzip"),
        ("gzip", gzip.compress(PAGE)[:-20]),
        ("br", b"\xff\xff\xff"),
        ("zstd", b"?"),
        ("lzma", b"x"),
    ],
    ids=["no-gzip", "cut-gzip", "no-brotli", "no-zstd", "unknown"],
)
def test_a_body_that_cannot_be_decoded_is_refused(site: Site, get: Get, encoding: str, body: bytes) -> None:
    site.answers["/a"] = Answer(body, headers=(("Content-Encoding", encoding),))
    assert refused(get, "/a").reason == "fetch-encoding"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(PAGE, fault="drip"), "fetch-timeout"),
        (Answer(PAGE, fault="silent"), "fetch-timeout"),
        (Answer(PAGE, fault="reset"), "fetch-reset"),
        (Answer(PAGE, fault="short"), "fetch-incomplete"),
        (Answer(PAGE, fault="endless"), "fetch-too-large"),
        (Answer(PAGE * 200), "fetch-too-large"),
        (Answer(fault="garbage"), "fetch-protocol"),
    ],
    ids=["slow-loris", "silent", "reset", "wrong-length", "endless", "stated-too-large", "no-http"],
)
def test_a_fault_of_the_wire_has_its_reason(site: Site, get: Get, answer: Answer, reason: str) -> None:
    site.answers["/a"] = answer
    error = refused(get, "/a", read_timeout=0.3, total_timeout=0.6, max_bytes=100_000)
    assert error.reason == reason
    assert error.passing == (reason != "fetch-too-large")


def test_a_port_that_nobody_listens_on_is_a_failed_connection(get: Get) -> None:
    error = refused(get, "http://127.0.0.1:9/")
    assert (error.reason, error.passing) == ("fetch-connect", True)


def test_a_name_without_an_address_is_a_failed_look_up(get: Get) -> None:
    async def nowhere(host: str, port: int) -> list[str]:
        return []

    assert refused(get, "http://nowhere.example/", resolver=nowhere).reason == "fetch-dns"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://127.0.0.1/a", "fetch-scheme"),
        ("file:///etc/passwd", "fetch-scheme"),
        ("http://", "fetch-address"),
        ("http://[::1", "fetch-address"),
        ("http://a\x00b/", "fetch-address"),
        ("http://127.0.0.1:99999/", "fetch-address"),
        ("http://127.0.0.1:0/", "fetch-address"),
        ("http://127.0.0.1:port/", "fetch-address"),
        ("http://\ud800/", "fetch-address"),
    ],
)
def test_what_is_no_web_address_is_refused(get: Get, url: str, reason: str) -> None:
    assert refused(get, url).reason == reason


def test_redirects_are_followed_and_told(site: Site, get: Get) -> None:
    site.answers["/old"] = Answer(status=301, headers=(("Location", "/middle"),))
    site.answers["/middle"] = Answer(status=308, headers=(("Location", "new?x=1"),))
    site.answers["/new?x=1"] = Answer(PAGE)
    response = get("/old")
    assert (response.status, response.url) == (200, site.url + "/new?x=1")
    assert [hop.status for hop in response.hops] == [301, 308]
    assert response.moved_to == site.url + "/new?x=1"


def test_only_the_permanent_beginning_of_a_way_is_a_new_address(site: Site, get: Get) -> None:
    site.answers["/old"] = Answer(status=301, headers=(("Location", "/middle"),))
    site.answers["/middle"] = Answer(status=302, headers=(("Location", "/today"),))
    site.answers["/today"] = Answer(PAGE)
    assert get("/old").moved_to == site.url + "/middle"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_moves_nothing(site: Site, get: Get, status: int) -> None:
    site.answers["/old"] = Answer(status=status, headers=(("Location", "/new"),))
    site.answers["/new"] = Answer(PAGE)
    assert get("/old").moved_to is None


def test_a_redirect_loop_is_seen_at_once(site: Site, get: Get) -> None:
    site.answers["/a"] = Answer(status=302, headers=(("Location", "/b"),))
    site.answers["/b"] = Answer(status=302, headers=(("Location", "/a"),))
    assert refused(get, "/a").reason == "fetch-redirect-loop"
    assert len(site.seen) == 2


def test_a_redirect_to_itself_is_a_loop(site: Site, get: Get) -> None:
    site.answers["/a"] = Answer(status=301, headers=(("Location", "/a"),))
    assert refused(get, "/a").reason == "fetch-redirect-loop"


def test_an_endless_way_of_redirects_ends(site: Site, get: Get) -> None:
    site.answers["/a"] = lambda seen: Answer(status=302, headers=(("Location", f"/a?{len(site.seen)}"),))
    assert refused(get, "/a", max_redirects=3).reason == "fetch-redirects"
    assert len(site.seen) == 4


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "fetch-private-address"),
        ("http://[fe80::1]/", "fetch-private-address"),
        ("ftp://127.0.0.1/a", "fetch-scheme"),
        ("javascript:alert(1)", "fetch-scheme"),
        ("http://[::1", "fetch-address"),
    ],
)
def test_each_redirect_is_checked(site: Site, get: Get, location: str, reason: str) -> None:
    site.answers["/a"] = Answer(status=302, headers=(("Location", location),))
    assert refused(get, "/a").reason == reason


def test_a_public_page_that_redirects_to_a_private_address_is_refused(site: Site, get: Get) -> None:
    async def names(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "public.example" else ["10.0.0.7"]

    port = site.url.rpartition(":")[2]
    site.answers["/a"] = Answer(status=302, headers=(("Location", f"http://inside.example:{port}/"),))
    url = f"http://public.example:{port}/a"
    error = refused(get, url, resolver=names, total_timeout=1.0, connect_timeout=0.3, allow_private=False)
    assert (error.reason, site.seen) == ("fetch-private-address", [])


@pytest.mark.parametrize("location", ["/caf\u00c3\u00a9", "/caf%C3%A9"], ids=["utf-8", "quoted"])
def test_an_address_in_a_header_may_be_utf_8(site: Site, get: Get, location: str) -> None:
    site.answers["/a"] = Answer(status=302, headers=(("Location", location),))
    get("/a")
    assert site.paths() == ["/a", "/caf%C3%A9"]


@pytest.mark.parametrize("length", ["abc", "-1"])
def test_a_length_that_is_no_number_is_no_http(site: Site, get: Get, length: str) -> None:
    site.answers["/a"] = Answer(PAGE, headers=(("Content-Length", length),))
    assert refused(get, "/a").reason == "fetch-protocol"


@pytest.mark.parametrize("status", [0, 99, 101, 999])
def test_a_status_that_there_is_not_is_an_error_as_any_other(site: Site, get: Get, status: int) -> None:
    site.answers["/a"] = Answer(status=status)
    try:
        error = status_error(get("/a"))
    except FetchError as caught:
        error = caught
    assert error is not None
    assert error.reason in ("fetch-protocol", f"fetch-status-{status}")


def test_a_status_that_is_no_redirect_ends_the_way(site: Site, get: Get) -> None:
    site.answers["/a"] = Answer(PAGE, status=300, headers=(("Location", "/b"),))
    assert get("/a").status == 300


@pytest.mark.parametrize(
    ("status", "passing"),
    [
        *((status, False) for status in (400, 401, 403, 404, 410, 451)),
        *((status, True) for status in (408, 425, 429, 500, 502, 503, 504)),
    ],
)
def test_a_status_has_its_reason(site: Site, get: Get, status: int, passing: bool) -> None:
    site.answers["/a"] = Answer(status=status)
    error = status_error(get("/a"))
    assert error is not None
    assert (error.reason, error.passing, error.status) == (f"fetch-status-{status}", passing, status)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 02 Mar 2026 12:05:00 GMT", 300.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOON) == seconds


def test_credentials_of_an_address_go_into_the_header_and_stay_out_of_messages(
    site: Site, get: Get, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    site.answers["/a"] = Answer(PAGE, fault="short")
    error = refused(get, site.url.replace("://", "://desk:s3cret@") + "/a?token=0123456789")
    assert site.seen[0].headers["authorization"] == "Basic ZGVzazpzM2NyZXQ="
    assert site.seen[0].path == "/a?token=0123456789"
    assert "s3cret" not in str(error)
    assert "0123456789" not in str(error)
    assert "s3cret" not in caplog.text


def test_credentials_do_not_follow_a_redirect(site: Site, get: Get) -> None:
    site.answers["/a"] = Answer(status=302, headers=(("Location", site.url + "/b"),))
    get(site.url.replace("://", "://desk:s3cret@") + "/a")
    assert "authorization" not in site.asked("/b")[0].headers


def test_connections_are_used_again(site: Site) -> None:
    site.answers["/a"] = Answer(PAGE)
    opened: list[str] = []

    async def counting(host: str, port: int) -> list[str]:
        opened.append(host)
        return ["127.0.0.1"]

    async def three() -> None:
        client = Client(quick(), resolver=counting)
        for _ in range(3):
            await client.get(site.url + "/a")
        await client.close()

    asyncio.run(three())
    assert (len(opened), len(site.seen)) == (1, 3)
