"""What a run would do with a feed, and why, in a sentence."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from schemas.column import record_of, table_of
from schemas.feed_state import FEED_STATE, FeedState
from schemas.poll import POLL, Poll
from tests.feeds.rounds import HOUR, NOON
from transforms.feeds.plan import plan_feed
from transforms.feeds.settings import FeedSettings

URL = "https://news.example/feed"
STATE = FeedState(feed_url=URL, etag='"a"', polled_at=NOON - HOUR, next_poll_at=NOON, next_poll_why="learned", polls=9)


@pytest.mark.parametrize(
    ("changes", "action", "why"),
    [
        ({}, "poll", "due since 2026-03-02 12:00 UTC, conditionally"),
        ({"etag": None}, "poll", "due since 2026-03-02 12:00 UTC, as a whole, since it sends no validators"),
        (
            {"trusted_polls": 19},
            "poll",
            "due since 2026-03-02 12:00 UTC, as a whole, to check its validators (every 20 polls)",
        ),
        (
            {"distrusted_at": NOON - HOUR},
            "poll",
            "due since 2026-03-02 12:00 UTC, as a whole, since its validators were found to lie",
        ),
        (
            {"failures": 2, "failure": "fetch-timeout"},
            "poll",
            "due since 2026-03-02 12:00 UTC, conditionally; 2 failures before (fetch-timeout)",
        ),
        (
            {"next_poll_at": NOON + HOUR},
            "wait",
            "not due before 2026-03-02 13:00 UTC: the interval learned from what it brings",
        ),
        (
            {"next_poll_at": NOON + HOUR, "next_poll_why": "backoff", "failures": 3, "failure": "fetch-status-500"},
            "wait",
            "not due before 2026-03-02 13:00 UTC: a failure (fetch-status-500, 3 in a row)",
        ),
        (
            {"retired_at": NOON - timedelta(days=9), "next_poll_at": None, "failure": "fetch-status-410"},
            "retired",
            "retired on 2026-02-21: fetch-status-410; remove it, or poll it once more with --all",
        ),
    ],
    ids=["due", "no-validators", "check", "distrusted", "failed", "waiting", "backing-off", "retired"],
)
def test_the_plan_says_what_and_why(changes: dict[str, object], action: str, why: str) -> None:
    plan = plan_feed(dataclasses.replace(STATE, **changes), URL, NOON, FeedSettings())
    assert (plan.action, plan.why) == (action, why)


def test_a_feed_that_was_never_polled_is_polled() -> None:
    plan = plan_feed(None, URL, NOON, FeedSettings())
    assert (plan.action, plan.why, plan.at) == ("poll", "it was never polled", NOON)


def test_everything_is_polled_on_request() -> None:
    waiting = dataclasses.replace(STATE, next_poll_at=NOON + HOUR)
    plan = plan_feed(waiting, URL, NOON, FeedSettings(all=True))
    assert (plan.action, plan.why) == ("poll", "everything is polled, conditionally")


def test_state_and_poll_survive_their_tables() -> None:
    state = dataclasses.replace(STATE, keys=(1, -2), prints=(3, 4), feeds=("https://a.example/",), skip_hours=(1, 2))
    (row,) = table_of([state], FEED_STATE).to_pylist()
    assert record_of(FeedState, row) == state
    poll = Poll(feed_url=URL, polled_at=NOON, run_id="r", sufficient_interval_s=60)
    (row,) = table_of([poll], POLL).to_pylist()
    assert record_of(Poll, row) == poll


@pytest.mark.parametrize(("record", "schema"), [(FeedState, FEED_STATE), (Poll, POLL)], ids=["state", "poll"])
def test_every_field_has_its_documented_column(record: type, schema: object) -> None:
    assert [field.name for field in dataclasses.fields(record)] == schema.names  # type: ignore[attr-defined]
    assert all(column.metadata[b"description"] for column in schema)  # type: ignore[attr-defined]
