"""``polls``: a row for each poll of a feed."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll. Times are aware UTC; ``status`` is ``None`` where no response came.

    ``run_id`` is filled in where the run is known.
    """

    feed_url: str
    polled_at: datetime
    status: int | None = None
    entries: int | None = None
    new_entries: int = 0
    changed_entries: int = 0
    etag: str | None = None
    last_modified: str | None = None
    next_poll_at: datetime | None = None
    next_poll_why: str | None = None
    missed_suspected: bool = False
    sufficient_interval_s: int | None = None
    bytes_received: int = 0
    moved_to: str | None = None
    error: str | None = None
    run_id: str | None = None


POLL = pa.schema(
    [
        column("feed_url", pa.string(), "Address of the feed as configured, secrets left out", False),
        column("polled_at", utc(), "When the request was sent", False),
        column("status", pa.int16(), "HTTP status of the last response; null where none came"),
        column("entries", pa.int32(), "Entries in the document; null where none was read (not modified, failed)"),
        column("new_entries", pa.int32(), "Entries that no earlier poll of the feed has seen", False),
        column("changed_entries", pa.int32(), "Entries seen earlier whose title, text or date has changed", False),
        column("etag", pa.string(), "ETag of the response, to be sent with the next request"),
        column("last_modified", pa.string(), "Last-Modified of the response, to be sent with the next request"),
        column("next_poll_at", utc(), "When the next poll is due; null for a retired feed"),
        column("next_poll_why", pa.string(), "What decided that: learned, start, feed, cache, limit, retry-after, …"),
        column("missed_suspected", pa.bool_(), "Shares no entry with the poll before: stories probably lost", False),
        column("sufficient_interval_s", pa.int32(), "Seconds between polls that would have been enough; see above"),
        column("bytes_received", pa.int64(), "Size of the body as sent, 0 for a feed that was not modified", False),
        column("moved_to", pa.string(), "New address of a feed that has moved for good"),
        column("error", pa.string(), "Reason and message of a poll that failed"),
        column("run_id", pa.string(), "Run that polled; joins runs", False),
    ],
    metadata={"description": "A row for each poll of a feed.", "sort": "polled_at,feed_url"},
)
