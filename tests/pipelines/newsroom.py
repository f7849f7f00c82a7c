"""A small newsroom of our own: pages to ingest, and the command in a process of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from pipelines.figures import dataset
from tests.conftest import ROOT

COMMAND = "from pipelines.cli import entry_point; entry_point()"
PLACES = ("Saltmarsh", "Kettle Bay", "Low Fell", "Ostrand", "Vellin", "Harrow Point", "Quarry Hill", "Tidewell")
THINGS = ("ferry", "reservoir", "observatory", "tram line", "lighthouse", "orchard", "library", "sea wall")


def page(number: int) -> str:
    """Return an article; no two share a sentence."""
    place, thing = PLACES[number % 8], THINGS[(number // 8 + number) % 8]
    return textwrap.dedent(f"""\
        <!doctype html><html lang="en"><head><title>{place} votes on its {thing}, item {number}</title>
        <meta property="og:type" content="article"><link rel="canonical" href="https://tidings.example/{number}">
        <meta property="article:published_time" content="2026-03-{number % 5 + 2:02d}T06:{number % 60:02d}:00Z"></head>
        <body><article><h1>{place} votes on its {thing}, item {number}</h1>
        <p>The council of {place} decided on Monday to spend {number + 3} million crowns on the {thing}, after a debate
        that lasted {number % 7 + 2} hours and drew {number * 17 + 40} residents to the town hall.</p>
        <p>Engineer number {number} told the meeting that the {thing} at {place} had been patched {number % 9 + 1} times
        since the flood, and that another winter would cost more than the repair itself.</p>
        <p>Work is to begin in week {number % 40 + 5}, and the {thing} will stay open to the people of {place}
        throughout, according to plan {number} of the district.</p></article></body></html>""")


def write_pages(folder: Path, count: int, first: int = 0) -> Path:
    """Write ``count`` articles into ``folder`` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"{number:05d}.html").write_text(page(number), encoding="utf-8")
    return folder


def rows(output: Path, name: str, *columns: str) -> pa.Table:
    """Return what readers see of a dataset."""
    return dataset(str(output), name, list(columns) or None)


def visible(output: Path) -> list[Path]:
    """Return the files that readers see."""
    return [
        path
        for path in output.rglob("*.parquet")
        if not any(part.startswith("_") for part in path.relative_to(output).parts)
    ]


@contextlib.contextmanager
def command(*argv: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Run the command in a process of its own; what is left of it at the end of the block is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *map(str, argv)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()
