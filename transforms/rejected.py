"""``SettleRejects``: the same input failing in the same way again is known, and is not stored again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import apache_beam as beam
import pyarrow as pa
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from schemas.column import column, utc
from schemas.ids import stable_id
from schemas.reject import Reject
from transforms.state import StateStore
from transforms.windows import started_at

TABLE = "rejects"
SEEN_REJECT = pa.schema(
    [
        column("reject_id", pa.string(), "Hash of input, stage, reason and message", False),
        column("first_seen", utc(), "When it was stored", False),
    ],
    metadata={"sort": "reject_id"},
)


@dataclasses.dataclass
class SettleRejects(beam.PTransform[PCollection[Reject], DoOutputsTuple]):
    """Tell new rejects from those that an earlier run stored. Outputs: ``rejects`` (new), ``state``, ``counts``."""

    store: StateStore
    now: datetime

    def expand(self, rejects: PCollection[Reject]) -> DoOutputsTuple:
        """Group by bucket of the state."""
        return (
            rejects
            | beam.WithKeys(lambda reject, store=self.store: store.bucket_of(reject.input))
            | beam.GroupByKey()
            | beam.ParDo(_Settle(self.store, self.now)).with_outputs("state", "counts", main="rejects")
        )


def reject_id(reject: Reject) -> str:
    """Identify one way in which one input fails."""
    return stable_id(reject.input, reject.stage, reject.reason, reject.message)


@dataclasses.dataclass
class _Settle(beam.DoFn):
    store: StateStore
    now: datetime

    def process(self, group: tuple[str, Iterable[Reject]], window: Any = beam.DoFn.WindowParam) -> Iterator[Any]:
        return _settle(group, self.store.at(window), started_at(self.now, window))


def _settle(group: tuple[str, Iterable[Reject]], store: StateStore, now: datetime) -> Iterator[Any]:
    bucket, found = group
    rejects = [(reject_id(reject), reject) for reject in found]
    table = store.read_where(TABLE, bucket, SEEN_REJECT, {identifier for identifier, _ in rejects})
    known = set(table["reject_id"].to_pylist())
    fresh: set[str] = set()
    for identifier, reject in rejects:
        yield TaggedOutput("counts", (f"rejects_{reject.stage}", 1))
        yield TaggedOutput("counts", (f"reject:{reject.reason}", 1))
        if identifier not in known | fresh:
            fresh.add(identifier)
            yield dataclasses.replace(reject, seen_at=now, run_id=store.run_id)
    if fresh:
        new = pa.table({"reject_id": sorted(fresh), "first_seen": [now] * len(fresh)}, schema=SEEN_REJECT)
        yield TaggedOutput("state", store.append(TABLE, bucket, new))
