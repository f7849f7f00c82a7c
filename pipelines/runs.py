"""Running the bounded chain: lock, recover, run, publish, tell."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

import pipelines
from pipelines.beam_options import is_local
from pipelines.chain import chain, once
from pipelines.commit import publish, recover
from pipelines.config import Config, config_hash
from pipelines.engines import engine
from pipelines.lock import locked
from pipelines.run import new_run
from pipelines.terminal import progress_line
from schemas.page import Pointer
from schemas.run import Run
from transforms.pool import warm
from transforms.progress import PROGRESS, Progress


@dataclasses.dataclass(frozen=True)
class Outcome:
    """A committed run: its row of ``runs``, and everything that was counted."""

    run: Run
    counts: dict[str, int]


def run_ingest(
    inputs: Sequence[str], config: Config, options: PipelineOptions, again: Sequence[Pointer] = ()
) -> Outcome:
    """Run the bounded chain once over ``inputs``, the configured feeds and ``again``, and publish what it brings.

    Raises ``LockedError`` where another run is under way, and whatever the runner raises; then nothing of this run
    is visible, now or later.
    """
    output = config.output.path
    with locked(output, config.run.wait_seconds):
        if is_local(options):
            warm()
        recover(output)
        run = new_run(output, config_hash(config), pipelines.__version__)
        _reset(PROGRESS)
        shown = progress_line() if is_local(options) else contextlib.nullcontext()
        with engine(options), shown, beam.Pipeline(options=options) as root:
            chain(once(root, inputs, config, again), config, run)
        manifest = publish(output, run.run_id)
    assert manifest.run is not None  # noqa: S101  # a run has its row, only a compaction has none
    return Outcome(manifest.run, manifest.counts)


def _reset(progress: Progress) -> None:
    for field in dataclasses.fields(progress):
        setattr(progress, field.name, 0)
