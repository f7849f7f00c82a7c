from __future__ import annotations

import pytest

from transforms.errors import PageError
from transforms.read.sniff import sniff

PAGE = b"<!DOCTYPE html><html><head><title>Bridge</title></head><body><p>Repaired.</p></body></html>"
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (PAGE, "a.html", "html"),
        (PAGE, "a.txt", "html"),
        (PAGE, "", "html"),
        (b"\xef\xbb\xbf\r\n<!-- saved --><HTML><BODY>x", "a", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', "a.xml", "html"),
        (b"<table><tr><td><font size=2>Bridge</font></td></tr></table>", "old", "html"),
        (b"Just a line without any tag.", "a.html", "html"),
        (b"BRIDGE REPAIRED\n\nAASTED (Fjordnews) - The bridge is open.", "a.txt", "text"),
        (b"BRIDGE REPAIRED\n\nThe bridge is <b>open</b>.", "", "text"),
        (RSS, "a.html", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a.json", "feed"),
        (b"<broken<item><title>A</title></item>", "a.rss", "feed"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "a.xml", "opml"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a.html", "warc"),
        (b'{"url": "https://a.example/1", "html": "<p>x</p>"}\n{', "a.txt", "jsonl"),
        (b'{"url": "https://a.example/1", "html": "' + b"x" * 100, "a", "jsonl"),
        (b"not json\n", "a.jsonl", "jsonl"),
        ("Brücke".encode("utf-16"), "a.txt", "text"),
    ],
)
def test_the_kind_is_told_from_content_and_the_name_is_a_hint(head, name, kind):
    assert sniff(head, name) == kind


@pytest.mark.parametrize(
    ("head", "name", "reason"),
    [
        (b"", "a.html", "read-empty"),
        (b" \r\n\t\n", "a.txt", "read-empty"),
        (b"\x89PNG\r\n\x1a\n", "a.html", "read-binary"),
        (b"%PDF-1.7", "a.txt", "read-binary"),
        (bytes(range(256)) * 4, "a.html", "read-binary"),
        (b'<?xml version="1.0"?><invoice/>', "a.xml", "read-unknown"),
        (b'{"answer": 42}', "a.json", "read-unknown"),
    ],
)
def test_what_is_no_page_has_a_reason(head, name, reason):
    with pytest.raises(PageError) as error:
        sniff(head, name)
    assert error.value.reason == reason
