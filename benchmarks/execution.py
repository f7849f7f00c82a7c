"""Ways to extract the same pages on one machine: wall time, pages a second, memory, and what a bad page does.

    python benchmarks/execution.py PAGES_FOLDER [--copies N] [--limit SECONDS]

Each way runs in a process of its own, from its start to its end: imports, start of workers, and all. Memory is the
highest sum of the proportional shares (PSS) of the whole process tree. A bad page is one that never returns (hang),
or whose parser ends the process (crash); a way that has not ended after ``--limit`` seconds is killed.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from benchmarks.badpages import extract, outcome
from schemas.page import Pointer
from transforms.errors import PageError
from transforms.pool import Limits, Pool
from transforms.read.inputs import expand_inputs, found_in
from transforms.work import Extracted

WAYS = ("plain", "pool-1", "pool-2", "beam-2")
PAGE_SECONDS = 10.0
BAD_LIMIT = 40.0


class _ByPool(beam.DoFn):
    def __init__(self, workers: int) -> None:
        self._workers = workers

    def process(self, batch: Iterable[Pointer]) -> Iterator[str]:
        pool: Pool[Pointer, Extracted] = Pool(extract, Limits("extract", PAGE_SECONDS, 1024), self._workers)
        for _, result in pool.map(batch):
            yield result.reason if isinstance(result, PageError) else "done"
        pool.close()


def run(way: str, pointers: list[Pointer]) -> None:
    """Extract all pages in one way, and print how many ended how."""
    if way == "plain":
        show((found, 1) for found in map(outcome, pointers))
        return
    flags = ["--runner=FnApiRunner"]
    if way == "beam-2":
        flags += ["--direct_running_mode=multi_processing", "--direct_num_workers=2"]
        step = beam.Reshuffle() | beam.Map(outcome)
    else:
        size = len(pointers)
        step = beam.BatchElements(size, size) | beam.ParDo(_ByPool(int(way[-1])))
    with beam.Pipeline(options=PipelineOptions(flags)) as root:
        counted = root | beam.Create(pointers) | step | beam.combiners.Count.PerElement()
        _ = counted | beam.Map(lambda pair: print(*pair, file=sys.stderr) if pair[0] != "done" else None)


def show(pairs: Iterable[tuple[str, int]]) -> None:
    """Print the sums by outcome."""
    sums: dict[str, int] = {}
    for name, number in pairs:
        sums[name] = sums.get(name, 0) + number
    print(sums, file=sys.stderr)


def pointers_of(folder: str, copies: int, bad: str) -> list[Pointer]:
    """Return the pages of ``folder``, ``copies`` times, with one bad page in the middle."""
    found = [one for name in expand_inputs([folder]) for one in found_in(name) if isinstance(one, Pointer)]
    pages = found * copies
    if bad:
        pages.insert(len(pages) // 2, Pointer(input=bad, path=bad, kind="html"))
    return pages


def measured(argv: list[str], limit: float) -> tuple[float, float, str]:
    """Run ``argv``; return wall seconds, the highest memory of its process tree in MiB, and how it ended."""
    begun, highest = time.monotonic(), 0.0
    with subprocess.Popen(
        argv, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and time.monotonic() - begun < limit:
            highest = max(highest, memory(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
        ended = "killed at the limit" if process.poll() is None else f"status {process.returncode}"
        seconds = time.monotonic() - begun
        for pid in tree(process.pid)[::-1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    return seconds, highest, ended


def tree(pid: int) -> list[int]:
    """Return the processes of the session that ``pid`` leads."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(ProcessLookupError):
            if entry.name.isdigit() and os.getsid(int(entry.name)) == pid:
                found.append(int(entry.name))
    return found


def memory(pid: int) -> float:
    """Return the proportional set size of the tree in MiB."""
    total = 0
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except (OSError, ValueError):
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def main() -> None:
    """Measure each way on good pages, then with one bad page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--limit", type=float, default=300.0)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--bad", default="", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.way:
        run(arguments.way, pointers_of(arguments.folder, arguments.copies, arguments.bad))
        return
    again = functools.partial(command, arguments.folder)
    pages = len(pointers_of(arguments.folder, arguments.copies, ""))
    print(f"{pages} pages\n{'way':8} {'bad page':9} {'seconds':>8} {'pages/s':>8} {'MiB':>6}  end")
    for bad in ("", "hang", "crash"):
        copies, limit = (arguments.copies, arguments.limit) if not bad else (1, BAD_LIMIT)
        for way in WAYS:
            seconds, mib, ended = measured(again(way, copies, bad), limit)
            rate = f"{pages / seconds:8.1f}" if not bad else " " * 8
            print(f"{way:8} {bad or '-':9} {seconds:8.1f} {rate} {mib:6.0f}  {ended}", flush=True)


def command(folder: str, way: str, copies: int, bad: str) -> list[str]:
    """Return the command that runs one way."""
    return [sys.executable, __file__, folder, "--copies", str(copies), "--way", way, *(["--bad", bad] if bad else [])]


if __name__ == "__main__":
    main()
