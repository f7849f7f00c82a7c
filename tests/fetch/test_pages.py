"""``FetchPages`` in a pipeline: what goes out, and what the next run knows."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import apache_beam as beam
import pyarrow.parquet as pq
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from schemas.fetch_state import PageSeen
from schemas.page import EntryHint
from tests.feeds.chain import Collected, collect, publish
from tests.feeds.server import Answer, Site, serve
from tests.fetch.conftest import NOON, quick
from transforms.fetch.page_queue import page_request
from transforms.fetch.pages import FetchPages
from transforms.state import StateStore

PAGE = Answer(b"<html><body>harbour</body></html>", headers=(("Content-Type", "text/html"),))
HOUR = timedelta(hours=1)


@dataclasses.dataclass(frozen=True)
class At:
    """A clock that stands still."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def run(output: Path, requests: Sequence[Any], now: datetime = NOON, **changes: Any) -> Collected:
    """Fetch ``requests`` and publish the state, as one run does; return what came out."""
    store = StateStore(str(output), f"run{now:%H%M}")
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        fetched = pipeline | beam.Create(list(requests)) | FetchPages(store, quick(**changes), now, At(now))
        collected = collect(fetched, output / "collected" / store.run_id)
    result = collected()
    publish(output, result.state)
    return result


def test_pages_of_several_hosts_come_out_and_are_known_the_next_time(tmp_path: Path) -> None:
    with serve("127.0.0.2") as first, serve("127.0.0.3") as second:
        for site in (first, second):
            site.answers["/a"] = PAGE
        requests = [page_request(site.url + "/a") for site in (first, second)]
        assert len(run(tmp_path, requests).pointers) == 2
        assert run(tmp_path, requests, NOON + HOUR).pointers == []
        assert [len(site.paths()) for site in (first, second)] == [1, 1]
        assert len(first.asked("/robots.txt")) == 1  # its rules were kept, too


def test_a_page_that_was_fetched_by_an_earlier_step_is_not_fetched_again(site: Site, tmp_path: Path) -> None:
    request = page_request(site.url + "/a")
    seen = PageSeen(host=request.host, key=request.key, fetched_at=NOON)
    assert run(tmp_path, [request, seen]).pointers == []
    assert run(tmp_path, [request], NOON + HOUR).pointers == []
    assert site.seen == []


def test_what_did_not_fit_is_fetched_by_the_next_run_without_being_named_again(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(5)]
    site.answers.update(dict.fromkeys(paths, PAGE))
    hint = EntryHint(feed_url=site.url + "/feed", entry_id="7", title="A", authors=("Ann", "Bo"), published_at=NOON)
    first = run(tmp_path, [page_request(site.url + path, hint) for path in paths], pages_per_run=2)
    assert (len(first.pointers), first.waiting) == (2, [("127.0.0.1", 3)])
    second = run(tmp_path, [], NOON + HOUR, pages_per_run=2)
    assert (len(second.pointers), second.waiting) == (2, [("127.0.0.1", 1)])
    assert all(pointer.hint == hint for pointer in second.pointers)
    third = run(tmp_path, [], NOON + 2 * HOUR)
    assert (len(third.pointers), third.waiting) == (1, [])
    assert sorted(site.paths()) == paths
    assert run(tmp_path, [], NOON + 3 * HOUR).pointers == []


def test_a_page_that_failed_is_tried_again_when_its_time_has_come(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = lambda seen: Answer(status=500) if len(site.asked("/a")) < 2 else PAGE
    first = run(tmp_path, [page_request(site.url + "/a")], retry_delay=7200)
    assert [reject.reason for reject in first.rejects] == ["fetch-status-500"]
    too_early = run(tmp_path, [], NOON + HOUR, retry_delay=7200)
    assert (too_early.pointers, too_early.rejects, len(site.asked("/a"))) == ([], [], 1)
    in_time = run(tmp_path, [], NOON + 4 * HOUR, retry_delay=7200)
    assert (len(in_time.pointers), in_time.waiting) == (1, [])


def test_a_page_that_never_comes_is_given_up(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = Answer(status=500)
    run(tmp_path, [page_request(site.url + "/a")], attempts=2)
    for day in (1, 2):
        run(tmp_path, [], NOON + timedelta(days=day, minutes=day), attempts=2)
    assert len(site.asked("/a")) == 2


@pytest.mark.parametrize("archive", ["none", "warc"])
def test_the_archive_is_published_if_it_is_to_be_kept(site: Site, tmp_path: Path, archive: str) -> None:
    site.answers["/a"] = PAGE
    result = run(tmp_path, [page_request(site.url + "/a")], archive=archive)
    kept = list((tmp_path / "archive").glob("*.warc.gz"))
    assert len(kept) == (1 if archive == "warc" else 0)
    assert Path(result.pointers[0].path).exists() == (archive == "none")  # else it has been moved by the commit


def test_state_names_a_page_that_was_fetched_by_no_more_than_its_hash(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = PAGE
    run(tmp_path, [page_request(site.url + "/a")])
    (pages,) = (tmp_path / "_state" / "pages").glob("*/*.parquet")
    assert pq.read_schema(pages).names == ["host", "key", "fetched_at"]
