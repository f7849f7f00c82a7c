"""The staged form of an extracted page: a Parquet row that the commit never publishes."""

from __future__ import annotations

import pyarrow as pa

from schemas.column import texts, utc

EXTRACTED = pa.schema(
    [
        pa.field("input", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("canonical_url", pa.string()),
        pa.field("source", pa.string(), nullable=False),
        pa.field("feed_url", pa.string()),
        pa.field("title", pa.string(), nullable=False),
        pa.field("authors", texts(), nullable=False),
        pa.field("credits", texts(), nullable=False),
        pa.field("agency", pa.string()),
        pa.field("dateline", pa.string()),
        pa.field("published_at", utc()),
        pa.field("published_precision", pa.string()),
        pa.field("published_offset", pa.int16()),
        pa.field("published_source", pa.string()),
        pa.field("published_conflict", pa.bool_(), nullable=False),
        pa.field("modified_at", utc()),
        pa.field("language", pa.string()),
        pa.field("text", pa.string(), nullable=False),
        pa.field("text_source", pa.string(), nullable=False),
        pa.field("word_count", pa.int32(), nullable=False),
    ]
)
