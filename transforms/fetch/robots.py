"""robots.txt as RFC 9309 has it: none means that all is allowed, an unreachable one means wait."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
from collections.abc import Iterable
from urllib.parse import urlsplit

from protego import Protego

from schemas.fetch_state import HostState
from transforms.fetch.client import Client
from transforms.fetch.errors import FetchError
from transforms.fetch.redact import redact

MAX_TEXT = 512_000  # RFC 9309 asks crawlers to read at least 500 KiB
RETRY = 600.0  # seconds until an unreachable robots.txt is asked for again


@dataclasses.dataclass(frozen=True)
class Rules:
    """What one origin allows. ``text`` is ``None`` where its robots.txt could not be reached."""

    text: str | None

    def allows(self, url: str, agent: str) -> bool:
        r"""Tell whether ``url`` may be fetched by ``agent``; nothing may while the rules are out of reach.

        >>> Rules("User-agent: *\nDisallow: /private/").allows("http://example.org/private/a", "headwater")
        False
        """
        return self.text is not None and (not self.text or bool(_parsed(self.text).can_fetch(url, agent)))

    def delay(self, agent: str) -> float:
        """Return the seconds between two requests that the rules ask for, 0 where they ask for nothing."""
        if not self.text:
            return 0.0
        rate = _parsed(self.text).request_rate(agent)
        return max(float(_parsed(self.text).crawl_delay(agent) or 0), rate.seconds / rate.requests if rate else 0.0)


@functools.lru_cache(maxsize=256)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)


class Robots:
    """The rules of every origin that a worker meets, asked for once and kept for ``robots_ttl`` seconds."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, HostState] = {}
        self._failed: dict[str, FetchError] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def take_over(self, states: Iterable[HostState]) -> None:
        """Go on from what earlier runs have learned, and keep the distance to what this run has sent before."""
        for state in states:
            known = self._known.get(state.origin)
            if known is None or known.robots_at < state.robots_at:
                self._known[state.origin] = state
            if state.asked_at is not None:
                delay = self._delay(Rules(state.robots_txt))
                rest = delay - (self._client.clock() - state.asked_at).total_seconds()
                self._client.gates.hold(state.host, min(max(0.0, rest), delay))

    def learned(self, url: str) -> HostState | None:
        """Return what is known of the origin of ``url``, to be kept for the next run."""
        return self._known.get(origin_of(url))

    async def rules(self, url: str) -> Rules:
        """Return the rules for ``url``, fetching its origin's robots.txt where what is known is too old.

        Raises the ``FetchError`` of that request where the host itself cannot be reached or must not be.
        """
        if not self._client.settings.robots:
            return Rules("")
        origin = origin_of(url)
        async with self._locks.setdefault(origin, asyncio.Lock()):
            if origin in self._failed:
                raise self._failed[origin]
            known = self._known.get(origin)
            if known is None or not self._is_fresh(known):
                known = await self._ask(origin)
                self._known[origin] = known
        return Rules(known.robots_txt)

    async def admit(self, url: str) -> float:
        """Return the delay to keep at the host of ``url``, in seconds.

        Raises ``FetchError``: ``fetch-robots`` where its rules forbid ``url``, ``fetch-robots-unreachable`` while they
        cannot be had, and what ``rules`` raises.
        """
        settings = self._client.settings
        rules = await self.rules(url)
        if rules.text is None:
            raise FetchError("fetch-robots-unreachable", f"robots.txt of {origin_of(url)} cannot be reached: try later")
        if not rules.allows(url, settings.robots_name):
            raise FetchError("fetch-robots", f"robots.txt does not allow {settings.robots_name} to fetch {redact(url)}")
        return self._delay(rules)

    def _delay(self, rules: Rules) -> float:
        return max(self._client.settings.delay, rules.delay(self._client.settings.robots_name))

    def _is_fresh(self, known: HostState) -> bool:
        age = (self._client.clock() - known.robots_at).total_seconds()
        return 0 <= age < (RETRY if known.robots_txt is None else self._client.settings.robots_ttl)

    async def _ask(self, origin: str) -> HostState:
        text: str | None
        try:
            response = await self._client.get(origin + "/robots.txt")
            text = text_of(response.status, response.body)
        except FetchError as error:
            if error.reason in ("fetch-redirect-loop", "fetch-redirects", "fetch-too-large", "fetch-encoding"):
                text = ""  # RFC 9309, 2.3.1.2: as if there were none
            elif error.reason in ("fetch-timeout", "fetch-reset", "fetch-incomplete", "fetch-protocol"):
                text = None
            else:
                self._failed[origin] = error
                raise
        host = urlsplit(origin).hostname or ""
        return HostState(host=host, origin=origin, robots_at=self._client.clock(), robots_txt=text)


def text_of(status: int, body: bytes) -> str | None:
    """Return the rules that a response means: its text, none at all for 4xx, ``None`` (wait) for 429 and 5xx."""
    if status == 200:
        return body[:MAX_TEXT].decode("utf-8-sig", "replace")
    return None if status == 429 or status >= 500 else ""


def origin_of(url: str) -> str:
    """Return scheme, host and port of ``url``, without user and password; empty for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
