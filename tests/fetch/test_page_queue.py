"""What is fetched now, what waits and what is known: decided without a request."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from schemas.page import EntryHint
from tests.fetch.conftest import NOON
from transforms.fetch.page_queue import allot, arrange, page_request, resumed, retry_at, waiting
from transforms.fetch.settings import FetchSettings

HOUR = timedelta(hours=1)


def hint(**changes: object) -> EntryHint:
    return dataclasses.replace(EntryHint(feed_url="https://news.example/feed"), **changes)


def test_a_request_knows_its_host_and_forgets_its_fragment() -> None:
    request = page_request("https://News.Example:8443/a#top")
    assert (request.url, request.host) == ("https://News.Example:8443/a", "news.example")


def test_two_spellings_of_one_story_are_fetched_once() -> None:
    first = page_request("https://news.example/a?utm_source=rss", hint(title="A"))
    second = page_request("http://www.news.example/a/", hint(title="A"))
    queue = arrange([first, second], {}, 10, NOON)
    assert len(queue.now) == 1


def test_a_page_that_was_fetched_is_known() -> None:
    request = page_request("https://news.example/a")
    queue = arrange([request], {request.key: NOON - HOUR}, 10, NOON)
    assert (queue.now, queue.later, queue.known) == ((), (), 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"changed": True}, 1),
        ({"asked": True}, 1),
        ({"hint": hint(modified_at=NOON)}, 1),
        ({"hint": hint(modified_at=NOON - 2 * HOUR)}, 0),
    ],
    ids=["changed-entry", "asked-for", "modified-since", "modified-before"],
)
def test_a_known_page_is_fetched_again_only_for_a_reason(changes: dict[str, object], expected: int) -> None:
    request = dataclasses.replace(page_request("https://news.example/a"), **changes)
    assert len(arrange([request], {request.key: NOON - HOUR}, 10, NOON).now) == expected


def test_what_waited_longest_comes_first_then_the_newest() -> None:
    old = page_request("https://news.example/old", hint(published_at=NOON - 9 * HOUR))
    new = page_request("https://news.example/new", hint(published_at=NOON - HOUR))
    waited = dataclasses.replace(page_request("https://news.example/waited"), queued_at=NOON - HOUR)
    asked = page_request("https://news.example/asked", asked=True)
    queue = arrange([old, new, waited, asked], {}, 3, NOON)
    assert [request.url.rpartition("/")[2] for request in queue.now] == ["asked", "waited", "new"]
    assert queue.later == (old,)


def test_a_page_that_is_to_be_retried_later_waits() -> None:
    request = dataclasses.replace(page_request("https://news.example/a"), not_before=NOON + HOUR)
    assert arrange([request], {}, 10, NOON).later == (request,)
    assert arrange([request], {}, 10, NOON + 2 * HOUR).now == (request,)


def test_a_page_named_again_while_it_waits_keeps_its_attempts_and_takes_the_new_hint() -> None:
    failed = dataclasses.replace(
        page_request("https://news.example/a", hint(title="Old")),
        attempts=2,
        not_before=NOON + HOUR,
        queued_at=NOON - HOUR,
    )
    again = page_request("https://news.example/a", hint(title="New"), changed=True)
    (merged,) = arrange([failed, again], {}, 10, NOON).later
    assert (merged.attempts, merged.not_before, merged.changed) == (2, NOON + HOUR, True)
    assert merged.hint is not None
    assert merged.hint.title == "New"


def test_a_page_that_the_user_asks_for_does_not_wait() -> None:
    failed = dataclasses.replace(
        page_request("https://news.example/a"), attempts=2, not_before=NOON + HOUR, queued_at=NOON - HOUR
    )
    assert len(arrange([failed, page_request("https://news.example/a", asked=True)], {}, 10, NOON).now) == 1


def test_waiting_in_the_state_keeps_everything_but_the_content() -> None:
    request = dataclasses.replace(
        page_request("https://news.example/a", hint(title="A", authors=("Ann",), published_at=NOON, content="<p>")),
        attempts=1,
        not_before=NOON + HOUR,
        queued_at=NOON,
    )
    assert request.hint is not None
    expected = dataclasses.replace(request, hint=dataclasses.replace(request.hint, content=None))
    assert resumed(waiting(request, "fetch-timeout", NOON)) == expected


def test_a_page_without_a_feed_waits_as_well() -> None:
    request = page_request("https://news.example/a")
    assert resumed(waiting(request, "fetch-budget", NOON)) == dataclasses.replace(request, queued_at=NOON)


def test_delays_double_and_a_longer_retry_after_wins() -> None:
    settings = FetchSettings(retry_delay=100)
    request = page_request("https://news.example/a")
    delays = [
        (retry_at(dataclasses.replace(request, attempts=number), NOON, None, settings) - NOON).total_seconds()
        for number in range(4)
    ]
    assert all(90 * 2**number <= delay <= 110 * 2**number for number, delay in enumerate(delays))
    assert retry_at(request, NOON, 7200.0, settings) == NOON + 2 * HOUR
    assert retry_at(request, NOON, 1e12, settings) == NOON + timedelta(days=7)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, {}),
        ({"a": 3}, {"a": 3}),
        ({"a": 500}, {"a": 40}),
        ({"a": 30, "b": 30, "c": 30, "d": 30}, {"a": 25, "b": 25, "c": 25, "d": 25}),
        ({"a": 5, "b": 400, "c": 400}, {"a": 5, "b": 40, "c": 40}),
    ],
    ids=["nothing", "little", "host-limit", "run-limit", "mixed"],
)
def test_budgets_are_shared_fairly(counts: dict[str, int], expected: dict[str, int]) -> None:
    assert allot(counts, FetchSettings(pages_per_host=40, pages_per_run=100)) == expected
