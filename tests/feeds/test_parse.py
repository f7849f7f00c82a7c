"""Any feed document becomes entries; what is wrong with one entry stays with that entry."""

from __future__ import annotations

import contextlib
import random
from datetime import datetime, timezone

import pytest

from tests.feeds import documents
from tests.feeds.documents import FULL_TEXT, item, rss
from transforms.errors import PageError
from transforms.feeds.document import FeedEntry, ParsedFeed
from transforms.feeds.parse import parse_feed, standalone

URL = "https://news.example/feeds/all.xml"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=timezone.utc)


def only(feed: ParsedFeed) -> FeedEntry:
    (entry,) = feed.entries
    return entry


def test_rss_2_0() -> None:
    feed = parse_feed(rss([item(1, hour=8, **{"dc:creator": "Ann Lee"})]), URL)
    entry = only(feed)
    assert (feed.kind, feed.title, feed.site, feed.language) == (
        "rss",
        "Harbour News",
        "https://news.example/",
        "en-GB",
    )
    assert entry.link == "https://news.example/1"
    assert (entry.hint.entry_id, entry.hint.title, entry.hint.authors) == (
        "tag:news.example,2026:1",
        "Story 1",
        ("Ann Lee",),
    )
    assert (entry.hint.published_at, entry.hint.feed_url, entry.hint.language) == (at(8), URL, "en-GB")


def test_atom() -> None:
    feed = parse_feed(documents.ATOM, "https://bote.example/atom.xml")
    entry = only(feed)
    assert (feed.kind, feed.title, feed.updated_at) == ("atom", "Hafenbote", at(10))
    assert entry.link == "https://bote.example/1"
    assert entry.hint.authors == ("Jan Holm", "Ute Brand")
    assert (entry.hint.published_at, entry.hint.modified_at) == (at(7), at(8, 30))
    assert entry.hint.language == "de"


def test_rdf() -> None:
    entry = only(parse_feed(documents.RDF, "https://old.example/index.rdf"))
    assert (entry.link, entry.hint.title, entry.hint.authors) == ("https://old.example/1", "Bridge opens", ("Ann Lee",))
    assert entry.hint.modified_at == at(8)


def test_rss_0_91_in_latin_1() -> None:
    feed = parse_feed(documents.RSS_091, "https://cafe.example/rss")
    assert (feed.title, only(feed).hint.title) == ("Café News", "Café reopens")


def test_rss_0_90() -> None:
    assert only(parse_feed(documents.RSS_090, "https://early.example/rss")).link == "https://early.example/1"


def test_json_feed() -> None:
    feed = parse_feed(documents.JSON_FEED, "https://quay.example/feed.json")
    first, second = feed.entries
    assert (feed.kind, feed.title) == ("json", "Quay")
    assert (first.link, first.hint.authors) == ("https://quay.example/1", ("Ann Lee", "Bo Lee"))
    assert (first.hint.published_at, first.hint.modified_at) == (at(8), at(9))
    assert (second.link, second.hint.entry_id, second.hint.authors) == ("https://other.example/2", "2", ("The Desk",))
    assert [(bad.index, bad.reason) for bad in feed.bad] == [(2, "feed-entry-invalid"), (3, "feed-entry-empty")]


def test_google_news_sitemap() -> None:
    feed = parse_feed(documents.SITEMAP, "https://map.example/news.xml")
    entry = only(feed)
    assert (feed.kind, entry.link, entry.hint.title) == ("sitemap", "https://map.example/1", "Tide tables out")
    assert (entry.hint.published_at, entry.hint.modified_at, entry.hint.language) == (at(0), at(9), "en")
    assert [(bad.index, bad.reason) for bad in feed.bad] == [(1, "feed-entry-empty")]


def test_a_sitemap_index_names_sitemaps() -> None:
    feed = parse_feed(documents.SITEMAP_INDEX, "https://map.example/index.xml")
    assert feed.kind == "sitemap-index"
    assert feed.feeds == ("https://map.example/news-1.xml", "https://map.example/news-2.xml")


def test_opml_names_the_feeds_of_all_folders_once() -> None:
    feed = parse_feed(documents.OPML, "https://lists.example/my.opml")
    assert (feed.kind, feed.feeds) == ("opml", ("https://a.example/feed", "https://lists.example/b.xml"))


def test_a_home_page_names_its_feeds() -> None:
    feed = parse_feed(documents.HOME_PAGE, "https://home.example/")
    assert feed.kind == "html"
    assert feed.feeds == (
        "https://home.example/sub/feed.xml",
        "https://home.example/atom.xml",
        "https://other.example/feed.json",
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "feed-empty"),
        (b" \n ", "feed-empty"),
        (b"just words", "feed-not-a-feed"),
        (b"\x89PNG\r\n\x1a\n", "feed-not-a-feed"),
        (b'{"items": 7}', "feed-not-a-feed"),
        (b'{"items": [', "feed-malformed"),
        (b'<?xml version="1.0"?><rss version="2.0"', "feed-malformed"),
        (b"<html><body>Not here.</body></html>", None),
    ],
    ids=["empty", "blank", "words", "picture", "json", "cut-json", "cut-root", "page-without-feeds"],
)
def test_what_is_no_feed_is_told_apart(body: bytes, reason: str | None) -> None:
    if reason is None:
        assert parse_feed(body, URL).feeds == ()
        return
    with pytest.raises(PageError) as caught:
        parse_feed(body, URL)
    assert caught.value.reason == reason


