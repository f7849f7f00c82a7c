"""The line that moves while a local run works; nothing where the output is no terminal."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator

from rich.console import Console
from rich.live import Live
from rich.text import Text

from transforms.progress import PROGRESS, Progress


@contextlib.contextmanager
def progress_line() -> Iterator[None]:
    """Show the progress of the run in the block, on a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    begun = time.monotonic()

    def render() -> Text:
        return Text(describe(PROGRESS, time.monotonic() - begun), style="cyan")

    with Live(console=Console(stderr=True), get_renderable=render, refresh_per_second=4, transient=True):
        yield


def describe(progress: Progress, seconds: float) -> str:
    """Return the line: pages done of those found, rate, rejects, and the time left where it can be known.

    >>> describe(Progress(found=200, done=50, rejected=1), 10.0)
    'extracting 50 of 200 pages · 5 a second · 1 rejected · 0:30 left'
    """
    if not progress.found:
        return f"listing inputs · {seconds:.0f} s"
    if progress.done >= progress.found:
        written = f" · {progress.written:,} written" if progress.written else ""
        return f"extracted {progress.done:,} pages · {progress.rejected:,} rejected · comparing and writing{written}"
    parts = [f"extracting {progress.done:,} of {progress.found:,} pages"]
    rate = progress.done / seconds if seconds else 0.0
    if rate:
        parts.append(f"{rate:.0f} a second" if rate >= 1 else f"{rate:.1f} a second")
    parts.append(f"{progress.rejected:,} rejected")
    if rate:
        parts.append(f"{_clock((progress.found - progress.done) / rate)} left")
    return " · ".join(parts)


def _clock(seconds: float) -> str:
    """Return minutes and seconds, and hours where there are any.

    >>> _clock(30.2), _clock(3_661)
    ('0:30', '1:01:01')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
