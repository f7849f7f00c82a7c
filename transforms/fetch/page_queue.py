"""Which pages of a host are fetched now, which wait and which are known: decided before any request is sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from schemas.fetch_state import FetchRequest, PendingPage
from schemas.ids import stable_hash
from schemas.page import EntryHint
from transforms.fetch.client import host_of
from transforms.fetch.settings import FetchSettings
from transforms.urls import story_key


@dataclasses.dataclass(frozen=True)
class Queue:
    """The pages of one host: ``now`` in the order of fetching, ``later`` with the time before which they must wait."""

    now: tuple[FetchRequest, ...]
    later: tuple[FetchRequest, ...]
    known: int


def page_request(url: str, hint: EntryHint | None = None, changed: bool = False, asked: bool = False) -> FetchRequest:
    """Return the request for the page at ``url``; its fragment is of no use to a server."""
    address = url.partition("#")[0].encode("utf-8", "replace").decode("utf-8")
    return FetchRequest(
        url=address,
        host=host_of(address),
        key=stable_hash(story_key(address) or address),
        hint=hint,
        changed=changed,
        asked=asked,
    )


def arrange(requests: Iterable[FetchRequest], fetched: Mapping[int, datetime], allowance: int, now: datetime) -> Queue:
    """Return what to do with the requests of one host.

    ``fetched`` maps the keys of pages fetched earlier to the time: such a page is fetched again only if its entry has
    changed since. Of the others ``allowance`` are fetched now, the ones that waited longest first, then the newest.
    """
    unique: dict[int, FetchRequest] = {}
    for request in requests:
        unique[request.key] = _merged(unique[request.key], request) if request.key in unique else request
    wanted = [request for request in unique.values() if _is_wanted(request, fetched.get(request.key))]
    ready = [request for request in wanted if request.not_before is None or request.not_before <= now]
    ready.sort(key=lambda request: _rank(request, now))
    return Queue(
        now=tuple(ready[:allowance]),
        later=tuple(ready[allowance:]) + tuple(r for r in wanted if r.not_before is not None and r.not_before > now),
        known=len(unique) - len(wanted),
    )


def _merged(first: FetchRequest, second: FetchRequest) -> FetchRequest:
    """Return one request for two of the same page: what the feed says now, and how long it has waited."""
    waited, fresh = (first, second) if first.queued_at is not None else (second, first)
    asked = first.asked or second.asked
    return dataclasses.replace(
        fresh,
        changed=first.changed or second.changed,
        asked=asked,
        attempts=waited.attempts,
        not_before=None if asked else waited.not_before,
        queued_at=waited.queued_at,
        hint=fresh.hint or waited.hint,
    )


def _is_wanted(request: FetchRequest, fetched_at: datetime | None) -> bool:
    if fetched_at is None or request.asked or request.changed:
        return True
    modified = request.hint.modified_at if request.hint else None
    return modified is not None and modified > fetched_at


def _rank(request: FetchRequest, now: datetime) -> tuple[bool, float, float]:
    published = request.hint.published_at if request.hint else None
    waited = (now - request.queued_at).total_seconds() if request.queued_at else 0.0
    return not request.asked, -waited, -(published.timestamp() if published else 0.0)


def allot(counts: Mapping[str, int], settings: FetchSettings) -> dict[str, int]:
    """Return how many pages of each host fit into the run: ``pages_per_host``, and fair shares of ``pages_per_run``.

    Hosts that want little get all of it; the others share what is left evenly.

    >>> allot({"a": 1, "b": 50, "c": 50}, FetchSettings(pages_per_host=40, pages_per_run=21))
    {'a': 1, 'b': 10, 'c': 10}
    """
    left = settings.pages_per_run
    shares: dict[str, int] = {}
    for position, (host, count) in enumerate(sorted(counts.items(), key=lambda item: (item[1], item[0]))):
        shares[host] = min(count, settings.pages_per_host, left // (len(counts) - position))
        left -= shares[host]
    return shares


def retry_at(request: FetchRequest, now: datetime, wait: float | None, settings: FetchSettings) -> datetime:
    """Return when a page that failed may be tried again: doubling delays, or what the server asks for if longer."""
    spread = 0.9 + 0.2 * (stable_hash(f"{request.key} {request.attempts}") % 1000) / 1000
    grown = settings.retry_delay * 2**request.attempts * spread
    return now + timedelta(seconds=min(max(grown, wait or 0.0), 7 * 86_400.0))


def waiting(request: FetchRequest, reason: str, now: datetime) -> PendingPage:
    """Return ``request`` as a row of the state; the content of its entry stays behind."""
    hint = request.hint
    return PendingPage(
        host=request.host,
        key=request.key,
        url=request.url,
        changed=request.changed,
        attempts=request.attempts,
        not_before=request.not_before,
        queued_at=request.queued_at or now,
        reason=reason,
        **{name: getattr(hint, name) for name in _HINT} if hint else {},
    )


def resumed(row: PendingPage) -> FetchRequest:
    """Return the request that a row of the state stands for."""
    hint = EntryHint(**{name: getattr(row, name) for name in _HINT}) if row.feed_url is not None else None
    return FetchRequest(
        url=row.url,
        host=row.host,
        key=row.key,
        hint=hint,
        changed=row.changed,
        attempts=row.attempts,
        not_before=row.not_before,
        queued_at=row.queued_at,
    )


_HINT = ("feed_url", "entry_id", "title", "authors", "published_at", "modified_at", "language")
