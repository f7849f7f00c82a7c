"""The fine label of a place, or of a name that is none of a person, place or organisation, where no list has it.

A log-linear model over the words of the name and its company, with the answer of the rules (``labels``) among what it
sees. Its weights are in ``data/kinds.npz``; ``tools/entities/train_kinds.py`` makes them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from transforms.entities.features import shape
from transforms.entities.lexicon import lexicon
from transforms.entities.resources import read_arrays, unpack_texts
from transforms.entities.spans import DocumentView, Span

KINDS = {  # what a coarse label may be
    "LOC": ("GPE", "LOC", "FAC"),
    "MISC": ("NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "MISC"),
}


def kind_features(view: DocumentView, span: Span, rule: str) -> Iterator[str]:
    """Yield what is seen of an unlisted name: its words, their clusters, its neighbours, and what the rules say."""
    words = view.parts[span.part].words
    name = words[span.first : span.last]
    first, last, coarse = name[0], name[-1], span.label
    before = words[span.first - 1] if span.first else "^"
    after = words[span.last] if span.last < len(words) else "$"
    far = words[span.first - 2] if span.first > 1 else "^"
    yield f"{coarse}={rule}"
    yield f"{coarse}n{min(len(name), 4)}={rule}"
    yield f"first={first.lower()}"
    yield f"last={last.lower()}"
    yield f"end={last[-3:].lower()}"
    yield f"end2={last[-2:].lower()}"
    for word in name[1:-1]:
        yield f"has={word.lower()}"
    yield f"{coarse}shape={shape(first)},{shape(last)}"
    yield f"{coarse}before={before.lower()}"
    yield f"{coarse}far={far.lower()},{before.lower()}"
    yield f"{coarse}after={after.lower()}"
    if len(name) > 1:
        yield f"{coarse}B2={lexicon().brown(name[-2]) & 1023}"
    yield f"{coarse}g={lexicon().glove(last)}"
    yield f"{coarse}flags={lexicon().flags(last)},{lexicon().case(last)}"
    yield f"{coarse}bf={before.lower()},{lexicon().brown(after) & 63}"
    brown = lexicon().brown(last)
    yield f"{coarse}b={brown & 63}"
    yield f"{coarse}B={brown}"
    yield f"{coarse}B0={lexicon().brown(first)}"
    yield f"{coarse}Bb={lexicon().brown(before) & 1023}"
    yield f"{coarse}Ba={lexicon().brown(after) & 1023}"


class Kinds:
    """Weighs what is seen of a name."""

    def __init__(self) -> None:
        arrays = read_arrays("kinds")
        features = unpack_texts(arrays["features"])
        labels = unpack_texts(arrays["labels"])
        self._weights = dict(zip(features, arrays["weights"].tolist(), strict=True))
        self._columns = {coarse: [(kind, labels.index(kind)) for kind in kinds] for coarse, kinds in KINDS.items()}

    def label(self, view: DocumentView, span: Span, rule: str) -> str:
        """Return the likeliest fine label of ``span``; that of the rules where nothing is known of it."""
        rows = [row for feature in kind_features(view, span, rule) if (row := self._weights.get(feature)) is not None]
        sums = {kind: sum([row[column] for row in rows]) for kind, column in self._columns[span.label]}
        return max(sums, key=sums.__getitem__) if rows else rule


@functools.lru_cache(maxsize=1)
def kinds() -> Kinds:
    """Return the model, read once per process."""
    return Kinds()
