"""Shorthands in which the datasets are declared."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa


def column(name: str, type_: pa.DataType, description: str, nullable: bool = True) -> pa.Field:
    """Return a column that carries its own documentation (``docs/datasets.md`` is made from it)."""
    return pa.field(name, type_, nullable=nullable, metadata={"description": description})


def utc() -> pa.DataType:
    """Return the one type of every time: microseconds, UTC."""
    return pa.timestamp("us", tz="UTC")


def texts() -> pa.DataType:
    """Return the type of a list of strings."""
    return pa.list_(pa.string())


def table_of(records: Iterable[Any], schema: pa.Schema) -> pa.Table:
    """Return frozen ``records`` as a table of ``schema``, whose columns name their fields."""
    rows = list(records)
    arrays = [
        pa.array(
            [list(value) if isinstance(value, tuple) else value for value in (getattr(row, name) for row in rows)],
            type=schema.field(name).type,
        )
        for name in schema.names
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def sort_key(schema: pa.Schema) -> str | None:
    """Return the first column by which tables of ``schema`` are sorted, if there is one."""
    return (schema.metadata or {}).get(b"sort", b"").decode().partition(",")[0] or None


def in_order(table: pa.Table) -> pa.Table:
    """Return ``table`` sorted as its schema's metadata (``sort``: column names, joined by commas) says."""
    names = table.schema.metadata[b"sort"].decode().split(",")
    return table.sort_by([(name, "ascending") for name in names])


def record_of(kind: type[Any], row: Mapping[str, Any]) -> Any:
    """Return the record of ``kind`` that a row of its table describes; lists become tuples."""
    names = [field.name for field in dataclasses.fields(kind)]
    return kind(**{name: tuple(row[name]) if isinstance(row[name], list) else row[name] for name in names})
