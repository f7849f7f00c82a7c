"""``headlines``: a row for each distinct related headline of a source."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, texts, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One story that a site promoted; ``first_seen`` is aware UTC."""

    headline_id: str
    source: str
    text: str
    variants: tuple[str, ...] = ()
    url: str | None = None
    address: str | None = None
    first_seen: datetime
    run_id: str


HEADLINE = pa.schema(
    [
        column(
            "headline_id",
            pa.string(),
            "Function of source and normalised text; equals articles.headline_id",
            False,
        ),
        column("source", pa.string(), "Site that shows the headline", False),
        column("text", pa.string(), "The fullest variant of the headline", False),
        column("variants", texts(), "Every wording seen when the row was written, in order of appearance", False),
        column("url", pa.string(), "Address that the headline links to, where it has one"),
        column("address", pa.string(), "What all links to the story have in common; joins articles of other sources"),
        column("first_seen", utc(), "Fetch time of the first page that showed it", False),
        column("run_id", pa.string(), "Run that stored it; joins runs", False),
    ],
    metadata={
        "description": "A row for each distinct related headline of a source.",
        "sort": "source,first_seen,headline_id",
    },
)
