"""What one poll means: the row for ``polls``, the entries to take, and what to remember."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from urllib.parse import urljoin

from schemas.feed_state import FeedState
from schemas.ids import stable_hash
from schemas.poll import Poll
from transforms.errors import PageError
from transforms.feeds.document import BadEntry, FeedEntry, Pace, ParsedFeed
from transforms.feeds.entries import Comparison, compare
from transforms.feeds.parse import parse_feed
from transforms.feeds.schedule import (
    Due,
    after_failure,
    after_success,
    first_rate,
    freshness,
    learned_rate,
    sufficient_interval,
)
from transforms.feeds.settings import FeedSettings
from transforms.feeds.validators import is_trusted, validators_lie
from transforms.fetch.client import status_error
from transforms.fetch.errors import FetchError
from transforms.fetch.redact import redact, without_credentials
from transforms.fetch.response import Response

LISTS = ("html", "opml", "sitemap-index")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one poll; ``parsed`` is ``None`` where no document was read, ``error`` where nothing went wrong."""

    state: FeedState
    poll: Poll
    new: tuple[FeedEntry, ...] = ()
    changed: tuple[FeedEntry, ...] = ()
    bad: tuple[BadEntry, ...] = ()
    parsed: ParsedFeed | None = None
    error: PageError | None = None


def read_response(response: Response, state: FeedState) -> ParsedFeed | None:
    """Return the document in ``response``, ``None`` where it is the one that we have.

    Raises ``PageError``: ``fetch-status-<n>`` for anything but 200 and 304, and those of ``parse_feed``.
    """
    if response.status == 304 or (response.status == 200 and stable_hash_of(response.body) == state.body_hash):
        return None
    error = status_error(response)
    if error is not None:
        raise error
    base = without_credentials(urljoin(response.url, response.header("content-location") or ""))
    parsed = parse_feed(response.body, base, dict(response.headers), state.feed_url)
    if parsed.kind == "html" and not parsed.feeds:
        raise PageError("feed-not-a-feed", f"{state.feed_url} is an HTML page that names no feed")
    return parsed


def succeeded(state: FeedState, response: Response, parsed: ParsedFeed | None, settings: FeedSettings) -> Outcome:
    """Return the outcome of a poll that was answered; ``parsed`` is what ``read_response`` returned."""
    now = response.fetched_at
    found = compare(parsed.entries, parsed.bad, state) if parsed and parsed.kind not in LISTS else None
    settled = _settled(state, response, found, now)
    settled = dataclasses.replace(settled, rate=_rate(state, parsed, found, now))
    if parsed is not None:
        settled = _described(settled, parsed)
    due = _next(settled, response, settings)
    missed = found is not None and found.shares_none
    enough = _enough(state, parsed, now) if missed and parsed else None
    if enough is not None and due.why in ("learned", "start", "limit"):
        sooner = now.timestamp() + max(enough, settings.min_interval)
        due = Due(min(due.at, datetime.fromtimestamp(sooner, tz=now.tzinfo)), "missed")
    settled = dataclasses.replace(settled, next_poll_at=due.at, next_poll_why=due.why)
    poll = Poll(
        feed_url=state.feed_url,
        polled_at=now,
        status=response.status,
        entries=len(parsed.entries) + len(parsed.bad) if parsed else None,
        new_entries=len(found.new) if found else 0,
        changed_entries=len(found.changed) if found else 0,
        etag=settled.etag,
        last_modified=settled.last_modified,
        next_poll_at=due.at,
        next_poll_why=due.why,
        missed_suspected=missed,
        sufficient_interval_s=round(enough) if enough is not None else None,
        bytes_received=response.wire_bytes,
        moved_to=redact(response.moved_to) if response.moved_to else None,
    )
    if found is None:
        return Outcome(state=settled, poll=poll, parsed=parsed)
    return Outcome(state=settled, poll=poll, new=found.new, changed=found.changed, bad=found.bad, parsed=parsed)


