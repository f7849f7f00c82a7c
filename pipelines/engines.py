"""The engines of streams: where Prism is, or how to get it, and running it; the end of a job in a cluster."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import grpc  # type: ignore[import-untyped]  # it has no types
from apache_beam.options.pipeline_options import (
    FlinkRunnerOptions,
    PipelineOptions,
    PortableOptions,
    PrismRunnerOptions,
    StandardOptions,
)
from apache_beam.runners.runner import PipelineResult
from apache_beam.version import __version__ as beam_version

from transforms.pool import warm

_LOGGER = logging.getLogger(__name__)
COMMAND = "github.com/apache/beam/sdks/v2/go/cmd/prism"
PRISM = "PrismRunner"
STOP_SECONDS = 5
CONNECT_SECONDS = 10
# Beam means its timeout of five minutes for requests, and cuts with it the stream that tells how the job is doing.
NO_TIMEOUT = 10 * 365 * 86_400
# Prism outlives a process that is killed, until its standard input ends.
_WATCHED = '"$0" "$@" <&- & read -r _; kill $!'


class EngineError(RuntimeError):
    """The engine that a chain needs is not on this machine; the message says how to get it."""


def find_prism(environment: Mapping[str, str] | None = None, home: Path | None = None) -> str:
    """Return the path of Beam's Prism: ``HEADWATER_PRISM``, the command path, Go's folder of programs.

    Nothing is downloaded: Beam's own runner would fetch a binary without asking. Raises ``EngineError``.
    """
    variables = os.environ if environment is None else environment
    if named := variables.get("HEADWATER_PRISM"):
        if not os.access(named, os.X_OK):
            raise EngineError(f"HEADWATER_PRISM is {named}, which is no program")
        return named
    folder = (home or Path.home()) / "go" / "bin"
    found = shutil.which("prism", path=os.pathsep.join((variables.get("PATH", ""), str(folder))))
    if found is None:
        raise EngineError(
            f"Prism is not on this machine: build it with `go install {COMMAND}@v{beam_version}`, "
            "or name its path in HEADWATER_PRISM; on Flink, name the runner (docs/flink.md)"
        )
    return found


@contextlib.contextmanager
def engine(options: PipelineOptions) -> Iterator[None]:
    """Run Prism during the block where ``options`` choose it and name no endpoint of one that runs already.

    Beam would start it as a child that Ctrl-C and SIGTERM reach before us, and that a killed parent leaves behind.
    Raises ``EngineError`` where nothing answers at an endpoint that is named.
    """
    portable = options.view_as(PortableOptions)
    portable.job_server_timeout = NO_TIMEOUT
    if portable.job_endpoint:
        _reach(portable.job_endpoint)
    if options.view_as(StandardOptions).runner != PRISM or portable.job_endpoint:
        yield
        return
    prism = options.view_as(PrismRunnerOptions).prism_location
    port = _free_port()
    flags = [f"--job_port={port}", "--serve_http=false", "--log_level=error", "--log_kind=text"]
    command = [shutil.which("sh") or "sh", "-c", _WATCHED, str(prism), *flags]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603  # the user's own
    portable.job_endpoint = f"localhost:{port}"
    warm()  # Python runs here
    try:
        yield
    finally:
        portable.job_endpoint = None
        with _hushed():
            process.communicate(timeout=STOP_SECONDS)


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """Keep quiet about connections that end: Beam's threads are still listening when Prism stops."""
    before = threading.excepthook

    def tell(failed: threading.ExceptHookArgs) -> None:
        if not issubclass(failed.exc_type, grpc.RpcError):
            before(failed)

    threading.excepthook = tell
    try:
        yield
    finally:
        threading.excepthook = before


def end_job(result: PipelineResult, options: PipelineOptions) -> None:
    """Cancel a job that has nothing left to do.

    Beam's job server forgets a job that it is told to cancel, but leaves it in the cluster: Flink itself is asked where
    ``--flink_master`` says where it is, and is the user's to ask elsewhere. Raises ``EngineError`` where it refuses.
    """
    result.cancel()
    name = str(getattr(result, "_job_id", "")).rpartition("_")[0]  # Beam has no public way to ask for it
    master = options.view_as(FlinkRunnerOptions).flink_master.removeprefix("http://")
    if not name or ":" not in master:
        _LOGGER.warning("the job may have to be cancelled in the cluster: it is done, but its sources stay up")
        return
    try:
        with urllib.request.urlopen(f"http://{master}/jobs/overview", timeout=CONNECT_SECONDS) as answer:
            jobs = [job["jid"] for job in json.load(answer)["jobs"] if job["name"] == name]
        for job in jobs:
            request = urllib.request.Request(f"http://{master}/jobs/{job}", method="PATCH")
            urllib.request.urlopen(request, timeout=CONNECT_SECONDS).close()  # noqa: S310
    except (OSError, ValueError, KeyError) as error:
        raise EngineError(f"--flink_master={master}: job {name} is done, but was not cancelled ({error})") from error


def _reach(endpoint: str) -> None:
    host, _, port = endpoint.rpartition(":")
    try:
        socket.create_connection((host, int(port)), CONNECT_SECONDS).close()
    except (OSError, ValueError) as error:
        raise EngineError(f"--job_endpoint={endpoint}: no job server answers there ({error})") from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])
