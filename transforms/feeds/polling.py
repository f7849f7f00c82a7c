"""The feeds of one host, one after the other; many hosts at the same time."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from schemas.feed_state import FeedSource, FeedState
from schemas.fetch_state import FetchRequest, HostState, PageSeen
from schemas.page import Pointer
from schemas.poll import Poll
from schemas.reject import Reject
from transforms import files
from transforms.errors import PageError
from transforms.feeds.document import BadEntry, FeedEntry
from transforms.feeds.fulltext import entry_page
from transforms.feeds.outcome import LISTS, Outcome, failed, read_response, succeeded
from transforms.feeds.parse import standalone
from transforms.feeds.settings import FeedSettings
from transforms.feeds.sniff import sniff
from transforms.feeds.validators import conditional_headers
from transforms.fetch.client import Client, host_of, status_error
from transforms.fetch.errors import FetchError
from transforms.fetch.page_queue import page_request
from transforms.fetch.redact import redact, scrubbed
from transforms.fetch.response import Response
from transforms.fetch.robots import Robots, origin_of
from transforms.fetch.warc import WarcStage
from transforms.state import StateStore

ACCEPT = {
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
}
_DEAD = ("fetch-timeout", "fetch-connect", "fetch-dns", "fetch-robots-unreachable")
_STRIKES = 2  # failures of that kind in a row after which a host is left alone: fetching waits for the last poll
_NEVER = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclasses.dataclass(frozen=True, kw_only=True)
class FeedTask:
    """One feed to poll now, with what is remembered of it."""

    source: FeedSource
    state: FeedState

    @property
    def address(self) -> str:
        """Return where the feed is now."""
        return self.state.address or self.source.url


@dataclasses.dataclass(kw_only=True)
class HostPolls:
    """What the feeds of one host brought."""

    polls: list[Poll] = dataclasses.field(default_factory=list)
    states: list[FeedState] = dataclasses.field(default_factory=list)
    rejects: list[Reject] = dataclasses.field(default_factory=list)
    requests: list[FetchRequest | HostState | PageSeen] = dataclasses.field(default_factory=list)
    pointers: list[Pointer] = dataclasses.field(default_factory=list)
    discovered: list[FeedSource] = dataclasses.field(default_factory=list)


class FeedPoller:
    """Polls the feeds of many hosts with one client; documents that are read again later go into the stage."""

    def __init__(self, client: Client, settings: FeedSettings, store: StateStore, warc: WarcStage) -> None:
        self._client = client
        self._settings = settings
        self._store = store
        self._warc = warc
        self._robots = Robots(client)

    async def poll(self, tasks: Sequence[FeedTask], origins: Sequence[HostState]) -> HostPolls:
        """Poll the feeds of one host, those first that have waited longest."""
        found = HostPolls()
        self._robots.take_over(origins)
        deadline = asyncio.get_running_loop().time() + self._settings.host_seconds
        done: dict[str, FeedState] = {}
        strikes = 0
        waiting = sorted(tasks, key=lambda task: task.state.next_poll_at or _NEVER)
        for position, task in enumerate(waiting):
            if task.address in done:
                found.states.append(_same_feed(task.state, done[task.address]))
                continue
            # What a slow host leaves is due in the next run, and first in its line.
            if max(asyncio.get_running_loop().time(), self._client.gates.next_start(host_of(task.address))) > deadline:
                break
            outcome = await self._poll_one(task, found)
            if outcome is None:
                continue
            done[task.address] = outcome.state
            found.states.append(outcome.state)
            found.polls.append(outcome.poll)
            error = outcome.error
            strikes = strikes + 1 if error is not None and error.reason in _DEAD else 0
            if strikes >= _STRIKES:
                break
            if isinstance(error, FetchError) and error.status in (429, 503):
                found.states.extend(_held_back(waiting[position + 1 :], error, self._client.clock()))
                break
        found.requests.extend(self._asked(waiting))
        return found

    def _asked(self, tasks: Sequence[FeedTask]) -> list[HostState]:
        """Return what was learned of the origins, with the time of the last request: fetching goes on from there."""
        now = self._client.clock()
        found = {}
        for task in tasks:
            origin = origin_of(task.address)
            if not host_of(task.address):
                continue
            unknown = HostState(host=host_of(task.address), origin=origin, robots_at=_NEVER, robots_txt=None)
            found[origin] = dataclasses.replace(self._robots.learned(task.address) or unknown, asked_at=now)
        return list(found.values())

    async def _poll_one(self, task: FeedTask, found: HostPolls) -> Outcome | None:
        """Poll one feed; ``None`` where the address turned out to be a page that was asked for as such."""
        headers = ACCEPT | conditional_headers(task.state, self._client.clock(), self._settings)
        admit = self._robots.admit if self._settings.robots else None
        try:
            response = await self._client.get(task.address, headers, admit)
            if task.source.kind == "any" and _is_page(response):
                self._take_page(task, response, found)
                return None
            parsed = read_response(response, task.state)
        except PageError as error:
            found.rejects.append(poll_reject(task.state.feed_url, error))
            return failed(task.state, error, self._client.clock(), self._settings)
        outcome = succeeded(task.state, response, parsed, self._settings)
        self._take(outcome, response, found)
        return outcome

    def _take(self, outcome: Outcome, response: Response, found: HostPolls) -> None:
        feed_url = outcome.state.feed_url
        if outcome.state.kind in LISTS:
            feeds = outcome.parsed.feeds if outcome.parsed is not None else outcome.state.feeds
            found.discovered.extend(sources_of(outcome.state.kind, feeds, self._settings))
        found.rejects.extend(entry_reject(feed_url, bad) for bad in outcome.bad)
        changed = frozenset(entry.index for entry in outcome.changed)
        carried = []
        for entry in (*outcome.new, *outcome.changed):
            if entry.hint.content is not None and (self._settings.full_text or entry.link is None):
                carried.append(entry)
            elif entry.link is not None:
                hint = dataclasses.replace(entry.hint, content=None)
                found.requests.append(page_request(entry.link, hint, changed=entry.index in changed))
        if carried:
            self._stage(feed_url, response, carried, found)

    def _stage(self, feed_url: str, response: Response, entries: list[FeedEntry], found: HostPolls) -> None:
        """Store the document, so that pointers to its entries, and not their texts, go on."""
        name = f"{self._store.run_id}-{uuid.uuid4().hex[:8]}." + ("json" if sniff(response.body) == "json" else "xml")
        staged = f"_staging/{self._store.run_id}/feeds/{name}"
        path = files.join(self._store.output, *staged.split("/"))
        document = standalone(response.body, dict(response.headers))
        files.write_bytes(path, scrubbed(document, (response.url, *(hop.url for hop in response.hops))))
        if self._client.settings.archive == "warc":
            for entry in entries:
                self._warc.append(_archived(entry, feed_url, response))
        found.pointers.extend(
            Pointer(
                input=f"{feed_url}#{entry.index}",
                path=path,
                kind="entry",
                offset=entry.index,
                url=redact(entry.link) if entry.link else None,
                fetched_at=response.fetched_at,
                hint=dataclasses.replace(entry.hint, content=None),
            )
            for entry in entries
        )

    def _take_page(self, task: FeedTask, response: Response, found: HostPolls) -> None:
        """Keep the response as the page that was asked for, and say so to the step that fetches."""
        error = status_error(response)
        if error is not None:
            raise error
        request = page_request(task.source.url, asked=True)
        found.pointers.append(self._warc.keep(request, response))
        found.requests.append(PageSeen(host=request.host, key=request.key, fetched_at=response.fetched_at))


def _archived(entry: FeedEntry, feed_url: str, response: Response) -> Response:
    """Return an entry with its full text as the page that an archive keeps of it: it needs no feed to be read again."""
    return dataclasses.replace(
        response,
        url=entry.link or f"{feed_url}#{entry.index}",
        headers=(("content-type", "text/html; charset=utf-8"), ("x-headwater-entry-of", feed_url)),
        body=entry_page(entry.hint.title, entry.hint.content or "").encode("utf-8", "replace"),
    )


def _is_page(response: Response) -> bool:
    """Tell whether a response is a page rather than a feed: HTML, or plain text that is no feed."""
    kind = sniff(response.body)
    return response.status == 200 and (kind == "html" or (kind is None and response.media_type.startswith("text/")))


def _same_feed(state: FeedState, polled: FeedState) -> FeedState:
    """Return ``state``, whose feed has just been polled under another of its addresses."""
    return dataclasses.replace(
        state,
        polled_at=polled.polled_at,
        next_poll_at=polled.next_poll_at,
        next_poll_why=polled.next_poll_why,
        retired_at=polled.retired_at,
        failure=polled.failure,
    )


def _held_back(tasks: Sequence[FeedTask], error: FetchError, now: datetime) -> list[FeedState]:
    """Return the states of feeds whose host has asked us to wait; without a time they stay due."""
    if error.retry_after is None:
        return []
    then = now + timedelta(seconds=min(error.retry_after, 7 * 86_400.0))
    return [dataclasses.replace(task.state, next_poll_at=then, next_poll_why="host") for task in tasks]


def sources_of(kind: str, feeds: Sequence[str], settings: FeedSettings) -> list[FeedSource]:
    """Return the feeds of a list as sources: all of an OPML, the first ``discover`` of a page or an index."""
    return [FeedSource(url=feed) for feed in (feeds if kind == "opml" else feeds[: settings.discover])]


def poll_reject(feed_url: str, error: PageError) -> Reject:
    """Return the row for a feed that could not be polled."""
    payload = json.dumps({"kind": "poll", "url": feed_url})
    return Reject(input=feed_url, stage="poll", reason=error.reason, message=error.message, payload=payload)


def entry_reject(feed_url: str, bad: BadEntry) -> Reject:
    """Return the row for one entry that nothing can be made of."""
    payload = json.dumps({"kind": "entry", "feed_url": feed_url, "title": bad.title})
    title = f" ({bad.title!r})" if bad.title else ""
    return Reject(
        input=f"{feed_url}#{bad.index}",
        stage="poll",
        reason=bad.reason,
        message=bad.message + title,
        payload=payload,
    )


async def poll_hosts(
    jobs: Sequence[tuple[Sequence[FeedTask], Sequence[HostState]]], poller: FeedPoller, client: Client
) -> list[HostPolls]:
    """Return the results of all ``jobs``, which run at the same time; close ``client`` afterwards."""
    try:
        return list(await asyncio.gather(*(poller.poll(tasks, origins) for tasks, origins in jobs)))
    finally:
        await client.close()
