"""What earlier runs know of each site's headlines and lists: state, bucketed by source."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, texts, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineName:
    """One name of one story: a wording and an address under which it may be met again.

    ``promoted`` says that a list showed it, ``title`` that a page bore it as its own. ``key`` is the ``story_key`` of
    ``url``.
    """

    source: str
    headline_id: str
    text: str
    url: str | None
    key: str | None
    promoted: bool
    title: bool
    seen_at: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """One content of one list: ``members`` are address keys or core texts, those not settled included.

    ``list_id`` is ``None`` while none of the members counts as a headline.
    """

    source: str
    heading: str | None
    members: tuple[str, ...]
    list_id: str | None


HEADLINE_NAME = pa.schema(
    [
        column("source", pa.string(), "Site that shows the name", False),
        column("headline_id", pa.string(), "Story that bears the name", False),
        column("text", pa.string(), "The wording, as shown", False),
        column("url", pa.string(), "Address that it stood with"),
        column("key", pa.string(), "What links to the story have in common"),
        column("promoted", pa.bool_(), "A list showed it", False),
        column("title", pa.bool_(), "A page bore it as its own headline", False),
        column("seen_at", utc(), "First sight", False),
    ],
    metadata={"sort": "source"},
)

LIST_VERSION = pa.schema(
    [
        column("source", pa.string(), "Site that shows the list", False),
        column("heading", pa.string(), "Label above the list"),
        column("members", texts(), "Address key or core text of each entry, in order", False),
        column("list_id", pa.string(), "Row of headline_lists, if there is one"),
    ],
    metadata={"sort": "source"},
)
