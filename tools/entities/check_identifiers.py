"""Compare the identifiers of ``data/names.tsv`` with the copy of Wikidata that name-suggestion-index carries.

Usage: python tools/entities/check_identifiers.py WIKIDATA

WIKIDATA  ``dist/wikidata/wikidata.json`` of the npm package name-suggestion-index 8.0.20260918 (BSD-3; labels CC0)

Prints each row marked ``nsi`` whose label there is none of its names, for a look by eye; exit status 1 if an identifier
so marked is not there at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from transforms.entities.resources import read_table


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wikidata", type=Path)
    items = json.loads(parser.parse_args().wikidata.read_text(encoding="utf-8"))["wikidata"]
    missing = 0
    marked = [row for row in read_table("names") if row[5:] == ["nsi"]]
    for names, _, _, identity, *_ in marked:
        item = items.get(identity.removeprefix("wikidata:"))
        if item is None:
            print(f"{identity}\t{names}\tnot there")
            missing += 1
        elif item["label"].casefold() not in names.casefold().split("|"):
            print(f"{identity}\t{names}\t{item['label']}: {item.get('description', '')}")
    print(f"{len(marked)} identifiers, {missing} not there")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