def test_one_malformed_entry_costs_itself() -> None:
    feed = parse_feed(rss([item(1), item(2, link="", guid=""), item(3, link="http://["), item(4)]), URL)
    assert [entry.index for entry in feed.entries] == [0, 3]
    assert [(bad.index, bad.reason, bad.title) for bad in feed.bad] == [
        (1, "feed-entry-empty", "Story 2"),
        (2, "feed-entry-link", "Story 3"),
    ]


@pytest.mark.parametrize("link", ["javascript:void(0)", "mailto:desk@news.example", "data:text/html,x"])
def test_a_link_that_leads_to_no_page_is_malformed(link: str) -> None:
    (bad,) = parse_feed(rss([item(1, link=link, guid="")]), URL).bad
    assert bad.reason == "feed-entry-link"


def test_broken_xml_keeps_its_entries() -> None:
    body = rss([item(1), item(2), item(3)]).replace(b"Story 2", b"Fish & <chips, \x0b & more")
    assert [entry.link for entry in parse_feed(body, URL).entries] == [f"https://news.example/{n}" for n in (1, 2, 3)]


def test_an_entry_in_which_the_document_breaks_off_is_malformed() -> None:
    whole = rss([item(1), item(2)])
    feed = parse_feed(whole[: whole.index(b"news.example/2") + 8], URL)
    assert [entry.index for entry in feed.entries] == [0]
    assert [(bad.index, bad.reason) for bad in feed.bad] == [(1, "feed-entry-truncated")]


def test_a_document_may_break_off_anywhere() -> None:
    whole = rss([item(1, extra=f"<content:encoded><![CDATA[{FULL_TEXT}]]></content:encoded>"), item(2)])
    for end in range(0, len(whole), 41):
        with contextlib.suppress(PageError):
            links = [entry.link for entry in parse_feed(whole[:end], URL).entries]
            assert links == [f"https://news.example/{number}" for number in (1, 2)[: len(links)]]


def test_an_entry_needs_nothing_but_a_link() -> None:
    entry = only(parse_feed(rss(["<item><link>https://news.example/1</link></item>"]), URL))
    hint = entry.hint
    assert (hint.entry_id, hint.title, hint.authors, hint.published_at, hint.content) == (None, None, (), None, None)


def test_an_id_that_is_an_address_stands_in_for_a_link() -> None:
    entry = only(parse_feed(rss([item(1, link="", guid="https://news.example/by-id")]), URL))
    assert entry.link == "https://news.example/by-id"


def test_an_entry_without_a_link_is_its_content() -> None:
    entry = only(parse_feed(rss([item(1, link="", guid="", description="Short notice.")]), URL))
    assert (entry.link, entry.hint.content) == (None, "Short notice.")


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        (URL, "/a?b=1", "https://news.example/a?b=1"),
        (URL, "../a", "https://news.example/a"),
        (URL, "//cdn.example/a", "https://cdn.example/a"),
        ("samples/feeds/all.xml", "../site/a.html", "../site/a.html"),
        (None, "a.html", "a.html"),
    ],
    ids=["root", "parent", "scheme", "file", "nothing-known"],
)
def test_relative_links(url: str | None, link: str, expected: str) -> None:
    assert only(parse_feed(rss([item(1, link=link)]), url)).link == expected


def test_xml_base_is_the_base_of_links() -> None:
    body = documents.ATOM.replace(b"<feed ", b'<feed xml:base="https://base.example/x/" ').replace(b'"/1"', b'"one"')
    assert only(parse_feed(body, "https://bote.example/atom.xml")).link == "https://base.example/x/one"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@news.example (Ann Lee)", ("Ann Lee",)),
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee &lt;desk@news.example&gt;", ("Ann Lee",)),
        ("desk@news.example", ()),
        (" ", ()),
    ],
)
def test_authors_are_names(author: str, names: tuple[str, ...]) -> None:
    assert only(parse_feed(rss([item(1, author=author)]), URL)).hint.authors == names


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 02 Mar 2026 09:00:00 +0100", at(8)),
        ("02 Mar 2026 08:00 GMT", at(8)),
        ("2026-03-02T08:00:00Z", at(8)),
        ("2026-03-02", at(0)),
        ("yesterday at tea time", None),
        ("Mon, 99 Mar 2026 99:00:00 GMT", None),
    ],
)
def test_dates(date: str, expected: datetime | None) -> None:
    assert only(parse_feed(rss([item(1, pubDate=date)]), URL)).hint.published_at == expected


