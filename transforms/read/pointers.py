"""``pointers_in``: what one file holds, as pointers to its pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Literal

from schemas.fetch_state import FetchRequest
from schemas.page import PageKind, Pointer
from schemas.reject import Reject
from transforms.errors import PageError
from transforms.read.feedfile import entries_in_feed, feeds_in_list, is_address
from transforms.read.gunzip import damage, open_plain
from transforms.read.jsonl import pointers_in_lines
from transforms.read.sniff import HEAD, InputKind, sniff
from transforms.read.warc import pointers_in_archive


@dataclasses.dataclass(frozen=True, slots=True)
class FeedAddress:
    """An address on the web to be polled; of kind ``any``, its answer tells whether it is a feed or a page."""

    url: str
    kind: Literal["feed", "any"] = "feed"


Found = Pointer | FetchRequest | FeedAddress | Reject  # one thing that an input leads to


def pointers_in(path: str, listed: bool = False) -> Iterator[Found]:
    """Yield what the file ``path`` leads to; every input yields something, if only a reject.

    A page yields one pointer, an archive or JSON lines a pointer for each page, a feed what each entry leads to, a
    list of feeds (``listed``: within it, no further list) what each feed leads to.
    """
    try:
        kind = kind_of_file(path)
        if kind in ("html", "text"):
            page: PageKind = "html" if kind == "html" else "text"
            yield Pointer(input=path, path=path, kind=page)
        elif kind == "warc":
            yield from pointers_in_archive(path)
        elif kind == "jsonl":
            yield from pointers_in_lines(path)
        elif kind == "feed":
            yield from entries_in_feed(path)
        elif listed:
            raise PageError("read-unknown", f"{path}: a list of feeds within a list of feeds")
        else:
            yield from _pointers_in_list(path)
    except PageError as error:
        yield Reject(input=path, stage="read", reason=error.reason, message=error.message)


def kind_of_file(path: str) -> InputKind:
    """Return what ``path`` is; raises ``PageError`` for a file that is missing, empty, binary or unknown."""
    reader, stream = open_plain(path)
    with reader:
        head = reader.read(HEAD)
    if not head and stream is not None and stream.damage:
        raise damage(path, stream.damage, 0)
    return sniff(head, path)


def _pointers_in_list(path: str) -> Iterator[Found]:
    feeds = feeds_in_list(path)
    if not feeds:
        raise PageError("read-no-feeds", f"{path}: the list names no feed")
    for feed in feeds:
        if is_address(feed):
            yield FeedAddress(feed)
        else:
            yield from pointers_in(feed, listed=True)
