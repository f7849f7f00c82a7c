"""Where the first names of a document come from: the model, the lists alone, or a library that the user installed."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from transforms.entities.analysis import Analysis
from transforms.entities.gazetteer import Gazetteer
from transforms.entities.lexicon import Lexicon
from transforms.entities.model import Model
from transforms.entities.rules import regions, towns
from transforms.entities.spans import TEXT, TITLE, DocumentView, Span, fill_in

LABELS = frozenset(
    ["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "MISC"]
)
_OTHER_NAMES = {"PERSON": "PER", "PEOPLE": "PER", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "LOCATION": "LOC"}
GLINER_LABELS = {
    "person": "PER",
    "organization": "ORG",
    "country, state or city": "GPE",
    "location": "LOC",
    "facility": "FAC",
    "nationality, religious or political group": "NORP",
    "product, weapon or vehicle": "PRODUCT",
    "event": "EVENT",
    "work of art": "WORK_OF_ART",
    "law": "LAW",
}


class Finder(Protocol):
    """Finds names in analysed documents; the layers do the rest."""

    def find(self, views: Sequence[DocumentView]) -> list[list[Span]]:
        """Return the names of each document, in order, without overlap."""
        ...


class ModelFinder:
    """Finds names with the shipped model (English)."""

    def __init__(self, model: Model, gazetteer: Gazetteer) -> None:
        self._model = model
        self._gazetteer = gazetteer

    def find(self, views: Sequence[DocumentView]) -> list[list[Span]]:
        """Return the names of each document."""
        sentences = [[sentence for part in view.parts for sentence in part.sentences] for view in views]
        found = self._model.tag(sentences, self._gazetteer)
        return [list(self._spans(view, names)) for view, names in zip(views, found, strict=True)]

    def _spans(self, view: DocumentView, found: Sequence[Sequence[tuple[int, int, str]]]) -> Iterator[Span]:
        places = [(part, sentence) for part in (TITLE, TEXT) for sentence in view.parts[part].sentences]
        for (part, sentence), names in zip(places, found, strict=True):
            for first, last, label in names:
                yield Span(part, sentence.first + first, sentence.first + last, label, "model")


class ListFinder:
    """Finds towns and regions that the lists alone make likely (any language).

    ``smallest`` is the least size of a town: 1 from 10,000 inhabitants, 2 from 100,000, 3 from a million.
    """

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, smallest: int = 1) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._smallest = smallest

    def find(self, views: Sequence[DocumentView]) -> list[list[Span]]:
        """Return the places of each document."""
        return [
            fill_in(list(regions(view)), towns(view, self._lexicon, self._gazetteer, self._smallest)) for view in views
        ]


class SpacyFinder:
    """Finds names with a spaCy pipeline that the user installed."""

    def __init__(self, name: str) -> None:
        import spacy

        self._nlp: Any = spacy.load(name)

    def find(self, views: Sequence[DocumentView]) -> list[list[Span]]:
        """Return the names of each document, labels mapped, articles and possessives cut."""
        texts = [part.text for view in views for part in view.parts]
        found = iter(self._nlp.pipe(texts))
        return [[span for part in (TITLE, TEXT) for span in self._names(view, part, next(found))] for view in views]

    def _names(self, view: DocumentView, part: int, document: Any) -> Iterator[Span]:
        for entity in document.ents:
            label = known_label(entity.label_)
            span = None if label is None else words_at(view, part, entity.start_char, entity.end_char, label, "spacy")
            if span is not None:
                yield span


class GlinerFinder:
    """Finds names with a GLiNER model that lies in a local folder."""

    def __init__(self, path: str) -> None:
        from gliner import GLiNER

        self._model: Any = GLiNER.from_pretrained(path, local_files_only=True)

    def find(self, views: Sequence[DocumentView]) -> list[list[Span]]:
        """Return the names of each document; sentences of one line are given to the model together."""
        return [[span for part in (TITLE, TEXT) for span in self._names(view, part)] for view in views]

    def _names(self, view: DocumentView, part: int) -> Iterator[Span]:
        text = view.parts[part].text
        for start, end in pieces(view.parts[part]):
            for found in self._model.predict_entities(text[start:end], list(GLINER_LABELS)):
                at = (start + found["start"], start + found["end"])
                span = words_at(view, part, *at, GLINER_LABELS[found["label"]], "gliner")
                if span is not None:
                    yield span


def pieces(part: Analysis, longest: int = 200) -> Iterator[tuple[int, int]]:
    """Yield the characters from and to which sentences of one line stand that have ``longest`` words together.

    A model with a limited input cuts off what is longer; a sentence that is longer alone is a piece of its own.
    """
    tokens = part.tokens
    begun, words = 0, 0
    for number, (first, last) in enumerate(tokens.sentences):
        before = tokens.sentences[number - 1][1] if number else 0
        same_line = number > 0 and "\n" not in part.text[tokens.ends[before - 1] : tokens.starts[first]]
        if number and (not same_line or words + last - first > longest):
            yield tokens.starts[begun], tokens.ends[before - 1]
            begun, words = first, 0
        words += last - first
    if tokens.sentences:
        yield tokens.starts[begun], tokens.ends[-1]


def known_label(label: str) -> str | None:
    """Return the label that the layers know for a library's; ``None`` for dates, amounts and the like.

    >>> known_label("PERSON"), known_label("GPE"), known_label("DATE")
    ('PER', 'GPE', None)
    """
    name = _OTHER_NAMES.get(label.upper(), label.upper())
    return name if name in LABELS or name == "PER" else None


def words_at(view: DocumentView, part: int, start: int, end: int, label: str, source: str) -> Span | None:
    """Return the span of the words from character ``start`` to ``end``, without article and possessive."""
    tokens = view.parts[part].tokens
    inside = list(range(bisect.bisect_right(tokens.ends, start), bisect.bisect_left(tokens.starts, end)))
    while inside and tokens.words[inside[0]].lower() in ("the", "a", "an"):
        inside.pop(0)
    while inside and tokens.words[inside[-1]].lower() in ("'s", "’s", ".", ","):
        inside.pop()
    return Span(part, inside[0], inside[-1] + 1, label, source) if inside else None
