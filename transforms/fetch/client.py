"""One GET, safely: checked addresses, limited sizes and times, every redirect looked at."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import ssl
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timezone
from urllib.parse import unquote, urljoin, urlsplit

import httpcore
import httpx

from transforms.fetch.addresses import Resolver, resolve
from transforms.fetch.decoding import ACCEPTED, decode_body
from transforms.fetch.errors import FetchError
from transforms.fetch.gates import Gates
from transforms.fetch.network import connection_pool
from transforms.fetch.redact import redact
from transforms.fetch.response import Hop, Response, retry_after
from transforms.fetch.settings import FetchSettings

_REDIRECTS = (301, 302, 303, 307, 308)
Clock = Callable[[], datetime]
Admission = Callable[[str], Awaitable[float]]


def utc_now() -> datetime:
    """Return the time now, aware UTC."""
    return datetime.now(tz=timezone.utc)


class Client:
    """The connections of one worker. Make it inside a running event loop and ``close`` it there."""

    def __init__(self, settings: FetchSettings, clock: Clock = utc_now, resolver: Resolver = resolve) -> None:
        self.settings = settings
        self.clock = clock
        self.gates = Gates(settings.concurrency, settings.per_host)
        self._pool = connection_pool(settings, resolver)

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def get(self, url: str, headers: Mapping[str, str] | None = None, admit: Admission | None = None) -> Response:
        """Return the response to a GET of ``url``, whatever its status, after at most ``max_redirects`` redirects.

        ``admit`` is asked before each request, those that follow a redirect included: it returns the delay to keep at
        that host in seconds, or raises. Raises ``FetchError`` where no complete response could be had.
        """
        hops: list[Hop] = []
        while True:
            parse_address(url)
            delay = await admit(url) if admit else self.settings.delay
            async with self.gates.turn(host_of(url), delay):
                response = await self._one(url, headers or {}, hops)
            location = response.header("location")
            if response.status not in _REDIRECTS or location is None:
                return response
            target = redirect_target(url, location, hops, self.settings.max_redirects)
            hops.append(Hop(url=url, status=response.status, location=target))
            url = target

    async def _one(self, url: str, headers: Mapping[str, str], hops: list[Hop]) -> Response:
        target = parse_address(url)
        try:
            return await asyncio.wait_for(self._exchange(target, url, headers, hops), self.settings.total_timeout)
        except (asyncio.TimeoutError, TimeoutError, httpcore.TimeoutException) as error:
            what = str(error) or f"no complete response within {self.settings.total_timeout:g} s"
            raise FetchError("fetch-timeout", f"{redact(url)}: {what}") from error
        except httpcore.ConnectError as error:
            reason = "fetch-tls" if _is_tls(error) else "fetch-connect"
            raise FetchError(reason, f"{redact(url)}: {error}") from error
        except httpcore.RemoteProtocolError as error:
            reason = "fetch-incomplete" if "incomplete" in str(error) or "without sending" in str(error) else ""
            raise FetchError(reason or "fetch-protocol", f"{redact(url)}: {error}") from error
        except httpcore.NetworkError as error:
            raise FetchError("fetch-reset", f"{redact(url)}: the connection broke: {error!r}") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise FetchError("fetch-protocol", f"{redact(url)}: {error}") from error

    async def _exchange(self, target: httpx.URL, url: str, headers: Mapping[str, str], hops: list[Hop]) -> Response:
        limits = {
            "connect": self.settings.connect_timeout,
            "read": self.settings.read_timeout,
            "write": self.settings.read_timeout,
            "pool": self.settings.total_timeout,
        }
        async with self._pool.stream(
            "GET",
            httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path),
            headers=list(self._headers(url, headers).items()),
            extensions={"timeout": limits},
        ) as answer:
            received = tuple((key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in answer.headers)
            bare = Response(
                url=url,
                status=answer.status,
                headers=received,
                body=b"",
                wire_bytes=0,
                fetched_at=self.clock(),
                http_version=answer.extensions.get("http_version", b"HTTP/1.1").decode("ascii"),
                hops=tuple(hops),
            )
            raw = b"" if answer.status in _REDIRECTS else await self._body(answer, bare)
        body = decode_body(raw, bare.header("content-encoding") or "", self.settings.max_bytes)
        return dataclasses.replace(bare, body=body, wire_bytes=len(raw))

    async def _body(self, answer: httpcore.Response, bare: Response) -> bytes:
        limit = self.settings.max_bytes
        stated = bare.header("content-length") or ""
        if stated.isdecimal() and int(stated) > limit:
            raise FetchError("fetch-too-large", f"{redact(bare.url)}: {stated} bytes, {limit} are allowed")
        parts: list[bytes] = []
        size = 0
        async for part in answer.aiter_stream():
            parts.append(part)
            size += len(part)
            if size > limit:
                raise FetchError("fetch-too-large", f"{redact(bare.url)}: more than {limit} bytes")
        return b"".join(parts)

    def _headers(self, url: str, headers: Mapping[str, str]) -> dict[str, str]:
        sent = {
            "User-Agent": self.settings.agent,
            "Accept-Encoding": ACCEPTED,
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
            "Host": parse_address(url).netloc.decode("ascii"),
            **headers,
        }
        parts = urlsplit(url)
        if parts.username is not None:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            sent["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode("ascii")
        return sent


def host_of(url: str) -> str:
    """Return the host of ``url`` in lower case, the key of politeness; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def parse_address(url: str) -> httpx.URL:
    """Return ``url`` taken apart, names in their ASCII form. Raises ``FetchError``: fetch-scheme, fetch-address."""
    try:
        target = httpx.URL(url)
        host = target.raw_host if target.port is None or 0 < target.port < 65_536 else b""
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError("fetch-address", f"{redact(url)} is no address: {error}") from error
    if target.scheme not in ("http", "https"):
        raise FetchError("fetch-scheme", f"{redact(url)}: only http and https are fetched, not {target.scheme!r}")
    if not host:
        raise FetchError("fetch-address", f"{redact(url)} has no host, or a port that there is not")
    return target


def redirect_target(url: str, location: str, hops: list[Hop], limit: int) -> str:
    """Return where a redirect from ``url`` leads.

    Raises ``FetchError``: ``fetch-redirect-loop``, ``fetch-redirects`` past ``limit``, and those of ``parse_address``.
    """
    try:
        target = urljoin(url, _as_written(location.strip()))
    except ValueError as error:
        raise FetchError("fetch-address", f"{redact(url)} redirects to {location!r}: {error}") from error
    parse_address(target)
    if target == url or target in [hop.url for hop in hops]:
        raise FetchError("fetch-redirect-loop", f"{redact(url)} redirects to {redact(target)}, where we were")
    if len(hops) >= limit:
        raise FetchError("fetch-redirects", f"more than {limit} redirects, the last to {redact(target)}")
    return target


def _as_written(location: str) -> str:
    """Return a header value as its server meant it: many send UTF-8 where the standard has ASCII."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def status_error(response: Response) -> FetchError | None:
    """Return what a status other than 200 means for a page, ``None`` for 200."""
    if response.status == 200:
        return None
    return FetchError(
        f"fetch-status-{response.status}",
        f"{redact(response.url)} answered {response.status}",
        response.status,
        retry_after(response.header("retry-after"), response.fetched_at),
    )


def _is_tls(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
