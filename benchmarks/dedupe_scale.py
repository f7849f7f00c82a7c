"""Time and memory of ``ResolveArticles`` on made-up corpora of growing size.

Words follow Zipf's law, 150 to 750 of them in twelve paragraphs; nine articles in a hundred are copies of another one
(whole, cut to its first half, or with 3 % of its words replaced), one in a hundred is a copy of which the original is
missing, and one in twenty, on any site, carries the same paragraph of 60 words. Everything is a function of
the article's number.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import apache_beam as beam
import numpy as np
import numpy.typing as npt

from pipelines.commit import publish, write_manifest
from schemas.ids import stable_id
from schemas.keys import Decision, Fingerprint, PageKey, StagedFile, StagedRow
from schemas.manifest import Manifest
from transforms.dedupe.resolve import ResolveArticles
from transforms.state import StateStore
from transforms.wire import use_compact_coders

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
SITES, PARAGRAPHS, CHUNK = 400, 12, 1_000
HOT = np.random.default_rng(5).integers(1, 30_000, 60).astype("<u2")
NEXT_RUN = 1_000  # articles of the second run, against all that the first has stored

Words = npt.NDArray[np.uint16]


def page_key(number: int) -> PageKey:
    """Return the key of article ``number``."""
    rng = np.random.default_rng(number)
    words = _words(number if number % 10 or number == 0 else int(rng.integers(0, number)))
    if number % 10 == 0 and number:
        words = _copied(words, number // 10 % 3, rng)
    ends = np.linspace(0, len(words), PARAGRAPHS + 1).astype(int)
    paragraphs = [words[a:b] for a, b in itertools.pairwise(ends)]
    if number % 20 == 7:
        paragraphs.append(HOT)
    return PageKey(
        input=f"{number}",
        article_id=stable_id(f"{number}"),
        source=f"site-{number * 7919 % SITES}",
        seen_at=START + timedelta(seconds=number % 86_400),
        published_at=None,
        fingerprint=Fingerprint(
            title=number + 1,
            lines=tuple(zlib.crc32(paragraph.tobytes()) for paragraph in paragraphs),
            line_words=tuple(map(len, paragraphs)),
            words=np.concatenate(paragraphs).tobytes(),
        ),
        staged=StagedRow(fragment="articles", group=0, row=number),
    )


def _words(number: int) -> Words:
    rng = np.random.default_rng(number + 1_000_000_007)
    return np.minimum(rng.zipf(1.3, int(rng.integers(150, 750))), 0x7FFF).astype("<u2")


def _copied(words: Words, how: int, rng: np.random.Generator) -> Words:
    if how == 0:
        return words
    if how == 1:
        return words[: max(60, len(words) // 2)]
    edited = words.copy()
    edited[rng.random(len(words)) < 0.03] = 0x7FFE
    return edited


def _chunk(first: int, last: int) -> Iterator[PageKey]:
    yield from map(page_key, range(first, min(first + CHUNK, last)))


def run(output: str, run_id: str, first: int, last: int) -> dict[str, int]:
    """Resolve the articles ``first`` to ``last`` and commit; return how many there were of each outcome."""
    found = Path(output) / run_id
    found.mkdir()
    use_compact_coders()
    with beam.Pipeline("DirectRunner") as root:
        keys = root | beam.Create(range(first, last, CHUNK)) | beam.Reshuffle() | beam.FlatMap(_chunk, last)
        resolved = keys | ResolveArticles(StateStore(output, run_id))
        counts = resolved.decisions | beam.Map(_outcome) | "Outcomes" >> beam.combiners.Count.PerElement()
        counts | "Count" >> beam.Map(json.dumps) | beam.io.WriteToText(str(found / "counts"))
        resolved.state | "File" >> beam.Map(_file) | "Files" >> beam.io.WriteToText(str(found / "files"))
    files = tuple(map(_staged, _lines(found, "files*")))
    write_manifest(output, Manifest(run_id=run_id, files=files, counts={}))
    publish(output, run_id)
    return dict(json.loads(line) for line in _lines(found, "counts*"))


def _outcome(decision: Decision) -> str:
    return "copy" if decision.duplicate_of else decision.outcome


def _file(file: StagedFile) -> str:
    return json.dumps({"staged": file.staged, "final": file.final, "rows": file.rows, "replaces": file.replaces})


def _staged(line: str) -> StagedFile:
    row = json.loads(line)
    return StagedFile(**{**row, "replaces": tuple(row["replaces"])})


def _lines(folder: Path, pattern: str) -> Iterator[str]:
    for path in sorted(folder.glob(pattern)):
        yield from path.read_text().splitlines()


def measure(articles: int) -> dict[str, Any]:
    """Measure a run of ``articles``, and a small one after it, in seconds of CPU without those of making the keys."""
    idle = _peak()
    started = time.process_time()
    for number in range(0, articles, max(1, articles // 2_000)):
        page_key(number)
    making = (time.process_time() - started) * articles / len(range(0, articles, max(1, articles // 2_000)))
    with tempfile.TemporaryDirectory() as output:
        started = time.process_time()
        counts = run(output, "first", 0, articles)
        seconds = time.process_time() - started - making
        peak = _peak()
        state = sum(path.stat().st_size for path in Path(output).rglob("_state/**/*.parquet"))
        started = time.process_time()
        run(output, "second", articles, articles + NEXT_RUN)
        following = time.process_time() - started
    return {
        "articles": articles,
        "copies": counts.get("copy", 0),
        "cpu_seconds": round(seconds, 1),
        "ms_per_article": round(1000 * seconds / articles, 3),
        "peak_mb": round(peak),
        "kb_per_article": round((peak - idle) * 1024 / articles, 1),
        "state_bytes_per_article": round(state / articles),
        f"next_{NEXT_RUN}_cpu_seconds": round(following, 1),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # MiB on Linux


def report(sizes: Iterable[int]) -> None:
    """Print one line for each size, each measured in a process of its own."""
    code = "import json, sys; from benchmarks.dedupe_scale import measure; print(json.dumps(measure(int(sys.argv[1]))))"
    root = Path(__file__).resolve().parents[1]
    for size in sizes:
        command = [sys.executable, "-c", code, str(size)]
        environment = {**os.environ, "PYTHONPATH": str(root)}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=root)
        print(done.stdout.splitlines()[-1], flush=True)
