"""What deduplication reads from and adds to the state: tables on disk, records and arrays in the functions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemas.article_state import ARTICLE_STATE, ArticleState
from schemas.column import record_of, table_of
from schemas.keys import StagedFile
from schemas.signature import CLUSTER_MERGE, SHINGLE, SIGNATURE, SITE_LINE, Signature
from transforms import files
from transforms.dedupe.candidates import DAY, Ints, Postings
from transforms.dedupe.clusters import Merge
from transforms.dedupe.lines import SeenLines
from transforms.lookup import read_matching
from transforms.state import StateStore

ARTICLES, SIGNATURES, SHINGLES, LINES, MERGES = "articles", "signatures", "shingles", "site_lines", "cluster_merges"
ONE_BUCKET = "00"  # of the merges, which are few and needed as a whole
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def minutes(time: datetime) -> int:
    """Return an aware time as minutes since 1970."""
    return (time - _EPOCH) // timedelta(minutes=1)


def read_articles(store: StateStore, bucket: str, docs: Iterable[int]) -> dict[int, list[ArticleState]]:
    """Return the stored revisions of the given articles."""
    found: dict[int, list[ArticleState]] = {}
    for row in store.read_where(ARTICLES, bucket, ARTICLE_STATE, set(docs)).to_pylist():
        found.setdefault(row["doc"], []).append(record_of(ArticleState, row))
    return found


def append_articles(store: StateStore, bucket: str, rows: Iterable[ArticleState]) -> StagedFile:
    """Stage the revisions that a run adds; they are kept for ever, for a page must stay known."""
    return store.append(ARTICLES, bucket, table_of(rows, ARTICLE_STATE))


def read_signatures(
    store: StateStore, bucket: str, docs: Iterable[int], staged: Iterable[str] = ()
) -> dict[int, list[Signature]]:
    """Return the signatures of the given articles, from earlier runs and from the files this run has ``staged``."""
    wanted = set(docs)
    tables = [store.read_where(SIGNATURES, bucket, SIGNATURE, wanted)]
    tables += [read_matching(files.join(store.output, path), SIGNATURE, "doc", wanted) for path in staged]
    found: dict[int, dict[int, Signature]] = {}
    for table in tables:
        for row in table.to_pylist():
            found.setdefault(row["doc"], {})[row["revision"]] = record_of(Signature, row)
    return {doc: [by_revision[number] for number in sorted(by_revision)] for doc, by_revision in found.items()}


def append_signatures(store: StateStore, bucket: str, rows: Iterable[Signature], days: int) -> StagedFile:
    """Stage the signatures that a run adds; of those older than ``days`` the words are dropped in time."""
    table = table_of(rows, SIGNATURE)
    oldest = pc.max(table["seen_at"]).as_py() - timedelta(days=days)
    return store.append(SIGNATURES, bucket, table, functools.partial(_without_old_words, oldest=oldest))


def read_postings(store: StateStore, bucket: str, hashes: npt.NDArray[np.uint32]) -> Postings:
    """Return the postings of earlier runs for the given hashes."""
    table = store.read_where(SHINGLES, bucket, SHINGLE, hashes)
    return Postings(*(table[name].to_numpy() for name in table.column_names))


def append_postings(store: StateStore, bucket: str, rows: Postings, days: int) -> StagedFile:
    """Stage the postings that a run adds; those that are older than ``days`` are dropped in time."""
    columns = (rows.hash, rows.doc, rows.size, rows.seen_at)
    return store.append(SHINGLES, bucket, _table(columns, SHINGLE), _recent_only(rows.seen_at, days))


def read_lines(store: StateStore, bucket: str, lines: Ints) -> SeenLines:
    """Return what the site memory of a bucket has of the given lines."""
    return SeenLines(*_columns(store.read_where(LINES, bucket, SITE_LINE, lines)))


def append_lines(store: StateStore, bucket: str, rows: SeenLines, days: int) -> StagedFile:
    """Stage the lines that a run adds; those that are older than ``days`` are dropped in time."""
    columns = (rows.line, rows.story, rows.vote.astype(np.int8), rows.seen_at.astype(np.int32))
    return store.append(LINES, bucket, _table(columns, SITE_LINE), _recent_only(rows.seen_at, days))


def read_merges(store: StateStore) -> Mapping[str, str]:
    """Return the names of clusters that were merged, each with the cluster it became part of."""
    table, _ = store.read(MERGES, ONE_BUCKET, CLUSTER_MERGE)
    return dict(zip(table["old"].to_pylist(), table["new"].to_pylist(), strict=True))


def append_merges(store: StateStore, merges: Iterable[Merge]) -> StagedFile:
    """Stage the merges of a run."""
    rows = [
        {"old": m.old, "new": m.new, "similarity": m.similarity, "relation": m.relation, "run_id": store.run_id}
        for m in merges
    ]
    return store.append(MERGES, ONE_BUCKET, pa.Table.from_pylist(rows, CLUSTER_MERGE))


def _columns(table: pa.Table) -> list[Ints]:
    return [table[name].to_numpy().astype(np.int64, copy=False) for name in table.column_names]


def _table(columns: Iterable[npt.NDArray[Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_arrays([pa.array(column) for column in columns], schema=schema)


def _recent_only(new: npt.NDArray[Any], days: int) -> Callable[[pa.Table], pa.Table]:
    oldest = int(new.max()) - days * DAY
    return lambda old: old.filter(pc.greater_equal(old["seen_at"], oldest))


def _without_old_words(old: pa.Table, oldest: datetime) -> pa.Table:
    recent = pc.greater_equal(old["seen_at"], pa.scalar(oldest, SIGNATURE.field("seen_at").type))
    words = pc.if_else(recent, old["words"], pa.scalar(b"", pa.binary()))
    return old.set_column(old.schema.get_field_index("words"), SIGNATURE.field("words"), words)
