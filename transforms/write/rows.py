"""``WriteRows``: the small datasets, whose rows may cross a shuffle as they are."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
import pyarrow as pa
from apache_beam.pvalue import PCollection

from schemas.column import table_of
from schemas.keys import StagedFile
from transforms.write.staging import Stage


@dataclasses.dataclass
class WriteRows(beam.PTransform[PCollection[Any], PCollection[StagedFile]]):
    """Stage records as files of ``dataset``, in the order of its first columns."""

    stage: Stage
    dataset: str
    schema: pa.Schema
    shards: int = 1

    def expand(self, records: PCollection[Any]) -> PCollection[StagedFile]:
        """Gather the records of each shard and write them."""
        return (
            records
            | beam.WithKeys(_shard, self.shards, self.schema.names[0])
            | beam.GroupByKey()
            | beam.FlatMap(_write, self.stage, self.dataset, self.schema)
        )


def _shard(record: Any, shards: int, name: str) -> str:
    return str(sum(str(getattr(record, name)).encode()) % shards)


def _write(group: tuple[str, Iterable[Any]], stage: Stage, dataset: str, schema: pa.Schema) -> Iterator[StagedFile]:
    records = sorted(group[1], key=lambda record: [str(getattr(record, name)) for name in schema.names[:3]])
    if records:
        yield stage.write(dataset, (), table_of(records, schema))
