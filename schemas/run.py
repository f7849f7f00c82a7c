"""``runs``: a row for each committed run, with what went in and what came out."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One committed run. ``inputs`` = articles new + revised + duplicate + known + rejected pages: checked."""

    run_id: str
    started_at: datetime
    committed_at: datetime
    config_hash: str
    version: str
    inputs: int = 0
    articles_new: int = 0
    articles_revised: int = 0
    articles_known: int = 0
    articles_dropped: int = 0
    copies: int = 0
    rejects: int = 0
    polls: int = 0
    lists_seen: int = 0
    lists_new: int = 0
    headlines_seen: int = 0
    headlines_new: int = 0
    entities: int = 0
    lines_cut: int = 0


RUN = pa.schema(
    [
        column("run_id", pa.string(), "Identifies the run; sorts by time", False),
        column("started_at", utc(), "When the run began", False),
        column("committed_at", utc(), "When its manifest was written: from then on its rows count", False),
        column("config_hash", pa.string(), "Hash of the configuration in force", False),
        column("version", pa.string(), "Version of headwater", False),
        column("inputs", pa.int64(), "Inputs met: pages, and whatever failed before it was a page", False),
        column("articles_new", pa.int64(), "Articles stored for the first time", False),
        column("articles_revised", pa.int64(), "Revisions of articles that were known", False),
        column("articles_known", pa.int64(), "Pages whose article was stored before, unchanged", False),
        column(
            "articles_dropped",
            pa.int64(),
            "Copies kept as rows of duplicates only (dedupe.keep = first)",
            False,
        ),
        column("copies", pa.int64(), "Stored articles that are copies of another one", False),
        column("rejects", pa.int64(), "Rows in rejects", False),
        column("polls", pa.int64(), "Rows in polls", False),
        column("lists_seen", pa.int64(), "Lists of related headlines on all pages, before deduplication", False),
        column("lists_new", pa.int64(), "Rows in headline_lists", False),
        column("headlines_seen", pa.int64(), "Related headlines on all pages, before deduplication", False),
        column("headlines_new", pa.int64(), "Rows in headlines", False),
        column("entities", pa.int64(), "Rows in entities", False),
        column(
            "lines_cut",
            pa.int64(),
            "Lines cut from bodies: related headlines, their cues, repeated lines",
            False,
        ),
    ],
    metadata={
        "description": "A row for each committed run.",
        "sort": "run_id",
    },
)
