"""Copies of one text are tagged once: what a document is to a tagger, and what was tagged lately."""

from __future__ import annotations

import dataclasses

from transforms.entities.homes import Homes
from transforms.entities.mentions import Mention, TaggerDocument
from transforms.entities.settings import EntitySettings

KEPT = 2048  # documents: some 50 MB with their mentions


class Copies:
    """The mentions of the documents that were tagged last, the oldest dropped first."""

    def __init__(self, settings: EntitySettings, limit: int = KEPT) -> None:
        kind, _, name = settings.tagger.partition(":")
        self._homes = None if name and kind not in ("spacy", "gliner") else Homes(settings.homes)
        self._limit = limit
        self._kept: dict[TaggerDocument, tuple[Mention, ...]] = {}

    def reduced(self, document: TaggerDocument) -> TaggerDocument:
        """Return ``document`` without what makes no difference to its mentions, so that copies are equal.

        Of the source only its home counts, the dateline not at all. A class of the user's own may look at everything.
        """
        if self._homes is None:
            return document
        return dataclasses.replace(document, source=self._homes.alike(document.source), dateline=None)

    def get(self, reduced: TaggerDocument) -> tuple[Mention, ...] | None:
        """Return the mentions of a reduced document, ``None`` if it was not tagged lately."""
        found = self._kept.pop(reduced, None)
        if found is not None:
            self._kept[reduced] = found
        return found

    def keep(self, reduced: TaggerDocument, mentions: tuple[Mention, ...]) -> None:
        """Remember the mentions of a reduced document."""
        self._kept[reduced] = mentions
        if len(self._kept) > self._limit:
            del self._kept[next(iter(self._kept))]
