"""What a run would do with a feed, and why: for ``headwater check``."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Literal

from schemas.feed_state import FeedState
from transforms.feeds.schedule import is_due
from transforms.feeds.settings import FeedSettings
from transforms.feeds.validators import conditional_headers, is_trusted


@dataclasses.dataclass(frozen=True, slots=True)
class FeedPlan:
    """``action`` is what a run at that time would do; ``why`` is a sentence for people; ``at`` is the next poll."""

    feed_url: str
    action: Literal["poll", "wait", "retired"]
    why: str
    at: datetime | None = None
    conditional: bool = False
    address: str | None = None


_REASONS = {
    "learned": "the interval learned from what it brings",
    "start": "the first interval, until it has shown how often it brings something",
    "feed": "the interval that the feed asks for",
    "cache": "the server's Cache-Control or Expires",
    "limit": "a limit of the configuration",
    "skip": "the hours or days that the feed excludes",
    "missed": "the poll before probably missed stories",
    "backoff": "a failure",
    "retry-after": "the server's Retry-After",
    "host": "its host, which asked us to wait",
}


def plan_feed(state: FeedState | None, feed_url: str, now: datetime, settings: FeedSettings) -> FeedPlan:
    """Return what a run at ``now`` would do with the feed. ``state`` is ``None`` for one that was never polled."""
    if state is None or state.polled_at is None:
        return FeedPlan(feed_url, "poll", "it was never polled", now)
    at, address = state.next_poll_at, state.address
    conditional = bool(conditional_headers(state, now, settings))
    if is_due(state, now, settings):
        how = "conditionally" if conditional else _why_whole(state, now, settings)
        why = f"due since {at:%Y-%m-%d %H:%M} UTC" if at and at <= now else "due"
        if settings.all and (state.retired_at or (at and at > now)):
            why = "everything is polled"
        failures = f"; {state.failures} failures before ({state.failure})" if state.failures else ""
        return FeedPlan(feed_url, "poll", f"{why}, {how}{failures}", at, conditional, address)
    if state.retired_at is not None:
        why = f"retired on {state.retired_at:%Y-%m-%d}: {state.failure}; remove it, or poll it once more with --all"
        return FeedPlan(feed_url, "retired", why, None, False, address)
    reason = _REASONS.get(state.next_poll_why or "", state.next_poll_why or "")
    detail = f" ({state.failure}, {state.failures} in a row)" if state.failures else ""
    return FeedPlan(feed_url, "wait", f"not due before {at:%Y-%m-%d %H:%M} UTC: {reason}{detail}", at, False, address)


def _why_whole(state: FeedState, now: datetime, settings: FeedSettings) -> str:
    if not is_trusted(state, now):
        return "as a whole, since its validators were found to lie"
    if not (state.etag or state.last_modified):
        return "as a whole, since it sends no validators"
    return f"as a whole, to check its validators (every {settings.check_every} polls)"
