"""Merging the small files that frequent runs leave, with the same all-or-nothing commit as a run."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import pyarrow as pa

from pipelines.commit import forget_commits, publish, recover, write_manifest
from pipelines.config import Config
from pipelines.lock import locked
from pipelines.run import new_run
from schemas.column import in_order
from schemas.documentation import DATASETS
from schemas.keys import StagedFile
from schemas.manifest import Manifest
from transforms import files
from transforms.write.staging import Stage, partitions_of

TARGET_BYTES = 128 * 2**20  # of a merged file; a worker holds about four times that while it merges


@dataclasses.dataclass(frozen=True)
class Compacted:
    """How many files of the datasets there were, and are."""

    before: int
    after: int


def compact(output: str, config: Config) -> Compacted:
    """Merge the small files of each partition of each dataset below ``output``; rows stay what they are.

    Raises ``LockedError`` where a run is under way for longer than ``run.wait_seconds``.
    """
    with locked(output, config.run.wait_seconds):
        recover(output)
        return merge(output)


def merge(output: str) -> Compacted:
    """Do as ``compact``, for a caller that has the output for itself."""
    run = new_run(output, "", "")
    groups = [(dataset, group) for dataset in DATASETS for group in _groups(output, dataset)]
    merged = tuple(_merged(run.stage, dataset, group) for dataset, group in groups)
    if merged:
        write_manifest(output, Manifest(run_id=run.run_id, files=merged, counts={}))
        publish(output, run.run_id)
    forget_commits(output)
    after = sum(len(_files(output, dataset)) for dataset in DATASETS)
    return Compacted(before=after + sum(len(group) - 1 for _, group in groups), after=after)


def _files(output: str, dataset: str) -> list[tuple[str, int]]:
    """Return (path relative to the output, size in bytes) of each file of ``dataset``."""
    prefix = files.join(output, dataset, "")
    found = files.listing(files.join(prefix, "**"))
    return [(f"{dataset}/{path[len(prefix) :]}", size) for path, size in found if path.endswith(".parquet")]


def _groups(output: str, dataset: str) -> Iterator[list[str]]:
    """Yield the files of one partition that make one file together; nothing where one file is already all."""
    folders: dict[str, list[tuple[str, int]]] = {}
    for path, size in _files(output, dataset):
        if size < TARGET_BYTES // 2:
            folders.setdefault(path.rpartition("/")[0], []).append((path, size))
    for small in folders.values():
        group: list[str] = []
        total = 0
        for path, size in small:
            if group and total + size > TARGET_BYTES:
                yield from [group] if len(group) > 1 else []
                group, total = [], 0
            group.append(path)
            total += size
        if len(group) > 1:
            yield group


def _merged(stage: Stage, dataset: str, group: Sequence[str]) -> StagedFile:
    schema = DATASETS[dataset]
    tables = [files.read_table(files.join(stage.output, path), schema) for path in group]
    file = stage.write(dataset, partitions_of(group[0]), in_order(pa.concat_tables(tables)))
    return dataclasses.replace(file, replaces=tuple(group))
