"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from schemas.page import EntryHint
from transforms.errors import PageError
from transforms.feeds.dates import parse_time
from transforms.feeds.document import BadEntry, FeedEntry, ParsedFeed
from transforms.feeds.fulltext import as_html, is_full_text
from transforms.feeds.links import page_link


def parse_json_feed(body: bytes, base: str, feed_url: str) -> ParsedFeed:
    """Return the feed in ``body``; relative links are resolved against ``base``.

    Raises ``PageError`` (``feed-malformed``) where the document is no JSON object with a list of items.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PageError("feed-malformed", f"no JSON feed: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise PageError("feed-malformed", "a JSON feed is an object with a list of items")
    read = [_entry(index, item, document, base, feed_url) for index, item in enumerate(document["items"])]
    return ParsedFeed(
        kind="json",
        title=_text(document.get("title")),
        site=_text(document.get("home_page_url")),
        language=_text(document.get("language")),
        entries=tuple(entry for entry in read if isinstance(entry, FeedEntry)),
        bad=tuple(entry for entry in read if isinstance(entry, BadEntry)),
    )


def _entry(index: int, item: Any, document: dict[str, Any], base: str, feed_url: str) -> FeedEntry | BadEntry:
    if not isinstance(item, dict):
        return BadEntry(
            index=index, reason="feed-entry-invalid", message=f"an item is an object, not {type(item).__name__}"
        )
    written = _text(item.get("url")) or _text(item.get("external_url"))
    link = page_link(written, base) if written else None
    plain = _text(item.get("content_text"))
    content = _text(item.get("content_html")) or (as_html(plain) if plain else None)
    full = content if content and is_full_text(content) else None
    if link is None and content is None:
        reason, message = "feed-entry-empty", "the item has neither url nor content"
        if written is not None:
            reason, message = "feed-entry-link", f"{written!r} is no address of a page, and the item has no content"
        return BadEntry(index=index, reason=reason, message=message, title=_text(item.get("title")))
    hint = EntryHint(
        feed_url=feed_url,
        entry_id=_identity(item.get("id")),
        title=_text(item.get("title")),
        authors=_authors(item) or _authors(document),
        published_at=parse_time(item.get("date_published")),
        modified_at=parse_time(item.get("date_modified")),
        language=_text(item.get("language")) or _text(document.get("language")),
        content=full or (content if link is None else None),
    )
    return FeedEntry(index=index, link=link, hint=hint)


def _authors(owner: dict[str, Any]) -> tuple[str, ...]:
    several = owner.get("authors")
    people = several if isinstance(several, list) else [owner.get("author")]
    names = (_text(person.get("name")) for person in people if isinstance(person, dict))
    return tuple(name for name in names if name)


def _identity(value: Any) -> str | None:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str | None:
    """Return a text that can be written: JSON may spell half a surrogate pair, which is no character."""
    return value.encode("utf-8", "replace").decode("utf-8").strip() or None if isinstance(value, str) else None
