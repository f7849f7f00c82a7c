"""Records as they cross a shuffle: one byte that says which, and their values, instead of a pickle with all the names.

Beam knows no coder for our records, and of most steps (joins, tagged outputs) it infers no type at all. Then it takes
its coder of last resort, which writes what is built in compactly and pickles the rest. ``use_compact_coders`` puts one
in that place that pickles no record. It travels with the pipeline, so that both ends have the same table, on every
runner, and what comes back is of the class that went in.
"""

from __future__ import annotations

import pickle
import threading
from typing import Any

import zstandard
from apache_beam.coders import coders
from apache_beam.coders.typecoders import registry

from schemas.duplicate import Duplicate
from schemas.feed_state import FeedSource, FeedState
from schemas.fetch_state import FetchRequest, HostState, PageSeen
from schemas.headline import Headline
from schemas.headline_list import HeadlineList
from schemas.keys import Decision, PageKey, PageLinks, Sightings, StagedFile
from schemas.page import Pointer
from schemas.poll import Poll
from schemas.reject import Reject
from transforms.dedupe.candidates import Pairs, Postings
from transforms.dedupe.clusters import Edge, Membership, Merge
from transforms.dedupe.lines import Boilerplate, PageLines
from transforms.dedupe.steps import Offer
from transforms.dedupe.versions import Version
from transforms.feeds.polling import FeedTask
from transforms.fetch.state import HostMemory
from transforms.forms import form_of
from transforms.write.articles import Accepted, Chunk

# What crosses. The place in this table is the byte on the way; 0 is anything else, pickled.
RECORDS: tuple[type | None, ...] = (
    None,
    *(Pointer, PageKey, PageLines, Boilerplate, Version, Postings, Pairs, Offer, Edge, Membership, Merge, Decision),
    *(Sightings, PageLinks, Accepted, Chunk, Headline, HeadlineList, Duplicate, Reject, StagedFile),
    *(FeedSource, FeedTask, FeedState, Poll, FetchRequest, HostState, PageSeen, HostMemory),
)
SQUEEZED = 0x80  # the bit of what is compressed
WORTH = 256  # bytes from which that is tried


class _Zstd(threading.local):
    """One for each thread, for it is slow to make and not to be shared."""

    def __init__(self) -> None:
        self.compressor, self.decompressor = zstandard.ZstdCompressor(level=1), zstandard.ZstdDecompressor()


_ZSTD = _Zstd()


class RecordCoder(coders.Coder):
    """Encodes the records of ``RECORDS`` by their form, and pickles everything else."""

    def __init__(self) -> None:
        self._places = {kind: place for place, kind in enumerate(RECORDS)}

    def encode(self, value: Any) -> bytes:
        """Return a byte that says what ``value`` is, and its content."""
        place, data = self._content(value)
        if len(data) >= WORTH and len(squeezed := _ZSTD.compressor.compress(data)) < len(data):
            place, data = place | SQUEEZED, squeezed
        return bytes((place,)) + data

    def decode(self, encoded: bytes) -> Any:
        """Return what was encoded, as a record of the same class."""
        place, data = encoded[0], encoded[1:]
        kind = RECORDS[place & ~SQUEEZED]
        content = _ZSTD.decompressor.decompress(data) if place & SQUEEZED else data
        return pickle.loads(content) if kind is None else form_of(kind).unpack(content)  # noqa: S301  # as Beam does

    def is_deterministic(self) -> bool:
        """Return that equal values need not become equal bytes: keys are ``str``."""
        return False

    def __reduce__(self) -> tuple[type[RecordCoder], tuple[()]]:
        return RecordCoder, ()

    def _content(self, value: Any) -> tuple[int, bytes]:
        kind: type = type(value)
        if kind in self._places:
            try:
                return self._places[kind], form_of(kind).pack(value)
            except UnicodeEncodeError:  # half a character, as a feed may have it: pickles bear it
                pass
        return 0, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


class CompactCoder(coders.FastPrimitivesCoder):
    """Beam's coder of last resort, with ``RecordCoder`` instead of pickle where it knows no better."""

    def __init__(self) -> None:
        super().__init__(RecordCoder())


def use_compact_coders() -> None:
    """Let pipelines that are built from now on in this process encode records compactly."""
    if not isinstance(registry.get_coder(Any), CompactCoder):
        registry.register_fallback_coder(CompactCoder)
