"""Pages of several hosts at once: budgets, failures, retries, and hosts that do not hold each other up."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from schemas.fetch_state import FetchRequest, HostState
from schemas.page import EntryHint
from tests.feeds.server import Answer, Site, serve
from tests.fetch.conftest import NOON, quick
from transforms.fetch.client import Client
from transforms.fetch.hosts import HostJob, HostResult, fetch_hosts
from transforms.fetch.page_queue import page_request
from transforms.fetch.settings import FetchSettings
from transforms.fetch.warc import WarcStage

PAGE = Answer(b"<html><body>harbour</body></html>", headers=(("Content-Type", "text/html"),))


def job(requests: Iterable[FetchRequest], allowance: int = 100, **changes: object) -> HostJob:
    wanted = tuple(requests)
    host = wanted[0].host if wanted else "127.0.0.1"
    return dataclasses.replace(
        HostJob(host=host, now=NOON, requests=wanted, fetched={}, allowance=allowance), **changes
    )


def fetch(jobs: list[HostJob], output: Path, settings: FetchSettings) -> tuple[list[HostResult], WarcStage]:
    async def run() -> list[HostResult]:
        return await fetch_hosts(jobs, Client(settings, lambda: NOON), warc)

    warc = WarcStage(str(output), "run1")
    results = asyncio.run(run())
    warc.close()
    return results, warc


def fetched(site: Site, paths: list[str], output: Path, **changes: object) -> HostResult:
    hint = EntryHint(feed_url=site.url + "/feed", title="A")
    (result,), _ = fetch([job(page_request(site.url + path, hint) for path in paths)], output, quick(**changes))
    return result


def test_a_page_becomes_a_pointer_into_an_archive(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = PAGE
    hint = EntryHint(feed_url=site.url + "/feed", title="A")
    (result,), warc = fetch([job([page_request(site.url + "/a", hint)])], tmp_path, quick())
    (pointer,) = result.pointers
    assert (pointer.input, pointer.url, pointer.kind) == (site.url + "/a", site.url + "/a", "warc")
    assert (pointer.fetched_at, pointer.hint) == (NOON, hint)
    with Path(warc.path).open("rb") as stream:
        assert next(iter(ArchiveIterator(stream))).reader.read() == PAGE.body
    assert [seen.fetched_at for seen in result.seen] == [NOON]
    assert (result.rejects, result.pending) == ([], [])


def test_the_final_address_is_told_beside_the_input(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = Answer(status=302, headers=(("Location", "/b"),))
    site.answers["/b"] = PAGE
    (pointer,) = fetched(site, ["/a"], tmp_path).pointers
    assert (pointer.input, pointer.url) == (site.url + "/a", site.url + "/b")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "fetch-status-404"),
        (Answer(status=403), "fetch-status-403"),
        (Answer(status=204), "fetch-status-204"),
        (Answer(b"%PDF", headers=(("Content-Type", "application/pdf"),)), "fetch-content-type"),
        (Answer(b"<rss/>", headers=(("Content-Type", "application/rss+xml"),)), "fetch-content-type"),
        (Answer(b"  \n", headers=(("Content-Type", "text/html"),)), "fetch-empty"),
        (Answer(status=301, headers=(("Location", "/a"),)), "fetch-redirect-loop"),
        (Answer(PAGE.body, headers=(("Content-Encoding", "lzma"),)), "fetch-encoding"),
    ],
    ids=["missing", "forbidden", "no-content", "pdf", "feed", "blank", "loop", "encoding"],
)
def test_a_final_failure_is_one_reject_and_is_not_repeated(
    site: Site, tmp_path: Path, answer: Answer, reason: str
) -> None:
    site.answers["/a"] = answer
    site.answers["/b"] = PAGE
    result = fetched(site, ["/a", "/b"], tmp_path)
    (reject,) = result.rejects
    assert (reject.input, reject.stage, reject.reason) == (site.url + "/a", "fetch", reason)
    assert json.loads(reject.payload or "") == {"kind": "fetch", "url": site.url + "/a", "feed_url": site.url + "/feed"}
    assert len(result.pointers) == 1
    assert len(result.seen) == 2
    assert result.pending == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(fault="silent"), "fetch-timeout"),
        (Answer(b"x" * 50, fault="drip"), "fetch-timeout"),
        (Answer(b"x", fault="reset"), "fetch-reset"),
        (Answer(b"x", fault="short"), "fetch-incomplete"),
        (Answer(status=500), "fetch-status-500"),
        (Answer(status=502), "fetch-status-502"),
    ],
    ids=["silent", "slow-loris", "reset", "wrong-length", "500", "502"],
)
def test_a_passing_failure_is_told_and_tried_again_later(
    site: Site, tmp_path: Path, answer: Answer, reason: str
) -> None:
    site.answers["/a"] = answer
    result = fetched(site, ["/a"], tmp_path, read_timeout=0.2, total_timeout=0.4)
    assert [reject.reason for reject in result.rejects] == [reason]
    assert "attempt 1 of 5, the next after 2026-03-02 12:" in result.rejects[0].message
    (waiting,) = result.pending
    assert (waiting.attempts, waiting.reason, waiting.title) == (1, reason, "A")
    assert waiting.not_before is not None
    assert waiting.not_before > NOON
    assert result.seen == []


def test_the_last_attempt_is_final(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = Answer(status=500)
    request = dataclasses.replace(page_request(site.url + "/a"), attempts=4, queued_at=NOON)
    (result,), _ = fetch([job([request])], tmp_path, quick(attempts=5))
    assert (len(result.rejects), result.pending) == (1, [])


def test_a_failure_of_a_page_that_the_user_asked_for_is_final(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = Answer(status=500)
    (result,), _ = fetch([job([page_request(site.url + "/a", asked=True)])], tmp_path, quick())
    assert ([reject.reason for reject in result.rejects], result.pending) == (["fetch-status-500"], [])


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_us_to_wait_is_left_alone_that_long(site: Site, tmp_path: Path, status: int) -> None:
    site.answers["/a"] = Answer(status=status, headers=(("Retry-After", "7200"),))
    result = fetched(site, ["/a", "/b", "/c"], tmp_path)
    assert site.paths() == ["/a"]
    assert len(result.pending) == 3
    assert all(page.not_before == NOON + timedelta(hours=2) for page in result.pending)
    assert len(result.rejects) == 1


def test_a_host_that_fails_three_times_in_a_row_is_left_alone(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(6)]
    site.answers.update(dict.fromkeys(paths, Answer(fault="silent")))
    result = fetched(site, paths, tmp_path, read_timeout=0.1)
    assert (len(site.paths()), len(result.rejects), len(result.pending)) == (3, 3, 6)


def test_what_robots_txt_forbids_is_a_reject(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/")
    site.answers["/a"] = PAGE
    result = fetched(site, ["/private/a", "/a"], tmp_path)
    assert [reject.reason for reject in result.rejects] == ["fetch-robots"]
    assert (len(result.pointers), site.paths()) == (1, ["/a"])


def test_what_robots_txt_forbids_is_not_reached_by_a_redirect(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/")
    site.answers["/a"] = Answer(status=302, headers=(("Location", "/private/a"),))
    result = fetched(site, ["/a"], tmp_path)
    assert [reject.reason for reject in result.rejects] == ["fetch-robots"]
    assert site.paths() == ["/a"]


def test_pages_wait_while_robots_txt_cannot_be_reached(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(status=503)
    site.answers["/a"] = PAGE
    result = fetched(site, ["/a"], tmp_path)
    assert [reject.reason for reject in result.rejects] == ["fetch-robots-unreachable"]
    assert len(result.pending) == 1
    assert site.paths() == []


def test_a_crawl_delay_is_kept_as_the_server_sees_it(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.15")
    site.answers.update(dict.fromkeys(["/a", "/b", "/c"], PAGE))
    fetched(site, ["/a", "/b", "/c"], tmp_path)
    times = [seen.at for seen in site.seen if seen.path != "/robots.txt"]
    assert all(later - earlier >= 0.14 for earlier, later in itertools.pairwise(times))


def test_the_delay_reaches_over_the_steps_of_a_run(site: Site, tmp_path: Path) -> None:
    """The poll has just asked this host for its feed: the first page waits its turn."""
    site.answers["/a"] = PAGE
    asked = HostState(host="127.0.0.1", origin=site.url, robots_at=NOON, robots_txt="", asked_at=NOON)
    begun = time.monotonic()
    fetch([job([page_request(site.url + "/a")], origins=(asked,))], tmp_path, quick(delay=0.3))
    assert site.seen[0].at - begun >= 0.29


def test_what_does_not_fit_into_the_budget_waits(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(5)]
    site.answers.update(dict.fromkeys(paths, PAGE))
    (result,), _ = fetch([job((page_request(site.url + path) for path in paths), allowance=2)], tmp_path, quick())
    assert (len(result.pointers), len(result.pending), result.rejects) == (2, 3, [])
    assert {page.reason for page in result.pending} == {"fetch-budget"}
    assert all(page.not_before is None and page.attempts == 0 for page in result.pending)


def test_a_host_has_a_budget_of_time_as_well(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(8)]
    site.answers.update(dict.fromkeys(paths, PAGE))
    result = fetched(site, paths, tmp_path, delay=0.1, host_seconds=0.25)
    assert 1 <= len(result.pointers) <= 4
    assert len(result.pointers) + len(result.pending) == 8


def test_a_crawl_delay_longer_than_the_budget_is_not_waited_for(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 3600")
    site.answers.update(dict.fromkeys(["/a", "/b"], PAGE))
    result = fetched(site, ["/a", "/b"], tmp_path, host_seconds=5)
    assert (len(result.pointers), [page.reason for page in result.pending]) == (1, ["fetch-budget"])


def test_a_dead_host_does_not_hold_up_the_others(tmp_path: Path) -> None:
    with serve("127.0.0.11") as dead, serve("127.0.0.12") as alive:
        dead.answers.update({path: Answer(fault="silent") for path in ("/1", "/2", "/robots.txt")})
        alive.answers.update(dict.fromkeys(["/1", "/2"], PAGE))
        jobs = [job(page_request(site.url + path) for path in ("/1", "/2")) for site in (dead, alive)]
        begun = time.monotonic()
        (slow, fast), _ = fetch(jobs, tmp_path, quick(read_timeout=0.5, concurrency=2))
        assert (len(slow.pointers), len(fast.pointers)) == (0, 2)
        assert alive.seen[-1].at - begun < 0.4


def test_a_private_address_is_refused_for_good(tmp_path: Path) -> None:
    with serve() as site:
        result = fetched(site, ["/a"], tmp_path, allow_private=False)
    assert [reject.reason for reject in result.rejects] == ["fetch-private-address"]
    assert result.pending == []
    assert site.seen == []


def test_an_address_of_another_kind_is_a_reject(tmp_path: Path) -> None:
    (result,), _ = fetch([job([page_request("ftp://news.example/a")])], tmp_path, quick())
    assert [reject.reason for reject in result.rejects] == ["fetch-scheme"]


def test_secrets_of_a_link_reach_the_server_and_nothing_else(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = PAGE
    result = fetched(site, ["/a?token=0123456789", "/gone?token=0123456789"], tmp_path)
    assert site.paths() == ["/a?token=0123456789", "/gone?token=0123456789"]
    assert "0123456789" not in repr((result.pointers, result.rejects))
