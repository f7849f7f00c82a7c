"""Which tagger a language gets: English the model, others the lists, those without spaces a search for substrings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transforms.entities.mentions import EntityTagger, Mention, TaggerDocument

ENGLISH = (None, "en")  # a text whose language is not known is taken for English
UNSPACED = ("zh", "ja", "ko", "th", "lo", "km", "my")  # Korean has spaces, but its endings stick to the names


class ByLanguage:
    """Hands each document to the tagger of its language; the taggers other than English are made when first needed."""

    def __init__(
        self, english: EntityTagger, listed: Callable[[], EntityTagger], unspaced: Callable[[], EntityTagger]
    ) -> None:
        self._makers = {"listed": listed, "unspaced": unspaced}
        self._taggers = {"english": english}

    def tag(self, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each document."""
        groups: dict[str, list[int]] = {}
        for number, document in enumerate(documents):
            groups.setdefault(_group(document.language), []).append(number)
        result: list[tuple[Mention, ...]] = [() for _ in documents]
        for group, numbers in groups.items():
            tagged = self._tagger(group).tag([documents[number] for number in numbers])
            for number, mentions in zip(numbers, tagged, strict=True):
                result[number] = mentions
        return result

    def _tagger(self, group: str) -> EntityTagger:
        if group not in self._taggers:
            self._taggers[group] = self._makers[group]()
        return self._taggers[group]


def _group(language: str | None) -> str:
    if language in ENGLISH:
        return "english"
    return "unspaced" if (language or "").partition("-")[0] in UNSPACED else "listed"
