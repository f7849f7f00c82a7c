"""``ReadInputs``: inputs as the user names them → pointers to pages, and what else they lead to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import apache_beam as beam
from apache_beam.io.filesystem import BeamIOError
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from schemas.feed_state import FeedSource
from schemas.fetch_state import FetchRequest
from schemas.page import Pointer
from schemas.reject import Reject
from transforms import files
from transforms.read.feedfile import is_address
from transforms.read.pointers import FeedAddress, Found, pointers_in

_FEED_NAME = re.compile(r"\.(?:xml|rss|atom|rdf|json|opml)$|(?:^|/)(?:feeds?|rss|atom)(?:/|$)", re.IGNORECASE)


class InputError(ValueError):
    """An input that leads nowhere, known before the run; the message names it."""


@dataclasses.dataclass
class ReadInputs(beam.PTransform[PCollection[str], DoOutputsTuple]):
    """Find the pages in paths, globs and addresses.

    Outputs: ``pointers`` (main), ``fetch`` (FetchRequest), ``feeds`` (FeedSource), ``rejects``. Files are
    spread over the workers before they are opened; a page crosses no shuffle.
    """

    def expand(self, inputs: PCollection[str]) -> Any:
        """List the files, spread them, look into each."""
        return (
            inputs
            | "ListFiles" >> beam.FlatMap(listed)
            | "SpreadFiles" >> beam.Reshuffle()
            | "LookInto" >> beam.FlatMap(_tagged).with_outputs("fetch", "feeds", "rejects", main="pointers")
        )


def expand_inputs(inputs: Iterable[str]) -> tuple[str, ...]:
    """Return the files and addresses that ``inputs`` name, each once; raises ``InputError`` for one that names none."""
    found: dict[str, None] = {}
    for pattern in inputs:
        names = list(listed(pattern))
        if not names:
            raise InputError(f"{pattern}: matches no file")
        found.update(dict.fromkeys(names))
    return tuple(found)


def listed(pattern: str) -> Iterator[str]:
    """Yield the files that ``pattern`` (a path, a glob or a folder) matches, sorted; an address stands for itself.

    Files whose name begins with ``_`` or ``.`` are nobody's pages. Raises ``InputError`` where the filesystem refuses.
    """
    if is_address(pattern):
        yield pattern
        return
    try:
        found = [] if any(sign in pattern for sign in "*?[") else files.listing(files.join(pattern, "**"))
        found = found or files.listing(pattern)
    except (BeamIOError, OSError, ValueError) as error:
        raise InputError(f"{pattern}: cannot be listed ({error})") from error
    for path, _ in found:
        if path == pattern or not path.rpartition("/")[2].startswith(("_", ".")):
            yield path


def looks_like_feed(address: str) -> bool:
    """Tell from its address that an input is a feed; of any other address what it answers with decides.

    >>> looks_like_feed("https://example.org/news/rss.xml"), looks_like_feed("https://example.org/2026/03/storm")
    (True, False)
    """
    return bool(_FEED_NAME.search(urlsplit(address).path))


def found_in(name: str) -> Iterator[Found]:
    """Yield what one file or address leads to."""
    if not is_address(name):
        yield from pointers_in(name)
    else:
        yield FeedAddress(name, "feed" if looks_like_feed(name) else "any")


def _tagged(name: str) -> Iterator[Any]:
    for found in found_in(name):
        if isinstance(found, Pointer):
            yield found
        elif isinstance(found, Reject):
            yield TaggedOutput("rejects", found)
        elif isinstance(found, FetchRequest):
            yield TaggedOutput("fetch", found)
        else:
            yield TaggedOutput("feeds", FeedSource(url=found.url, kind=found.kind))
