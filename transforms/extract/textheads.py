"""Related headlines of a text page as lists: where one ends, and the label that a reader sees above it.

Pages print lists in three ways: a label and then headlines; a label and then records, each with a section name (a
kicker) of its own above or below its headline; headlines alone, parted by blank lines. Only the first line of the first
kind, and the line above the first kicker, are labels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transforms.extract.linefeatures import Matrix
from transforms.extract.linemodel import BODY, LABEL
from transforms.extract.textlines import Line
from transforms.extract.textlists import LABEL_WORDS, is_aside

List = tuple[str | None, tuple[int, ...]]

_REACH = 8  # lines above a headline among which its label stands
_LONGEST = 60  # characters of a label
_MOST_WORDS = 7
_OFTEN = 4  # times that a page shows what is no label of one list
_SURE = 0.2  # probability from which a line is a label wherever it stands
_KICKED = 3  # headlines in a row with a line of their own above them, from which those lines are no labels
_MORE = re.compile(r"\s*(?:show|see|view|read) (?:more|all)$|\s+(?:»|›|>|→|\[\+\])$", re.IGNORECASE)
_END = re.compile(
    r"^\W*(?:(?:see|view|show|browse)\s(?:more|all|the full)\b.*|(?:more|all)(?:\s\w+){0,3}\s?(?:\.{3}|…|»|›|>"
    r"|→)|more \w+ videos|advertisement"
    r"|anzeige|publicidad|publicité|pubblicità)\W*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*(?:share|tweet|print|e-?mail|save|like|top|back to top|read more|continue reading|read"
    r"|[\d.,]+\s?[km]?|comments?|\d+ comments?|watch|listen"
    r"|photo|video|gallery|image|logo|teaser|now playing(?: next)?|social share|facebook|twitter|whatsapp"
    r"|subscribe|follow|login|close|(?:next|previous)(?: slide)?)\W*$",
    re.IGNORECASE,
)
_DAY = re.compile(r"^[^\W\d_]+,? \d{1,2}\.? [^\W\d_]+ (?:19|20)\d\d$|^[^\W\d_]+,? [^\W\d_]+ \d{1,2}, (?:19|20)\d\d$")
_TOLD = re.compile(r"[.;,]$")


def as_lists(lines: Sequence[Line], kinds: Matrix, chosen: Sequence[int], body: Sequence[int]) -> list[List]:
    """Return the headline lines ``chosen`` as lists in order, each with its label."""
    inside = set(body)
    shown = Counter(line.text for line in lines)
    above = [_labels_above(lines, kinds, chosen, at, inside, shown) for at in range(len(chosen))]
    lists: list[tuple[str | None, list[int]]] = []
    for at, index in enumerate(chosen):
        apart = at == 0 or _apart(lines, chosen[at - 1], index, inside)
        label = _label(lines, kinds, above, at)
        if apart or label is not None:
            lists.append((label, []))
        lists[-1][1].append(index)
    return [
        (None if number else label, tuple(piece))
        for label, part in lists
        for number, piece in enumerate(_at_blank_lines(lines, part))
    ]


def _labels_above(
    lines: Sequence[Line], kinds: Matrix, chosen: Sequence[int], at: int, inside: set[int], shown: Counter[str]
) -> list[int]:
    """Return the lines between a headline and the one before it that could be labels, the nearest last."""
    first = chosen[at]
    found: list[int] = []
    stop = chosen[at - 1] if at else -1
    for index in range(first - 1, max(stop, first - 1 - _REACH), -1):
        line = lines[index]
        if index in inside or _END.match(line.shown):
            break
        if lines[first].timed and _DAY.match(line.text):
            found.append(index)
            break
        if (is_aside(line) and kinds[index, LABEL] < _SURE) or _FURNITURE.match(line.text):
            continue
        if shown[line.text] >= _OFTEN and kinds[index, LABEL] < _SURE:
            continue  # what each record of the page says
        if not _could_be_label(line, float(kinds[index, BODY])):
            if found or at == 0 or line.words <= _MOST_WORDS:
                break
            continue  # a summary of the headline before
        found.append(index)
    return found[::-1]


def _could_be_label(line: Line, body: float) -> bool:
    return len(line.text) <= _LONGEST and line.words <= _MOST_WORDS and body < 0.5 and not _TOLD.search(line.text)


def _label(lines: Sequence[Line], kinds: Matrix, above: Sequence[list[int]], at: int) -> str | None:
    """Return the label that begins a new list with headline ``at``, ``None`` where it belongs to the list before."""
    found = above[at]
    if not found:
        return None
    start, end = _kicked(above, at)
    if end - start < _KICKED:
        return _text(lines[found[-1]]) if _is_label(lines, kinds, found[-1]) else None
    opens_list = at == end - 1 and end < len(above) and not above[end]
    if opens_list or _strong(lines[found[-1]], float(kinds[found[-1], LABEL])):
        return _text(lines[found[-1]])
    if len(found) > 1 and _is_label(lines, kinds, found[-2]):
        return _text(lines[found[-2]])
    return None


def _kicked(above: Sequence[list[int]], at: int) -> tuple[int, int]:
    """Return the stretch of headlines around ``at`` that all have a line of their own above them."""
    start = end = at
    while start > 0 and above[start - 1]:
        start -= 1
    while end < len(above) and above[end]:
        end += 1
    return start, end


def _is_label(lines: Sequence[Line], kinds: Matrix, index: int) -> bool:
    """Say whether a short line is a label, and not the last entry of a menu."""
    if _strong(lines[index], float(kinds[index, LABEL])):
        return True
    form = lines[index].form
    menu = all(
        back >= 0 and lines[back].form == form and lines[back].words <= 4 and not lines[back + 1].gap
        for back in (index - 1, index - 2)
    )
    return not menu


def _strong(line: Line, label: float) -> bool:
    return label >= _SURE or bool(LABEL_WORDS.match(line.text)) or line.text.endswith(":")


def _text(line: Line) -> str:
    return _MORE.sub("", line.text) or line.text


def _apart(lines: Sequence[Line], before: int, after: int, inside: set[int]) -> bool:
    """Say whether two neighbouring headlines stand in different lists although no label parts them."""
    between = range(before + 1, after)
    return (
        len(between) > _REACH
        or lines[before].bullet != lines[after].bullet
        or any(index in inside or _END.match(lines[index].shown) for index in between)
    )


def _at_blank_lines(lines: Sequence[Line], part: list[int]) -> list[list[int]]:
    """Cut a list where a blank line stands between headlines that otherwise follow one another closely."""
    close = [lines[at].gap == 0 for at, last in zip(part[1:], part, strict=False) if at == last + 1]
    if len(close) < 2 or sum(close) < 0.6 * len(close):
        return [part]
    pieces = [[part[0]]]
    for at, last in zip(part[1:], part, strict=False):
        if at == last + 1 and lines[at].gap:
            pieces.append([])
        pieces[-1].append(at)
    return pieces
