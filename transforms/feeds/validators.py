"""Conditional requests, and the check on servers whose validators lie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas.feed_state import FeedState
from transforms.feeds.document import FeedEntry
from transforms.feeds.settings import FeedSettings

DISTRUST = timedelta(days=30)  # after which a server may have been repaired
MARGIN = timedelta(hours=1)  # stories are dated up to this long before they appear


def is_trusted(state: FeedState, now: datetime) -> bool:
    """Tell whether the feed's validators may be relied on."""
    return state.distrusted_at is None or now - state.distrusted_at > DISTRUST


def conditional_headers(state: FeedState, now: datetime, settings: FeedSettings) -> dict[str, str]:
    """Return the headers of a conditional request; none of them when it is time to check the validators.

    Validators go back as they came: servers compare them byte by byte, weak ones and unquoted ones included.
    """
    if not is_trusted(state, now) or state.trusted_polls + 1 >= settings.check_every:
        return {}
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in headers.items() if value}


def validators_lie(
    state: FeedState, etag: str | None, last_modified: str | None, body_hash: int, new: Sequence[FeedEntry]
) -> bool:
    """Tell whether an unconditional response shows that a conditional one would have hidden something.

    Either the content has changed and its validators have not, or an entry that is news to us is dated well before
    the last 304.
    """
    had = (state.etag, state.last_modified)
    if not any(had) or state.body_hash is None:
        return False
    if new and (etag, last_modified) == had and body_hash != state.body_hash:
        return True
    if state.unchanged_at is None or state.read_at is None:
        return False
    dates = [entry.hint.published_at for entry in new if entry.hint.published_at is not None]
    return any(state.read_at < date < state.unchanged_at - MARGIN for date in dates)
