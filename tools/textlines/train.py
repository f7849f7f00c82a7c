"""Learn the weights of ``transforms/extract/linemodel.py`` from text dumps of labelled HTML pages.

Usage: python tools/textlines/train.py GOLD OUT [--without PAGES]

GOLD     a folder of labelled pages: ``gold.jsonl`` with ``id``, ``url``, ``html`` and ``body``, beside the pages
OUT      where to write the table, ``transforms/extract/data/lines.tsv``
PAGES    a ``pages.jsonl`` whose text pages' publishers are left out, so that the result can be measured on them

Needs resiliparse beside Headwater itself. The same input gives the same table.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from dumps import Dump, labelled_dumps
from variations import vary

from transforms.extract.linefeatures import Matrix, context_features, own_features
from transforms.extract.linemodel import BODY, HEADLINE, KINDS, OTHER, TITLE, second_features, softmax
from transforms.extract.textlines import Line, read_lines

COPIES = 3  # variations of each dump with a list
LIST = 3  # headlines from which a dump has one
WEIGHTS = {HEADLINE: 2.0, TITLE: 2.0}  # of a line's error; 1 for the others
EPOCHS, BATCH, RATE, DECAY = 12, 512, 3e-3, 1e-5
SEED = 1

Labels = npt.NDArray[np.int64]
Page = tuple[list[Line], Matrix, Labels]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train both stages and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path)
    options = parser.parse_args(arguments)
    pages = training_pages(list(labelled_dumps(options.gold, publishers(options.without))))
    print(f"{len(pages)} dumps and variations, {sum(len(labels) for _, _, labels in pages)} lines")
    first = fit([features for _, features, _ in pages], [labels for _, _, labels in pages])
    again = [
        second_features(features, softmax(features @ first[:-1] + first[-1]), lines) for lines, features, _ in pages
    ]
    second = fit(again, [labels for _, _, labels in pages])
    write(options.out, first, second)


def publishers(path: Path | None) -> frozenset[str]:
    """Return the names of the publishers of the text pages in ``path``, without their top-level domains."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines()) if path else ()
    return frozenset(row["publisher"].split(".")[0].lower() for row in rows if row["kind"] == "text")


def training_pages(dumps: Sequence[Dump]) -> list[Page]:
    """Return the lines, features and kinds of ``dumps`` and of their variations."""
    chance = random.Random(SEED)
    sentences = [line for dump in dumps for line, kind in zip(dump.lines, dump.kinds, strict=True) if kind == BODY]
    sentences = [line.strip() for line in sentences if 80 < len(line.strip()) < 500]
    pages: list[Page] = []
    for dump in dumps:
        copies = COPIES if dump.kinds.count(HEADLINE) >= LIST else 0
        pages += [_page(varied) for varied in (dump, *(vary(dump, sentences, chance) for _ in range(copies)))]
    return pages


def _page(dump: Dump) -> Page:
    lines = read_lines("\n".join(dump.lines))
    kinds = [dump.kinds[line.number] for line in lines]
    labels = np.array([OTHER if kind is None else kind for kind in kinds])
    return lines, context_features(own_features(lines), lines), labels


def fit(features: Sequence[Matrix], labels: Sequence[Labels]) -> Matrix:
    """Return the weights of a softmax regression, the constant last, by Adam with a cosine schedule."""
    x = np.concatenate(features)
    y = np.concatenate(labels)
    x = np.concatenate([x, np.ones((len(x), 1), np.float32)], axis=1)
    cost = np.array([WEIGHTS.get(kind, 1.0) for kind in range(len(KINDS))], np.float32)[y]
    order = np.random.default_rng(SEED)
    weights = np.zeros((x.shape[1], len(KINDS)), np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        shuffled = order.permutation(len(x))
        for start in range(0, len(x), BATCH):
            batch = shuffled[start : start + BATCH]
            error = softmax(x[batch] @ weights)
            error[np.arange(len(batch)), y[batch]] -= 1
            gradient = x[batch].T @ (error * cost[batch, None] / len(batch)) + DECAY * weights
            step += 1
            mean = 0.9 * mean + 0.1 * gradient
            square = 0.999 * square + 0.001 * gradient**2
            scale = np.sqrt(square / (1 - 0.999**step)) + 1e-8
            weights -= (rate * (mean / (1 - 0.9**step)) / scale).astype(np.float32)
    return weights


def write(path: Path, *stages: Matrix) -> None:
    """Write the weights of ``stages`` as a table: the stage, then a column for each kind."""
    rows = ["\t".join(["stage", *KINDS])]
    for number, weights in enumerate(stages, start=1):
        rows += ["\t".join([str(number), *(f"{value:.4g}" for value in row)]) for row in weights]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
