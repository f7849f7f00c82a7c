"""Lines that were broken at a column, joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transforms.extract.datelines import parse_dateline

_BROKEN = (48, 100)  # characters of a line that was broken at a column
_ENDED = re.compile(r"[.!?:;…][\"'”’»)]?$")
_BYLINE = re.compile(r"(?:by|von|par|por|di|av|door)(?:\s[^\s.]+){1,5}$", re.IGNORECASE)
_OPENS = re.compile(r"(?:[•·▪■●◦‣∙*»›▶►–—+-]|\d{1,2}[.)]|\[\d+\]|#{1,6})\s|https?:")  # an entry, a heading, an address
_HEADING = re.compile(r"#{1,6}\s")
_NEAR = 8  # characters by which the lines of one column differ, for want of hyphens
_FEWEST = 4  # lines that must have been broken near one column, for it to be the page's


def unwrapped(raws: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (number, line) with lines that were broken at a column joined again, under the number of their first.

    A line goes on where the next one, without a blank line between, begins in lower case although it is no short one;
    and, on a page that has such a column, where the next one's first word would not have fitted in.
    """
    column = _column(raws)
    parts: list[str] = []
    start = 0
    for number, raw in enumerate(raws):
        if parts and _goes_on(raws[number - 1], raw, column):
            parts.append(raw.strip())
            continue
        if parts:
            yield start, " ".join(parts)
        parts, start = [raw], number
    if parts:
        yield start, " ".join(parts)


def _column(raws: Sequence[str]) -> int | None:
    """Return the greatest length near which several lines of the page were broken, ``None`` where none were."""
    lengths = sorted(len(raw.rstrip()) for raw, after in pairwise(raws) if _breaks_off(raw, after))
    wide = [at for at in range(_FEWEST - 1, len(lengths)) if lengths[at] - lengths[at - _FEWEST + 1] <= _NEAR]
    return lengths[wide[-1]] if wide else None


def _goes_on(line: str, after: str, column: int | None) -> bool:
    if _breaks_off(line, after):
        return True
    rest = after.strip()
    if column is None or not rest or not line.strip() or _OPENS.match(rest) or _HEADING.match(line.lstrip()):
        return False
    if _indent(after) > _indent(line) and not _OPENS.match(line.lstrip()):
        return False  # the first line of a paragraph
    length = len(line.rstrip())
    return length <= column + _NEAR and length + 1 + len(rest.split()[0]) > column and parse_dateline(rest) is None


def _breaks_off(line: str, after: str) -> bool:
    """Say whether a line ends in the middle of a sentence, by itself."""
    text, rest = line.strip(), after.strip()
    if not (_BROKEN[0] <= len(text) <= _BROKEN[1] and rest[:1].islower()):
        return False
    return not _ENDED.search(text) and not _BYLINE.match(rest)


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip())
