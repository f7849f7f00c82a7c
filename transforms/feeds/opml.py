"""Lists of feeds: OPML with nested folders, and the feeds that a home page names."""

from __future__ import annotations

import re

from lxml import etree, html

from transforms.feeds.links import page_links
from transforms.feeds.trees import read_tree

_FEED_TYPE = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json|json)", re.IGNORECASE)
_NOT_NEWS = re.compile(r"/comments?/|/wp-json/|oembed", re.IGNORECASE)


def parse_opml(body: bytes, base: str = "") -> tuple[str, ...]:
    """Return the addresses of all feeds of an OPML document, folders of any depth included, each once.

    Raises ``PageError`` (``opml-malformed``) where there is no XML to recover. Entities are not expanded.
    """
    root = read_tree(body, "opml-malformed")
    found = (_attribute(element, "xmlurl") for element in root.iter("{*}outline"))
    return page_links(found, base)


def feeds_of_page(body: bytes, base: str) -> tuple[str, ...]:
    """Return the feeds that an HTML page names in ``<link rel="alternate">``, in its order, comment feeds left out."""
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, ValueError):
        return ()
    bases = page_links((element.get("href") for element in root.iter("base")), base)
    links = (
        link.get("href")
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and _FEED_TYPE.fullmatch((link.get("type") or "").partition(";")[0].strip())
    )
    return tuple(link for link in page_links(links, bases[0] if bases else base) if not _NOT_NEWS.search(link))


def _attribute(element: etree._Element, name: str) -> str | None:
    """Return the attribute whose name differs from ``name`` at most in case (``xmlUrl``, ``xmlurl``, ``XMLURL``)."""
    for key, value in element.attrib.items():
        if str(key).lower() == name and str(value).strip():
            return str(value).strip()
    return None
