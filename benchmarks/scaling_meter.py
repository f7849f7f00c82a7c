"""What a command and all its descendants use: processor time and memory. Linux only."""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import os
import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Used:
    """Wall and processor seconds, the highest memory in MiB (proportional shares); bytes that crossed between slots."""

    wall: float = 0.0
    cpu: float = 0.0
    mib: float = 0.0
    crossed: int = 0


def adopt() -> None:
    """Become the parent of descendants whose own parent ends, so that their time is not lost."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@contextlib.contextmanager
def measured(period: float = 1.0) -> Iterator[Used]:
    """Measure the descendants of this process during the block."""
    used, done = Used(), threading.Event()

    def watch() -> None:
        while not done.wait(period):
            used.mib = max(used.mib, memory())

    watcher = threading.Thread(target=watch, daemon=True)
    begun, before = time.monotonic(), cpu_seconds()
    watcher.start()
    try:
        yield used
    finally:
        used.wall, used.cpu = time.monotonic() - begun, cpu_seconds() - before
        done.set()
        watcher.join()


def cpu_seconds() -> float:
    """Return the processor seconds of all descendants, those that have ended included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(sum(map(int, fields[11:15])) for fields in _descendants().values())
    return ended.ru_utime + ended.ru_stime + living / TICKS


def memory() -> float:
    """Return the proportional set size of all descendants in MiB."""
    total = 0
    for pid in _descendants():
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def _descendants() -> dict[int, list[str]]:
    """Return the fields of /proc/PID/stat after the name, for each descendant (also one that waits to be reaped)."""
    found: dict[int, list[str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                found[int(entry.name)] = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    wanted, reached = {os.getpid()}, dict[int, list[str]]()
    while new := {pid: fields for pid, fields in found.items() if int(fields[1]) in wanted and pid not in reached}:
        reached |= new
        wanted |= set(new)
    return reached
