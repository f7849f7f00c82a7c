"""Train the model of fine labels on the texts of our own and write ``data/kinds.npz``.

Usage: python tools/entities/train_kinds.py OUT

Needs python-crfsuite 0.9.12 and numpy, and takes seconds.
"""

from __future__ import annotations

import argparse
import bisect
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pycrfsuite

from tools.entities.own_texts import Document, read_texts
from transforms.entities.analysis import analyse
from transforms.entities.gazetteer import gazetteer
from transforms.entities.kinds import KINDS, kind_features
from transforms.entities.labels import SURE, by_rule, listed_as
from transforms.entities.lexicon import lexicon
from transforms.entities.resources import pack, pack_texts
from transforms.entities.rules import coarse
from transforms.entities.spans import TEXT, DocumentView, Span

TEXTS = Path(__file__).with_name("texts")
OPTIONS = {"c1": 0.2, "c2": 0.2, "max_iterations": 200, "feature.minfreq": 2}
SMALLEST_WEIGHT = 0.02


class Example(NamedTuple):
    """A name that no list has: what is seen of it, its label, and what the rules say."""

    features: list[str]
    label: str
    rule: str


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    found = [example for path in sorted(TEXTS.glob("*.txt")) for example in examples(path)]
    args.out.write_bytes(train(found))
    print(f"{args.out}: {args.out.stat().st_size:,} bytes from {len(found):,} names")


def examples(path: Path) -> Iterator[Example]:
    """Yield the names of one file of texts that are for this model to label."""
    for document in read_texts(path):
        yield from _examples(document)


def _examples(document: Document) -> Iterator[Example]:
    nothing = analyse("", lexicon(), gazetteer())
    part = analyse(document.text, lexicon(), gazetteer())
    view = DocumentView((nothing, part))
    for start, end, label in document.names:
        first, last = bisect.bisect_right(part.tokens.ends, start), bisect.bisect_left(part.tokens.starts, end)
        span = Span(TEXT, first, last, coarse(label), "model")
        if span.label in KINDS and listed_as(view, span, gazetteer()) is None:
            rule = by_rule(view, span, gazetteer())
            if rule not in SURE:
                yield Example(list(kind_features(view, span, rule)), label, rule)


def train(found: list[Example]) -> bytes:
    """Return the weights as ``kinds`` reads them: a row for each feature, a column for each label."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=OPTIONS, verbose=False)
    for example in found:
        trainer.append([example.features], [example.label])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kinds.crfsuite"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
    labels = sorted(info.labels)
    rows: dict[str, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        rows.setdefault(feature, [0.0] * len(labels))[labels.index(label)] = weight
    kept = sorted(feature for feature, row in rows.items() if max(map(abs, row)) >= SMALLEST_WEIGHT)
    weights = np.array([rows[feature] for feature in kept], np.float16)
    return pack({"labels": pack_texts(labels), "features": pack_texts(kept), "weights": weights})


if __name__ == "__main__":
    main()
