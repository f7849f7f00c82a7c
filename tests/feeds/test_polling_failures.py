"""What a poll does where a feed, its host or robots.txt fails it: each status and fault by name."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.feeds.documents import numbered
from tests.feeds.rounds import HOUR, NOON, Rounds, pages, reasons
from tests.feeds.server import Answer, Site, conditional
from transforms.feeds.settings import FeedSettings

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=403), "fetch-status-403"),
        (Answer(status=500), "fetch-status-500"),
        (Answer(status=206), "fetch-status-206"),
        (Answer(b"x", fault="reset"), "fetch-reset"),
        (Answer(b"x", fault="short"), "fetch-incomplete"),
        (Answer(fault="silent"), "fetch-timeout"),
        (Answer(b"x" * 200, fault="drip"), "fetch-timeout"),
        (Answer(fault="endless"), "fetch-too-large"),
        (Answer(fault="garbage"), "fetch-protocol"),
        (Answer(status=302, headers=(("Location", "/feed"),)), "fetch-redirect-loop"),
        (Answer(status=302, headers=(("Location", "http://169.254.169.254/"),)), "fetch-private-address"),
        (Answer(b""), "feed-empty"),
        (Answer(b"so sorry"), "feed-not-a-feed"),
        (Answer(b"<html><body>Moved house</body></html>"), "feed-not-a-feed"),
        (Answer(b'{"items": ['), "feed-malformed"),
    ],
    ids=[
        *("403", "500", "206", "reset", "wrong-length", "silent", "slow-loris", "endless", "no-http", "loop"),
        *("metadata", "empty", "words", "page", "cut-json"),
    ],
)
def test_a_failure_is_a_row_a_reject_and_a_later_try(site: Site, tmp_path: Path, answer: Answer, reason: str) -> None:
    rounds = Rounds(tmp_path, fetch={"read_timeout": 0.2, "total_timeout": 0.4, "max_bytes": 200_000})
    site.answers["/feed"] = answer
    found = rounds.poll(site.url + "/feed")
    (poll,) = found.polls
    (reject,) = found.rejects
    assert poll.error is not None
    assert poll.error.startswith(reason)
    assert (reject.input, reject.stage, reject.reason) == (site.url + "/feed", "poll", reason)
    assert json.loads(reject.payload or "") == {"kind": "poll", "url": site.url + "/feed"}
    assert poll.next_poll_at is not None
    assert timedelta(minutes=12) <= poll.next_poll_at - NOON <= timedelta(minutes=18)


def test_delays_grow_with_every_failure_and_end_with_the_first_success(site: Site, rounds: Rounds) -> None:
    url = site.url + "/feed"
    site.answers["/feed"] = Answer(status=500)
    rounds.one(url)
    gaps = []
    for _ in range(5):
        before = rounds.now
        rounds.due(url)
        gaps.append(rounds.now - before)
    assert all(later > 1.2 * earlier for earlier, later in itertools.pairwise(gaps))
    assert rounds.states[url].failures == 6
    site.answers["/feed"] = Answer(numbered(1))
    assert rounds.due(url).new_entries == 1
    assert rounds.states[url].failures == 0


@pytest.mark.parametrize("value", ["14400", "Mon, 02 Mar 2026 16:00:00 GMT"], ids=["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured_in_both_forms_for_all_feeds_of_the_host(
    site: Site, rounds: Rounds, status: int, value: str
) -> None:
    site.answers["/1"] = Answer(status=status, headers=(("Retry-After", value),))
    site.answers["/2"] = Answer(numbered(1))
    rounds.poll(site.url + "/1", site.url + "/2")
    assert site.paths() == ["/1"]
    assert [state.next_poll_at for state in rounds.states.values()] == [NOON + 4 * HOUR] * 2
    assert [state.next_poll_why for state in rounds.states.values()] == ["retry-after", "host"]


def test_a_failure_keeps_what_is_known(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = conditional(numbered(1, 2))
    rounds.poll(site.url + "/feed")
    site.answers["/feed"] = Answer(status=500)
    rounds.poll(site.url + "/feed", later=DAY)
    site.answers["/feed"] = conditional(numbered(1, 2, 3), '"b"')
    assert pages(rounds.poll(site.url + "/feed", later=DAY)) == ["3"]


def test_gone_retires_a_feed_at_once(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(status=410)
    poll = rounds.one(site.url + "/feed")
    assert (poll.status, poll.next_poll_at, poll.next_poll_why) == (410, None, "retired")
    assert "retired" in (poll.error or "")
    assert rounds.poll(site.url + "/feed", later=30 * DAY).polls == []


def test_missing_retires_a_feed_after_several_times_in_a_row(site: Site, tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, FeedSettings(gone_after=3))
    site.answers["/feed"] = Answer(status=404)
    rounds.poll(site.url + "/feed")
    rounds.poll(site.url + "/feed", later=DAY)
    site.answers["/feed"] = Answer(status=500)
    rounds.poll(site.url + "/feed", later=DAY)
    site.answers["/feed"] = Answer(status=404)
    for _ in range(2):
        assert rounds.one(site.url + "/feed", DAY).next_poll_at is not None
    assert rounds.one(site.url + "/feed", DAY).next_poll_why == "retired"


def test_a_host_that_does_not_answer_is_not_asked_for_all_its_feeds(site: Site, tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, fetch={"read_timeout": 0.1, "robots": False})
    urls = [f"{site.url}/{number}" for number in range(6)]
    site.answers.update({f"/{number}": Answer(fault="silent") for number in range(6)})
    assert len(rounds.poll(*urls).polls) == 2
    assert len(site.seen) == 2
    rounds.poll(*urls, later=timedelta(minutes=1))
    assert [seen.path for seen in site.seen[2:]] == ["/2", "/3"]


def test_what_a_slow_host_leaves_is_polled_first_by_the_next_run(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 3600")
    site.answers.update(dict.fromkeys(["/1", "/2"], Answer(numbered(1))))
    rounds = Rounds(tmp_path, FeedSettings(host_seconds=5))
    rounds.poll(site.url + "/1", site.url + "/2")
    assert site.paths() == ["/1"]
    rounds.poll(site.url + "/1", site.url + "/2", later=DAY)
    assert site.paths() == ["/1", "/2"]


def test_robots_txt_is_honoured_for_feeds_unless_told_otherwise(site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /feed")
    site.answers["/feed"] = Answer(numbered(1))
    assert reasons(Rounds(tmp_path).poll(site.url + "/feed")) == ["fetch-robots"]
    assert Rounds(tmp_path, FeedSettings(robots=False)).one(site.url + "/feed").status == 200
