"""Validators go out unchanged, are checked now and then, and are no longer used once they have lied."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone

import pytest

from schemas.feed_state import FeedState
from schemas.page import EntryHint
from transforms.feeds.document import FeedEntry
from transforms.feeds.settings import FeedSettings
from transforms.feeds.validators import DISTRUST, conditional_headers, is_trusted, validators_lie

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
MODIFIED = "Mon, 02 Mar 2026 08:00:00 GMT"
STATE = FeedState(
    feed_url="https://news.example/feed", etag='W/"a-1"', last_modified=MODIFIED, body_hash=1, read_at=NOON - 9 * HOUR
)


def entry(published: datetime | None = None) -> FeedEntry:
    return FeedEntry(index=0, link="https://news.example/9", hint=EntryHint(feed_url="f", published_at=published))


@pytest.mark.parametrize(
    ("changes", "headers"),
    [
        ({}, {"If-None-Match": 'W/"a-1"', "If-Modified-Since": MODIFIED}),
        ({"etag": None}, {"If-Modified-Since": MODIFIED}),
        ({"last_modified": None, "etag": "unquoted"}, {"If-None-Match": "unquoted"}),
        ({"trusted_polls": 18}, {"If-None-Match": 'W/"a-1"', "If-Modified-Since": MODIFIED}),
        ({"trusted_polls": 19}, {}),
        ({"distrusted_at": NOON - HOUR}, {}),
        ({"distrusted_at": NOON - DISTRUST - HOUR}, {"If-None-Match": 'W/"a-1"', "If-Modified-Since": MODIFIED}),
    ],
    ids=["both", "date-only", "etag-as-it-came", "not-yet", "time-to-check", "distrusted", "forgiven"],
)
def test_headers_of_a_conditional_request(changes: dict[str, object], headers: dict[str, str]) -> None:
    state = dataclasses.replace(STATE, **changes)
    assert conditional_headers(state, NOON, FeedSettings(check_every=20)) == headers


def test_content_that_changes_under_the_same_validators_is_a_lie() -> None:
    assert validators_lie(STATE, 'W/"a-1"', MODIFIED, 2, [entry()])


@pytest.mark.parametrize(
    ("etag", "body_hash", "new"),
    [('W/"a-2"', 2, [entry()]), ('W/"a-1"', 1, []), ('W/"a-1"', 2, [])],
    ids=["new-validator", "same-content", "nothing-new"],
)
def test_honest_validators_are_not_suspected(etag: str, body_hash: int, new: list[FeedEntry]) -> None:
    assert not validators_lie(STATE, etag, MODIFIED, body_hash, new)


def test_an_entry_from_before_the_last_304_shows_that_the_304_was_a_lie() -> None:
    state = dataclasses.replace(STATE, unchanged_at=NOON - HOUR)
    assert validators_lie(state, "new", None, 2, [entry(NOON - 5 * HOUR)])


@pytest.mark.parametrize("hours", [0.5, 1.5, 10], ids=["since-the-304", "within-the-margin", "backfilled"])
def test_an_entry_with_an_honest_date_proves_nothing(hours: float) -> None:
    state = dataclasses.replace(STATE, unchanged_at=NOON - HOUR)
    assert not validators_lie(state, "new", None, 2, [entry(NOON - hours * HOUR)])


def test_a_feed_without_validators_cannot_lie() -> None:
    assert not validators_lie(dataclasses.replace(STATE, etag=None, last_modified=None), None, None, 2, [entry()])


def test_trust_returns_after_a_month() -> None:
    assert not is_trusted(dataclasses.replace(STATE, distrusted_at=NOON), NOON + DISTRUST)
    assert is_trusted(dataclasses.replace(STATE, distrusted_at=NOON), NOON + DISTRUST + HOUR)
