"""The chain on a Flink session cluster of two task managers on this machine; one of them is killed.

``make test-flink`` fetches Flink and names it in ``HEADWATER_FLINK``, a folder of jars; without it nothing runs here.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.engines.cluster import FlinkCluster, running
from tests.engines.wire import LIMIT, Wire, bounded, drained, same_rows, stored, until
from tests.feeds.server import serve
from tests.pipelines.newsroom import command

SAMPLE = ROOT / "configs/sample.toml"


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    lib = os.environ.get("HEADWATER_FLINK")
    if not lib:
        pytest.skip("HEADWATER_FLINK names no folder of jars: run `make test-flink`")
    if shutil.which("java") is None:
        pytest.fail("HEADWATER_FLINK is set, but there is no java")
    with running(tmp_path_factory.mktemp("flink") / "cluster", Path(lib)) as cluster:
        yield cluster


@pytest.fixture
def cluster(session: FlinkCluster):
    """The session cluster with two task managers, whatever the test before did to it."""
    session.replenish()
    return session


def ingesting(cluster, output):
    return command("ingest", "--config", SAMPLE, "--output", output, *cluster.options(parallelism=2))


def finished(process):
    printed, errors = process.communicate(timeout=2 * LIMIT)
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


@pytest.fixture
def site():
    with serve() as one:
        yield one


def streaming(cluster, config, output):
    options = (*cluster.options(parallelism=2), "--checkpointing_interval=3000")
    return command("stream", "--config", config, "--output", output, *options)


def test_a_stream_goes_on_from_its_checkpoint_when_a_task_manager_is_killed(cluster, site, tmp_path):
    output, wire = tmp_path / "out", Wire(site)
    wire.publish("harbour", 3, 4, 5)
    config = wire.configure(tmp_path / "feeds.toml", "harbour")
    with streaming(cluster, config, output) as process:
        until(lambda: stored(output) == 3, process)
        wire.publish("harbour", 6, 7)
        until(lambda: stored(output) == 5, process)
        wire.publish("harbour", *range(20, 30))
        until(lambda: site.asked("/story/25.html"), process)  # polled and half fetched, not committed
        cluster.kill("taskmanager1")
        until(lambda: stored(output) == 15, process)
        wire.publish("council", 8, 9)
        wire.configure(config, "harbour", "council")
        until(lambda: stored(output) == 17, process)
        (job,) = cluster.running()
        printed, errors = drained(process)
    assert "stopping when the run under way is committed" in errors
    assert printed.count(" feed") - 1 == len(list(output.glob("_commits/*.json"))) >= 4  # a line each, and the first
    assert cluster.failures(job)
    cluster.ended(job)
    assert same_rows(output, bounded(wire, tmp_path, "harbour", "council"))


def test_a_stream_whose_command_is_killed_gives_way_to_the_next_one(cluster, site, tmp_path):
    output, wire = tmp_path / "out", Wire(site)
    wire.publish("harbour", *range(20, 26))
    config = wire.configure(tmp_path / "feeds.toml", "harbour")
    with streaming(cluster, config, output) as process:
        until(lambda: stored(output) == 6, process)
        wire.publish("harbour", *range(26, 36))
        until(lambda: site.asked("/story/30.html"), process)
        process.kill()  # the job is not
    before = (output / "_stream").read_text()
    with streaming(cluster, config, output) as process:
        until(lambda: (output / "_stream").read_text() != before, process)  # the old job sees it, too
        wire.publish("harbour", 36)
        until(lambda: stored(output) >= 17, process)
        drained(process)
    assert same_rows(output, bounded(wire, tmp_path, "harbour"))
