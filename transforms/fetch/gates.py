"""Politeness: when the next request to a host may begin, and how many may be open at all."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator


@dataclasses.dataclass
class _Host:
    places: asyncio.Semaphore
    start: asyncio.Lock = dataclasses.field(default_factory=asyncio.Lock)
    next_start: float = 0.0  # seconds of the event loop's clock


class Gates:
    """One gate for each host, and the places of the whole worker behind them.

    A request that waits for its host's delay holds none of the worker's places, so that a crowd at one host leaves
    the others free.
    """

    def __init__(self, concurrency: int, per_host: int) -> None:
        self._places = asyncio.Semaphore(concurrency)
        self._per_host = per_host
        self._hosts: dict[str, _Host] = {}

    @contextlib.asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Wait for the turn at ``host`` and hold it; the next one begins ``delay`` seconds later at the earliest.

        Where one turn is held at a time, the delay counts from its end: the server has seen the request by then, so
        that it never sees two within the delay, however busy this machine is. Else it counts from the beginning.
        """
        gate = self._hosts.setdefault(host, _Host(asyncio.Semaphore(self._per_host)))
        async with gate.places:
            async with gate.start:
                await asyncio.sleep(max(0.0, gate.next_start - asyncio.get_running_loop().time()))
                await self._places.acquire()
                gate.next_start = asyncio.get_running_loop().time() + delay
            try:
                yield
            finally:
                if self._per_host == 1:
                    gate.next_start = asyncio.get_running_loop().time() + delay
                self._places.release()

    def next_start(self, host: str) -> float:
        """Return when the next turn at ``host`` may begin, in seconds of the event loop's clock."""
        return self._hosts[host].next_start if host in self._hosts else 0.0

    def hold(self, host: str, seconds: float) -> None:
        """Let the next turn at ``host`` begin in ``seconds`` at the earliest."""
        gate = self._hosts.setdefault(host, _Host(asyncio.Semaphore(self._per_host)))
        gate.next_start = max(gate.next_start, asyncio.get_running_loop().time() + seconds)
