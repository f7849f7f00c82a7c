"""What is new in a document and what has changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from schemas.feed_state import FeedState
from schemas.page import EntryHint
from transforms.feeds.document import BadEntry, FeedEntry
from transforms.feeds.entries import KEPT, Comparison, compare

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
EMPTY = FeedState(feed_url="https://news.example/feed")


def entry(number: int, link: str | None = "", **changes: object) -> FeedEntry:
    hint = EntryHint(feed_url=EMPTY.feed_url, entry_id=f"tag:{number}", title=f"Story {number}")
    return FeedEntry(
        index=number,
        link=f"https://news.example/{number}" if link == "" else link,
        hint=dataclasses.replace(hint, **changes),
    )


def after(*entries: FeedEntry) -> FeedState:
    found = compare(entries, (), EMPTY)
    return dataclasses.replace(EMPTY, keys=found.keys, prints=found.prints, window=found.window)


def against(entries: Sequence[FeedEntry], state: FeedState) -> tuple[list[int], list[int], bool]:
    found: Comparison = compare(entries, (), state)
    return [entry.index for entry in found.new], [entry.index for entry in found.changed], found.shares_none


def test_everything_is_new_at_first() -> None:
    assert against([entry(1), entry(2)], EMPTY) == ([1, 2], [], False)


def test_only_what_was_not_there_is_new() -> None:
    assert against([entry(2), entry(3)], after(entry(1), entry(2))) == ([3], [], False)


def test_an_entry_that_stands_twice_counts_once() -> None:
    assert against([entry(1), dataclasses.replace(entry(1), index=7)], EMPTY) == ([1], [], False)


def test_an_entry_keeps_its_identity_when_its_link_changes() -> None:
    assert against([entry(1, link="https://news.example/new-slug")], after(entry(1))) == ([], [], False)


def test_without_an_id_the_link_is_the_identity() -> None:
    known = after(entry(1, entry_id=None))
    same = entry(1, link="http://www.news.example/1/?utm_source=rss", entry_id=None)
    assert against([same], known) == ([], [], False)


def test_an_id_that_is_an_address_survives_the_move_to_https() -> None:
    known = after(entry(1, entry_id="http://news.example/?p=1"))
    assert against([entry(1, entry_id="https://news.example/?p=1")], known) == ([], [], False)


def test_one_id_for_all_entries_is_no_identity() -> None:
    entries = [entry(number, entry_id="https://news.example/") for number in (1, 2, 3)]
    assert against(entries, EMPTY) == ([1, 2, 3], [], False)
    assert against(entries, after(*entries)) == ([], [], False)


def test_without_id_and_link_the_text_is_the_identity() -> None:
    notice = entry(1, link=None, entry_id=None, content="<p>Low tide at six.</p>")
    other = entry(2, link=None, entry_id=None, title="Story 1", content="<p>Low tide at seven.</p>")
    assert against([notice, other], after(notice)) == ([2], [], False)


def test_a_new_title_date_or_text_is_a_change() -> None:
    known = after(entry(1), entry(2), entry(3), entry(4))
    now = [
        entry(1, title="Story 1, corrected"),
        entry(2, modified_at=NOON),
        entry(3, content="<p>More.</p>"),
        entry(4, title="Story  4"),
    ]
    assert against(now, known) == ([], [1, 2, 3], False)


def test_a_date_that_all_entries_share_says_when_the_file_was_made() -> None:
    before = [entry(number, modified_at=NOON) for number in (1, 2, 3)]
    later = [entry(number, modified_at=NOON + timedelta(hours=1)) for number in (1, 2, 3)]
    assert against(later, after(*before)) == ([], [], False)


def test_a_poll_that_shares_nothing_with_the_one_before_has_probably_missed_stories() -> None:
    assert against([entry(3), entry(4)], after(entry(1), entry(2))) == ([3, 4], [], True)
    assert not against([entry(2), entry(3)], after(entry(1), entry(2)))[2]
    assert not against([], after(entry(1)))[2]
    assert not against([entry(1)], after())[2]


def test_entries_that_return_are_no_news_and_do_not_hide_a_gap() -> None:
    first = after(entry(1), entry(2))
    found = compare([entry(3)], (), first)
    second = dataclasses.replace(EMPTY, keys=found.keys, prints=found.prints, window=found.window)
    assert against([entry(1), entry(2)], second) == ([], [], True)


def test_memory_is_limited_and_keeps_the_latest() -> None:
    state = EMPTY
    for start in range(0, 2000, 100):
        found = compare([entry(number) for number in range(start, start + 100)], (), state)
        state = dataclasses.replace(state, keys=found.keys, prints=found.prints, window=found.window)
    assert len(state.keys) == len(state.prints) == KEPT
    assert against([entry(1999), entry(1700)], state)[0] == []


def test_a_malformed_entry_is_reported_once() -> None:
    bad = BadEntry(index=0, reason="feed-entry-empty", message="nothing", title="Story 9")
    first = compare([entry(1)], [bad], EMPTY)
    state = dataclasses.replace(EMPTY, keys=first.keys, prints=first.prints, window=first.window)
    second = compare([entry(1)], [dataclasses.replace(bad, index=4)], state)
    assert (first.bad, second.bad, first.window) == ((bad,), (), 1)
