"""Connections that go only where they may: a name is resolved once, and the address that was checked connected to."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from transforms.fetch.addresses import Resolver, checked_addresses, resolve
from transforms.fetch.errors import FetchError
from transforms.fetch.settings import FetchSettings


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections by checked address. TLS and the Host header keep the name: they are set above this."""

    def __init__(self, allow_private: bool, resolver: Resolver = resolve) -> None:
        self._allow_private = allow_private
        self._resolver = resolver
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of ``host`` that answers, look-up included within ``timeout`` seconds."""
        try:
            return await asyncio.wait_for(self._connect(host, port, local_address, socket_options), timeout)
        except (asyncio.TimeoutError, TimeoutError) as error:
            raise httpcore.ConnectTimeout(f"{host} did not answer within {timeout} s") from error

    async def _connect(
        self, host: str, port: int, local_address: str | None, socket_options: Iterable[Any] | None
    ) -> httpcore.AsyncNetworkStream:
        addresses = await checked_addresses(host, port, self._allow_private, self._resolver)
        for address in addresses[:-1]:
            with contextlib.suppress(httpcore.ConnectError):
                return await self._inner.connect_tcp(address, port, None, local_address, socket_options)
        return await self._inner.connect_tcp(addresses[-1], port, None, local_address, socket_options)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no address of the web leads to a socket in the file system."""
        raise FetchError("fetch-private-address", f"{path} is not on the network")

    async def sleep(self, seconds: float) -> None:
        """Wait ``seconds``."""
        await asyncio.sleep(seconds)


def connection_pool(settings: FetchSettings, resolver: Resolver = resolve) -> httpcore.AsyncConnectionPool:
    """Return the connections of one worker: kept open for reuse, HTTP/2 where the server has it, TLS verified."""
    return httpcore.AsyncConnectionPool(
        ssl_context=_trusted(settings.ca_file),
        max_connections=settings.concurrency + 16,
        max_keepalive_connections=settings.concurrency,
        keepalive_expiry=max(15.0, 3 * settings.delay),
        http2=settings.http2,
        network_backend=CheckedBackend(settings.allow_private, resolver),
    )


@functools.lru_cache(maxsize=4)
def _trusted(ca_file: str | None) -> ssl.SSLContext:
    """Return the certificates to trust; reading them takes longer than a request."""
    return ssl.create_default_context(cafile=ca_file) if ca_file else httpx.create_ssl_context()
