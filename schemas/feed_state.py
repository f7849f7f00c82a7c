"""What is remembered of a feed between two runs."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Literal

import pyarrow as pa

from schemas.column import column, texts, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """One address to poll, as the user gave it or as a list of feeds names it.

    ``kind`` ``any``: whatever lies there is wanted, a page as well as a feed; of a ``feed`` that turns out to be a
    page the feeds that it names are polled.
    """

    url: str
    kind: Literal["feed", "any"] = "feed"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """All that polling remembers. ``feed_url`` (secrets left out) is its key; times are aware UTC.

    ``keys[:window]`` are the entries of the last document, older ones follow; ``prints`` are what the entries said.
    ``rate`` are new entries an hour. ``feeds`` are the addresses that a list of feeds names.
    """

    feed_url: str
    address: str | None = None  # where it has moved for good
    kind: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: int | None = None
    polls: int = 0
    trusted_polls: int = 0  # conditional requests since the last check of the validators
    unchanged_at: datetime | None = None  # the last 304
    distrusted_at: datetime | None = None  # when the validators were found to lie
    polled_at: datetime | None = None
    read_at: datetime | None = None  # the last poll that brought a document
    next_poll_at: datetime | None = None
    next_poll_why: str | None = None
    failures: int = 0  # in a row
    missing: int = 0  # 404 in a row
    failure: str | None = None
    retired_at: datetime | None = None
    rate: float | None = None
    window: int = 0
    keys: tuple[int, ...] = ()
    prints: tuple[int, ...] = ()
    feeds: tuple[str, ...] = ()
    every_s: float | None = None  # what the document asks for: its Pace
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


FEED_STATE = pa.schema(
    [
        column("feed_url", pa.string(), "Address of the feed as configured, secrets left out", False),
        column("address", pa.string(), "Where it has moved for good"),
        column("kind", pa.string(), "rss, atom, json, sitemap; html, opml and sitemap-index name feeds"),
        column("etag", pa.string(), "ETag of the last document"),
        column("last_modified", pa.string(), "Last-Modified of the last document"),
        column("body_hash", pa.int64(), "Hash of the last document"),
        column("polls", pa.int64(), "Polls so far", False),
        column("trusted_polls", pa.int32(), "Conditional requests since the validators were checked", False),
        column("unchanged_at", utc(), "Last answer 304"),
        column("distrusted_at", utc(), "When its validators were found to lie"),
        column("polled_at", utc(), "Last poll"),
        column("read_at", utc(), "Last poll that brought a document"),
        column("next_poll_at", utc(), "When the next poll is due"),
        column("next_poll_why", pa.string(), "What decided that"),
        column("failures", pa.int32(), "Polls that failed since the last that did not", False),
        column("missing", pa.int32(), "Answers 404 in a row", False),
        column("failure", pa.string(), "Reason of the last failure"),
        column("retired_at", utc(), "When the feed was given up"),
        column("rate", pa.float64(), "New entries an hour"),
        column("window", pa.int32(), "Entries in the last document", False),
        column("keys", pa.list_(pa.int64()), "Entries seen, those of the last document first", False),
        column("prints", pa.list_(pa.int64()), "What each of them said", False),
        column("feeds", texts(), "Feeds that a list of feeds names", False),
        column("every_s", pa.float64(), "Seconds between polls that the document asks for"),
        column("skip_hours", pa.list_(pa.int8()), "Hours (UTC) in which it is not to be polled", False),
        column("skip_days", pa.list_(pa.int8()), "Days (0 is Monday) on which it is not to be polled", False),
    ]
)
