"""Any feed document → ``ParsedFeed``: RSS 0.9x to 2.0, RDF, Atom, JSON Feed, sitemaps; lists of feeds as such."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import feedparser

from schemas.page import EntryHint
from transforms.errors import PageError
from transforms.feeds.dates import from_struct
from transforms.feeds.document import BadEntry, FeedEntry, ParsedFeed
from transforms.feeds.fulltext import as_html, is_full_text
from transforms.feeds.jsonfeed import parse_json_feed
from transforms.feeds.links import page_link
from transforms.feeds.opml import feeds_of_page, parse_opml
from transforms.feeds.pace import pace_of
from transforms.feeds.sitemap import parse_sitemap
from transforms.feeds.sniff import sniff

_ENTRY_OPEN = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENTRY_CLOSE = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_DECLARED_UTF8 = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']utf-?8["']""", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?[^\s<>(),;]+@[^\s<>(),;]+")


def parse_feed(
    body: bytes, url: str | None = None, headers: Mapping[str, str] | None = None, feed_url: str | None = None
) -> ParsedFeed:
    """Return what ``body`` holds; an entry that nothing can be made of costs itself, never the feed.

    ``url`` is the address that the document came from: relative links are resolved against it; without one, or with
    the path of a file, they stay as written. ``headers`` are those of the response, of which the character set counts.
    ``feed_url`` is how datasets name the feed (default: ``url``). Raises ``PageError`` with the reason ``feed-empty``,
    ``feed-not-a-feed`` or ``feed-malformed`` where no feed can be read at all.
    """
    kind = sniff(body)
    base = url if url and urlsplit(url).scheme in ("http", "https") else ""
    name = feed_url or url or ""
    if not body.strip():
        raise PageError("feed-empty", "the document is empty")
    if kind == "json":
        return parse_json_feed(body, base, name)
    if kind in ("sitemap", "sitemap-index"):
        return parse_sitemap(body, base, name)
    if kind == "opml":
        return ParsedFeed(kind="opml", feeds=parse_opml(body, base))
    if kind == "html":
        return ParsedFeed(kind="html", feeds=feeds_of_page(body, base))
    if kind is None:
        raise PageError("feed-not-a-feed", f"expected a feed, found {body[:40]!r}")
    return _parse_xml(kind, body, base, name, headers or {})


def _parse_xml(kind: str, body: bytes, base: str, feed_url: str, headers: Mapping[str, str]) -> ParsedFeed:
    """Read RSS, RDF or Atom with feedparser: strictly first, and with its forgiving parser where XML is broken."""
    given = {"content-type": _content_type(body, headers)}
    if base:
        given["content-location"] = base
    try:
        read = feedparser.parse(body, response_headers=given)
    except (AssertionError, LookupError, ValueError, RecursionError) as error:
        # feedparser's forgiving parser is sgmllib, which raises these on some byte salads
        raise PageError("feed-malformed", f"feedparser cannot read it: {error!r}") from error
    channel = read["feed"]
    language = _text(channel, "language")
    entries = [_entry(index, entry, base, feed_url, language) for index, entry in enumerate(read["entries"])]
    if entries and len(_ENTRY_OPEN.findall(body)) > len(_ENTRY_CLOSE.findall(body)) and not _complete(body):
        entries[-1] = BadEntry(
            index=len(entries) - 1,
            reason="feed-entry-truncated",
            message="the document breaks off within the entry",
            title=_text(read["entries"][-1], "title"),
        )
    if not entries and read["bozo"] and not read["version"]:
        raise PageError("feed-malformed", f"no feed could be read: {read.get('bozo_exception')!r}")
    return ParsedFeed(
        kind=kind,
        title=_text(channel, "title"),
        site=_text(channel, "link"),
        language=language,
        updated_at=from_struct(dict.get(channel, "updated_parsed")),
        pace=pace_of(body),
        entries=tuple(entry for entry in entries if isinstance(entry, FeedEntry)),
        bad=tuple(entry for entry in entries if isinstance(entry, BadEntry)),
    )


