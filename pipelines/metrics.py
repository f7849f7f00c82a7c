"""The figures of a stream for Prometheus: counted from committed runs, so that they never run ahead of the data."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from prometheus_client import Counter, Gauge, Histogram, start_http_server

from pipelines.config import ConfigError
from schemas.run import Run

_RUNS = Counter("headwater_runs", "Committed runs")
_RECORDS = Counter("headwater_records", "Rows and pages of committed runs, by what they are", ["kind"])
_LAST = Gauge("headwater_last_commit_timestamp_seconds", "When the last run was committed, in Unix time")
_SECONDS = Histogram(
    "headwater_run_seconds",
    "From the begin of a run to its commit",
    buckets=(1, 2, 5, 10, 30, 60, 120, 300, 600, 1800),
)
_KINDS = (
    *("inputs", "articles_new", "articles_revised", "articles_known", "copies", "rejects", "polls"),
    *("lists_new", "headlines_new", "entities"),
)


@contextlib.contextmanager
def metrics(address: str) -> Iterator[None]:
    """Serve the figures at ``http://<address>/metrics`` during the block; nothing where ``address`` is empty.

    Raises ``ConfigError`` where the address cannot be had.
    """
    if not address:
        yield
        return
    host, _, port = address.rpartition(":")
    try:
        server, thread = start_http_server(int(port), host)
    except (OSError, OverflowError) as error:
        raise ConfigError(f"stream.metrics: {address}: {error}") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def observe(run: Run) -> None:
    """Add a committed run to the figures."""
    _RUNS.inc()
    for kind in _KINDS:
        _RECORDS.labels(kind).inc(getattr(run, kind))
    _LAST.set(run.committed_at.timestamp())
    _SECONDS.observe((run.committed_at - run.started_at).total_seconds())
