"""``load_tagger``: the tagger that the settings name; ``check_settings``: whether it can be had."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from transforms.entities.finders import GlinerFinder, ListFinder, ModelFinder, SpacyFinder
from transforms.entities.gazetteer import Gazetteer, Known, gazetteer
from transforms.entities.homes import Homes
from transforms.entities.languages import ByLanguage
from transforms.entities.layers import LayeredTagger
from transforms.entities.lexicon import lexicon
from transforms.entities.mentions import EntityTagger, Mention, TaggerDocument
from transforms.entities.model import model
from transforms.entities.own import read_own
from transforms.entities.places import places
from transforms.entities.settings import EntitySettings
from transforms.entities.unspaced import UnspacedTagger

__all__ = ["EntityTagger", "Mention", "TaggerDocument", "check_settings", "load_tagger"]


class NoTagger:
    """Finds nothing (``tagger = "none"``)."""

    def tag(self, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
        """Return no mentions for each document."""
        return [() for _ in documents]


def load_tagger(settings: EntitySettings) -> EntityTagger:
    """Return the tagger that ``settings`` name, its data loaded; raises ``ValueError`` as ``check_settings`` does."""
    kind, _, name = settings.tagger.partition(":")
    if settings.tagger == "none":
        return NoTagger()
    if name and kind not in ("spacy", "gliner"):
        return _own_class(settings.tagger)()
    check_settings(settings)
    own = _own_names(settings)
    lists = Gazetteer(own) if own else gazetteer()
    homes = Homes(settings.homes)
    if kind == "spacy":
        return LayeredTagger(SpacyFinder(name), lists, homes, persons=True)
    if kind == "gliner":
        return LayeredTagger(GlinerFinder(name), lists, homes, persons=True)
    finder = ListFinder(lists, lexicon()) if kind == "gazetteer" else ModelFinder(model(), lists)
    english = LayeredTagger(finder, lists, homes, persons=kind == "builtin")
    return ByLanguage(english, lambda: _listed(own, homes), lambda: UnspacedTagger(places(), own))


def _listed(own: Sequence[tuple[str, Known]], homes: Homes) -> EntityTagger:
    lists = Gazetteer(own, foreign=True)
    return LayeredTagger(ListFinder(lists, lexicon(), smallest=2), lists, homes, persons=False)


def check_settings(settings: EntitySettings) -> None:
    """Raise ``ValueError``, naming the key, if a library, class or file that ``settings`` name is not there."""
    kind, _, name = settings.tagger.partition(":")
    try:
        _own_names(settings)
    except ValueError as error:
        raise ValueError(f"entities.gazetteers: {error}") from error
    if kind in ("spacy", "gliner") and name:
        if importlib.util.find_spec(kind) is None:
            raise ValueError(f"entities.tagger: {kind} is not installed (pip install 'headwater[{kind}]')")
        if kind == "gliner" and not Path(name).is_dir():
            raise ValueError(f"entities.tagger: {name}: no folder of a GLiNER model")
        if kind == "spacy" and not Path(name).exists() and importlib.util.find_spec(name) is None:
            raise ValueError(f"entities.tagger: {name}: neither an installed spaCy pipeline nor a path")
    elif name:
        _own_class(settings.tagger)


def _own_names(settings: EntitySettings) -> list[tuple[str, Known]]:
    return [entry for path in settings.gazetteers for entry in read_own(path)]


def _own_class(path: str) -> type[EntityTagger]:
    module, _, name = path.partition(":")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise ValueError(f"entities.tagger: {path}: {error}") from error
    if not callable(getattr(found, "tag", None)):
        raise ValueError(f"entities.tagger: {path}: has no method tag(documents)")
    return cast("type[EntityTagger]", found)
