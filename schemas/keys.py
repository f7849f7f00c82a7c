"""The small records that cross shuffles in place of pages: identifiers, hashes and decisions."""

from __future__ import annotations

import dataclasses
from datetime import datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StagedRow:
    """Where the extracted page lies in the stage: ``row`` of row group ``group`` of the Parquet file ``fragment``."""

    fragment: str
    group: int
    row: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A text as numbers, enough to compare it with another without having either.

    ``title`` is the hash of the title's words; ``lines[i]`` the hash (signed 64 bit, 0 if it has no words) of
    paragraph ``i`` of the text and ``line_words[i]`` its number of words. ``words`` holds the words in order at two
    bytes each (little endian; transforms/dedupe/fingerprint.py), from which word 5-grams are made. ``counters`` are
    the paragraphs at either end that hold a number and no sentence: "12 comments", a byline with a time.
    """

    title: int
    lines: tuple[int, ...]
    line_words: tuple[int, ...]
    words: bytes
    counters: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageKey:
    """One extracted page, as deduplication sees it. ``input`` is its key throughout the run."""

    input: str
    article_id: str
    source: str
    seen_at: datetime  # when it was fetched, or read: orders the revisions of one address
    published_at: datetime | None
    fingerprint: Fingerprint
    staged: StagedRow


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What became of one page. ``outcome`` is ``new``, ``revision`` or ``known``."""

    input: str
    outcome: str
    article_id: str
    revision: int = 0
    content_hash: str = ""
    changed: tuple[str, ...] = ()  # of a revision: title, text
    changed_share: float | None = None  # of a revision: share of the words that changed, 0 to 1
    cluster_id: str = ""
    duplicate_of: str | None = None
    similarity: float | None = None
    relation: str | None = None  # same, cut, edited
    boilerplate: tuple[int, ...] = ()  # paragraphs of the text that the whole site repeats: not body
    published_at: datetime | None = None
    staged: StagedRow | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """The lists and the own title of one page, as the headline datasets see it.

    ``address`` is the page's own ``story_key`` (``None`` for a file without a URL).
    """

    input: str
    article_id: str
    source: str
    address: str | None
    title: str
    seen_at: datetime
    blocks: tuple[SeenBlock, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Sightings:
    """Sightings that travel together: each distinct block once, and each page with the places of its own."""

    blocks: tuple[SeenBlock, ...]
    pages: tuple[tuple[Sighting, tuple[int, ...]], ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SeenBlock:
    """One list on one page: its heading, and (text, absolute url) of each headline in order.

    ``weak[i]`` says that the page alone does not tell whether headline ``i`` is one; empty: none is weak.
    """

    heading: str | None
    headlines: tuple[tuple[str, str | None], ...]
    weak: tuple[bool, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """How one page hangs together with the headline datasets."""

    input: str
    article_id: str
    headline_id: str
    related_list_ids: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """One file of the stage and the name under which the commit publishes it, both relative to the output.

    ``replaces`` are the published files that it makes obsolete (state that was merged, data rewritten).
    """

    staged: str
    final: str
    rows: int
    replaces: tuple[str, ...] = ()
