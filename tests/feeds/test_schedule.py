"""When a feed is polled next: every rule, with a clock that stands where the test puts it."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone

import pytest

from schemas.feed_state import FeedState
from transforms.feeds.document import Pace
from transforms.feeds.pace import pace_of
from transforms.feeds.schedule import (
    after_failure,
    after_success,
    first_rate,
    freshness,
    is_due,
    learned_rate,
    sufficient_interval,
)
from transforms.feeds.settings import FeedSettings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)  # a Monday
SETTINGS = FeedSettings(min_interval=900, max_interval=86_400, start_interval=3600)
MINUTE, HOUR = 60.0, 3600.0


def next_poll(
    rate: float | None = None, window: int = 20, pace: Pace | None = None, fresh: float = 0.0, now: datetime = NOON
) -> tuple[float, str]:
    due = after_success(rate, window, pace or Pace(), fresh, now, SETTINGS, "https://news.example/feed")
    return (due.at - now).total_seconds(), due.why


@pytest.mark.parametrize(
    ("rate", "window", "seconds", "why"),
    [
        (None, 20, HOUR, "start"),
        (1.0, 20, HOUR, "learned"),
        (0.5, 20, 2 * HOUR, "learned"),
        (60.0, 20, 15 * MINUTE, "limit"),
        (0.001, 20, 24 * HOUR, "limit"),
        (0.0, 20, 24 * HOUR, "limit"),
        (1.0, 1, 30 * MINUTE, "learned"),
    ],
    ids=["unknown", "hourly", "two-hourly", "busy", "rare", "silent", "short-document"],
)
def test_the_interval_follows_the_rate_between_limits(
    rate: float | None, window: int, seconds: float, why: str
) -> None:
    delay, decided = next_poll(rate, window)
    assert 0.9 * seconds <= delay <= seconds
    assert decided == why


@pytest.mark.parametrize(
    ("pace", "fresh", "seconds", "why"),
    [
        (Pace(every=timedelta(hours=3)), 0.0, 3 * HOUR, "feed"),
        (Pace(every=timedelta(minutes=10)), 0.0, HOUR, "learned"),
        (Pace(), 2 * HOUR, 2 * HOUR, "cache"),
        (Pace(every=timedelta(hours=3)), 4 * HOUR, 4 * HOUR, "cache"),
        (Pace(every=timedelta(days=365)), 0.0, 24 * HOUR, "limit"),
        (Pace(), 1e9, 24 * HOUR, "limit"),
    ],
    ids=["ttl", "shorter-ttl", "cache", "both", "absurd-ttl", "absurd-cache"],
)
def test_what_feed_and_server_ask_for_is_the_least(pace: Pace, fresh: float, seconds: float, why: str) -> None:
    delay, decided = next_poll(1.0, pace=pace, fresh=fresh)
    assert 0.9 * seconds <= delay <= seconds
    assert decided == why


def test_skipped_hours_are_passed_over() -> None:
    now = NOON + timedelta(minutes=30)
    delay, why = next_poll(1.0, pace=Pace(skip_hours=frozenset({13, 14})), now=now)
    assert (now + timedelta(seconds=delay), why) == (NOON + timedelta(hours=3), "skip")


def test_skipped_days_are_passed_over() -> None:
    friday = datetime(2026, 3, 6, 23, 30, tzinfo=timezone.utc)
    delay, why = next_poll(1.0, pace=Pace(skip_days=frozenset({5, 6})), now=friday)
    assert (friday + timedelta(seconds=delay), why) == (datetime(2026, 3, 9, tzinfo=timezone.utc), "skip")


def test_feeds_that_began_together_spread_out() -> None:
    times = {
        after_success(1.0, 20, Pace(), 0.0, NOON, SETTINGS, f"https://news.example/{number}").at for number in range(20)
    }
    assert len(times) > 15


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"cache-control": "max-age=600"}, 600.0),
        ({"cache-control": 'public, Max-Age="600"', "age": "100"}, 500.0),
        ({"cache-control": "max-age=600", "age": "900"}, 0.0),
        ({"cache-control": "no-cache, max-age=600"}, 0.0),
        ({"cache-control": "no-store"}, 0.0),
        ({"cache-control": "s-maxage=900"}, 0.0),
        ({"cache-control": "max-age=600", "expires": "Mon, 02 Mar 2026 18:00:00 GMT"}, 600.0),
        ({"expires": "Mon, 02 Mar 2026 13:00:00 GMT"}, HOUR),
        ({"expires": "Mon, 02 Mar 2026 13:00:00 GMT", "date": "Mon, 02 Mar 2026 12:30:00 GMT"}, 30 * MINUTE),
        ({"expires": "Mon, 02 Mar 2026 11:00:00 GMT"}, 0.0),
        ({"expires": "0"}, 0.0),
        ({"cache-control": "max-age=soon"}, 0.0),
    ],
)
def test_freshness_of_a_response(headers: dict[str, str], seconds: float) -> None:
    assert freshness(headers, NOON) == seconds


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("<ttl>90</ttl>", Pace(every=timedelta(minutes=90))),
        ("<ttl>never</ttl>", Pace()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", Pace(every=timedelta(hours=1))),
        (
            "<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Pace(every=timedelta(hours=6)),
        ),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            Pace(every=timedelta(hours=1)),
        ),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><ttl>120</ttl>", Pace(every=timedelta(hours=2))),
        ("<skipHours><hour>1</hour><hour>24</hour><hour>77</hour></skipHours>", Pace(skip_hours=frozenset({0, 1}))),
        (
            "<skipDays><day>Saturday</day><day>sunday</day><day>Moonday</day></skipDays>",
            Pace(skip_days=frozenset({5, 6})),
        ),
        ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>", Pace()),
    ],
)
def test_what_a_channel_says_about_its_pace(channel: str, expected: Pace) -> None:
    item = "<item><ttl>1</ttl></item>"
    assert pace_of(f"<rss><channel>{channel}{item}</channel></rss>".encode()) == expected
    assert pace_of(f"<rss><channel>{item}{channel}</channel></rss>".encode()) == expected


def test_the_first_rate_comes_from_the_dates_and_counts_the_silence_since() -> None:
    busy = [NOON - timedelta(hours=hours) for hours in range(10)]
    assert first_rate(busy, NOON) == pytest.approx(10 / 9)
    assert first_rate([time - timedelta(days=90) for time in busy], NOON) == pytest.approx(10 / (9 + 90 * 24))
    assert first_rate([NOON, NOON + timedelta(days=400)], NOON) is None
    assert first_rate([], NOON) is None


def test_a_rate_follows_what_comes_and_never_overshoots() -> None:
    rate = 0.0
    for _ in range(200):
        rate = learned_rate(rate, 3, 1.0)
    assert rate == pytest.approx(3.0, rel=0.01)
    for _ in range(200):
        rate = learned_rate(rate, 0, 1.0)
    assert rate < 0.05
    assert learned_rate(None, 4, 2.0) == 2.0


def test_failures_are_retried_with_growing_jittered_delays() -> None:
    delays = [
        (after_failure(number, None, NOON, SETTINGS, "https://news.example/feed").at - NOON).total_seconds()
        for number in range(1, 12)
    ]
    for number, delay in enumerate(delays):
        grown = min(900 * 2**number, 86_400)
        assert 0.8 * grown <= delay <= 1.2 * grown
    others = {after_failure(1, None, NOON, SETTINGS, f"https://news.example/{number}").at for number in range(9)}
    assert len(others) > 5


def test_a_longer_retry_after_wins_up_to_a_week() -> None:
    assert after_failure(1, 7200.0, NOON, SETTINGS, "a").at == NOON + timedelta(hours=2)
    assert after_failure(1, 7200.0, NOON, SETTINGS, "a").why == "retry-after"
    assert after_failure(1, 5.0, NOON, SETTINGS, "a").why == "backoff"
    assert after_failure(1, 1e12, NOON, SETTINGS, "a").at == NOON + timedelta(days=7)


def test_the_interval_that_would_have_been_enough() -> None:
    span = [NOON - timedelta(hours=5), NOON - timedelta(hours=1)]
    assert sufficient_interval(24 * HOUR, span) == pytest.approx(3.2 * HOUR)
    assert sufficient_interval(4 * HOUR, span) == 2 * HOUR
    assert sufficient_interval(24 * HOUR, []) == 12 * HOUR


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({}, True),
        ({"next_poll_at": NOON}, True),
        ({"next_poll_at": NOON + timedelta(seconds=89)}, True),
        ({"next_poll_at": NOON + timedelta(seconds=91)}, False),
        ({"retired_at": NOON - timedelta(days=9)}, False),
    ],
    ids=["never-polled", "now", "schedule-is-early", "later", "retired"],
)
def test_only_what_is_due_is_polled(changes: dict[str, datetime], due: bool) -> None:
    state = dataclasses.replace(FeedState(feed_url="https://news.example/feed"), **changes)
    assert is_due(state, NOON, SETTINGS) is due
    assert is_due(state, NOON, FeedSettings(all=True))


def test_a_clock_that_jumps_back_polls_late_but_polls() -> None:
    state = FeedState(feed_url="a", next_poll_at=NOON + timedelta(hours=1))
    assert not is_due(state, NOON - timedelta(days=1), SETTINGS)
    assert is_due(state, NOON + timedelta(hours=2), SETTINGS)


def test_limits_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="min_interval is longer"):
        FeedSettings(min_interval=100, max_interval=10)
