"""Runs in processes of their own: stopped, killed, and two at once."""

from __future__ import annotations

import json
import os
import signal
import threading
import time

import pytest

from pipelines.lock import locked
from tests.conftest import headwater
from tests.pipelines.newsroom import command, rows, visible, write_pages

LIMIT = 60.0


@pytest.fixture
def quick(tmp_path):
    """A configuration with one worker and no tagger."""
    path = tmp_path / "hw.toml"
    path.write_text('[run]\nworkers = 1\n[entities]\ntagger = "none"\n')
    return path


def until(condition, process):
    """Wait for ``condition`` while ``process`` lives."""
    end = time.monotonic() + LIMIT
    nothing = threading.Event()
    while not condition():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        nothing.wait(0.02)


def test_a_run_killed_in_the_middle_leaves_nothing_visible_and_the_next_is_complete(tmp_path, quick):
    pages, output = write_pages(tmp_path / "pages", 120), tmp_path / "out"
    argv = ("ingest", pages, "--config", quick, "--output", output)
    with command(*argv) as process:
        until(lambda: any(output.glob("_staging/*/pages/**/*.parquet")), process)
        process.kill()
        process.wait(LIMIT)
    assert visible(output) == []
    assert headwater(*map(str, argv))[0] == 0
    assert sorted(rows(output, "articles", "input")["input"].to_pylist()) == sorted(map(str, pages.iterdir()))
    assert len(rows(output, "runs")) == 1
    assert list(output.glob("_staging/*")) == []


def test_every_is_ended_by_sigterm_and_what_was_begun_is_committed(tmp_path, quick):
    pages, output = write_pages(tmp_path / "pages", 4), tmp_path / "out"
    with command("ingest", pages, "--config", quick, "--output", output, "--every", "1s") as process:
        until(lambda: any(output.glob("_commits/*")), process)
        write_pages(pages, 4, first=4)  # the next round finds them: folders are listed anew
        until(lambda: len(list(output.glob("articles/*/*"))) > 4, process)
        process.send_signal(signal.SIGTERM)
        printed, errors = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, errors
    commits = [json.loads(path.read_bytes()) for path in output.glob("_commits/*")]
    assert printed.count("Data in") == len(commits) == len(rows(output, "runs"))
    assert len(rows(output, "articles")) == 8
    assert list(output.glob("_staging/*")) == []


def test_a_second_run_at_the_same_time_leaves_with_one_and_names_the_first(tmp_path, quick):
    pages, output = write_pages(tmp_path / "pages", 1), tmp_path / "out"
    argv = ("ingest", pages, "--config", quick, "--output", output)
    with locked(str(output), 0), command(*argv) as second:
        printed, errors = second.communicate(timeout=LIMIT)
    assert (second.returncode, printed) == (1, "")
    assert errors.strip().endswith(f"{output}: another run is under way (process {os.getpid()}); waited 0 s")
    assert "Traceback" not in errors


def test_control_c_says_that_nothing_is_stored_and_ends_with_one(tmp_path, quick):
    pages, output = write_pages(tmp_path / "pages", 120), tmp_path / "out"
    with command("ingest", pages, "--config", quick, "--output", output) as process:
        until(lambda: any(output.glob("_staging/*/pages/**/*.parquet")), process)
        process.send_signal(signal.SIGINT)
        printed, errors = process.communicate(timeout=LIMIT)
    assert (process.returncode, printed) == (1, "")
    assert "headwater: stopped; nothing of this run is stored" in errors
    assert "Traceback" not in errors
    assert visible(output) == []
