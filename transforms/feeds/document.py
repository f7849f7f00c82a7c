"""A feed document as it was read: its entries, what is wrong with some of them, and what it says about itself."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

from schemas.page import EntryHint


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One good entry. ``index`` is its place among all entries of the document, counted from 0, bad ones included.

    ``link`` is absolute where the document or its address allows it, and as written in a file without an address.
    ``hint.content`` is the full text as HTML, ``None`` where the entry has no more than a summary.
    """

    index: int
    link: str | None
    hint: EntryHint


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BadEntry:
    """One entry that nothing can be made of, and why."""

    index: int
    reason: str  # feed-entry-empty, feed-entry-link, feed-entry-invalid, feed-entry-truncated
    message: str
    title: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a feed says about how often it wants to be read. Hours are 0 to 23 in UTC, days 0 (Monday) to 6."""

    every: timedelta | None = None  # the longer of ttl and updatePeriod / updateFrequency
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """One document. ``kind`` is ``rss``, ``atom``, ``json``, ``sitemap``, ``opml``, ``html`` or ``sitemap-index``.

    The last three have no entries: ``feeds`` are the addresses of the feeds that they name.
    """

    kind: str
    title: str | None = None
    site: str | None = None
    language: str | None = None
    updated_at: datetime | None = None
    pace: Pace = Pace()
    entries: tuple[FeedEntry, ...] = ()
    bad: tuple[BadEntry, ...] = ()
    feeds: tuple[str, ...] = ()
