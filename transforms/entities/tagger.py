"""``load_tagger``: the tagger that the settings name."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.builtin import BuiltinTagger
from transforms.entities.gazetteer import gazetteer
from transforms.entities.mentions import EntityTagger, Mention, TaggerDocument
from transforms.entities.settings import EntitySettings

__all__ = ["EntityTagger", "Mention", "TaggerDocument", "load_tagger"]


class NoTagger:
    """Finds nothing (``tagger = "none"``)."""

    def tag(self, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
        """Return no mentions for each document."""
        return [() for _ in documents]


def load_tagger(settings: EntitySettings) -> EntityTagger:
    """Return the tagger that ``settings`` name, with its data loaded."""
    if settings.tagger == "none":
        return NoTagger()
    lists = gazetteer()
    return BuiltinTagger(lists, None, {})