def failed(state: FeedState, error: PageError, now: datetime, settings: FeedSettings) -> Outcome:
    """Return the outcome of a poll that failed: 410 retires the feed, 404 does after ``gone_after`` of them."""
    status = error.status if isinstance(error, FetchError) else 200
    wait = error.retry_after if isinstance(error, FetchError) else None
    failures = state.failures + 1
    missing = state.missing + 1 if status == 404 else 0
    gone = status == 410 or missing >= settings.gone_after
    due = after_failure(failures, wait, now, settings, state.feed_url)
    settled = dataclasses.replace(
        state,
        polls=state.polls + 1,
        polled_at=now,
        failures=failures,
        missing=missing,
        failure=error.reason,
        next_poll_at=None if gone else due.at,
        next_poll_why="retired" if gone else due.why,
        retired_at=now if gone else None,
    )
    poll = Poll(
        feed_url=state.feed_url,
        polled_at=now,
        status=status,
        etag=state.etag,
        last_modified=state.last_modified,
        next_poll_at=settled.next_poll_at,
        next_poll_why=settled.next_poll_why,
        error=f"{error.reason}: {error.message}" + ("; the feed is retired" if gone else ""),
    )
    return Outcome(state=settled, poll=poll, error=error)


def stable_hash_of(body: bytes) -> int:
    """Return a signed 64-bit hash of a document."""
    return stable_hash(body.decode("latin-1"))


def _settled(state: FeedState, response: Response, found: Comparison | None, now: datetime) -> FeedState:
    """Return what is remembered of a feed that answered, but for its rate and its next poll."""
    moved = response.moved_to
    common = dataclasses.replace(
        state,
        # An address with a secret is not written down; the redirect is followed each time instead.
        address=moved if moved and redact(moved) == moved else state.address,
        polls=state.polls + 1,
        polled_at=now,
        failures=0,
        missing=0,
        failure=None,
        retired_at=None,
    )
    if response.status == 304:
        return dataclasses.replace(
            common,
            etag=response.header("etag") or state.etag,
            last_modified=response.header("last-modified") or state.last_modified,
            trusted_polls=state.trusted_polls + 1,
            unchanged_at=now,
        )
    etag, modified = response.header("etag"), response.header("last-modified")
    body_hash = stable_hash_of(response.body)
    lies = validators_lie(state, etag, modified, body_hash, found.new if found else ())
    distrusted = now if lies else (state.distrusted_at if not is_trusted(state, now) else None)
    return dataclasses.replace(
        common,
        etag=etag,
        last_modified=modified,
        body_hash=body_hash,
        trusted_polls=0,
        distrusted_at=distrusted,
        read_at=now,
        window=found.window if found else state.window,
        keys=found.keys if found else state.keys,
        prints=found.prints if found else state.prints,
    )


def _described(state: FeedState, parsed: ParsedFeed) -> FeedState:
    """Return ``state`` with what the document says about itself."""
    pace = parsed.pace
    feeds = tuple(feed for feed in parsed.feeds if redact(feed) == feed)
    if feeds != parsed.feeds:
        # A feed with a secret in its address is not written down, so its list must be read as a whole each time.
        state = dataclasses.replace(state, etag=None, last_modified=None, body_hash=None)
    return dataclasses.replace(
        state,
        kind=parsed.kind,
        feeds=feeds,
        every_s=pace.every.total_seconds() if pace.every else None,
        skip_hours=tuple(sorted(pace.skip_hours)),
        skip_days=tuple(sorted(pace.skip_days)),
    )


def _next(state: FeedState, response: Response, settings: FeedSettings) -> Due:
    now = response.fetched_at
    if state.kind == "html":  # a page that names feeds hardly ever changes in that
        return Due(now + timedelta(seconds=settings.max_interval), "list")
    pace = Pace(
        every=timedelta(seconds=state.every_s) if state.every_s else None,
        skip_hours=frozenset(state.skip_hours),
        skip_days=frozenset(state.skip_days),
    )
    fresh = freshness(dict(response.headers), now)
    return after_success(state.rate, state.window, pace, fresh, now, settings, state.feed_url)


def _rate(state: FeedState, parsed: ParsedFeed | None, found: Comparison | None, now: datetime) -> float | None:
    times = [time for time in (state.read_at, state.unchanged_at) if time is not None]
    if times:
        hours = max(0.0, (now - max(times)).total_seconds() / 3600)
        # Two polls within seconds say nothing about a rate.
        return learned_rate(state.rate, len(found.new) if found else 0, hours) if hours > 1 / 60 else state.rate
    if parsed is None:
        return None
    return first_rate([e.hint.published_at for e in parsed.entries if e.hint.published_at is not None], now)


def _enough(state: FeedState, parsed: ParsedFeed, now: datetime) -> float | None:
    times = [time for time in (state.read_at, state.unchanged_at) if time is not None]
    if not times:
        return None
    dates = [e.hint.published_at for e in parsed.entries if e.hint.published_at is not None]
    return sufficient_interval((now - max(times)).total_seconds(), dates)
