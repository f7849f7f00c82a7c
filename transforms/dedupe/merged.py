"""Clusters that became one: their rows are written again under the older name, in the run that finds out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from schemas.article import ARTICLE
from schemas.duplicate import DUPLICATE
from schemas.keys import StagedFile
from transforms import files
from transforms.write.staging import Stage, partitions_of

_DATASETS = {"articles": ARTICLE, "duplicates": DUPLICATE}


def rewrite_merged(output: str, run_id: str, names: Mapping[str, str]) -> Iterator[StagedFile]:
    """Stage anew each published file with rows of the clusters ``names`` (old to new), and yield what it replaces.

    Only the column ``cluster_id`` is read of the others. Merges are rare: a copy has to tie together articles that
    share less than the threshold with each other.
    """
    old = pa.array(sorted(names), pa.string())
    for dataset, schema in _DATASETS.items() if names else ():
        for path in _published(output, dataset):
            clusters = files.read_table(path, schema, ["cluster_id"])["cluster_id"]
            if pc.any(pc.is_in(clusters, old)).as_py():
                yield _rewritten(output, run_id, dataset, path, names)


def renamed(table: pa.Table, names: Mapping[str, str]) -> pa.Table:
    """Return rows of ``articles`` or ``duplicates`` with the clusters ``names`` called by their new names."""
    clusters = table["cluster_id"].to_pylist()
    firsts = [
        names.get(cluster, first) if cluster in names else first
        for cluster, first in zip(clusters, table["duplicate_of"].to_pylist(), strict=True)
    ]
    for name, values in (("cluster_id", [names.get(c, c) for c in clusters]), ("duplicate_of", firsts)):
        index = table.schema.get_field_index(name)
        table = table.set_column(index, table.schema.field(index), pa.array(values, pa.string()))
    return table


def _rewritten(output: str, run_id: str, dataset: str, path: str, names: Mapping[str, str]) -> StagedFile:
    final = path[len(files.join(output, "")) :]
    table = renamed(files.read_table(path, _DATASETS[dataset]), names)
    staged = Stage(output, run_id).write(dataset, partitions_of(final), table)
    return StagedFile(staged=staged.staged, final=staged.final, rows=staged.rows, replaces=(final,))


def _published(output: str, dataset: str) -> Iterable[str]:
    found = files.listing(files.join(output, dataset, "**"))
    return [path for path, _ in found if path.endswith(".parquet")]
