"""What a poll asks for and when the next one is due, against a server that answers as it likes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from schemas.fetch_state import FetchRequest
from tests.feeds.documents import item, numbered, rss
from tests.feeds.rounds import HOUR, NOON, Rounds, pages
from tests.feeds.server import MODIFIED, Answer, Seen, Site, conditional
from transforms.feeds.settings import FeedSettings

DAY = timedelta(days=1)


def test_the_first_poll_brings_everything(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = conditional(numbered(1, 2))
    found = rounds.poll(site.url + "/feed")
    (poll,) = found.polls
    assert (poll.feed_url, poll.polled_at, poll.status) == (site.url + "/feed", NOON, 200)
    assert (poll.entries, poll.new_entries, poll.etag, poll.last_modified) == (2, 2, '"a"', MODIFIED)
    assert poll.bytes_received == len(numbered(1, 2))
    assert pages(found) == ["1", "2"]


def test_validators_are_sent_back_and_304_brings_nothing(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = conditional(numbered(1, 2))
    rounds.one(site.url + "/feed")
    poll = rounds.one(site.url + "/feed", DAY)
    sent = site.asked("/feed")[1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"a"', MODIFIED)
    assert (poll.status, poll.entries, poll.new_entries, poll.bytes_received) == (304, None, 0, 0)
    assert (poll.etag, poll.last_modified) == ('"a"', MODIFIED)


def test_the_same_body_without_validators_is_not_read_again(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(numbered(1, 2))
    rounds.one(site.url + "/feed")
    poll = rounds.one(site.url + "/feed", DAY)
    assert (poll.status, poll.entries, poll.new_entries) == (200, None, 0)


def test_only_new_entries_are_fetched(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(numbered(1, 2))
    rounds.poll(site.url + "/feed")
    site.answers["/feed"] = Answer(numbered(3, 2, 1))
    found = rounds.poll(site.url + "/feed", later=DAY)
    assert (pages(found), found.polls[0].new_entries, found.polls[0].entries) == (["3"], 1, 3)


def test_an_entry_that_has_changed_is_fetched_again(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(numbered(1, 2))
    rounds.poll(site.url + "/feed")
    site.answers["/feed"] = Answer(rss([item(1, hour=1, title="Story 1, corrected"), item(2, hour=2)]))
    found = rounds.poll(site.url + "/feed", later=DAY)
    (request,) = [entry for entry in found.requests if isinstance(entry, FetchRequest)]
    assert (request.url, request.changed) == ("https://news.example/1", True)
    assert (found.polls[0].new_entries, found.polls[0].changed_entries) == (0, 1)


def test_every_few_polls_validators_are_checked_by_a_whole_request(site: Site, tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, FeedSettings(check_every=3))
    site.answers["/feed"] = conditional(numbered(1))
    for _ in range(7):
        rounds.one(site.url + "/feed", DAY)
    sent = ["if-none-match" in seen.headers for seen in site.asked("/feed")]
    assert sent == [False, True, True, False, True, True, False]


def test_a_server_that_always_answers_304_is_found_out(site: Site, tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, FeedSettings(check_every=3))

    def stubborn(seen: Seen) -> Answer:
        if "if-none-match" in seen.headers:
            return Answer(status=304)
        stories = numbered(1) if len(site.asked("/feed")) == 1 else numbered(1, 2)
        return Answer(stories, headers=(("ETag", '"fixed"'),))

    site.answers["/feed"] = stubborn
    new = [rounds.one(site.url + "/feed", DAY).new_entries for _ in range(4)]
    assert new == [1, 0, 0, 1]
    assert rounds.states[site.url + "/feed"].distrusted_at == NOON + 4 * DAY
    rounds.one(site.url + "/feed", DAY)
    assert "if-none-match" not in site.asked("/feed")[-1].headers


@pytest.mark.parametrize(
    ("headers", "channel", "hours", "why"),
    [
        ((("Cache-Control", "max-age=14400"),), "", 4, "cache"),
        ((("Expires", "Mon, 02 Mar 2026 17:00:00 GMT"),), "", 5, "cache"),
        ((), "<ttl>180</ttl>", 3, "feed"),
        ((), "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 6, "feed"),
        ((), "", 1, "start"),
    ],
    ids=["cache-control", "expires", "ttl", "update-period", "nothing"],
)
def test_the_next_poll_respects_what_is_said(
    site: Site, rounds: Rounds, headers: tuple[tuple[str, str], ...], channel: str, hours: int, why: str
) -> None:
    site.answers["/feed"] = Answer(rss([item(1)], channel), headers=headers)
    poll = rounds.one(site.url + "/feed")
    assert poll.next_poll_at is not None
    assert 0.9 * hours * HOUR <= poll.next_poll_at - NOON <= hours * HOUR
    assert poll.next_poll_why == why


def test_skipped_hours_are_respected_after_a_304_too(site: Site, rounds: Rounds) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24) if hour != 6)
    site.answers["/feed"] = conditional(rss([item(1)], f"<skipHours>{hours}</skipHours>"))
    assert rounds.one(site.url + "/feed").next_poll_at == NOON + 18 * HOUR
    assert rounds.due(site.url + "/feed").next_poll_at == NOON + 42 * HOUR


def test_the_interval_is_learned(site: Site, rounds: Rounds) -> None:
    """A feed that brings a story every two hours is polled about every two hours, one that falls silent ever less."""
    url = site.url + "/feed"

    def stories(seen: Seen) -> Answer:
        count = min(int((rounds.now - NOON) / (2 * HOUR)), 40)
        return Answer(rss(item(number) for number in range(max(0, count - 15), count + 1)))

    site.answers["/feed"] = stories
    rounds.one(url)
    gaps = []
    while rounds.now < NOON + 80 * HOUR:
        before = rounds.now
        rounds.due(url)
        gaps.append((rounds.now - before) / HOUR)
    assert 1.5 <= sum(gaps[-10:]) / 10 <= 2.6
    while rounds.now < NOON + 400 * HOUR:
        before = rounds.now
        poll = rounds.due(url)
    assert (rounds.now - before) / HOUR > 12
    assert not poll.missed_suspected


def test_a_feed_that_is_not_due_is_left_alone(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(numbered(1))
    rounds.poll(site.url + "/feed")
    assert rounds.poll(site.url + "/feed", later=timedelta(minutes=5)).polls == []
    assert len(site.asked("/feed")) == 1


def test_everything_is_polled_on_request(site: Site, tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, FeedSettings(all=True))
    site.answers["/feed"] = Answer(status=410)
    rounds.poll(site.url + "/feed")
    assert len(rounds.poll(site.url + "/feed").polls) == 1


def test_a_gap_is_suspected_and_the_interval_that_would_have_been_enough_is_told(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(numbered(1, 2, 3))
    rounds.one(site.url + "/feed")
    site.answers["/feed"] = Answer(numbered(6, 8, 10))
    poll = rounds.one(site.url + "/feed", DAY)
    assert poll.missed_suspected
    assert poll.sufficient_interval_s == 0.8 * 4 * 3600
    assert poll.next_poll_at is not None
    assert poll.next_poll_at - rounds.now <= 4 * HOUR
