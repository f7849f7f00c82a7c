"""``headwater stream`` on Prism, in a process of its own, against feeds that grow while it runs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import urllib.request

import pytest

from pipelines.engines import EngineError, find_prism
from pipelines.owner import hand_over, owns
from tests.engines.cluster import free_port
from tests.engines.wire import LIMIT, Wire, bounded, drained, rows, same_rows, stored, until
from tests.feeds.server import serve
from tests.pipelines.newsroom import command


@pytest.fixture(scope="module", autouse=True)
def prism():
    try:
        return find_prism()
    except EngineError as error:
        pytest.skip(str(error))


@pytest.fixture
def site():
    with serve() as one:
        yield one


@pytest.fixture
def wire(site):
    return Wire(site)


def test_a_stream_commits_window_by_window_what_one_run_would_have_written(wire, tmp_path):
    output = tmp_path / "out"
    wire.publish("harbour", 3, 4, 5)
    config = wire.configure(tmp_path / "feeds.toml", "harbour")
    with command("stream", "--config", config, "--output", output) as process:
        until(lambda: stored(output) == 3, process)
        wire.publish("harbour", 6, 7)
        until(lambda: stored(output) == 5, process)
        wire.publish("council", 8, 9)
        wire.configure(config, "harbour", "council")  # while it runs
        until(lambda: stored(output) == 7, process)
        printed, errors = drained(process)
    assert "stopping when the run under way is committed" in errors
    lines = re.findall(r" feeds? · articles (\d+) new.* s$", printed, re.MULTILINE)
    assert len(lines) == len(list(output.glob("_commits/*.json"))) >= 3
    assert sum(map(int, lines)) == 7
    assert not (output / "_stream").exists()
    assert same_rows(output, bounded(wire, tmp_path, "harbour", "council"))


def test_a_stream_killed_while_it_fetches_goes_on_and_neither_loses_nor_repeats(wire, site, tmp_path):
    output = tmp_path / "out"
    wire.publish("harbour", *range(20, 26))
    config = wire.configure(tmp_path / "feeds.toml", "harbour")
    with command("stream", "--config", config, "--output", output) as process:
        until(lambda: stored(output) == 6, process)
        wire.publish("harbour", *range(26, 36))
        until(lambda: site.asked("/story/30.html"), process)  # polled and half fetched, not committed
        process.kill()
        process.wait(LIMIT)
    with command("stream", "--config", config, "--output", output) as process:
        until(lambda: stored(output) >= 16, process)
        drained(process)
    assert same_rows(output, bounded(wire, tmp_path, "harbour"))
    assert not engines_of(config)


def engines_of(config):
    """Return the processes of this machine that belong to a stream with ``config``."""
    found = subprocess.run(["pgrep", "-f", str(config)], capture_output=True, text=True, check=False)
    return [number for number in found.stdout.split() if int(number) != os.getpid()]


def test_a_stream_merges_its_small_files_and_tells_prometheus_what_it_committed(wire, tmp_path):
    output, address = tmp_path / "out", f"127.0.0.1:{free_port()}"
    wire.publish("harbour", 10)
    settings = f'compact_runs = 2\nmetrics = "{address}"'
    config = wire.configure(tmp_path / "feeds.toml", "harbour", stream=settings)
    with command("stream", "--config", config, "--output", output) as process:
        for number in range(11, 15):
            until(lambda told=number - 10: stored(output) == told, process)
            wire.publish("harbour", number)
        until(lambda: stored(output) == 5, process)
        with urllib.request.urlopen(f"http://{address}/metrics") as response:
            figures = response.read().decode()
        drained(process)
    assert 'headwater_records_total{kind="articles_new"}' in figures
    assert float(re.search(r"^headwater_runs_total (\S+)", figures, re.MULTILINE)[1]) >= 4
    runs = rows(output, "runs")
    assert len(list(output.glob("runs/*.parquet"))) < len(runs)
    assert same_rows(output, bounded(wire, tmp_path, "harbour"))


def test_an_address_that_metrics_cannot_have_is_an_error_of_the_configuration(wire, tmp_path):
    wire.publish("harbour", 10)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = f'metrics = "127.0.0.1:{taken.getsockname()[1]}"'
        config = wire.configure(tmp_path / "feeds.toml", "harbour", stream=settings)
        with command("stream", "--config", config, "--output", tmp_path / "out") as process:
            _, errors = process.communicate(timeout=LIMIT)
    assert process.returncode == 2
    assert "stream.metrics: 127.0.0.1:" in errors


def test_a_stream_that_waits_for_its_next_window_ends_at_once_when_asked_to(wire, tmp_path):
    output = tmp_path / "out"
    wire.publish("harbour", 40)
    config = wire.configure(tmp_path / "feeds.toml", "harbour", window=86_400)
    with command("stream", "--config", config, "--output", output) as process:
        until(lambda: stored(output) == 1, process)
        drained(process)  # within the limit of the tests, and not tomorrow
    assert len(rows(output, "runs")) == 1


def test_a_configuration_that_breaks_while_the_stream_runs_leaves_its_feeds_as_they_were(wire, tmp_path):
    output = tmp_path / "out"
    wire.publish("harbour", 40)
    config = wire.configure(tmp_path / "feeds.toml", "harbour")
    with command("stream", "--config", config, "--output", output) as process:
        until(lambda: stored(output) == 1, process)
        config.write_text("[input\nfeeds = ")
        wire.publish("harbour", 41)
        until(lambda: stored(output) == 2, process)
        _, errors = drained(process)
    assert f"{config}: not valid TOML" in errors
    assert "the feeds stay as they were" in errors


def test_a_feed_that_fails_costs_a_reject_and_the_others_go_on(wire, site, tmp_path):
    output = tmp_path / "out"
    wire.publish("harbour", 50, 51)
    config = wire.configure(tmp_path / "feeds.toml", "harbour", "gone")
    with command("stream", "--config", config, "--output", output) as process:
        until(lambda: stored(output) == 2, process)
        drained(process)
    (reject,) = rows(output, "rejects")
    assert f"{site.url}/gone.xml" in reject


def test_a_second_stream_over_the_same_output_is_refused(wire, tmp_path):
    output = tmp_path / "out"
    wire.publish("harbour", 60)
    config = wire.configure(tmp_path / "feeds.toml", "harbour")
    argv = ("stream", "--config", config, "--output", output)
    with command(*argv) as first:
        until(lambda: stored(output) == 1, first)
        with command(*argv) as second:
            _, errors = second.communicate(timeout=LIMIT)
        assert second.returncode == 1
        assert "another run is under way" in errors
        drained(first)


def test_a_stream_that_has_lost_its_output_ends_and_commits_no_more(wire, tmp_path):
    output = tmp_path / "out"
    wire.publish("harbour", 70)
    config = wire.configure(tmp_path / "feeds.toml", "harbour")
    with command("stream", "--config", config, "--output", output) as process:
        until(lambda: stored(output) == 1, process)
        hand_over(str(output), "20260302T060000Z-abc123")
        wire.publish("harbour", 71)
        _, errors = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, errors
    assert stored(output) == 1
    assert owns(str(output), "20260302T060000Z-abc123")
