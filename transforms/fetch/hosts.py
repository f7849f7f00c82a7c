"""The pages of one host, one after the other; many hosts at the same time."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime

from schemas.fetch_state import FetchRequest, HostState, PageSeen, PendingPage
from schemas.page import Pointer
from schemas.reject import Reject
from transforms.fetch.client import Client, status_error
from transforms.fetch.errors import FetchError
from transforms.fetch.page_queue import arrange, retry_at, waiting
from transforms.fetch.redact import redact
from transforms.fetch.response import Response
from transforms.fetch.robots import Robots
from transforms.fetch.settings import FetchSettings
from transforms.fetch.warc import WarcStage

_DEAD = ("fetch-timeout", "fetch-connect", "fetch-dns", "fetch-robots-unreachable")
_STRIKES = 3  # failures of that kind in a row after which a host is left alone until the next run


@dataclasses.dataclass(frozen=True, kw_only=True)
class HostJob:
    """What is to be done at one host, and what is known of it."""

    host: str
    now: datetime  # start of the run: what waits until later is not due
    requests: tuple[FetchRequest, ...]
    fetched: Mapping[int, datetime]
    allowance: int
    origins: tuple[HostState, ...] = ()
    seen: tuple[PageSeen, ...] = ()  # pages that an earlier step of this run has fetched


@dataclasses.dataclass(kw_only=True)
class HostResult:
    """What came of it. ``known`` pages were not fetched because nothing has changed since they were."""

    host: str
    pointers: list[Pointer] = dataclasses.field(default_factory=list)
    rejects: list[Reject] = dataclasses.field(default_factory=list)
    pending: list[PendingPage] = dataclasses.field(default_factory=list)
    seen: list[PageSeen] = dataclasses.field(default_factory=list)
    origins: list[HostState] = dataclasses.field(default_factory=list)
    requests_sent: int = 0
    known: int = 0


@dataclasses.dataclass
class _Visit:
    """A host while it is being fetched from."""

    queue: deque[FetchRequest]
    result: HostResult
    deadline: float
    strikes: int = 0
    closed: tuple[str, float | None] | None = None  # why the rest must wait, and the seconds the server asked for


class PageFetcher:
    """Fetches the pages of many hosts with one client into one WARC file."""

    def __init__(self, client: Client, warc: WarcStage) -> None:
        self._client = client
        self._settings: FetchSettings = client.settings
        self._robots = Robots(client)
        self._warc = warc

    async def fetch(self, job: HostJob) -> HostResult:
        """Fetch what fits of ``job``; the rest, and what failed for now, is in ``pending``."""
        now = job.now
        loop = asyncio.get_running_loop()
        self._robots.take_over(job.origins)
        queue = arrange(job.requests, job.fetched, job.allowance, now)
        result = HostResult(host=job.host, known=queue.known)
        for request in queue.later:
            reason = "fetch-budget" if request.not_before is None or request.not_before <= now else "fetch-retry"
            result.pending.append(waiting(request, reason, now))
        visit = _Visit(deque(queue.now), result, loop.time() + self._settings.host_seconds)
        await asyncio.gather(*(self._work(visit) for _ in range(min(self._settings.per_host, len(visit.queue)))))
        self._leave(visit)
        known = [self._robots.learned(request.url) for request in queue.now]
        result.origins = list({state.origin: state for state in known if state is not None}.values())
        return result

    async def _work(self, visit: _Visit) -> None:
        loop = asyncio.get_running_loop()
        while visit.queue and visit.closed is None:
            # A turn that would begin too late is not waited for: a Crawl-delay may be an hour.
            if max(loop.time(), self._client.gates.next_start(visit.result.host)) > visit.deadline:
                visit.closed = ("fetch-budget", None)
                return
            request = visit.queue.popleft()
            try:
                response = await self._page(request)
            except FetchError as error:
                self._failed(visit, request, error)
            else:
                visit.strikes = 0
                visit.result.pointers.append(self._warc.keep(request, response))
                visit.result.seen.append(PageSeen(host=request.host, key=request.key, fetched_at=response.fetched_at))

    async def _page(self, request: FetchRequest) -> Response:
        response = await self._client.get(request.url, admit=self._robots.admit)
        error = status_error(response)
        if error is not None:
            raise error
        if response.media_type and response.media_type not in self._settings.content_types:
            raise FetchError("fetch-content-type", f"{redact(request.url)} is {response.media_type}, no page")
        if not response.body.strip():
            raise FetchError("fetch-empty", f"{redact(request.url)} has no content")
        return response

    def _failed(self, visit: _Visit, request: FetchRequest, error: FetchError) -> None:
        now = self._client.clock()
        tries = request.attempts + 1
        again = error.passing and not request.asked and tries < self._settings.attempts
        message = error.message
        if again:
            then = retry_at(request, now, error.retry_after, self._settings)
            failed = dataclasses.replace(request, attempts=tries, not_before=then)
            visit.result.pending.append(waiting(failed, error.reason, now))
            message += f"; attempt {tries} of {self._settings.attempts}, the next after {then:%Y-%m-%d %H:%M} UTC"
        elif not error.passing and not request.asked:
            # Final: the page is not asked for again until its entry changes.
            visit.result.seen.append(PageSeen(host=request.host, key=request.key, fetched_at=now))
        visit.result.rejects.append(fetch_reject(request, error.reason, message))
        visit.strikes = visit.strikes + 1 if error.reason in _DEAD else 0
        if error.status in (429, 503):
            visit.closed = (error.reason, error.retry_after)
        elif visit.strikes >= _STRIKES:
            visit.closed = (error.reason, None)

    def _leave(self, visit: _Visit) -> None:
        """Put what is left in the queue where the next run finds it; pages that the user asked for are refused."""
        if visit.closed is None or not visit.queue:
            return
        reason, wait = visit.closed
        now = self._client.clock()
        for request in visit.queue:
            if request.asked:
                message = f"{redact(request.url)} was not tried: the host failed before ({reason})"
                visit.result.rejects.append(fetch_reject(request, reason, message))
                continue
            if reason != "fetch-budget":
                request = dataclasses.replace(request, not_before=retry_at(request, now, wait, self._settings))
            visit.result.pending.append(waiting(request, reason, now))


def fetch_reject(request: FetchRequest, reason: str, message: str) -> Reject:
    """Return the row for a page that could not be fetched; its payload is what a replay fetches again."""
    feed = request.hint.feed_url if request.hint else None
    payload = {"kind": "fetch", "url": redact(request.url), "feed_url": feed}
    return Reject(input=redact(request.url), stage="fetch", reason=reason, message=message, payload=json.dumps(payload))


async def fetch_hosts(jobs: Sequence[HostJob], client: Client, warc: WarcStage) -> list[HostResult]:
    """Return the results of all ``jobs``, which run at the same time; close ``client`` afterwards."""
    try:
        fetcher = PageFetcher(client, warc)
        return list(await asyncio.gather(*(fetcher.fetch(job) for job in jobs)))
    finally:
        await client.close()
