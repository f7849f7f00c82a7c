"""``PollFeeds`` in a pipeline: lists of feeds, state over several runs, and pages fetched from what feeds name."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from schemas.feed_state import FeedSource
from schemas.fetch_state import FetchRequest
from tests.feeds import documents
from tests.feeds.chain import Collected, collect, publish
from tests.feeds.documents import item, rss
from tests.feeds.rounds import HOUR, NOON, pages
from tests.feeds.server import Answer, Site, serve
from transforms.feeds.plan import plan_feed
from transforms.feeds.poll import PollFeeds
from transforms.feeds.settings import FeedSettings
from transforms.feeds.state import state_of
from transforms.fetch.pages import FetchPages
from transforms.fetch.settings import FetchSettings
from transforms.state import StateStore

DAY = timedelta(days=1)
PAGE = Answer(b"<html><body>harbour</body></html>", headers=(("Content-Type", "text/html"),))


@dataclasses.dataclass(frozen=True)
class At:
    """A clock that stands still."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def quick(**changes: Any) -> FetchSettings:
    defaults: dict[str, Any] = {"allow_private": True, "delay": 0.0, "total_timeout": 3.0}
    return FetchSettings(**(defaults | changes))


def run(output: Path, *sources: str | FeedSource, now: datetime = NOON, **changes: Any) -> tuple[Collected, Collected]:
    """Poll and fetch as one run does, and publish its state; return what came out of both steps."""
    store = StateStore(str(output), f"run{now:%d%H%M}")
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        polled = (
            pipeline | beam.Create(list(sources)) | PollFeeds(store, FeedSettings(**changes), quick(), now, At(now))
        )
        fetched = polled.requests | FetchPages(store, quick(), now, At(now))
        read_polled = collect(polled, output / "collected" / store.run_id / "polled")
        read_fetched = collect(fetched, output / "collected" / store.run_id / "fetched")
    results = read_polled(), read_fetched()
    for result in results:
        publish(output, result.state)
    return results


