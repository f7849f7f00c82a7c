"""State: which version of which article is stored, and in which cluster."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ArticleState:
    """One revision of one article as earlier runs left it."""

    doc: int
    article_id: str
    revision: int
    seen_at: datetime
    content_hash: str
    cluster_id: str
    cluster_since: datetime
    similarity: float | None = None
    relation: str | None = None
    kept: bool = True


ARTICLE_STATE = pa.schema(
    [
        column("doc", pa.int64(), "Hash of article_id, by which the row is bucketed", False),
        column("article_id", pa.string(), "The article", False),
        column("revision", pa.int32(), "Its revision", False),
        column("seen_at", utc(), "When the revision was seen first", False),
        column("content_hash", pa.string(), "Hash of title and text", False),
        column("cluster_id", pa.string(), "Its cluster when the row was written; merges may have renamed it", False),
        column("cluster_since", utc(), "When the first copy of the cluster was seen", False),
        column("similarity", pa.float32(), "Similarity to the first copy, if this is another one"),
        column("relation", pa.string(), "Relation to it"),
        column("kept", pa.bool_(), "False for a copy that went to duplicates instead of articles", False),
    ],
    metadata={"description": "State: a row for each revision of each article.", "sort": "doc"},
)
