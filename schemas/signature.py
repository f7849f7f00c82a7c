"""State: the texts of the last days as numbers, to compare new ones with."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One revision of one article: its fingerprint, and the paragraphs that do not count in comparing."""

    doc: int
    article_id: str
    revision: int
    seen_at: datetime
    published_at: datetime | None
    title: int
    lines: tuple[int, ...]
    line_words: tuple[int, ...]
    words: bytes
    counters: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()


SIGNATURE = pa.schema(
    [
        column("doc", pa.int64(), "Hash of article_id, by which the row is bucketed", False),
        column("article_id", pa.string(), "The article", False),
        column("revision", pa.int32(), "Its revision", False),
        column("seen_at", utc(), "When the revision was seen first", False),
        column("published_at", utc(), "When it was published, by its own account"),
        column("title", pa.int64(), "Hash of the words of the title", False),
        column("lines", pa.list_(pa.int64()), "Hash of each paragraph", False),
        column("line_words", pa.list_(pa.int32()), "Words of each paragraph", False),
        column("words", pa.binary(), "Words in order, two bytes each; empty once they are too old to compare", False),
        column("counters", pa.list_(pa.int32()), "Paragraphs that are counters", False),
        column("ignored", pa.list_(pa.int32()), "Paragraphs that the site repeats", False),
    ],
    metadata={
        "description": "State: a row for each revision of each article, to compare new texts with.",
        "sort": "doc",
    },
)

SHINGLE = pa.schema(
    [
        column(
            "hash", pa.uint32(), "32 bits of the hash of a sampled word 5-gram, by which the row is bucketed", False
        ),
        column("doc", pa.int64(), "Hash of the article_id of an article that has it", False),
        column("size", pa.uint8(), "Sampled 5-grams of that article, at most 255", False),
        column("seen_at", pa.int32(), "When it was seen, minutes since 1970", False),
    ],
    metadata={"description": "State: an inverted index from 5-grams to articles.", "sort": "hash"},
)

SITE_LINE = pa.schema(
    [
        column("line", pa.int64(), "Hash of site and paragraph", False),
        column("story", pa.int64(), "Hash of the title under which it stood", False),
        column("vote", pa.int8(), "2: most of that page is its own, 1: some of it, 0: next to nothing", False),
        column("seen_at", pa.int32(), "When it was seen, minutes since 1970", False),
    ],
    metadata={"description": "State: which paragraphs stood on pages of which stories of a site.", "sort": "line"},
)

CLUSTER_MERGE = pa.schema(
    [
        column("old", pa.string(), "Cluster that turned out to be part of another", False),
        column("new", pa.string(), "The cluster that it became part of", False),
        column("similarity", pa.float32(), "Similarity of the copies that tie the two"),
        column("relation", pa.string(), "Relation of these copies"),
        column("run_id", pa.string(), "Run that found out", False),
    ],
    metadata={"description": "State: clusters that a later article joined."},
)