def test_a_feed_is_polled_and_its_pages_are_fetched_once(site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = Answer(rss([item(1, link="/1"), item(2, link="/2")]), headers=(("ETag", '"a"'),))
    site.answers.update({"/1": PAGE, "/2": PAGE})
    polled, fetched = run(tmp_path, site.url + "/feed")
    assert [poll.run_id for poll in polled.polls] == ["run021200"]
    assert sorted(pointer.url for pointer in fetched.pointers) == [site.url + "/1", site.url + "/2"]
    polled, fetched = run(tmp_path, site.url + "/feed", now=NOON + timedelta(minutes=5))
    assert (polled.polls, fetched.pointers) == ([], [])
    site.answers["/feed"] = Answer(rss([item(3, link="/3"), item(1, link="/1"), item(2, link="/2")]))
    site.answers["/3"] = PAGE
    polled, fetched = run(tmp_path, site.url + "/feed", now=NOON + 20 * HOUR)
    assert [pointer.url for pointer in fetched.pointers] == [site.url + "/3"]
    assert len(site.asked("/robots.txt")) == 1


def test_a_story_in_two_feeds_is_fetched_once(site: Site, tmp_path: Path) -> None:
    site.answers["/world"] = Answer(rss([item(1, link="/1?utm_source=world", guid="w1")]))
    site.answers["/top"] = Answer(rss([item(1, link="/1?utm_source=top", guid="t1")]))
    site.answers["/1"] = PAGE
    _, fetched = run(tmp_path, site.url + "/world", site.url + "/top")
    assert len(fetched.pointers) == 1
    site.answers["/late"] = Answer(rss([item(1, link="/1", guid="l1", title="Another headline")]))
    _, fetched = run(tmp_path, site.url + "/late", now=NOON + DAY)
    assert fetched.pointers == []


def test_a_feed_listed_twice_in_different_spellings_is_polled_once(site: Site, tmp_path: Path) -> None:
    site.answers["/"] = Answer(rss([item(1)]))
    polled, _ = run(tmp_path, site.url, site.url + "/", site.url.replace("http:", "feed:") + "/#latest")
    assert len(polled.polls) == 1


def test_lists_of_feeds_are_followed_one_step(tmp_path: Path) -> None:
    with serve("127.0.0.4") as lists, serve("127.0.0.5") as feeds:
        outlines = "".join(f'<outline xmlUrl="{feeds.url}/{name}"/>' for name in ("a", "b", "index"))
        lists.answers["/opml"] = Answer(f"<opml><body>{outlines}</body></opml>".encode())
        feeds.answers["/a"] = Answer(rss([item(1)]))
        feeds.answers["/b"] = Answer(rss([item(2)]))
        feeds.answers["/index"] = Answer(documents.SITEMAP_INDEX)
        polled, _ = run(tmp_path, lists.url + "/opml", feeds.url + "/b")
        assert sorted(poll.feed_url.rpartition("/")[2] for poll in polled.polls) == ["a", "b", "index", "opml"]
        assert feeds.asked("/news-1.xml") == []
        assert len(feeds.asked("/b")) == 1
        due_later, _ = run(tmp_path, lists.url + "/opml", now=NOON + 3 * HOUR, min_interval=60, start_interval=60)
        assert {poll.feed_url.rpartition("/")[2] for poll in due_later.polls} >= {"a", "b"}


def test_a_list_that_is_not_due_still_names_its_feeds(site: Site, tmp_path: Path) -> None:
    page = f'<html><head><link rel="alternate" type="application/rss+xml" href="{site.url}/feed"></head></html>'
    site.answers["/"] = Answer(page.encode())
    site.answers["/feed"] = Answer(rss([item(1)], "<ttl>15</ttl>"))
    run(tmp_path, site.url + "/")
    polled, _ = run(tmp_path, site.url + "/", now=NOON + 2 * HOUR)
    assert [poll.feed_url for poll in polled.polls] == [site.url + "/feed"]
    assert len(site.asked("/")) == 1


def test_a_page_that_was_asked_for_is_not_fetched_twice(site: Site, tmp_path: Path) -> None:
    site.answers["/1"] = PAGE
    site.answers["/feed"] = Answer(rss([item(1, link="/1")]))
    polled, fetched = run(tmp_path, FeedSource(url=site.url + "/1", kind="any"), site.url + "/feed")
    assert [pointer.input for pointer in polled.pointers] == [site.url + "/1"]
    assert fetched.pointers == []
    assert len(site.asked("/1")) == 1


def test_several_hosts_are_polled_at_the_same_time(tmp_path: Path) -> None:
    with serve("127.0.0.6") as slow, serve("127.0.0.7") as fast:
        slow.answers["/feed"] = Answer(b"x" * 9, fault="drip", pause=0.1)
        fast.answers["/feed"] = Answer(rss([item(1, link="/1")]))
        polled, _ = run(tmp_path, slow.url + "/feed", fast.url + "/feed")
        assert sorted(poll.error is None for poll in polled.polls) == [False, True]
        assert abs(slow.asked("/feed")[0].at - fast.asked("/feed")[0].at) < 0.5


def test_the_state_of_a_feed_is_what_check_plans_with(site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = Answer(rss([item(1)]), headers=(("ETag", '"a"'),))
    store, url = StateStore(str(tmp_path), "check"), site.url + "/feed"
    assert state_of(store, url) is None
    run(tmp_path, url)
    state = state_of(store, url)
    assert state is not None
    assert (state.etag, state.kind, state.window, state.polls) == ('"a"', "rss", 1, 1)
    assert plan_feed(state, url, NOON, FeedSettings()).action == "wait"


def test_an_address_that_is_none_is_one_reject(tmp_path: Path) -> None:
    polled, _ = run(tmp_path, "http://[::1")
    assert [reject.reason for reject in polled.rejects] == ["fetch-address"]


def test_requests_are_all_that_goes_to_the_next_step(site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = Answer(rss([item(1)]))
    polled, _ = run(tmp_path, site.url + "/feed")
    (request,) = [entry for entry in polled.requests if isinstance(entry, FetchRequest)]
    assert (pages(polled), request.host) == (["1"], "news.example")
