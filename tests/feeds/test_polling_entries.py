"""What the entries of a polled feed lead to: requests, texts, archives, rejects, other feeds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from schemas.feed_state import FeedSource
from schemas.fetch_state import FetchRequest, HostState, PageSeen
from tests.feeds import documents
from tests.feeds.documents import FULL_TEXT, item, numbered, rss
from tests.feeds.rounds import Rounds, pages, reasons
from tests.feeds.server import Answer, Site, conditional
from transforms.feeds.settings import FeedSettings

DAY = timedelta(days=1)


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
