"""What the lines of a text page are: body, related headline, title, label, or anything else.

A linear model in two stages. The first judges each line by ``linefeatures``; the second judges it again, knowing what
the first made of the lines around it. The weights are learned from text dumps of labelled HTML pages
(``tools/train_lines.py``) and lie in ``data`` as a table that can be read and compared.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Sequence

import numpy as np

from transforms.extract.linefeatures import (
    Matrix,
    context_features,
    own_features,
    run_means,
    shifted,
    template_means,
    window_mean,
)
from transforms.extract.textlines import Line

KINDS = ("body", "headline", "title", "label", "other")
BODY, HEADLINE, TITLE, LABEL, OTHER = range(len(KINDS))
WEIGHTS = "lines.tsv"


@functools.lru_cache(maxsize=1)
def weights() -> tuple[Matrix, Matrix]:
    """Return the weights of both stages: a row for each feature, the last for the constant; a column for each kind."""
    text = (importlib.resources.files("transforms.extract") / "data" / WEIGHTS).read_text(encoding="utf-8")
    stages: tuple[list[list[float]], list[list[float]]] = ([], [])
    for row in text.splitlines()[1:]:
        stage, *numbers = row.split("\t")
        stages[int(stage) - 1].append([float(number) for number in numbers])
    first, second = (np.array(rows, np.float32) for rows in stages)
    return first, second


def kinds_of(lines: Sequence[Line]) -> Matrix:
    """Return the probability of each of ``KINDS`` (columns) for each of ``lines`` (rows)."""
    if not lines:
        return np.zeros((0, len(KINDS)), np.float32)
    first, second = weights()
    features = context_features(own_features(lines), lines)
    judged = softmax(features @ first[:-1] + first[-1])
    return softmax(second_features(features, judged, lines) @ second[:-1] + second[-1])


def second_features(features: Matrix, judged: Matrix, lines: Sequence[Line]) -> Matrix:
    """Return what the second stage sees: ``features``, and the first stage's judgement of the lines around."""
    parts = [features, judged]
    parts += [shifted(judged, step) for step in (-3, -2, -1, 1, 2, 3)]
    parts += [window_mean(judged, first, last) for first, last in ((-8, -1), (1, 8), (-30, -1), (1, 30))]
    parts += [run_means(judged, lines), template_means(judged, features, lines)]
    return np.concatenate(parts, axis=1)


def softmax(values: Matrix) -> Matrix:
    """Return each row as probabilities."""
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
