"""The article's own text on a text page: the stretch of lines with the most body in it."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.extract.authors import is_byline
from transforms.extract.linefeatures import Matrix
from transforms.extract.linemodel import BODY, HEADLINE, LABEL, OTHER, TITLE
from transforms.extract.textfurniture import without_furniture
from transforms.extract.textlines import Line, is_notice

_CERTAIN = 0.5
_POSSIBLE = 0.25
_WEIGHT_LIMIT = 400  # characters of a line that count
_EVEN = 0.3  # probability at which a line neither lengthens nor shortens the stretch
_GAP = 40  # characters that a line costs, at the least, when it is no body
_CREDIT = 100  # weight of a title, byline or date above the first line
_INTRODUCED = 4  # lines above among which these stand
_NEAR = 6  # lines beyond the stretch among which a paragraph still belongs to it
_LONG = 90  # characters of a paragraph
_SHORT = 60  # the same where the line looks like text by itself
_FAINT = 0.1
_INSIDE = 0.05  # probability that is enough for a sentence between two paragraphs


def body_lines(lines: Sequence[Line], kinds: Matrix) -> list[int]:
    """Return the lines of the article's text in order; empty where no line looks like a paragraph."""
    first, last = _extended(lines, kinds, *_best_stretch(lines, kinds))
    found = [at for at in range(first, last + 1) if _belongs(lines[at], kinds[at], inner=first < at < last)]
    found = without_furniture(lines, found)
    return found if any(_is_told(lines[at]) for at in found) else []


def _best_stretch(lines: Sequence[Line], kinds: Matrix) -> tuple[int, int]:
    """Return the first and last line of the stretch whose lines weigh most (Kadane's maximal sum); (0, -1) for none."""
    best, best_sum, start, total = (0, -1), 0.0, 0, 0.0
    for at, line in enumerate(lines):
        if total <= 0:
            start, total = at, 0.0
        total += _weight(line, float(kinds[at, BODY]))
        if start == at and total > 0 and _is_introduced(lines, kinds, at):
            total += _CREDIT
        if total > best_sum:
            best, best_sum = (start, at), total
    return best


def _is_introduced(lines: Sequence[Line], kinds: Matrix, at: int) -> bool:
    """Say whether a title, a byline or a date stands just above a line."""
    above = range(max(at - _INTRODUCED, 0), at)
    return any(
        kinds[index, TITLE] >= _POSSIBLE or is_notice(lines[index].text) or is_byline(lines[index].shown)
        for index in above
    )


def _extended(lines: Sequence[Line], kinds: Matrix, first: int, last: int) -> tuple[int, int]:
    """Return the stretch with the paragraphs just beyond its ends: before a player or a form, after an advert."""
    while last >= first:
        above = next(
            (at for at in range(first - 1, max(first - _NEAR, 0) - 1, -1) if _is_paragraph(lines[at], kinds[at])), None
        )
        below = next(
            (at for at in range(last + 1, min(last + _NEAR, len(lines))) if _is_paragraph(lines[at], kinds[at])), None
        )
        if above is None and below is None:
            break
        first, last = first if above is None else above, last if below is None else below
    return first, last


def _is_paragraph(line: Line, kind: Sequence[float]) -> bool:
    return (
        len(line.text) >= (_LONG if kind[BODY] < _POSSIBLE else _SHORT)
        and _is_told(line)
        and kind[BODY] >= _FAINT
        and kind[HEADLINE] < _POSSIBLE
        and not line.bullet
    )


def _is_told(line: Line) -> bool:
    """Say whether a line ends as sentences do."""
    return line.text.rstrip("\"'”’“‘»«」』)")[-1:] in tuple(".!?…。！？؟।")


def _weight(line: Line, body: float) -> float:
    size = min(len(line.text), _WEIGHT_LIMIT)
    return (body - _EVEN) * (size if body >= _EVEN else max(size, _GAP))


def _belongs(line: Line, kind: Sequence[float], *, inner: bool) -> bool:
    """Say whether a line of the stretch is text: a paragraph, or what can only be a heading or an item between two."""
    if kind[BODY] >= _POSSIBLE or _is_paragraph(line, kind):
        return True
    if not inner:
        return False
    if len(line.text) >= _SHORT and _is_told(line) and kind[BODY] >= _INSIDE and kind[HEADLINE] < _INSIDE:
        return True
    return kind[OTHER] < _CERTAIN and kind[HEADLINE] < _CERTAIN and kind[LABEL] < _CERTAIN
