"""Published names: where a dataset's rows lie in the stage, and where the commit will put them."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Sequence
from urllib.parse import unquote

import pyarrow as pa
from apache_beam.transforms.window import BoundedWindow

from schemas.keys import StagedFile
from transforms import files
from transforms.windows import run_id_at

ROW_GROUP = 8_192  # rows; wide enough to scan well, narrow enough for two workers to share a file


@dataclasses.dataclass(frozen=True)
class Stage:
    """The stage of one run: ``<output>/_staging/<run_id>``."""

    output: str
    run_id: str

    def at(self, window: BoundedWindow) -> Stage:
        """Return the stage of the run of ``window``."""
        return dataclasses.replace(self, run_id=run_id_at(self.run_id, window))

    @property
    def folder(self) -> str:
        """Where the run's files lie until they are published."""
        return files.join(self.output, "_staging", self.run_id)

    @property
    def pages(self) -> str:
        """Where the fragments of extracted pages lie."""
        return files.join(self.folder, "pages")

    def write(self, dataset: str, partitions: Sequence[tuple[str, str]], table: pa.Table) -> StagedFile:
        """Stage ``table`` as one new file of ``dataset``, below its hive ``partitions`` (name, value)."""
        folders = [dataset, *(f"{name}={_escaped(value)}" for name, value in partitions)]
        final = "/".join([*folders, f"part-{self.run_id}-{uuid.uuid4().hex[:8]}.parquet"])
        staged = f"_staging/{self.run_id}/{final}"
        files.write_table(files.join(self.output, staged), table, ROW_GROUP)
        return StagedFile(staged=staged, final=final, rows=len(table))


def partitions_of(name: str) -> list[tuple[str, str]]:
    """Return the hive partitions (name, value) in the path of a published file.

    >>> partitions_of("articles/published_date=2026-03-02/source=harbour%3Aone/part-1.parquet")
    [('published_date', '2026-03-02'), ('source', 'harbour:one')]
    """
    folders = (folder.partition("=") for folder in name.split("/")[1:-1])
    return [(column, unquote(value)) for column, _, value in folders]


def _escaped(value: str) -> str:
    """Escape a partition value as Hive does, so that it is one folder name on every filesystem."""
    return "".join(f"%{ord(char):02X}" if char in "\"#%'*/:=?\\\x7f{[]^" or char < " " else char for char in value)
