"""``duplicates``: a row for each copy that was not stored (``dedupe.keep = "first"``): who copied whom."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """One version of a copy, without its text; times are aware UTC."""

    article_id: str
    revision: int = 0
    source: str
    input: str
    cluster_id: str
    duplicate_of: str
    similarity: float | None = None
    relation: str | None = None
    content_hash: str
    published_at: datetime | None = None
    seen_at: datetime
    run_id: str


DUPLICATE = pa.schema(
    [
        column("article_id", pa.string(), "Identifies the copy: a hash of its canonical address", False),
        column("revision", pa.int32(), "0 for the first version seen at this address, then 1, 2, …", False),
        column("source", pa.string(), "Registrable domain, or publisher, of the copy", False),
        column("input", pa.string(), "Path or address the copy was read from, with #offset inside a file", False),
        column("cluster_id", pa.string(), "Common to all copies of one text; joins articles", False),
        column("duplicate_of", pa.string(), "article_id of the first copy, which is stored in articles", False),
        column("similarity", pa.float32(), "Share of the shorter text contained in the other copy, 0 to 1"),
        column("relation", pa.string(), "How the copy relates to the first one: same, cut or edited"),
        column("content_hash", pa.string(), "Hash of title and text without the lines that the site repeats", False),
        column("published_at", utc(), "Time of publication that the copy gives"),
        column("seen_at", utc(), "When the copy was fetched or read", False),
        column("run_id", pa.string(), "Run that met it; joins runs", False),
    ],
    metadata={
        "description": "A row for each copy that was not stored because dedupe.keep is first.",
        "sort": "cluster_id,article_id",
    },
)
