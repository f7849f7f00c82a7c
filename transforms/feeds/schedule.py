"""When a feed is polled next: pure functions of what it said, what it brought and the clock."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas.feed_state import FeedState
from schemas.ids import stable_hash
from transforms.feeds.dates import http_date
from transforms.feeds.document import Pace
from transforms.feeds.settings import FeedSettings

MEMORY = 36.0  # hours after which what a feed brought counts for 1/e in its rate: longer than a night, under a week
RETRY_LIMIT = 7 * 86_400.0  # seconds; the longest Retry-After that is believed
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Due:
    """When the next poll is due, and the one word for what decided it."""

    at: datetime
    why: str


def is_due(state: FeedState, now: datetime, settings: FeedSettings) -> bool:
    """Tell whether a run at ``now`` polls the feed.

    A tenth of ``min_interval`` counts as due already: a schedule that starts a few seconds early every 15 minutes
    would otherwise poll every 30.
    """
    if settings.all:
        return True
    if state.retired_at is not None:
        return False
    return state.next_poll_at is None or state.next_poll_at <= now + timedelta(seconds=settings.min_interval / 10)


def freshness(headers: dict[str, str], now: datetime) -> float:
    """Return for how many seconds a response stays fresh by its Cache-Control, Age and Expires; 0 if it does not say.

    >>> from datetime import timezone
    >>> freshness({"cache-control": "public, max-age=600", "age": "120"}, datetime(2026, 3, 1, tzinfo=timezone.utc))
    480.0
    """
    control = headers.get("cache-control", "")
    if _NO_CACHE.search(control):
        return 0.0
    stated = _MAX_AGE.search(control)
    if stated:
        age = headers.get("age", "").strip()
        return max(0.0, float(stated[1]) - (float(age) if age.isdecimal() else 0.0))
    expires = http_date(headers.get("expires"))
    if expires is None:
        return 0.0
    return max(0.0, (expires - (http_date(headers.get("date")) or now)).total_seconds())


def first_rate(published: Sequence[datetime], now: datetime) -> float | None:
    """Return new entries an hour, estimated from the dates in a feed's first document; ``None`` without dates.

    The time since the newest entry counts too: a feed that was busy in spring and silent since is a slow feed.
    """
    past = sorted(time for time in published if time <= now)
    if len(past) < 2:
        return None
    hours = (now - past[0]).total_seconds() / 3600
    return len(past) / max(hours, 1 / 60)


def learned_rate(rate: float | None, new: int, hours: float) -> float:
    """Return the feed's rate after ``new`` entries in ``hours``: an average that forgets over ``MEMORY`` hours.

    >>> round(learned_rate(2.0, 0, 24.0), 2), round(learned_rate(0.0, 12, 12.0), 2)
    (1.03, 0.28)
    """
    if rate is None:
        return new / max(hours, 1 / 60)
    weight = 1 - math.exp(-max(hours, 0.0) / MEMORY)
    return rate + weight * (new / max(hours, 1 / 60) - rate)


def after_success(
    rate: float | None, window: int, pace: Pace, fresh: float, now: datetime, settings: FeedSettings, feed_url: str
) -> Due:
    """Return when to poll again a feed that answered.

    One new entry is expected by then, and the document (``window`` entries) has at most half turned over; what the
    feed (``pace``) and its server (``fresh`` seconds) ask for is the least, the limits of the settings have the last
    word. Up to a tenth is taken off, so that feeds that began together spread out.
    """
    wanted, why = (settings.start_interval, "start") if rate is None else (_expected(rate, window), "learned")
    for stated, name in ((pace.every.total_seconds() if pace.every else 0.0, "feed"), (fresh, "cache")):
        if stated > max(wanted, settings.min_interval):
            wanted, why = stated, name
    limited = min(max(wanted, settings.min_interval), settings.max_interval)
    if limited != wanted:
        why = "limit"
    spread = 1 - 0.1 * _share(f"{feed_url} {now.isoformat()}")
    return _outside_skipped(now + timedelta(seconds=max(limited * spread, settings.min_interval)), why, pace)


def after_failure(
    failures: int, retry_after: float | None, now: datetime, settings: FeedSettings, feed_url: str
) -> Due:
    """Return when to try again after ``failures`` in a row: doubling, jittered by a fifth either way, limited.

    A longer Retry-After wins, up to a week.
    """
    spread = 0.8 + 0.4 * _share(f"{feed_url} {failures}")
    grown = min(settings.min_interval * 2.0 ** min(failures - 1, 20), settings.max_interval) * spread
    if retry_after is not None and retry_after > grown:
        return Due(now + timedelta(seconds=min(retry_after, RETRY_LIMIT)), "retry-after")
    return Due(now + timedelta(seconds=grown), "backoff")


def sufficient_interval(elapsed: float, published: Sequence[datetime]) -> float:
    """Return the seconds between two polls that would have been enough where a poll shares nothing with the last.

    The document reaches back for the span of its dates; polls must be closer than that. Without dates, half of
    ``elapsed`` (seconds since the poll before) is a guess.
    """
    span = (max(published) - min(published)).total_seconds() if len(published) > 1 else 0.0
    return min(span * 0.8, elapsed / 2) if span > 0 else elapsed / 2


def _expected(rate: float, window: int) -> float:
    """Return the seconds until one new entry is expected, or until half of the document is new if that is sooner."""
    return 3600.0 * min(1.0, max(window, 1) / 2) / rate if rate > 0 else math.inf


def _outside_skipped(at: datetime, why: str, pace: Pace) -> Due:
    """Move ``at`` to the next hour that neither skipHours nor skipDays excludes."""
    for hour in range(24 * 8):
        then = at if hour == 0 else (at + timedelta(hours=hour)).replace(minute=0, second=0, microsecond=0)
        if then.hour not in pace.skip_hours and then.weekday() not in pace.skip_days:
            return Due(then, why if hour == 0 else "skip")
    return Due(at, why)


def _share(text: str) -> float:
    """Return a number from 0 to 1 that depends on ``text`` alone: jitter that a test can foresee."""
    return (stable_hash(text) % 10_000) / 10_000
