"""The chain on a Flink session cluster of two task managers on this machine; one of them is killed.

``make test-flink`` fetches Flink and names it in ``HEADWATER_FLINK``, a folder of jars; without it nothing runs here.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.engines.cluster import FlinkCluster, running
from tests.engines.wire import DATASETS, rows
from tests.pipelines.newsroom import command

LIMIT = 300.0
SAMPLE = ROOT / "configs/sample.toml"


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    lib = os.environ.get("HEADWATER_FLINK")
    if not lib:
        pytest.skip("HEADWATER_FLINK names no folder of jars: run `make test-flink`")
    if shutil.which("java") is None:
        pytest.fail("HEADWATER_FLINK is set, but there is no java")
    with running(tmp_path_factory.mktemp("flink") / "cluster", Path(lib), slots=2) as cluster:
        yield cluster


@pytest.fixture
def cluster(session: FlinkCluster):
    """The session cluster with two task managers, whatever the test before did to it."""
    session.replenish()
    return session


def until(condition, process):
    """Wait for ``condition`` while ``process`` lives."""
    end, nothing = time.monotonic() + LIMIT, threading.Event()
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        nothing.wait(0.05)


def same_rows(one, other):
    for name in DATASETS:
        assert rows(one, name) == rows(other, name), name
    return True


def ingesting(cluster, output):
    return command("ingest", "--config", SAMPLE, "--output", output, *cluster.options(parallelism=2))


def finished(process):
    printed, errors = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, errors
    return printed


def test_flink_writes_the_rows_of_the_in_process_runner(sample, cluster, tmp_path):
    output = tmp_path / "out"
    with ingesting(cluster, output) as process:
        printed = finished(process)
    assert "62 new, 4 revised, 11 known" in printed
    assert same_rows(output, sample.output)
    (job,) = cluster.jobs()
    assert job["state"] == "FINISHED"
    assert len(cluster.workers_of(job["jid"])) == 2


def test_a_task_manager_that_is_killed_costs_no_row_and_repeats_none(sample, cluster, tmp_path):
    output = tmp_path / "out"
    with ingesting(cluster, output) as process:
        until(lambda: list(output.glob("_staging/*/pages/*")), process)  # pages are extracted, nothing is joined
        cluster.kill("taskmanager1")
        finished(process)
    (job,) = (job for job in cluster.jobs() if cluster.failures(job["jid"]))
    assert job["state"] == "FINISHED"
    assert same_rows(output, sample.output)
    assert len(list(output.glob("_commits/*.json"))) == 1
