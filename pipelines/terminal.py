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
    rate = progress.done / seconds if seconds else 0.0
    if progress.done >= progress.found:
        written = f" · {progress.written:,} written" if progress.written else ""
        return f"extracted {progress.done:,} pages · {progress.rejected:,} rejected · comparing and writing{written}"
    left = (progress.found - progress.done) / rate if rate else 0.0
    remaining = f" · {int(left // 60)}:{int(left % 60):02d} left" if rate else ""
    return (
        f"extracting {progress.done:,} of {progress.found:,} pages · {rate:.0f} a second"
        f" · {progress.rejected:,} rejected{remaining}"
    )
