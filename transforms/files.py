"""Files on any filesystem that Beam knows: one place that says how they are opened, listed and moved."""

from __future__ import annotations

import io
from typing import IO, cast

import pyarrow as pa
import pyarrow.parquet as pq
from apache_beam.io.filesystem import BeamIOError, CompressionTypes
from apache_beam.io.filesystems import FileSystems


def join(base: str, *parts: str) -> str:
    """Join path components by the rules of ``base``'s filesystem."""
    return FileSystems.join(base, *parts)


def open_raw(path: str) -> IO[bytes]:
    """Open ``path`` for reading, without guessing a compression from its name."""
    return cast(
        "IO[bytes]",
        FileSystems.open(path, "application/octet-stream", compression_type=CompressionTypes.UNCOMPRESSED),
    )


def read_bytes(path: str) -> bytes:
    """Return the content of ``path``."""
    with open_raw(path) as stream:
        return stream.read()


def write_bytes(path: str, data: bytes) -> None:
    """Write ``data`` to ``path``, making its folder where the filesystem has folders."""
    make_folder(path.rpartition("/")[0])
    with FileSystems.create(path, "application/octet-stream", compression_type=CompressionTypes.UNCOMPRESSED) as stream:
        stream.write(data)


def make_folder(path: str) -> None:
    """Make ``path`` and its parents; one that exists already is fine."""
    try:
        if path and not FileSystems.exists(path):
            FileSystems.mkdirs(path)
    except (BeamIOError, OSError):
        if not FileSystems.exists(path):  # another worker was quicker
            raise


def listing(pattern: str) -> list[tuple[str, int]]:
    """Return (path, size in bytes) of the files that match the glob ``pattern``, sorted; a missing folder is empty."""
    matches = FileSystems.match([pattern])[0].metadata_list
    return sorted((match.path, match.size_in_bytes) for match in matches)


def read_table(path: str, schema: pa.Schema, columns: list[str] | None = None) -> pa.Table:
    """Read a Parquet file in the form of ``schema``: columns that an older version lacked come as nulls."""
    with open_raw(path) as stream:
        table = pq.read_table(io.BytesIO(stream.read()), columns=columns)
    return in_form(table, schema if columns is None else pa.schema([schema.field(name) for name in columns]))


def in_form(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return ``table`` with the columns and types of ``schema``; columns that it lacks are nulls."""
    return pa.Table.from_arrays(
        [
            table[field.name].cast(field.type) if field.name in table.column_names else pa.nulls(len(table), field.type)
            for field in schema
        ],
        schema=schema,
    )


def write_table(path: str, table: pa.Table, row_group_size: int = 65_536, dictionary: bool = True) -> None:
    """Write ``table`` as zstd Parquet with statistics, and with dictionaries, which suit what repeats itself."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", row_group_size=row_group_size, use_dictionary=dictionary)
    write_bytes(path, buffer.getvalue())
