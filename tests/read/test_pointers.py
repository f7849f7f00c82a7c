from __future__ import annotations

import gzip
import json
from datetime import datetime, timezone

import pytest

from schemas.fetch_state import FetchRequest
from schemas.page import Pointer
from schemas.reject import Reject
from tests.read.archives import compressed, record, response
from transforms.errors import PageError
from transforms.read.gunzip import close_all
from transforms.read.pages import read_page
from transforms.read.pointers import FeedAddress, pointers_in

HTML = b"<!DOCTYPE html><html><head><title>Bridge</title></head><body><p>Repaired.</p></body></html>"
ARCHIVE = [
    record("warcinfo", "", b"software: test", "application/warc-fields"),
    response("https://a.example/1", HTML),
    record("request", "https://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    response("https://a.example/logo.png", b"\x89PNG", "image/png"),
    response("https://a.example/gone", HTML, status="404 Not Found"),
    response("https://a.example/2", gzip.compress(HTML), headers="Content-Encoding: gzip\r\n"),
    response("https://a.example/3", "Brücke".encode("cp1252"), "text/plain; charset=iso-8859-1"),
]


@pytest.fixture(autouse=True)
def _files_closed():
    yield
    close_all()


def found(path, kind):
    return [each for each in pointers_in(str(path)) if isinstance(each, kind)]


def reasons(path):
    return [reject.reason for reject in found(path, Reject)]


def test_a_page_is_one_pointer_to_itself(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(HTML)
    (pointer,) = pointers_in(str(path))
    assert pointer == Pointer(input=str(path), path=str(path), kind="html")
    assert read_page(pointer).body == HTML


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"", "read-empty"),
        ("a.html.gz", gzip.compress(b" "), "read-empty"),
        ("a.html.gz", gzip.compress(HTML)[:4], "read-truncated-gzip"),
        ("a.html", bytes(range(256)), "read-binary"),
        ("a.xml", b"<?xml version='1.0'?><invoice/>", "read-unknown"),
        ("a.opml", b"<opml><body><outline text='folder'/></body></opml>", "read-no-feeds"),
        ("a.warc", ARCHIVE[0], "read-no-pages"),
    ],
)
def test_what_leads_nowhere_is_one_reject(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    (reject,) = pointers_in(str(tmp_path / name))
    assert (reject.input, reject.stage, reject.reason) == (str(tmp_path / name), "read", reason)


def test_a_page_cut_off_in_its_gzip_stream_is_refused_when_it_is_read(tmp_path):
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(HTML * 50)[:-9])
    (pointer,) = pointers_in(str(path))
    with pytest.raises(PageError) as error:
        read_page(pointer)
    assert error.value.reason == "read-truncated-gzip"


@pytest.mark.parametrize("form", ["plain", "by record", "as a whole"])
def test_an_archive_gives_its_pages_by_offset(tmp_path, form):
    path = tmp_path / "a.warc.gz"
    whole = b"".join(ARCHIVE)
    path.write_bytes({"plain": whole, "by record": compressed(ARCHIVE), "as a whole": gzip.compress(whole)}[form])
    pointers = found(path, Pointer)
    pages = [read_page(pointer) for pointer in reversed(pointers)]
    assert reasons(path) == []
    assert [(page.url, page.kind, page.body) for page in pages] == [
        ("https://a.example/3", "text", "Brücke".encode("cp1252")),
        ("https://a.example/2", "html", HTML),
        ("https://a.example/1", "html", HTML),
    ]
    assert pages[0].charset == "iso-8859-1"
    assert pages[0].fetched_at == datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
    assert pointers[0].input == f"{path}#{pointers[0].offset}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (compressed(ARCHIVE)[:-30], "read-truncated-gzip"),
        (gzip.compress(b"".join(ARCHIVE))[:-30], "read-truncated-gzip"),
        (b"".join(ARCHIVE)[:-30], "read-truncated"),
        (b"".join(ARCHIVE[:-1]) + b"rubbish\r\n\r\n", "read-warc"),
    ],
)
def test_a_broken_archive_gives_the_pages_before_the_break(tmp_path, data, reason):
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    assert [pointer.url for pointer in found(path, Pointer)] == ["https://a.example/1", "https://a.example/2"]
    assert reasons(path) == [reason]


def test_a_pointer_that_does_not_fit_its_archive_is_refused(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(ARCHIVE))
    with pytest.raises(PageError) as error:
        read_page(Pointer(input="x", path=str(path), kind="warc", offset=3, url="https://a.example/1"))
    assert error.value.reason == "read-warc"


