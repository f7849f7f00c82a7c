"""Extracted pages in the stage: written once, read back once by whoever writes their partition.

A fragment is a Parquet file with one row group for each day of publication, so that the writer of a day reads of each
fragment only what is its own.
"""

from __future__ import annotations

import io
import itertools
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.extracted import EXTRACTED
from schemas.keys import StagedRow
from schemas.page import ExtractedPage
from transforms import files

UNDATED = "__HIVE_DEFAULT_PARTITION__"  # hive's name of the null partition


def partition_date(published_at: datetime | None) -> str:
    """Return the value of ``published_date``: a day in UTC, or the null partition."""
    return published_at.date().isoformat() if published_at else UNDATED


def write_fragment(
    folder: str, pages: Sequence[tuple[ExtractedPage, str | None]]
) -> list[tuple[ExtractedPage, StagedRow]]:
    """Write (page, feed address) pairs as one fragment of ``folder``; return where each page lies."""
    name = uuid.uuid4().hex[:16]
    ordered = sorted(pages, key=lambda pair: partition_date(pair[0].published_at))
    places: list[tuple[ExtractedPage, StagedRow]] = []
    buffer = io.BytesIO()
    with pq.ParquetWriter(buffer, EXTRACTED, compression="zstd") as writer:
        for group, (_, same_day) in enumerate(
            itertools.groupby(ordered, lambda pair: partition_date(pair[0].published_at))
        ):
            rows = list(same_day)
            writer.write_table(_table(rows), row_group_size=len(rows))
            places += [(page, StagedRow(fragment=name, group=group, row=row)) for row, (page, _) in enumerate(rows)]
    files.write_bytes(_path(folder, name), buffer.getvalue())
    return places


def read_rows(folder: str, places: Iterable[StagedRow]) -> Iterator[tuple[StagedRow, dict[str, object]]]:
    """Yield each row of the fragments of ``folder`` as a dict of its columns; each row group is read once."""
    wanted = sorted(places, key=lambda place: (place.fragment, place.group, place.row))
    for name, of_file in itertools.groupby(wanted, lambda place: place.fragment):
        with files.open_raw(_path(folder, name)) as stream:
            fragment = pq.ParquetFile(stream)
            for group, of_group in itertools.groupby(of_file, lambda place: place.group):
                table = fragment.read_row_group(group)
                for place in of_group:
                    yield place, table.slice(place.row, 1).to_pylist()[0]


def _path(folder: str, name: str) -> str:
    return files.join(folder, f"{name}.parquet")


def _table(rows: Sequence[tuple[ExtractedPage, str | None]]) -> pa.Table:
    def value(page: ExtractedPage, feed_url: str | None, name: str) -> object:
        found = feed_url if name == "feed_url" else getattr(page, name)
        return list(found) if isinstance(found, tuple) else found

    return pa.Table.from_arrays(
        [
            pa.array([value(page, feed_url, field.name) for page, feed_url in rows], type=field.type)
            for field in EXTRACTED
        ],
        schema=EXTRACTED,
    )
