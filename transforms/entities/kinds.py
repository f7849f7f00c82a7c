"""The fine label of a place, or of a name that is none of a person, place or organisation, where no list has it.

A log-linear model over the words of the name and its company, with the answer of the rules (``labels``) among what it
sees. Its weights are in ``data/kinds.npz``; ``tools/entities/train_kinds.py`` makes them.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Iterator

from transforms.entities.features import shape
from transforms.entities.lexicon import lexicon
from transforms.entities.remembered import Remembered
from transforms.entities.resources import read_arrays, unpack_texts
from transforms.entities.spans import DocumentView, Span

KINDS = {  # what a coarse label may be
    "LOC": ("GPE", "LOC", "FAC"),
    "MISC": ("NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "MISC"),
}
Name = tuple[str, ...]
Company = tuple[str, str, str]  # two words before a name and one behind it
_KEPT = 20_000  # names, and words around them, whose sums are kept


def kind_features(view: DocumentView, span: Span, rule: str) -> Iterator[str]:
    """Yield what is seen of an unlisted name, a word or more, with its label (coarse) and that of the rules."""
    name, company = _seen(view, span)
    yield from _name_features(span.label, rule, name)
    yield from _company_features(span.label, company)


def _seen(view: DocumentView, span: Span) -> tuple[Name, Company]:
    words = view.parts[span.part].words
    before = words[span.first - 1] if span.first else "^"
    far = words[span.first - 2] if span.first > 1 else "^"
    after = words[span.last] if span.last < len(words) else "$"
    return tuple(words[span.first : span.last]), (far, before, after)


def _name_features(coarse: str, rule: str, name: Name) -> Iterator[str]:
    first, last = name[0], name[-1]
    brown = lexicon().brown(last)
    yield f"{coarse}={rule}"
    yield f"{coarse}n{min(len(name), 4)}={rule}"
    yield f"first={first.lower()}"
    yield f"last={last.lower()}"
    yield f"end={last[-3:].lower()}"
    yield f"end2={last[-2:].lower()}"
    for word in name[1:-1]:
        yield f"has={word.lower()}"
    yield f"{coarse}shape={shape(first)},{shape(last)}"
    if len(name) > 1:
        yield f"{coarse}B2={lexicon().brown(name[-2]) & 1023}"
    yield f"{coarse}g={lexicon().glove(last)}"
    yield f"{coarse}flags={lexicon().flags(last)},{lexicon().case(last)}"
    yield f"{coarse}b={brown & 63}"
    yield f"{coarse}B={brown}"
    yield f"{coarse}B0={lexicon().brown(first)}"


def _company_features(coarse: str, company: Company) -> Iterator[str]:
    far, before, after = company
    near, brown = before.lower(), lexicon().brown(after)
    yield f"{coarse}before={near}"
    yield f"{coarse}far={far.lower()},{near}"
    yield f"{coarse}after={after.lower()}"
    yield f"{coarse}bf={near},{brown & 63}"
    yield f"{coarse}Bb={lexicon().brown(before) & 1023}"
    yield f"{coarse}Ba={brown & 1023}"


class Kinds:
    """Weighs what is seen of a name."""

    def __init__(self) -> None:
        arrays = read_arrays("kinds")
        features = unpack_texts(arrays["features"])
        labels = unpack_texts(arrays["labels"])
        self._weights = dict(zip(features, arrays["weights"].tolist(), strict=True))
        self._columns = {coarse: [labels.index(kind) for kind in kinds] for coarse, kinds in KINDS.items()}
        self._names: Remembered[tuple[str, str, Name], list[float]] = Remembered(
            lambda key: self._sums(key[0], _name_features(*key)), _KEPT
        )
        self._company: Remembered[tuple[str, Company], list[float]] = Remembered(
            lambda key: self._sums(key[0], _company_features(*key)), _KEPT
        )

    def label(self, view: DocumentView, span: Span, rule: str) -> str:
        """Return the likeliest fine label of ``span``; that of the rules where nothing is known of it."""
        name, company = _seen(view, span)
        sums = list(map(operator.add, self._names[span.label, rule, name], self._company[span.label, company]))
        return KINDS[span.label][sums.index(max(sums))] if any(sums) else rule

    def _sums(self, coarse: str, features: Iterable[str]) -> list[float]:
        """Return what ``features`` say for each label that ``coarse`` may be."""
        rows = [self._weights[feature] for feature in features if feature in self._weights]
        return [sum([row[column] for row in rows]) for column in self._columns[coarse]]


@functools.lru_cache(maxsize=1)
def kinds() -> Kinds:
    """Return the model, read once per process."""
    return Kinds()
