"""What fetching passes on and remembers: pages to fetch, pages fetched, pages that wait, and what hosts allow."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, texts, utc
from schemas.page import EntryHint


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One page to fetch. ``key`` is the hash of its story key; ``host`` the one whose politeness it is under.

    ``changed``: the feed says that the entry is no longer what it was, so that a page known already is fetched again.
    ``asked``: the user named this address; it is fetched whatever is known, and a failure is final.
    ``attempts`` and ``not_before`` are those of a request that waits in the state.
    """

    url: str
    host: str
    key: int
    hint: EntryHint | None = None
    changed: bool = False
    asked: bool = False
    attempts: int = 0
    not_before: datetime | None = None
    queued_at: datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What one origin (scheme, host, port) allows; ``robots_txt`` is ``None`` where it could not be reached.

    ``asked_at`` is the last request that this run sent to the host.
    """

    host: str
    origin: str
    robots_at: datetime
    robots_txt: str | None
    asked_at: datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """One page that was fetched: the hash of its story key, its host, and when."""

    host: str
    key: int
    fetched_at: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PendingPage:
    """One page that waits for a later run, with what its feed said (``EntryHint``, its content left out)."""

    host: str
    key: int
    url: str
    changed: bool
    attempts: int
    not_before: datetime | None
    queued_at: datetime
    reason: str
    feed_url: str | None = None
    entry_id: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None


HOST_STATE = pa.schema(
    [
        column("host", pa.string(), "Host name, the key of politeness", False),
        column("origin", pa.string(), "Scheme, host and port", False),
        column("robots_at", utc(), "When robots.txt was asked for", False),
        column("robots_txt", pa.string(), "Its text; empty where there is none, null where it could not be reached"),
    ],
    metadata={"sort": "host"},
)

PAGE_SEEN = pa.schema(
    [
        column("host", pa.string(), "Host of the page", False),
        column("key", pa.int64(), "Hash of the page's story key", False),
        column("fetched_at", utc(), "When it was fetched last", False),
    ],
    metadata={"sort": "host"},
)

PENDING_PAGE = pa.schema(
    [
        column("host", pa.string(), "Host of the page", False),
        column("key", pa.int64(), "Hash of the page's story key", False),
        column("url", pa.string(), "Address to fetch", False),
        column("changed", pa.bool_(), "The feed says that the entry has changed", False),
        column("attempts", pa.int32(), "Attempts that failed so far", False),
        column("not_before", utc(), "Not to be tried before"),
        column("queued_at", utc(), "When it was put here first", False),
        column("reason", pa.string(), "Why it waits: fetch-budget, or the reason of the last failure", False),
        column("feed_url", pa.string(), "Feed that named it"),
        column("entry_id", pa.string(), "Its id in the feed"),
        column("title", pa.string(), "Its title in the feed"),
        column("authors", texts(), "Its authors in the feed", False),
        column("published_at", utc(), "When it was published, by the feed"),
        column("modified_at", utc(), "When it was changed, by the feed"),
        column("language", pa.string(), "Its language, by the feed"),
    ]
)
