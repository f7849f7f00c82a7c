"""What taggers take and give: documents in, mentions out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Protocol


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TaggerDocument:
    """One article as a tagger sees it. ``language`` is ISO 639-1, ``source`` a site or publisher."""

    title: str
    text: str
    language: str | None = None
    source: str | None = None
    dateline: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name in ``field`` ("title" or "text"): characters ``start`` to ``end`` of it, which read ``text``.

    ``source`` is the layer that found it; mentions of one document with equal ``cluster`` are one entity.
    """

    field: str
    start: int
    end: int
    text: str
    label: str
    subtype: str | None = None
    entity_id: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    source: str
    cluster: int


class EntityTagger(Protocol):
    """Anything that finds mentions. A class of your own needs this one method and no arguments to be made."""

    def tag(self, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each document, in order of field (title first) and start, never overlapping."""
        ...
