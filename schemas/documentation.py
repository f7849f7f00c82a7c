"""``docs/datasets.md`` from the schemas: ``python -m schemas.documentation`` prints it."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from schemas.article import ARTICLE
from schemas.duplicate import DUPLICATE
from schemas.entity import ENTITY
from schemas.headline import HEADLINE
from schemas.headline_list import HEADLINE_LIST
from schemas.poll import POLL
from schemas.reject import REJECT
from schemas.run import RUN

DATASETS = {
    "articles": ARTICLE,
    "headlines": HEADLINE,
    "headline_lists": HEADLINE_LIST,
    "entities": ENTITY,
    "duplicates": DUPLICATE,
    "rejects": REJECT,
    "polls": POLL,
    "runs": RUN,
}
INTRODUCTION = """\
# The datasets

Made from the schemas by `make docs`; a test keeps it true.

Each dataset is a folder of Parquet files (zstd) in the output: `DIR/<dataset>/…/part-….parquet`. Partitions are named
as Hive does it (`published_date=2026-03-02`); an unknown date is the null partition. Times are `timestamp[us, UTC]`.
A column marked *required* is never null. Names that start with `_` are not data: `_staging` and `_commits` belong to
the commit, `_state` is what earlier runs have seen, and every common reader skips them."""


def documentation() -> str:
    """Return the page, with every column of every dataset."""
    return "\n".join([INTRODUCTION, *(line for name, schema in DATASETS.items() for line in _section(name, schema))])


def _section(name: str, schema: pa.Schema) -> Iterator[str]:
    about = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
    yield f"\n## {name}\n"
    yield about["description"]
    if partition := about.get("partition"):
        yield f"Partitioned by `{partition}`."
    yield "\n| column | type | meaning, and where it comes from |\n| --- | --- | --- |"
    for field in schema:
        description = field.metadata[b"description"].decode().replace("|", "\\|")
        yield f"| `{field.name}` | {_type(field.type)}{'' if field.nullable else ', required'} | {description} |"


def _type(type_: pa.DataType) -> str:
    return str(type_).replace("list<item: string>", "list of string").replace("list<element: string>", "list of string")


if __name__ == "__main__":
    print(documentation())
