"""The ``headwater`` command: parse, load the configuration, run. Exit status 0 done, 1 failed, 2 usage."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import logging
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from types import FrameType

import msgspec
from apache_beam.options.pipeline_options import PipelineOptions

import pipelines
from pipelines.beam_options import beam_options, split_options, streaming
from pipelines.check import check, dry_run, listed_inputs, listed_now, usable
from pipelines.compact import compact
from pipelines.config import Config, ConfigError, InputSettings, load_config
from pipelines.engines import EngineError
from pipelines.figures import has_runs
from pipelines.lock import LockedError
from pipelines.replay import replay_of
from pipelines.report import totals, write_report
from pipelines.runs import run_ingest
from pipelines.stream import run_stream
from pipelines.summary import summary
from schemas.page import Pointer

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (without the program's name); return the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        given, ours = split_options(sys.argv[1:] if argv is None else argv)
        arguments = _parser().parse_args(ours)
        config = _configured(arguments)
        options = beam_options(config.beam, given)
        return int(arguments.command(arguments, config, options))
    except SystemExit as stop:  # argparse: usage or --help
        return int(stop.code or 0)
    except ConfigError as error:
        print(f"headwater: {error}", file=sys.stderr)
        return 2
    except (LockedError, EngineError) as error:
        print(f"headwater: {error}", file=sys.stderr)
        return 1


def entry_point() -> None:
    """Run the installed command, and end at once: the threads that Beam leaves behind crash the interpreter's exit."""
    status = main()
    atexit._run_exitfuncs()  # Beam's stop the engine that it started; there is no public way to run them
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="headwater",
        allow_abbrev=False,
        description="Streaming ingestion of news: feeds and saved pages in, partitioned Parquet out.",
        epilog="Beam options (--runner, --parallelism, …) may stand anywhere; unknown options are an error.",
    )
    parser.add_argument("--version", action="version", version=f"headwater {pipelines.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("ingest", allow_abbrev=False, help="read what is there, commit, stop")
    one.add_argument("inputs", nargs="*", metavar="INPUT", help="path, glob or http(s) address; told by content")
    one.add_argument("--config", metavar="FILE.toml", help="configuration; without it, defaults")
    one.add_argument("--output", metavar="DIR", help="where the datasets go (default: output.path)")
    one.add_argument("--every", type=_seconds, metavar="15m", help="again and again, with this pause between starts")
    one.add_argument("--all", action="store_true", help="poll every feed, due or not")
    one.add_argument("--dry-run", action="store_true", help="show what would be read, and stop")
    one.set_defaults(command=_ingest)

    on = commands.add_parser("stream", allow_abbrev=False, help="poll the feeds for ever, commit per window")
    on.add_argument("--config", metavar="FILE.toml", required=True, help="read again before each window: add feeds")
    on.add_argument("--output", metavar="DIR", help="where the datasets go (default: output.path)")
    on.add_argument("--dry-run", action="store_true", help="show what would be polled, and stop")
    on.set_defaults(command=_stream)

    look = commands.add_parser("check", allow_abbrev=False, help="validate, and try each source without writing")
    look.add_argument("--config", metavar="FILE.toml", required=True)
    look.set_defaults(command=lambda arguments, config, options: check(config))
    for name, command, about in (
        ("compact", _compact, "merge the small files that frequent runs leave"),
        ("replay", _replay, "put the rejects through again"),
        ("report", _report, "write DIR/report.html and print the totals"),
    ):
        over = commands.add_parser(name, allow_abbrev=False, help=about)
        over.add_argument("output", metavar="DIR", help="the output of headwater ingest")
        over.add_argument("--config", metavar="FILE.toml", help="configuration of the runs")
        over.set_defaults(command=command)
    return parser


def _configured(arguments: argparse.Namespace) -> Config:
    config = load_config(arguments.config)
    if output := getattr(arguments, "output", None):
        config = msgspec.structs.replace(config, output=msgspec.structs.replace(config.output, path=output))
    if getattr(arguments, "all", False):
        config = msgspec.structs.replace(config, feeds=msgspec.structs.replace(config.feeds, all=True))
    return usable(config)


def _ingest(arguments: argparse.Namespace, config: Config, options: PipelineOptions) -> int:
    patterns = arguments.inputs or config.input.paths
    inputs = listed_inputs(patterns)
    if not inputs and not config.input.feeds:
        raise ConfigError("nothing to read: give INPUT, or input.paths or input.feeds in the configuration")
    if arguments.dry_run:
        return dry_run(inputs, config)
    if arguments.every is None:
        return _once(inputs, config, options)
    return _again_and_again(inputs, patterns, config, options, arguments.every)


def _again_and_again(
    inputs: Sequence[str], patterns: Sequence[str], config: Config, options: PipelineOptions, every: float
) -> int:
    """Run every ``every`` seconds until SIGTERM or Ctrl-C; a run under way is finished for SIGTERM."""
    stop = threading.Event()

    def stopped(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stopped)
    begun = time.monotonic()
    status = _once(inputs, config, options)
    while not status:
        try:
            if stop.wait(max(0.0, begun + every - time.monotonic())):
                return 0
        except KeyboardInterrupt:  # between two runs: nothing is lost
            return 0
        begun = time.monotonic()
        try:
            status = _once(listed_now(patterns), config, options)
        except LockedError as error:  # a compaction, say: the next round will find it done
            print(f"headwater: {error}; trying again", file=sys.stderr)
    return status


def _stream(arguments: argparse.Namespace, config: Config, options: PipelineOptions) -> int:
    if not config.input.feeds:
        raise ConfigError(f"{arguments.config}: input.feeds: nothing to poll; a stream needs a feed")
    if arguments.dry_run:
        return dry_run((), config)
    run_stream(config, arguments.config, streaming(options))
    return 0


def _compact(arguments: argparse.Namespace, config: Config, options: PipelineOptions) -> int:
    _committed(config.output.path)
    done = compact(config.output.path, config)
    print(f"{done.before:,} files became {done.after:,} in {config.output.path}")
    return 0


def _replay(arguments: argparse.Namespace, config: Config, options: PipelineOptions) -> int:
    _committed(config.output.path)
    replay = replay_of(config.output.path)
    if not replay.pointers and not replay.addresses:
        print(f"nothing to replay in {config.output.path}")
        return 0
    quiet = msgspec.structs.replace(config, input=InputSettings())  # the rejects, and no feed besides
    return _once(replay.addresses, quiet, options, replay.pointers)


def _report(arguments: argparse.Namespace, config: Config, options: PipelineOptions) -> int:
    _committed(config.output.path)
    path = write_report(config.output.path)
    print(f"{totals(config.output.path)}\n{path}")
    return 0


def _committed(output: str) -> None:
    """Refuse a folder that no run has written to: a mistyped name must not become a new, empty output."""
    if not has_runs(output):
        raise ConfigError(f"{output}: no runs dataset here; expected the output folder of headwater ingest")


def _once(inputs: Sequence[str], config: Config, options: PipelineOptions, again: Sequence[Pointer] = ()) -> int:
    with _interrupts() as interrupted:
        try:
            outcome = run_ingest(inputs, config, options, again)
        except (KeyboardInterrupt, RuntimeError):  # Beam turns the first into the second where it strikes a DoFn
            if not interrupted.is_set():
                raise
            print("headwater: stopped; nothing of this run is stored", file=sys.stderr)
            return 1
    print(summary(outcome.run, outcome.counts, config.output.path))
    return 0


@contextlib.contextmanager
def _interrupts() -> Iterator[threading.Event]:
    """Note Ctrl-C, so that what Beam makes of it can be told from a failure, and keep its tracebacks off the screen."""
    interrupted = threading.Event()

    def strike(number: int, frame: FrameType | None) -> None:
        interrupted.set()
        logging.disable(logging.CRITICAL)
        signal.default_int_handler(number, frame)

    if threading.current_thread() is not threading.main_thread():  # no signals there
        yield interrupted
        return
    before = signal.signal(signal.SIGINT, strike)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
        logging.disable(logging.NOTSET)


def _seconds(text: str) -> float:
    match = re.fullmatch(r"(\d+)([smhd])", text)
    if match is None or int(match[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number and s, m, h or d, such as 15m")
    return float(int(match[1]) * _UNITS[match[2]])
