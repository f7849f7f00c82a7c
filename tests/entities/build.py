"""Builders that the tests of this area share."""

from __future__ import annotations

import functools

from transforms.entities.mentions import EntityTagger, Mention, TaggerDocument
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import load_tagger


@functools.lru_cache(maxsize=4)
def tagger(settings: EntitySettings) -> EntityTagger:
    """Return a tagger, loaded once per test run."""
    return load_tagger(settings)


def document(text: str = "", **changes: str | None) -> TaggerDocument:
    """Return an English document without a title."""
    return TaggerDocument(**{"title": "", "text": text, "language": "en", **changes})


def tag(text: str = "", **changes: str | None) -> tuple[Mention, ...]:
    """Return what the built-in tagger finds."""
    return tagger(EntitySettings()).tag([document(text, **changes)])[0]


def found(text: str = "", **changes: str | None) -> dict[str, Mention]:
    """Return the first mention of each name, by its text."""
    mentions: dict[str, Mention] = {}
    for mention in tag(text, **changes):
        mentions.setdefault(mention.text, mention)
    return mentions
