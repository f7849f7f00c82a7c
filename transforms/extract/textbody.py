"""The article's own text on a text page: the stretch of lines with the most body in it."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.extract.linefeatures import Matrix
from transforms.extract.linemodel import BODY, HEADLINE, LABEL, OTHER
from transforms.extract.textlines import Line

_CERTAIN = 0.5
_POSSIBLE = 0.25
_WEIGHT_LIMIT = 400  # characters of a line that count
_EVEN = 0.4  # probability at which a line neither lengthens nor shortens the stretch
_GAP = 60  # characters that a line costs, at the least, when it is no body
_SHORT = 90  # characters of a line that has to look like a heading to be one inside the body


def body_lines(lines: Sequence[Line], kinds: Matrix) -> list[int]:
    """Return the lines of the article's text in order; empty where no line looks like a paragraph."""
    first, last = _best_stretch(lines, kinds)
    return [at for at in range(first, last + 1) if _belongs(lines[at], kinds[at], inner=first < at < last)]


def _best_stretch(lines: Sequence[Line], kinds: Matrix) -> tuple[int, int]:
    """Return the first and last line of the stretch whose lines weigh most (Kadane's maximal sum); (0, -1) for none."""
    best, best_sum, start, total = (0, -1), 0.0, 0, 0.0
    for at, line in enumerate(lines):
        if total <= 0:
            start, total = at, 0.0
        total += _weight(line, float(kinds[at, BODY]))
        if total > best_sum:
            best, best_sum = (start, at), total
    return best


def _weight(line: Line, body: float) -> float:
    size = min(len(line.text), _WEIGHT_LIMIT)
    return (body - _EVEN) * (size if body >= _EVEN else max(size, _GAP))


def _belongs(line: Line, kind: Sequence[float], *, inner: bool) -> bool:
    """Say whether a line of the stretch is text: a paragraph, or what can only be a heading or an item between two."""
    if kind[BODY] >= _POSSIBLE:
        return True
    if not inner:
        return False
    return kind[OTHER] < _CERTAIN and kind[HEADLINE] < _CERTAIN and kind[LABEL] < _CERTAIN
