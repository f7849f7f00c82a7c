"""Google News sitemaps, and indexes of sitemaps (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree

from schemas.page import EntryHint
from transforms.feeds.dates import parse_time
from transforms.feeds.document import BadEntry, FeedEntry, ParsedFeed
from transforms.feeds.trees import read_tree


def parse_sitemap(body: bytes, base: str, feed_url: str) -> ParsedFeed:
    """Return the pages of a sitemap as entries, or of an index the sitemaps that it names.

    Raises ``PageError`` (``feed-malformed``) where there is no XML to recover. Entities are not expanded.
    """
    root = read_tree(body, "feed-malformed")
    if _name(root) == "sitemapindex":
        found = (_value(child, "loc") for child in root if _name(child) == "sitemap")
        return ParsedFeed(kind="sitemap-index", feeds=tuple(urljoin(base, loc) for loc in found if loc))
    read = [
        _entry(index, child, base, feed_url)
        for index, child in enumerate(child for child in root if _name(child) == "url")
    ]
    return ParsedFeed(
        kind="sitemap",
        entries=tuple(entry for entry in read if isinstance(entry, FeedEntry)),
        bad=tuple(entry for entry in read if isinstance(entry, BadEntry)),
    )


def _entry(index: int, url: etree._Element, base: str, feed_url: str) -> FeedEntry | BadEntry:
    link = _value(url, "loc")
    if link is None:
        return BadEntry(index=index, reason="feed-entry-empty", message="a url of a sitemap needs a loc")
    hint = EntryHint(
        feed_url=feed_url,
        title=_value(url, "title"),
        published_at=parse_time(_value(url, "publication_date")),
        modified_at=parse_time(_value(url, "lastmod")),
        language=_value(url, "language"),
    )
    return FeedEntry(index=index, link=urljoin(base, link), hint=hint)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _value(parent: etree._Element, name: str) -> str | None:
    """Return the text of the first element called ``name`` below ``parent``, those of images and videos left out."""
    for element in parent.iter():
        if _name(element) != name:
            continue
        if element.getparent() is parent or "news" in (etree.QName(element).namespace or ""):
            return (element.text or "").strip() or None
    return None
