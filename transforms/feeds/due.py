"""Whether a run now would find anything to do, told from the state alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from schemas.feed_state import FeedState
from transforms.feeds.outcome import LISTS
from transforms.feeds.polling import sources_of
from transforms.feeds.schedule import is_due
from transforms.feeds.settings import FeedSettings
from transforms.feeds.state import feed_name, feed_source, read_states
from transforms.fetch.state import read_pending
from transforms.state import StateStore


def anything_due(store: StateStore, addresses: Iterable[str], now: datetime, settings: FeedSettings) -> bool:
    """Tell whether one of the feeds at ``addresses``, or of those that they name, is due, or a page that waits."""
    states: dict[str, FeedState] = {}
    for bucket in store.names:
        states |= read_states(store, bucket)
    names = [feed_name(feed_source(address)) for address in addresses]
    for state in [states[name] for name in names if name in states]:
        if state.kind in LISTS:
            names += [feed_name(source) for source in sources_of(state.kind, state.feeds, settings)]
    if any(name not in states or is_due(states[name], now, settings) for name in names):
        return True
    pending = (request for bucket in store.names for request in read_pending(store, bucket))
    return any(request.not_before is None or request.not_before <= now for request in pending)
