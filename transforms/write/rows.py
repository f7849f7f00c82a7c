"""``WriteRows``: the small datasets, whose rows may cross a shuffle as they are."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
import pyarrow as pa
from apache_beam.pvalue import PCollection

from schemas.column import in_order, table_of
from schemas.keys import StagedFile
from transforms.windows import InRun
from transforms.write.staging import Stage


@dataclasses.dataclass
class WriteRows(beam.PTransform[PCollection[Any], PCollection[StagedFile]]):
    """Stage records as files of ``dataset``, in the order that its schema names."""

    stage: Stage
    dataset: str
    schema: pa.Schema

    def expand(self, records: PCollection[Any]) -> PCollection[StagedFile]:
        """Gather the records and write them."""
        return (
            records
            | beam.WithKeys("")
            | beam.GroupByKey()
            | beam.ParDo(InRun(_write, self.stage, self.dataset, self.schema))
        )


def _write(group: tuple[str, Iterable[Any]], stage: Stage, dataset: str, schema: pa.Schema) -> Iterator[StagedFile]:
    yield stage.write(dataset, (), in_order(table_of(group[1], schema)))
