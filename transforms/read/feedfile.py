"""Feeds and lists of feeds that lie in files: what each entry leads to."""

from __future__ import annotations

import dataclasses
import functools
import html
import os.path
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from apache_beam.io.filesystems import FileSystems

from schemas.fetch_state import FetchRequest
from schemas.page import Page, PageKind, Pointer
from schemas.reject import Reject
from transforms import files
from transforms.errors import PageError
from transforms.feeds.document import FeedEntry, ParsedFeed
from transforms.feeds.parse import parse_feed
from transforms.fetch.page_queue import page_request
from transforms.read.gunzip import read_plain
from transforms.read.sniff import kind_of_name

WEB = ("http", "https")


def entries_in_feed(path: str) -> Iterator[Pointer | FetchRequest | Reject]:
    """Yield what each entry leads to: a file beside the feed, its own full text, or a page to fetch.

    A bad entry is one reject with the feed parser's reason. Raises ``PageError`` where the document is no feed.
    """
    feed = parse_feed(read_plain(path), path, feed_url=path)
    for entry in feed.entries:
        yield _target(path, feed, entry)
    for bad in feed.bad:
        yield Reject(input=f"{path}#{bad.index}", stage="read", reason=bad.reason, message=bad.message)


def feeds_in_list(path: str) -> tuple[str, ...]:
    """Return the feeds that an OPML file names: addresses, and paths of files beside it.

    Raises ``PageError`` where it cannot be read.
    """
    feeds = parse_feed(read_plain(path), path).feeds
    return tuple(feed if is_address(feed) else beside(path, feed) for feed in feeds)


def read_entry(pointer: Pointer) -> Page:
    """Return the full text that an entry carries, as a page; raises ``PageError`` (``read-entry``)."""
    feed_url = pointer.hint.feed_url if pointer.hint else pointer.path
    entries = _entries(pointer.path, FileSystems.last_updated(pointer.path), feed_url)
    entry = entries.get(pointer.offset)
    if entry is None or not entry.hint.content:
        raise PageError("read-entry", f"{pointer.input}: the feed has no entry {pointer.offset} with a text")
    title = html.escape(entry.hint.title or "", quote=False)
    return Page(
        input=pointer.input,
        kind="html",
        body=f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"{entry.hint.content}</article></body></html>",
        url=pointer.url,
        fetched_at=pointer.fetched_at,
        hint=entry.hint,
    )


def is_address(link: str) -> bool:
    """Tell an http(s) address from a path."""
    return urlsplit(link).scheme.lower() in WEB


def beside(path: str, link: str) -> str:
    """Return the path of ``link``, written in the file ``path``, by the rules of its filesystem.

    Raises ``PageError`` (``read-outside``) for an absolute path or another scheme: a feed that somebody else wrote
    must not name files of this machine at will.
    """
    if link.startswith(("/", "\\")) or urlsplit(link).scheme:
        raise PageError("read-outside", f"{path}: {link!r} is neither an address nor a path beside this file")
    folder = path.rpartition("/")[0]
    name = unquote(link.partition("#")[0].partition("?")[0])
    path = files.join(folder, *name.split("/")) if folder else name
    return path if "://" in path else os.path.normpath(path)


def _target(path: str, feed: ParsedFeed, entry: FeedEntry) -> Pointer | FetchRequest | Reject:
    hint = dataclasses.replace(entry.hint, content=None)
    link, name = entry.link, f"{path}#{entry.index}"
    if link is not None and not is_address(link):
        try:
            local = beside(path, link)
        except PageError as error:
            return Reject(input=name, stage="read", reason=error.reason, message=error.message)
        if FileSystems.exists(local):
            kind: PageKind = "text" if kind_of_name(local) == "text" else "html"
            return Pointer(input=local, path=local, kind=kind, hint=hint)
        if feed.site and is_address(feed.site):
            link = urljoin(feed.site, link)
        elif not entry.hint.content:
            return Reject(input=name, stage="read", reason="read-missing", message=f"{local}: no such file")
    address = link if link and is_address(link) else None
    if entry.hint.content:
        return Pointer(input=name, path=path, kind="entry", offset=entry.index, url=address, hint=hint)
    if address is None:
        return Reject(input=name, stage="read", reason="feed-entry-link", message=f"{link!r} leads to no page")
    return page_request(address, hint)


@functools.lru_cache(maxsize=4)
def _entries(path: str, _changed: float, feed_url: str) -> dict[int | None, FeedEntry]:
    """Parse a feed once for all its entries, and again when the file has changed."""
    return {entry.index: entry for entry in parse_feed(read_plain(path), feed_url, feed_url=feed_url).entries}
