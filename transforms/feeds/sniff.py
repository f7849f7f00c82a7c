"""What a document is, told from its first bytes: servers and file names are often wrong about feeds."""

from __future__ import annotations

import re

_ROOTS = (
    ("opml", re.compile(rb"<opml[\s>]", re.IGNORECASE)),
    ("sitemap-index", re.compile(rb"<(?:\w+:)?sitemapindex[\s>]", re.IGNORECASE)),
    ("sitemap", re.compile(rb"<(?:\w+:)?urlset[\s>]", re.IGNORECASE)),
    ("atom", re.compile(rb"<(?:\w+:)?feed[\s>]", re.IGNORECASE)),
    ("rss", re.compile(rb"<rss[\s>]|<rdf:rdf[\s>]|<channel[\s>]", re.IGNORECASE)),
    ("html", re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)),
)
_COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org|"items"\s*:\s*\[')


def sniff(body: bytes) -> str | None:
    """Return ``rss``, ``atom``, ``json``, ``sitemap``, ``sitemap-index``, ``opml`` or ``html``; ``None``: none of them.

    >>> sniff(b'<?xml version="1.0"?><!-- <html> --><rss version="2.0">')
    'rss'
    """
    head = body[:4096]
    if b"\0" in head[:4] or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")  # UTF-16 and UTF-32: markup is ASCII between zero bytes
    head = _COMMENT.sub(b"", head).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head[:1] == b"{":
        return "json" if _JSON_FEED.search(body) else None
    found = [(match.start(), kind) for kind, root in _ROOTS if (match := root.search(head))]
    return min(found)[1] if found else None
