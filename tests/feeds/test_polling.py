"""The whole polling contract against a server that misbehaves: each status, header and fault by name."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from schemas.feed_state import FeedSource
from schemas.fetch_state import FetchRequest, HostState, PageSeen
from tests.feeds import documents
from tests.feeds.documents import FULL_TEXT, item, rss
from tests.feeds.rounds import HOUR, NOON, Rounds, pages, reasons
from tests.feeds.server import Answer, Seen, Site
from transforms.feeds.settings import FeedSettings

DAY = timedelta(days=1)
MODIFIED = "Mon, 02 Mar 2026 08:00:00 GMT"


@pytest.fixture
def rounds(tmp_path: Path) -> Rounds:
    return Rounds(tmp_path)


def conditional(body: bytes, etag: str = '"a"') -> object:
    """Return a reply that answers 304 to its own ETag."""
    return lambda seen: (
        Answer(status=304, headers=(("ETag", etag),))
        if seen.headers.get("if-none-match") == etag
        else Answer(body, headers=(("ETag", etag), ("Last-Modified", MODIFIED)))
    )


def numbered(*numbers: int, **fields: str) -> bytes:
    return rss(item(number, hour=number % 12, **fields) for number in numbers)


# Conditional requests


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


# What decides when


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


# Failures


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


# Addresses


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_has_moved_is_polled_at_its_new_address(site: Site, rounds: Rounds, status: int) -> None:
    site.answers["/old"] = Answer(status=status, headers=(("Location", "/new"),))
    site.answers["/new"] = Answer(numbered(1))
    assert rounds.one(site.url + "/old").moved_to == site.url + "/new"
    poll = rounds.one(site.url + "/old", DAY)
    assert (poll.feed_url, poll.moved_to) == (site.url + "/old", None)
    assert site.paths() == ["/old", "/new", "/new"]


def test_a_passing_redirect_is_followed_each_time(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(status=302, headers=(("Location", "/today"),))
    site.answers["/today"] = Answer(numbered(1))
    rounds.one(site.url + "/feed")
    rounds.one(site.url + "/feed", DAY)
    assert site.paths() == ["/feed", "/today"] * 2


def test_a_feed_known_under_two_addresses_is_polled_once(site: Site, rounds: Rounds) -> None:
    site.answers["/old"] = Answer(status=301, headers=(("Location", "/new"),))
    site.answers["/new"] = Answer(numbered(1, 2))
    rounds.poll(site.url + "/old", site.url + "/new")
    site.answers["/new"] = Answer(numbered(1, 2, 3))
    found = rounds.poll(site.url + "/old", site.url + "/new", later=DAY)
    assert (len(found.polls), pages(found)) == (1, ["3"])
    assert len({state.next_poll_at for state in rounds.states.values()}) == 1


def test_secrets_reach_the_server_and_nothing_else(site: Site, rounds: Rounds, tmp_path: Path) -> None:
    full = f"<content:encoded><![CDATA[{FULL_TEXT}]]></content:encoded>"
    itself = f"<link>{site.url}/feed?token=0123456789</link>"
    site.answers["/feed"] = Answer(rss([item(1, link="/1"), item(2, extra=full), item(3, link="", guid="")], itself))
    site.answers["/gone"] = Answer(status=410)
    secret = site.url.replace("://", "://desk:s3cret@")
    for path in ("/feed?token=0123456789", "/gone?token=0123456789"):
        found = rounds.poll(secret + path)
        assert "s3cret" not in repr(found)
        assert "0123456789" not in repr(found)
    (seen,) = site.asked("/feed?token=0123456789")
    assert seen.headers["authorization"].startswith("Basic ")
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"s3cret" not in written
    assert b"0123456789" not in written


def test_a_new_address_with_a_secret_is_not_written_down(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(status=301, headers=(("Location", "/feed?token=0123456789"),))
    site.answers["/feed?token=0123456789"] = Answer(numbered(1))
    poll = rounds.one(site.url + "/feed")
    assert poll.moved_to == site.url + "/feed?token=redacted-64f"
    assert rounds.states[site.url + "/feed"].address is None


# What entries lead to


def test_an_entry_with_its_full_text_is_read_from_the_feed(site: Site, rounds: Rounds) -> None:
    full = f"<content:encoded><![CDATA[{FULL_TEXT}]]></content:encoded>"
    body = rss([item(1), item(2, extra=full)])
    site.answers["/feed"] = Answer(body)
    found = rounds.poll(site.url + "/feed")
    (pointer,) = found.pointers
    assert (pointer.kind, pointer.offset, pointer.url) == ("entry", 1, "https://news.example/2")
    assert pointer.input == site.url + "/feed#1"
    assert pointer.hint is not None
    assert (pointer.hint.title, pointer.hint.content) == ("Story 2", None)
    assert Path(pointer.path).read_bytes() == body
    assert pages(found) == ["1"]


def test_an_archive_keeps_full_texts_as_pages(site: Site, tmp_path: Path) -> None:
    full = f"<content:encoded><![CDATA[{FULL_TEXT}]]></content:encoded>"
    site.answers["/feed"] = Answer(rss([item(1), item(2, extra=full)]))
    Rounds(tmp_path, fetch={"archive": "warc"}).poll(site.url + "/feed")
    (archive,) = (tmp_path / "_staging").rglob("*.warc.gz")
    with archive.open("rb") as stream:
        record = next(iter(ArchiveIterator(stream)))
        page = record.reader.read().decode()
    assert record.headers["WARC-Target-URI"] == "https://news.example/2"
    assert record.http_content_type == "text/html"
    assert "<h1>Story 2</h1>" in page
    assert "outer islands" in page


def test_full_texts_may_be_left_alone(site: Site, tmp_path: Path) -> None:
    full = f"<content:encoded><![CDATA[{FULL_TEXT}]]></content:encoded>"
    site.answers["/feed"] = Answer(rss([item(2, extra=full), item(3, link="", guid="", extra=full)]))
    found = Rounds(tmp_path, FeedSettings(full_text=False)).poll(site.url + "/feed")
    assert (pages(found), [pointer.offset for pointer in found.pointers]) == (["2"], [1])


def test_no_text_travels_with_a_request(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(documents.JSON_FEED)
    found = rounds.poll(site.url + "/feed")
    assert all(
        entry.hint is None or entry.hint.content is None for entry in found.requests if isinstance(entry, FetchRequest)
    )


def test_a_malformed_entry_is_one_reject_and_told_once(site: Site, rounds: Rounds) -> None:
    site.answers["/feed"] = Answer(rss([item(1), item(9, link="", guid="")]))
    found = rounds.poll(site.url + "/feed")
    assert (pages(found), reasons(found)) == (["1"], ["feed-entry-empty"])
    assert found.rejects[0].input == site.url + "/feed#1"
    assert "Story 9" in found.rejects[0].message
    site.answers["/feed"] = Answer(rss([item(2), item(1), item(9, link="", guid="")]))
    assert reasons(rounds.poll(site.url + "/feed", later=DAY)) == []


def test_a_page_instead_of_a_feed_names_its_feeds(site: Site, rounds: Rounds) -> None:
    site.answers["/"] = Answer(documents.HOME_PAGE)
    found = rounds.poll(site.url + "/")
    assert [source.url for source in found.discovered] == [
        "https://home.example/sub/feed.xml",
        "https://home.example/atom.xml",
        "https://other.example/feed.json",
    ]
    assert found.rejects == []
    assert rounds.states[site.url + "/"].kind == "html"


def test_a_list_that_has_not_changed_still_names_its_feeds(site: Site, rounds: Rounds) -> None:
    site.answers["/opml"] = conditional(documents.OPML)
    first = rounds.poll(site.url + "/opml")
    second = rounds.poll(site.url + "/opml", later=DAY)
    assert [seen.headers.get("if-none-match") for seen in site.asked("/opml")] == [None, '"a"']
    assert first.discovered == second.discovered
    assert len(first.discovered) == 2


def test_a_list_with_secret_feeds_is_read_as_a_whole_each_time(site: Site, rounds: Rounds) -> None:
    site.answers["/opml"] = conditional(documents.OPML.replace(b"/b.xml", b"/b.xml?token=0123456789"))
    for _ in range(2):
        found = rounds.poll(site.url + "/opml", later=DAY)
        assert found.discovered[1].url == site.url + "/b.xml?token=0123456789"
    assert [seen.headers.get("if-none-match") for seen in site.asked("/opml")] == [None, None]
    assert "0123456789" not in repr(found.states)


def test_a_page_that_was_asked_for_is_kept_as_a_page(site: Site, rounds: Rounds) -> None:
    site.answers["/story"] = Answer(b"<html><body>harbour</body></html>", headers=(("Content-Type", "text/html"),))
    found = rounds.poll(FeedSource(url=site.url + "/story", kind="any"))
    (pointer,) = found.pointers
    assert (pointer.kind, pointer.input, pointer.offset) == ("warc", site.url + "/story", 0)
    assert [type(entry) for entry in found.requests] == [PageSeen, HostState]
    assert (found.polls, found.states) == ([], [])


def test_a_feed_that_was_asked_for_as_anything_is_polled(site: Site, rounds: Rounds) -> None:
    site.answers["/x"] = Answer(numbered(1))
    assert pages(rounds.poll(FeedSource(url=site.url + "/x", kind="any"))) == ["1"]


@pytest.mark.parametrize("body", [documents.ATOM, documents.RDF, documents.RSS_091, documents.SITEMAP])
def test_every_format_is_polled(site: Site, rounds: Rounds, body: bytes) -> None:
    site.answers["/feed"] = Answer(body, headers=(("Content-Type", "application/octet-stream"),))
    assert rounds.one(site.url + "/feed").new_entries == 1
