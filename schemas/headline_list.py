"""``headline_lists``: a row for each distinct list of related headlines."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, texts, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineList:
    """One list, however many pages carry it; ``first_seen`` is aware UTC."""

    list_id: str
    source: str
    heading: str | None = None
    headline_ids: tuple[str, ...]
    first_seen: datetime
    run_id: str


HEADLINE_LIST = pa.schema(
    [
        column("list_id", pa.string(), "Function of source, heading and ordered headlines", False),
        column("source", pa.string(), "Site that shows the list", False),
        column("heading", pa.string(), "Label above the list as a reader sees it; null where there is none"),
        column("headline_ids", texts(), "The headlines in the order shown; joins headlines", False),
        column("first_seen", utc(), "Fetch time of the first page that showed it", False),
        column("run_id", pa.string(), "Run that stored it; joins runs", False),
    ],
    metadata={
        "description": "A row for each distinct list of related headlines.",
        "sort": "source,first_seen,list_id",
    },
)
