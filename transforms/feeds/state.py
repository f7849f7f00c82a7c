"""Reading and writing what is remembered of feeds, one bucket at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit, urlunsplit

import pyarrow as pa
import pyarrow.compute as pc

from schemas.column import record_of, table_of
from schemas.feed_state import FEED_STATE, FeedSource, FeedState
from schemas.keys import StagedFile
from transforms.fetch.redact import redact
from transforms.state import StateStore

FEEDS = "feeds"


def feed_source(address: str | FeedSource) -> FeedSource:
    """Return ``address`` as a source in the one spelling of several that are the same.

    >>> feed_source("feed://Example.ORG#latest").url
    'http://example.org/'
    """
    source = address if isinstance(address, FeedSource) else FeedSource(url=address)
    url = source.url.strip()
    if url.startswith(("feed:http://", "feed:https://")):
        url = url.removeprefix("feed:")
    elif url.startswith("feed://"):
        url = "http://" + url.removeprefix("feed://")
    try:
        parts = urlsplit(url)
    except ValueError:
        return dataclasses.replace(source, url=url)
    user, at, host = parts.netloc.rpartition("@")
    netloc = user + at + host.lower()
    return dataclasses.replace(
        source, url=urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, ""))
    )


def feed_name(source: FeedSource) -> str:
    """Return how datasets and state name the feed."""
    return redact(source.url)


def read_states(store: StateStore, bucket: str) -> dict[str, FeedState]:
    """Return the feeds of a bucket by name."""
    table, _ = store.read(FEEDS, bucket, FEED_STATE)
    return {row["feed_url"]: record_of(FeedState, row) for row in table.sort_by("polls").to_pylist()}


def state_of(store: StateStore, source: str | FeedSource) -> FeedState | None:
    """Return what is remembered of one feed, ``None`` where it was never polled."""
    name = feed_name(feed_source(source))
    return read_states(store, store.bucket_of(name)).get(name)


def write_states(store: StateStore, bucket: str, states: Iterable[FeedState]) -> StagedFile:
    """Stage the bucket with ``states`` in place of what it had for the same feeds."""
    latest: Mapping[str, FeedState] = {state.feed_url: state for state in states}
    old, names = store.read(FEEDS, bucket, FEED_STATE)
    kept = old.filter(pc.invert(pc.is_in(old["feed_url"], pa.array(latest, pa.string()))))
    return store.stage(FEEDS, bucket, pa.concat_tables([kept, table_of(latest.values(), FEED_STATE)]), replaces=names)