LINES = [
    {"url": "https://a.example/1", "html": HTML.decode(), "fetched_at": "2026-03-02T11:00:00+01:00"},
    {"url": "https://a.example/2", "text": "Brücke\0 offen"},
    {"url": "https://a.example/3", "path": "pages/3.html"},
]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_json_lines_give_a_page_a_line(tmp_path, pack):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "3.html").write_bytes(HTML)
    path = tmp_path / "a.jsonl"
    path.write_bytes(pack(b"\n\n".join(json.dumps(line).encode() for line in LINES)))
    pages = [read_page(pointer) for pointer in reversed(found(path, Pointer))]
    assert [(page.url, page.kind, page.body) for page in pages] == [
        ("https://a.example/3", "html", HTML),
        ("https://a.example/2", "text", "Brücke offen"),
        ("https://a.example/1", "html", HTML.decode()),
    ]
    assert pages[2].fetched_at == datetime(2026, 3, 2, 10, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        '{"url": "https://a.example/1"}',
        '{"html": "<p>x</p>"}',
        '{"url": "ftp://a.example/1", "html": "<p>x</p>"}',
        '{"url": "https://a.example/1", "html": "<p>x</p>", "text": "x"}',
        '{"url": "https://a.example/1", "html": 7}',
        '{"url": "https://a.example/1", "html": "x", "fetched_at": "yesterday"}',
    ],
)
def test_a_bad_line_costs_itself(tmp_path, line):
    path = tmp_path / "a.jsonl"
    path.write_text(line + "\n" + json.dumps(LINES[1]) + "\n", encoding="utf-8")
    assert reasons(path) == ["read-jsonl"]
    assert [pointer.url for pointer in found(path, Pointer)] == ["https://a.example/2"]


def test_json_lines_that_break_off_give_their_whole_lines(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = [json.dumps({"url": f"https://a.example/{n}", "text": f"{n * n} " * 40}) for n in range(500)]
    path.write_bytes(gzip.compress("\n".join(lines).encode())[:-900])
    pointers = found(path, Pointer)
    assert reasons(path) == ["read-truncated-gzip"]
    assert 100 < len(pointers) < 500
    assert read_page(pointers[-1]).body.startswith(str((len(pointers) - 1) ** 2))


@pytest.mark.parametrize("outside", ["/etc/hostname", "file:///etc/hostname"])
def test_a_line_does_not_name_files_of_this_machine_at_will(tmp_path, outside):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"url": "https://a.example/1", "path": outside}), encoding="utf-8")
    (pointer,) = pointers_in(str(path))
    with pytest.raises(PageError) as error:
        read_page(pointer)
    assert error.value.reason == "read-outside"


LONG = "".join(f"<p>Sentence {n} of the council's report on the bridge over the river.</p>" for n in range(30))
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Fjordnews</title><link>https://fjord.example/</link><description>d</description>
<item><title>Local</title><link>pages/1.html</link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>
<item><title>Full</title><link>https://fjord.example/full</link><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Web</title><link>https://fjord.example/web</link></item>
<item><title>Elsewhere</title><link>news/9.html</link></item>
<item><title>Secret</title><link>/etc/hostname</link></item>
<item><description></description></item>
</channel></rss>"""


def test_each_entry_of_a_feed_leads_to_a_file_its_own_text_or_the_web(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.html").write_bytes(HTML)
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    local, full = found(path, Pointer)
    assert (local.kind, local.path, local.hint.title) == ("html", str(tmp_path / "pages" / "1.html"), "Local")
    assert (full.kind, full.offset, full.url, full.hint.content) == ("entry", 1, "https://fjord.example/full", None)
    assert [request.url for request in found(path, FetchRequest)] == [
        "https://fjord.example/web",
        "https://fjord.example/news/9.html",
    ]
    page = read_page(full)
    assert "Sentence 29" in str(page.body)
    assert page.hint.title == "Full"
    assert reasons(path) == ["read-outside", "feed-entry-empty"]


def test_an_entry_that_is_gone_is_bad_input(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    with pytest.raises(PageError) as error:
        read_page(Pointer(input="x", path=str(path), kind="entry", offset=99))
    assert error.value.reason == "read-entry"


def test_a_list_of_feeds_leads_to_the_feeds_in_its_folders(tmp_path):
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    path = tmp_path / "feeds.opml"
    path.write_text(
        "<opml version='2.0'><body><outline text='a'><outline text='b'><outline type='rss' xmlUrl='feed.xml'/>"
        "<outline type='rss' xmlUrl='https://fjord.example/feed'/></outline></outline>"
        "<outline type='rss' xmlUrl='none.xml'/><outline type='rss' xmlUrl='feeds.opml'/></body></opml>",
        encoding="utf-8",
    )
    assert found(path, FeedAddress) == [FeedAddress("https://fjord.example/feed")]
    assert len(found(path, FetchRequest)) == 3
    assert {"read-missing", "read-unknown"} <= set(reasons(path))