def _entry(index: int, entry: Any, base: str, feed_url: str, language: str | None) -> FeedEntry | BadEntry:
    content = _content(entry)
    link, broken = _link(entry, base)
    if link is None and not content:
        reason, message = "feed-entry-empty", "the entry has neither a link nor content"
        if broken is not None:
            reason, message = "feed-entry-link", f"{broken!r} is no address of a page, and the entry has no content"
        return BadEntry(index=index, reason=reason, message=message, title=_text(entry, "title"))
    hint = EntryHint(
        feed_url=feed_url,
        entry_id=_text(entry, "id"),
        title=_text(entry, "title"),
        authors=_authors(entry),
        published_at=from_struct(dict.get(entry, "published_parsed")),
        modified_at=from_struct(dict.get(entry, "updated_parsed")),
        language=_text(dict.get(entry, "title_detail") or {}, "language") or language,
        content=content if content and (link is None or is_full_text(content)) else None,
    )
    return FeedEntry(index=index, link=link, hint=hint)


def _link(entry: Any, base: str) -> tuple[str | None, str | None]:
    """Return the entry's page (its link, else an id that is an address), and what stands there instead of one."""
    identity = _text(entry, "id")
    permanent = identity if identity and identity.startswith(("http://", "https://")) else None
    written = _text(entry, "link") or permanent
    if written is None:
        return None, dict.get(entry, "link")
    link = page_link(written, base)
    return (None, written) if link is None else (link, None)


def _authors(entry: Any) -> tuple[str, ...]:
    """Return the names; of RSS's own form, ``mail (Name)``, feedparser misreads long top-level domains."""
    written = _text(entry, "author") or ""
    if "@" in written:
        names = [_MAIL.sub("", written).strip(" ()<>,;")]
    else:
        names = [dict.get(author, "name") or "" for author in dict.get(entry, "authors") or ()]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _content(entry: Any) -> str | None:
    """Return the longest of the entry's contents and its summary, as HTML."""
    parts = [*(dict.get(entry, "content") or ()), dict.get(entry, "summary_detail")]
    found = [
        as_html(value) if dict.get(part, "type") == "text/plain" and "<" not in value else value
        for part in parts
        if part and (value := dict.get(part, "value") or "").strip()
    ]
    return max(found, key=len, default=None)


def _content_type(body: bytes, headers: Mapping[str, str]) -> str:
    """Return an XML media type with the character set to use, if one is known.

    The header wins over the document (RFC 7303), except where it is plainly wrong: a document that declares UTF-8
    and is valid UTF-8 was not written in the server's default of ISO-8859-1.
    """
    header = next((value for key, value in headers.items() if key.lower() == "content-type"), "")
    charset = _CHARSET.search(header)
    if charset is None or (_DECLARED_UTF8.match(body.removeprefix(codecs.BOM_UTF8)) and _is_utf8(body)):
        return "application/xml"
    return f"application/xml; charset={charset[1]}"


def standalone(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return the document as it can be stored: in UTF-8 where only the header said which character set it is in."""
    charset = _CHARSET.search(_content_type(body, headers))
    if charset is None or sniff(body) == "json" or charset[1].lower() in ("utf-8", "utf8"):
        return body
    try:
        text = body.decode(charset[1])
    except (UnicodeError, LookupError):
        return body
    return _DECLARATION.sub('<?xml version="1.0" encoding="UTF-8"?>', text, count=1).encode("utf-8")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _complete(body: bytes) -> bool:
    """Tell whether the document reaches the end tag of its root."""
    return bool(re.search(rb"</(?:rss|rdf:rdf|(?:\w+:)?feed|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", body, re.I | re.S))


def _text(owner: Any, key: str) -> str | None:
    value = dict.get(owner, key)
    return value.strip() or None if isinstance(value, str) else None
