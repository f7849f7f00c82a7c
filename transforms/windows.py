"""One chain, two ways of running: in a stream, every window is a run of its own.

The chain is built with the store and the stage of *a* run. Where it runs bounded, that is the run. Where it runs
unbounded, it stands for the stream, and each step turns to the run of the window that its element is in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any, Protocol

import apache_beam as beam
from apache_beam.transforms.window import BoundedWindow, IntervalWindow


class OfRun(Protocol):
    """What belongs to one run, and knows its counterpart in the run of a window."""

    def at(self, window: BoundedWindow) -> OfRun:
        """Return the counterpart; itself in a bounded chain."""


def run_id_at(run_id: str, window: BoundedWindow) -> str:
    """Return the run of ``window`` where ``run_id`` names the run or, unbounded, the stream.

    >>> run_id_at("20260302T090000Z-c0ffee", IntervalWindow(1772442300, 1772442301))
    '20260302T090500Z-c0ffee'
    """
    if not isinstance(window, IntervalWindow):
        return run_id
    return f"{_start(window):%Y%m%dT%H%M%SZ}-{run_id.rpartition('-')[2]}"


def started_at(now: datetime, window: BoundedWindow) -> datetime:
    """Return when the run of ``window`` began, in aware UTC, where ``now`` is when the run or the stream did."""
    return _start(window) if isinstance(window, IntervalWindow) else now


def by_window(jobs: Iterable[tuple[Any, BoundedWindow, Any]]) -> list[tuple[BoundedWindow, list[Any]]]:
    """Group the (job, window, timestamp) of a bundle by window, in the order in which they came."""
    groups: dict[BoundedWindow, list[Any]] = {}
    for job in jobs:
        groups.setdefault(job[1], []).append(job)
    return list(groups.items())


def _start(window: IntervalWindow) -> datetime:
    return datetime.fromtimestamp(window.start.micros / 1e6, timezone.utc)


class InRun(beam.DoFn):
    """Calls ``step(element, of_run, *settings)`` with what belongs to the run of the element's window."""

    def __init__(self, step: Callable[..., Iterable[Any]], of_run: OfRun, *settings: Any) -> None:
        self._step, self._of_run, self._settings = step, of_run, settings

    def process(self, element: Any, window: Any = beam.DoFn.WindowParam) -> Iterable[Any]:
        """Pass on what the step yields."""
        return self._step(element, self._of_run.at(window), *self._settings)
