"""Google News sitemaps, and indexes of sitemaps (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from lxml import etree

from schemas.page import EntryHint
from transforms.feeds.dates import parse_time
from transforms.feeds.document import BadEntry, FeedEntry, ParsedFeed
from transforms.feeds.links import page_link, page_links
from transforms.feeds.trees import read_tree


def parse_sitemap(body: bytes, base: str, feed_url: str) -> ParsedFeed:
    """Return the pages of a sitemap as entries, or of an index the sitemaps that it names.

    Raises ``PageError`` (``feed-malformed``) where there is no XML to recover. Entities are not expanded.
    """
    root = read_tree(body, "feed-malformed")
    if _name(root) == "sitemapindex":
        found = (_value(child, "loc") for child in root if _name(child) == "sitemap")
        return ParsedFeed(kind="sitemap-index", feeds=page_links(found, base))
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
    written = _value(url, "loc")
    if written is None:
        return BadEntry(index=index, reason="feed-entry-empty", message="a url of a sitemap needs a loc")
    link = page_link(written, base)
    if link is None:
        return BadEntry(index=index, reason="feed-entry-link", message=f"{written!r} is no address of a page")
    hint = EntryHint(
        feed_url=feed_url,
        title=_value(url, "title"),
        published_at=parse_time(_value(url, "publication_date")),
        modified_at=parse_time(_value(url, "lastmod")),
        language=_value(url, "language"),
    )
    return FeedEntry(index=index, link=link, hint=hint)


def _name(element: etree._Element) -> str:
    """Return the local name; a prefix that nobody declared is part of the tag in a document that was recovered."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _value(parent: etree._Element, name: str) -> str | None:
    """Return the text of the first element called ``name`` below ``parent``, those of images and videos left out."""
    for element in parent.iter():
        if _name(element) == name and (element.getparent() is parent or _is_news(element)):
            return (element.text or "").strip() or None
    return None


def _is_news(element: etree._Element) -> bool:
    return "news" in element.tag.rpartition("}")[0] or element.tag.startswith("news:")
