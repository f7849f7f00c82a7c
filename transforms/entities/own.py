"""Users' own lists of names: CSV files with the columns name, aliases, label and id."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from transforms.entities.finders import LABELS
from transforms.entities.gazetteer import Known

COLUMNS = ("name", "aliases", "label", "id")


def read_own(path: str) -> Iterator[tuple[str, Known]]:
    """Yield (name, entry) for every name and alias (separated by ``|``); raises ``ValueError`` with the line at fault.

    An id may be any text; ``iso3166:``, ``geonames:`` and ``wikidata:`` are what the shipped lists use.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [column for column in ("name", "label") if column not in (rows.fieldnames or ())]
            if missing:
                raise ValueError(f"{path}: no column {' and '.join(missing)} (expected: {', '.join(COLUMNS)})")
            for row in rows:
                yield from _entries(row, f"{path}, line {rows.line_num}")
    except OSError as error:
        raise ValueError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def _entries(row: dict[str, str | None], where: str) -> Iterator[tuple[str, Known]]:
    label = (row["label"] or "").strip()
    names = [name.strip() for name in f"{row['name'] or ''}|{row.get('aliases') or ''}".split("|")]
    if not names[0]:
        raise ValueError(f"{where}: no name")
    if label not in LABELS:
        raise ValueError(f"{where}: label {label!r} (expected one of {', '.join(sorted(LABELS))})")
    known = Known("user", label, None, (row.get("id") or "").strip() or None)
    yield from ((name, known) for name in names if name)
