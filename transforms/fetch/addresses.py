"""Which network addresses may be connected to: the public ones, whatever name leads there."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

from transforms.fetch.errors import FetchError

Resolver = Callable[[str, int], Awaitable[list[str]]]
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of ``host`` in the order of the system's resolver. Raises ``FetchError`` (fetch-dns)."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("fetch-dns", f"{host} has no address: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_allowed(address: str, allow_private: bool) -> bool:
    """Tell whether ``address`` may be connected to.

    Addresses that carry another one inside (IPv4-mapped, 6to4, Teredo, NAT64) are judged by both.

    >>> [is_allowed(ip, False) for ip in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    >>> [is_allowed(ip, True) for ip in ("10.0.0.1", "127.0.0.1", "169.254.169.254", "224.0.0.1")]
    [True, True, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_allowed(each, allow_private) for each in (ip, *_embedded(ip)))


def _is_allowed(ip: _Address, allow_private: bool) -> bool:
    if ip.is_multicast or ip.is_link_local or ip.is_unspecified:
        return False
    if allow_private and (ip.is_private or ip.is_loopback):
        return True
    # An IPv6 address that carries an IPv4 one is judged by what it carries.
    return ip.is_global or bool(_embedded(ip))


def _embedded(ip: _Address) -> list[_Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    inner = [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if each is not None]
    if ip in _NAT64:
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return list(inner)


async def checked_addresses(host: str, port: int, allow_private: bool, resolver: Resolver = resolve) -> list[str]:
    """Return the addresses of ``host`` if all of them are allowed.

    Raises ``FetchError``: ``fetch-dns``, or ``fetch-private-address`` if a single one is not allowed, since a name
    that mixes public and private addresses is the usual form of a rebinding attack.
    """
    found = await resolver(host, port)
    if not found:
        raise FetchError("fetch-dns", f"{host} has no address")
    refused = [address for address in found if not is_allowed(address, allow_private)]
    if refused:
        raise FetchError("fetch-private-address", f"{host} leads to {refused[0]}, which is not a public address")
    return found
