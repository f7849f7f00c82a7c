"""The label that a reader sees above a list of a text page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.linefeatures import Matrix
from transforms.extract.linemodel import BODY, LABEL
from transforms.extract.textlines import Line
from transforms.extract.textlists import is_aside
from transforms.related.wording import ACTION

_LONGEST = 60  # characters of a label
_MOST_WORDS = 7
_MORE = re.compile(r"\s*(?:show more|see all|view all|more|»|›|>|\[\+\])$", re.IGNORECASE)
_TRAILER = re.compile(
    r"^\W*(?:(?:see|view|show|read)?\s?(?:more|all)(?: \w+){0,3}|advertisement|ad|publicidad|anzeige|share|top|print)\W*$",
    re.IGNORECASE,
)
_DAY = re.compile(r"^[^\W\d_]+,? \d{1,2}\.? [^\W\d_]+ (?:19|20)\d\d$|^[^\W\d_]+,? [^\W\d_]+ \d{1,2}, (?:19|20)\d\d$")


def heading_of(lines: Sequence[Line], kinds: Matrix, headlines: Sequence[int], taken: set[int]) -> str | None:
    """Return the label of the list ``headlines``; ``taken`` are the lines of all lists and of the body."""
    first = headlines[0]
    if cued := _inside(lines, first):
        return cued
    kicked = _has_kickers(lines, headlines, taken)
    skipped = 0
    for at in range(first - 1, max(first - 8, -1), -1):
        line = lines[at]
        if at in taken:
            return None
        if lines[first].timed and _DAY.match(line.text):
            return line.text
        if is_aside(line) or (kicked and skipped == 0 and at == first - 1):
            skipped += 1
            continue
        if _TRAILER.match(line.text):
            return None
        if _is_label(line, kinds[at]):
            return _MORE.sub("", line.text) or line.text
        if line.words > _MOST_WORDS:
            return None
    return None


def _inside(lines: Sequence[Line], at: int) -> str | None:
    """Return the cue that opens the line of a lone headline ("Read more: …")."""
    match = CUED.match(lines[at].text)
    return match["cue"].strip() if match else None


CUED = re.compile(
    r"^\W*(?P<cue>(?:read (?:more|also|next)|see also|also read|related|more|watch|lire aussi|à lire|lea también|leia (?:também|mais)"
    r"|le puede interesar|te puede interesar|mehr zum thema|lesen sie auch|leggi anche|baca juga|czytaj także)\b[^:]{0,20}:)\s+(?=\S)",
    re.IGNORECASE,
)


def _has_kickers(lines: Sequence[Line], headlines: Sequence[int], taken: set[int]) -> bool:
    """Say whether nearly each headline of the list has a short line of its own before it."""
    if len(headlines) < 2:
        return False
    own = [at - 1 for at in headlines if at and at - 1 not in taken and not is_aside(lines[at - 1])]
    short = [at for at in own if lines[at].words <= 5]
    return len(short) >= max(2, 0.8 * len(headlines))


def _is_label(line: Line, kind: Sequence[float]) -> bool:
    if len(line.text) > _LONGEST or line.words > _MOST_WORDS or kind[BODY] > 0.5:
        return False
    return kind[LABEL] >= 0.05 or line.words <= 4 or line.text.isupper()
