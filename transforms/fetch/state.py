"""Reading and writing what fetching remembers, one bucket of hosts at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from schemas.column import record_of, table_of
from schemas.fetch_state import (
    HOST_STATE,
    PAGE_SEEN,
    PENDING_PAGE,
    FetchRequest,
    HostState,
    PageSeen,
    PendingPage,
)
from schemas.keys import StagedFile
from transforms.fetch.page_queue import resumed
from transforms.state import MERGE_AT, StateStore

HOSTS, PAGES, PENDING = "hosts", "pages", "pending"


@dataclasses.dataclass(frozen=True, kw_only=True)
class HostMemory:
    """All that one run has to remember of one host. ``pending`` replaces what waited there before."""

    host: str
    pending: tuple[PendingPage, ...]
    seen: tuple[PageSeen, ...]
    origins: tuple[HostState, ...]


def read_pending(store: StateStore, bucket: str) -> list[FetchRequest]:
    """Return the pages of a bucket that wait."""
    table, _ = store.read(PENDING, bucket, PENDING_PAGE)
    return [resumed(record_of(PendingPage, row)) for row in table.to_pylist()]


def read_fetched(store: StateStore, host: str) -> dict[int, datetime]:
    """Return the keys of the pages of ``host`` that were fetched earlier, each with the last time."""
    rows = store.read_where(PAGES, store.bucket_of(host), PAGE_SEEN, [host]).sort_by("fetched_at")
    return dict(zip(rows["key"].to_pylist(), rows["fetched_at"].to_pylist(), strict=True))


def read_origins(store: StateStore, host: str) -> tuple[HostState, ...]:
    """Return what is known of the origins of ``host``."""
    table = store.read_where(HOSTS, store.bucket_of(host), HOST_STATE, [host])
    return tuple(HostState(**row) for row in table.to_pylist())


def write_memories(
    store: StateStore, bucket: str, memories: Iterable[HostMemory], now: datetime, remember_days: int
) -> list[StagedFile]:
    """Stage what has changed in a bucket; a table that has not changed is left alone.

    Pages fetched more than ``remember_days`` ago are forgotten when their bucket is merged: a feed that still named
    them would have them among its own entries.
    """
    all_of = list(memories)
    hosts = pa.array([memory.host for memory in all_of], pa.string())
    pending = table_of((page for memory in all_of for page in memory.pending), PENDING_PAGE)
    origins = table_of((origin for memory in all_of for origin in memory.origins), HOST_STATE)
    seen = table_of((page for memory in all_of for page in memory.seen), PAGE_SEEN)
    found = [
        _replace(store, PENDING, bucket, pending, lambda old: pc.is_in(old["host"], hosts)),
        _replace(
            store, HOSTS, bucket, origins, lambda old: pc.is_in(old["origin"], origins["origin"].combine_chunks())
        ),
        _append_seen(store, bucket, seen, now - timedelta(days=remember_days)) if len(seen) else None,
    ]
    return [file for file in found if file is not None]


def _replace(
    store: StateStore, name: str, bucket: str, new: pa.Table, outdated: Callable[[pa.Table], pa.Array]
) -> StagedFile | None:
    """Stage the bucket without its ``outdated`` rows and with the ``new`` ones, if that is any change."""
    old, names = store.read(name, bucket, new.schema)
    leaving = outdated(old)
    if (
        old.filter(leaving)
        .sort_by([(new.schema.names[1], "ascending")])
        .equals(new.sort_by([(new.schema.names[1], "ascending")]))
    ):
        return None
    return store.stage(name, bucket, pa.concat_tables([old.filter(pc.invert(leaving)), new]), replaces=names)


def _append_seen(store: StateStore, bucket: str, new: pa.Table, oldest: datetime) -> StagedFile:
    old, names = store.read(PAGES, bucket, PAGE_SEEN)
    if len(names) + 1 < MERGE_AT:
        return store.stage(PAGES, bucket, new)
    merged = pa.concat_tables([old, new])
    latest = merged.group_by(["host", "key"]).aggregate([("fetched_at", "max")])
    latest = latest.rename_columns([name.removesuffix("_max") for name in latest.column_names]).select(PAGE_SEEN.names)
    kept = latest.filter(pc.greater_equal(latest["fetched_at"], pa.scalar(oldest, PAGE_SEEN.field("fetched_at").type)))
    return store.stage(PAGES, bucket, kept.cast(PAGE_SEEN), replaces=names)
