"""What earlier runs have seen, as Parquet in buckets: a worker loads the buckets it needs, not the history.

``DIR/_state/<table>/bucket=<n>/<run>-<uuid>.parquet``. A run adds a small file to each bucket it touches; a bucket
that has grown to ``MERGE_AT`` files is rewritten as one. Files are sorted by the key that the schema names (``sort``),
so that a run reads little more than the rows it asks for. Nothing is published here: new files lie in the stage until
the run's manifest names them, so that state and data become visible together or not at all.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from apache_beam.transforms.window import BoundedWindow

from schemas.column import sort_key
from schemas.ids import stable_hash
from schemas.keys import StagedFile
from transforms import files
from transforms.lookup import Keys, read_matching
from transforms.windows import run_id_at

ROW_GROUP_BYTES = 256 << 10  # in memory: what a reader has to take at the least
MERGE_AT = 8  # files in a bucket; reading 8 small files costs about as much as one of their size together


@dataclasses.dataclass(frozen=True)
class StateStore:
    """The state of one output folder, as one run sees it."""

    output: str
    run_id: str
    buckets: int = 64

    def at(self, window: BoundedWindow) -> StateStore:
        """Return the same state as the run of ``window`` sees it."""
        return dataclasses.replace(self, run_id=run_id_at(self.run_id, window))

    @property
    def names(self) -> tuple[str, ...]:
        """The buckets, ``"00"`` to ``"63"``."""
        return tuple(f"{number:02d}" for number in range(self.buckets))

    def bucket_of(self, key: str) -> str:
        """Return the bucket of ``key``, ``"00"`` to ``"63"``."""
        return f"{stable_hash(key) % self.buckets:02d}"

    def read(self, table: str, bucket: str, schema: pa.Schema) -> tuple[pa.Table, tuple[str, ...]]:
        """Return the rows of a bucket, and its files relative to the output."""
        found = files.listing(files.join(self.output, "_state", table, f"bucket={bucket}", "*.parquet"))
        tables = [files.read_table(path, schema) for path, _ in found]
        names = tuple(f"_state/{table}/bucket={bucket}/{path.rpartition('/')[2]}" for path, _ in found)
        return (pa.concat_tables(tables) if tables else schema.empty_table()), names

    def read_where(self, table: str, bucket: str, schema: pa.Schema, wanted: Keys) -> pa.Table:
        """Return the rows of a bucket whose key, the first column that ``schema`` sorts by, is one of ``wanted``."""
        key = sort_key(schema)
        assert key is not None  # noqa: S101  # a table that is asked for keys has one
        found = files.listing(files.join(self.output, "_state", table, f"bucket={bucket}", "*.parquet"))
        tables = [read_matching(path, schema, key, wanted) for path, _ in found]
        return pa.concat_tables(tables) if tables else schema.empty_table()

    def stage(self, table: str, bucket: str, rows: pa.Table, replaces: tuple[str, ...] = ()) -> StagedFile:
        """Write ``rows`` into the stage as the next file of a bucket; ``replaces`` are files that it supersedes."""
        name = f"{table}/bucket={bucket}/{self.run_id}-{uuid.uuid4().hex[:8]}.parquet"
        staged, final = f"_staging/{self.run_id}/_state/{name}", f"_state/{name}"
        rows = _sorted(rows)
        group = max(1, min(65_536, ROW_GROUP_BYTES * len(rows) // max(rows.nbytes, 1)))
        files.write_table(files.join(self.output, staged), rows, group, dictionary=False)
        return StagedFile(staged=staged, final=final, rows=len(rows), replaces=replaces)

    def append(
        self, table: str, bucket: str, new: pa.Table, keep: Callable[[pa.Table], pa.Table] | None = None
    ) -> StagedFile:
        """Stage ``new`` beside what the bucket has, or, where that is many files, merged with ``keep`` of it (all).

        A reader that needs the latest row of a key sorts by the table's own time column.
        """
        pattern = files.join(self.output, "_state", table, f"bucket={bucket}", "*.parquet")
        if len(files.listing(pattern)) + 1 < MERGE_AT:
            return self.stage(table, bucket, new)
        old, names = self.read(table, bucket, new.schema)
        return self.stage(table, bucket, pa.concat_tables([keep(old) if keep else old, new]), replaces=names)


def _sorted(rows: pa.Table) -> pa.Table:
    """Return ``rows`` sorted by their key, those of one key as they were; quick where most are sorted already."""
    key = sort_key(rows.schema)
    if key is None or not len(rows):
        return rows
    return rows.take(np.argsort(rows[key].to_numpy(), kind="stable"))
