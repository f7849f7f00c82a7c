"""What travels between reading and extracting: where a page is, its bytes, and what was read from it."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Literal

PageKind = Literal["html", "text"]
PointerKind = Literal["html", "text", "warc", "jsonl", "entry"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EntryHint:
    """What a feed says about one entry; each field ``None`` where the feed is silent. Times are aware UTC."""

    feed_url: str
    entry_id: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None
    content: str | None = None  # full text as HTML; only in the process that reads it, never in a shuffle


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Where one page can be read: this, and never the page, is what Beam shuffles.

    ``input`` names the page in every dataset: the path or URL, with ``#offset`` inside an archive or file.
    ``path`` goes through Beam's filesystems; ``offset`` counts bytes of the decompressed file
    (of the compressed one for WARC), or entries of a feed document.
    """

    input: str
    path: str
    kind: PointerKind
    offset: int | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    hint: EntryHint | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as read: ``body`` is bytes as served, or text already decoded (JSON lines, feed entries)."""

    input: str
    kind: PageKind
    body: bytes | str
    url: str | None = None
    charset: str | None = None  # from the HTTP header
    fetched_at: datetime | None = None
    hint: EntryHint | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RelatedItem:
    """One related headline as the page shows it; ``href`` as written, ``url`` absolute."""

    text: str
    href: str | None = None
    url: str | None = None
    is_self: bool = False  # the page's own story, listed on its own page
    weak: bool = False  # may as well be navigation: counts only once the site's other pages settle it


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RelatedBlock:
    """One list of related headlines in document order, with the heading a reader sees above it."""

    heading: str | None
    items: tuple[RelatedItem, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """One page taken apart. Times are aware UTC; ``None`` means that the page did not say."""

    input: str
    url: str | None = None
    canonical_url: str | None = None
    source: str
    title: str
    authors: tuple[str, ...] = ()  # people
    credits: tuple[str, ...] = ()  # houses, desks, agencies as written, where the page names no person
    agency: str | None = None
    dateline: str | None = None
    published_at: datetime | None = None
    published_precision: str | None = None  # second, minute, day
    published_offset: int | None = None  # minutes that the page's own zone adds to UTC
    published_source: str | None = None  # json-ld, meta, microdata, time, state, html, feed, url, …
    published_conflict: bool = False
    modified_at: datetime | None = None
    language: str | None = None
    text: str  # paragraphs joined by one newline
    text_source: str = "html"  # html, json-ld, feed, state (JSON for the page's scripts), text
    word_count: int = 0
    blocks: tuple[RelatedBlock, ...] = ()
    lines_cut: int = 0  # lines taken out of the body because they were related headlines or their cues
