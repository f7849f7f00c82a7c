"""``rejects``: a row for each input that became no article, and why."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """One input that failed. ``seen_at`` and ``run_id`` are filled in where the row is written."""

    input: str
    stage: str  # read, poll, fetch, extract
    reason: str
    message: str
    payload: str | None = None
    seen_at: datetime | None = None
    run_id: str | None = None


REJECT = pa.schema(
    [
        column("input", pa.string(), "Path or address of the input, with #offset inside a file", False),
        column("stage", pa.string(), "Where it failed: read, poll, fetch or extract", False),
        column("reason", pa.string(), "Short and stable, to group by: extract-timeout, fetch-robots, …", False),
        column("message", pa.string(), "What was found and what was expected", False),
        column("payload", pa.string(), "What a replay needs to read the input again, as JSON"),
        column("seen_at", utc(), "Start of the run that met it", False),
        column("run_id", pa.string(), "Run that met it; joins runs", False),
    ],
    metadata={
        "description": "A row for each input that became no article, and why.",
        "sort": "stage,reason,input",
    },
)