def test_full_text_is_content_and_a_summary_is_not() -> None:
    full = f"<content:encoded><![CDATA[{FULL_TEXT}]]></content:encoded>"
    feed = parse_feed(rss([item(1, extra=full), item(2, description="A short summary.")]), URL)
    assert [entry.hint.content is not None for entry in feed.entries] == [True, False]
    assert "outer islands" in (feed.entries[0].hint.content or "")


def test_a_full_text_that_breaks_off_is_a_summary() -> None:
    cut = f"<content:encoded><![CDATA[{FULL_TEXT}<p>Read more</p>]]></content:encoded>"
    assert only(parse_feed(rss([item(1, extra=cut)]), URL)).hint.content is None


def test_a_header_names_the_character_set() -> None:
    body = rss([item(1, title="Caf\u00e9")]).decode().replace(' encoding="UTF-8"', "").encode("windows-1252")
    headers = {"Content-Type": "application/rss+xml; charset=windows-1252"}
    assert only(parse_feed(body, URL, headers)).hint.title == "Café"


def test_a_header_that_is_plainly_wrong_about_utf_8_is_not_believed() -> None:
    headers = {"content-type": "text/xml; charset=ISO-8859-1"}
    assert only(parse_feed(rss([item(1, title="Café")]), URL, headers)).hint.title == "Café"


def test_a_document_that_is_stored_needs_no_header() -> None:
    body = rss([item(1, title="Caf\u00e9")]).decode().replace("UTF-8", "windows-1252").encode("windows-1252")
    kept = standalone(body, {"content-type": "text/xml; charset=windows-1252"})
    assert only(parse_feed(kept, URL)).hint.title == "Café"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_byte_order_marks(encoding: str) -> None:
    body = rss([item(1, title="Café")]).decode().replace(' encoding="UTF-8"', "").encode(encoding)
    assert only(parse_feed(body, URL)).hint.title == "Café"


def test_half_a_character_of_a_json_feed_is_replaced() -> None:
    body = b'{"items": [{"url": "/a?q=\\ud800", "title": "High \\ud800 tide"}]}'
    entry = only(parse_feed(body, URL))
    assert (entry.link, entry.hint.title) == ("https://news.example/a?q=?", "High ? tide")


def test_a_sitemap_may_forget_to_declare_its_prefixes() -> None:
    body = documents.SITEMAP.replace(b"xmlns:news=", b"forgotten=").replace(b"xmlns:image=", b"too=")
    entry = only(parse_feed(body, URL))
    assert (entry.hint.title, entry.hint.published_at) == ("Tide tables out", at(0))


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (documents.HOME_PAGE, b'"feed.xml"'),
        (documents.HOME_PAGE, b'"https://home.example/sub/"'),
        (documents.OPML, b'"/b.xml"'),
        (documents.SITEMAP_INDEX, b">/news-1.xml<"),
        (documents.SITEMAP, b">https://map.example/1<"),
        (documents.JSON_FEED, b'"/1"'),
    ],
    ids=["page", "base", "opml", "index", "sitemap", "json"],
)
def test_a_link_that_cannot_be_an_address_costs_itself(body: bytes, link: bytes) -> None:
    feed = parse_feed(body.replace(link, link[:1] + b"http://[" + link[-1:]), "https://news.example/")
    assert not any("[" in address for address in feed.feeds)
    assert not any("[" in (entry.link or "") for entry in feed.entries)
    assert len(feed.feeds) + len(feed.entries) + len(feed.bad) > 0


def test_no_bytes_make_a_feed_fail_otherwise_than_with_a_reason() -> None:
    """Mutated documents: parsing them gives a feed or a ``PageError``, never anything else."""
    chance = random.Random(7)
    pieces = [
        b"<",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"&#0;",
        b"\0",
        b"\xff",
        b"http://[",
        b"<item>",
        b"</entry>",
        b"<!DOCTYPE",
        b"{",
    ]
    sources = [
        documents.ATOM,
        documents.RDF,
        documents.JSON_FEED,
        documents.SITEMAP,
        documents.OPML,
        rss([item(1), item(2)]),
    ]
    for _ in range(400):
        body = bytearray(chance.choice(sources))
        for _ in range(4):
            place = chance.randrange(len(body))
            body[place : place + chance.choice((0, 0, 9))] = chance.choice(pieces)
        with contextlib.suppress(PageError):
            parse_feed(bytes(body), URL)


def test_entities_do_not_explode_and_no_file_is_read() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    body = rss([item(1, title="X&b;&c;Y")]).replace(b"<rss", bomb + b"<rss", 1)
    title = only(parse_feed(body, URL)).hint.title or ""
    assert "root:" not in title
    assert len(title) < 100


@pytest.mark.parametrize("body", [documents.SITEMAP, documents.OPML])
def test_lists_do_not_expand_entities(body: bytes) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    feed = parse_feed(body.replace(b"?>", b"?>" + entity, 1).replace(b"Tide tables out", b"&c;"), URL)
    assert "root:" not in repr(feed)
