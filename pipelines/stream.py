"""The unbounded chain: poll for ever, commit per window. The same steps as a bounded run, once for each window."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.runner import PipelineResult

import pipelines
from pipelines.chain import Sources, chain
from pipelines.commit import is_published, publish, read_manifest, recover, staged_runs, sweep_runs
from pipelines.config import Config, config_hash
from pipelines.engines import end_job, engine
from pipelines.lock import locked
from pipelines.metrics import metrics, observe
from pipelines.owner import drain, hand_over, owns
from pipelines.run import RunContext, new_stream
from pipelines.summary import line
from pipelines.ticks import Ticks, has_ended
from schemas.manifest import Manifest
from transforms import files

KEPT = 2  # stages of runs that an engine may go back to after a failure
ONE_SIGNAL = 2.0  # seconds; a shell and a supervisor may both pass on the same signal
GRACE = 2.0  # seconds that an engine may take to see that nothing is left to do
LOOK = 0.5  # seconds between looks at what was committed


def run_stream(config: Config, config_path: str | None, options: PipelineOptions) -> None:
    """Poll the configured feeds until SIGTERM or Ctrl-C, and print a line for each run that is committed.

    The first signal drains: the run under way is committed. The second ends the process at once, and nothing is lost
    either. Raises ``LockedError`` where another run is under way, and ``RuntimeError`` where the engine fails.
    """
    output = config.output.path
    with locked(output, config.run.wait_seconds):
        run = new_stream(output, config_hash(config), pipelines.__version__)
        recover(output, run.run_id)
        with engine(options), metrics(config.stream.metrics), _draining(run) as draining:
            root = beam.Pipeline(options=options)
            stream(root, config, config_path, run)
            runner, pause = options.view_as(StandardOptions).runner, config.stream.window_seconds
            print(f"{runner}: {len(config.input.feeds)} feeds, a run every {pause:g} s at most", flush=True)
            _watch(root.run(), options, run, draining)


def stream(root: beam.Pipeline, config: Config, config_path: str | None, run: RunContext) -> None:
    """Build the chain: ticks, and for each of them all that a bounded run does."""
    ticks = root | Ticks(run, config, config_path)
    feeds = ticks | "Feeds of a tick" >> beam.FlatMap(lambda feeds: feeds)
    _ = chain(Sources(start=ticks, feeds=(feeds,)), config, run) | "Publish" >> beam.Map(_publish, run)


def _publish(manifest: Manifest, run: RunContext) -> str:
    """Publish a run; its stage is swept when later ones are published, for an engine may do its steps again."""
    if not is_published(run.output, manifest.run_id):
        publish(run.output, manifest.run_id, sweep=False)
    own = [name for name in staged_runs(run.output) if name.rpartition("-")[2] == run.run_id.rpartition("-")[2]]
    sweep_runs(run.output, own[:-KEPT])
    return manifest.run_id


@contextlib.contextmanager
def _draining(run: RunContext) -> Iterator[threading.Event]:
    """Turn the first SIGTERM or Ctrl-C into the end of the ticks."""
    asked = threading.Event()
    patience = 0.0

    def signalled(number: int, frame: FrameType | None) -> None:
        nonlocal patience
        if not asked.is_set():
            asked.set()
            patience = time.monotonic() + ONE_SIGNAL
            drain(run.output, run.run_id)
        elif time.monotonic() > patience:
            signal.default_int_handler(number, frame)

    before = {number: signal.signal(number, signalled) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if owns(run.output, run.run_id):
            hand_over(run.output, None)


def _watch(result: PipelineResult, options: PipelineOptions, run: RunContext, draining: threading.Event) -> None:
    """Print a line for each run as it is published, until the engine is done."""
    failure: list[BaseException] = []
    done = threading.Event()

    def wait() -> None:
        try:
            result.wait_until_finish()
        except RuntimeError as error:
            failure.append(error)
        finally:
            done.set()

    threading.Thread(target=wait, daemon=True).start()
    told: set[str] = set()
    said = False
    while True:
        last = done.wait(LOOK) or has_ended(run)  # asked before the last lines are told
        _tell(run, told)
        if draining.is_set() and not said:
            said = True
            print("headwater: stopping when the run under way is committed", file=sys.stderr, flush=True)
        if last:
            break
    if not done.wait(GRACE):  # Flink's sources stay up for the sake of checkpoints
        end_job(result, options)
    elif failure:
        raise failure[0]


def _tell(run: RunContext, told: set[str]) -> None:
    stream_id = run.run_id.rpartition("-")[2]
    for path, _ in files.listing(files.join(run.output, "_commits", f"*-{stream_id}.json")):
        run_id = path.replace("\\", "/").rpartition("/")[2].removesuffix(".json")
        if run_id not in told and (manifest := read_manifest(run.output, run_id)) is not None:
            told.add(run_id)
            if manifest.run is not None:
                observe(manifest.run)
                print(line(manifest.run), flush=True)
