"""The source of the stream: it says when a run begins, and of what.

A run begins when the one before is published, for that is when its state can be read, and not more often than every
window. So one run is under way at a time, on as many workers as there are, and whatever an engine does again after
a failure is judged by what is published.
"""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import apache_beam as beam
from apache_beam.io.restriction_trackers import OffsetRange, OffsetRestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.pvalue import PBegin, PCollection
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.transforms.window import FixedWindows, IntervalWindow, TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from pipelines.commit import finish_commits, is_published
from pipelines.compact import merge
from pipelines.config import Config, ConfigError, load_config
from pipelines.owner import Owner, end, owner_of
from pipelines.run import RunContext
from transforms import files
from transforms.feeds.due import anything_due

SECOND = 1  # a run is named by the second in which it begins, so that is the size of its window
LOOK = 1.0  # seconds between looks at whether the run before is published
IDLE = 5.0  # seconds between looks at whether the stream is to end
END = 2**40  # seconds since 1970; the claim that ends the stream

_LOGGER = logging.getLogger(__name__)


@dataclasses.dataclass
class Ticks(beam.PTransform[PBegin, PCollection[tuple[str, ...]]]):
    """Emit the addresses of all feeds, in a window of its own, each time a run is to begin.

    ``config_path`` is read again before each run: feeds may be added to and taken from the file while the stream runs.
    """

    run: RunContext
    config: Config
    config_path: str | None = None

    def expand(self, root: PBegin) -> PCollection[tuple[str, ...]]:
        """Generate the ticks and window them."""
        return (
            root
            | "One stream" >> beam.Create([None])
            | "Tick" >> beam.ParDo(_Tick(self.run, self.config, self.config_path))
            | "A window a run" >> beam.WindowInto(FixedWindows(SECOND))
        )


def has_ended(run: RunContext) -> bool:
    """Tell whether the last run of the stream is published, or the stream has lost its output."""
    owner = owner_of(run.output)
    if owner is None or owner.stream != run.run_id:
        return True
    return owner.last is not None and _is_published(run, owner.last)


def _is_published(run: RunContext, second: int) -> bool:
    """Tell whether the run that began in ``second`` is published, or there is none."""
    return second < 0 or is_published(run.output, run.at(IntervalWindow(second, second + SECOND)).run_id)


class _Tracker(OffsetRestrictionTracker):
    """Claims seconds, and stays one: an engine that balances work would make a second source of the far future."""

    def try_split(self, fraction_of_remainder: float) -> Any:
        if fraction_of_remainder:
            return None
        return super().try_split(0)  # type: ignore[no-untyped-call]  # Beam has no types here


class _Seconds(RestrictionProvider):
    """The seconds of Unix time in which a run may begin; the first that is not claimed comes after the last run."""

    def initial_restriction(self, element: Any) -> OffsetRange:
        return OffsetRange(0, END)

    def create_tracker(self, restriction: OffsetRange) -> _Tracker:
        return _Tracker(restriction)

    def restriction_size(self, element: Any, restriction: OffsetRange) -> int:
        return 1

    def truncate(self, element: Any, restriction: OffsetRange) -> None:
        return None


_RESTRICTION = beam.DoFn.RestrictionParam(_Seconds())
_WATERMARK = beam.DoFn.WatermarkEstimatorParam(ManualWatermarkEstimator.default_provider())


class _Tick(beam.DoFn):
    def __init__(self, run: RunContext, config: Config, config_path: str | None) -> None:
        self._run, self._settings = run, config.feeds
        self._window, self._compact_runs = config.stream.window_seconds, config.stream.compact_runs
        self._path, self._feeds = config_path, config.input.feeds
        self._looked: int | None = None  # the window in which we last looked for something to do

    @beam.DoFn.unbounded_per_element()  # type: ignore[untyped-decorator]  # as Beam has it
    def process(self, element: None, seconds: Any = _RESTRICTION, watermark: Any = _WATERMARK) -> Iterator[Any]:
        first, now = seconds.current_restriction().start, time.time()
        if owner_of(self._run.output) != Owner(stream=self._run.run_id):
            end(self._run.output, self._run.run_id, first - SECOND)
            seconds.try_claim(END)
            return
        if now < first or not _is_published(self._run, first - SECOND):
            seconds.defer_remainder(Duration(LOOK))
            return
        if self._looked == now // self._window:  # nothing but the end of the stream is of interest now
            seconds.defer_remainder(Duration(min(IDLE, self._window - now % self._window)))
            return
        self._looked = int(now // self._window)
        self._tidy()
        self._read_feeds()
        if anything_due(self._run.store, self._feeds, datetime.fromtimestamp(now, timezone.utc), self._settings):
            second = int(now)
            if not seconds.try_claim(second):
                return
            yield TimestampedValue(self._feeds, Timestamp(second))
            watermark.set_watermark(Timestamp(second + SECOND))
        seconds.defer_remainder(Duration(LOOK))

    def _tidy(self) -> None:
        """Between two runs: finish the commit that an engine forgot, having gone back in time; merge small files."""
        output = self._run.output
        finish_commits(output)
        if len(files.listing(files.join(output, "runs", "*.parquet"))) > self._compact_runs:  # a file for each run
            merge(output)

    def _read_feeds(self) -> None:
        """Take the feeds that the configuration file names by now; those of before where it cannot be read."""
        try:
            if self._path is not None:
                self._feeds = load_config(self._path).input.feeds
        except ConfigError as error:
            _LOGGER.warning("%s; the feeds stay as they were", error)
