"""Beam's own options: told apart from ours on the command line, and refused when Beam does not know them either."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, cast

from apache_beam.options.pipeline_options import (
    PipelineOptions,
    PortableOptions,
    PrismRunnerOptions,
    StandardOptions,
)

from pipelines.config import ConfigError
from pipelines.engines import PRISM, EngineError, find_prism

# Beam's "DirectRunner" looks for Prism first, downloads it where there is none, and falls back silently to the
# in-process runner. We mean the in-process runner, always.
LOCAL = "FnApiRunner"
PRISM_NAMES = {"prism", "prismrunner"}
LOCAL_NAMES = {"", "direct", "directrunner", "local"}
CLUSTER_NAMES = {"portablerunner", "flinkrunner"}
CHECKPOINT_MS = 10_000
CACHE_MS = 60_000


class FlinkOptions(PipelineOptions):
    """Options that Beam's Python side leaves to the job server of a cluster to know."""

    @classmethod
    def _add_argparse_args(cls, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--checkpointing_interval", type=int, help="milliseconds between checkpoints of a stream")
        parser.add_argument("--finish_bundle_before_checkpointing", action="store_true", default=None)
        parser.add_argument("--max_bundle_time", type=int, help="milliseconds that a bundle of a stream may last")


def split_options(argv: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Return (Beam's options that ``argv`` sets, the rest of ``argv``); raises ``ConfigError`` for a wrong value."""
    parser = _parser()
    known, rest = parser.parse_known_args(list(argv))
    defaults = vars(parser.parse_args([]))
    return {name: value for name, value in vars(known).items() if value != defaults[name]}, rest


def beam_options(table: Mapping[str, str | int | float | bool], given: Mapping[str, Any]) -> PipelineOptions:
    """Return Beam's options: those of the ``[beam]`` table, then those of the command line.

    A local run is the in-process runner. Raises ``ConfigError`` for a key or value that Beam does not know.
    """
    from_table: dict[str, Any] = {}
    for name, value in table.items():
        flags = [f"--{name}"] if value is True else [f"--{name}={value}"]
        found, rest = split_options([] if value is False else flags)
        if rest:
            raise ConfigError(f"beam.{name}: not an option of Beam")
        from_table.update(found)
    options = PipelineOptions([], **{**from_table, **given})
    standard = options.view_as(StandardOptions)
    if (standard.runner or "").lower() in LOCAL_NAMES:
        standard.runner = LOCAL
    elif str(standard.runner).lower() in PRISM_NAMES:
        standard.runner = PRISM
        _use_prism(options)
    elif _on_cluster(options):
        portable = options.view_as(PortableOptions)
        # Without a cache Flink starts a Python process for each of the steps of a bounded chain, one after the other.
        portable.environment_cache_millis = portable.environment_cache_millis or CACHE_MS
    return options


def _use_prism(options: PipelineOptions) -> None:
    """Name the Prism of this machine, which Beam would download, and this process as the place where Python runs."""
    prism, portable = options.view_as(PrismRunnerOptions), options.view_as(PortableOptions)
    if prism.prism_location is None:
        try:
            prism.prism_location = find_prism()
        except EngineError as error:
            raise ConfigError(str(error)) from error
    if portable.environment_type is None:
        portable.environment_type = "LOOPBACK"


def streaming(options: PipelineOptions) -> PipelineOptions:
    """Return ``options`` for a chain without end: on Prism where no other engine is named, with checkpoints on Flink.

    The in-process runner passes nothing on until a source ends. Raises ``ConfigError`` where Prism is not found.
    """
    standard = options.view_as(StandardOptions)
    standard.streaming = True
    if _on_cluster(options):
        flink = options.view_as(FlinkOptions)
        # Without checkpoints Flink ends the source of all sources at once, and timers no longer wait for their time.
        flink.checkpointing_interval = flink.checkpointing_interval or CHECKPOINT_MS
        # A bundle that ends inside a snapshot keeps its output until the next element, which may wait for that output.
        flink.finish_bundle_before_checkpointing = True
    if is_local(options):
        standard.runner = PRISM
        _use_prism(options)
    return options


def is_local(options: PipelineOptions) -> bool:
    """Tell whether the run happens in this process."""
    return str(options.view_as(StandardOptions).runner) == LOCAL


def _on_cluster(options: PipelineOptions) -> bool:
    return str(options.view_as(StandardOptions).runner).lower() in CLUSTER_NAMES


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ConfigError(f"Beam option: {message}")


def _parser() -> _Parser:
    parser = _Parser(add_help=False, allow_abbrev=False, conflict_handler="resolve")
    for options in PipelineOptions.__subclasses__():
        options._add_argparse_args(cast("Any", parser))  # Beam offers no public way to ask what it knows
    return parser
