"""The related headlines of a text page: runs of headline-like lines outside the body, and teasers with a dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.datelines import parse_dateline
from transforms.extract.linefeatures import Matrix
from transforms.extract.linemodel import HEADLINE, LABEL
from transforms.extract.textlines import Line, is_notice
from transforms.related.wording import ACTION, CUE

_ALONE = 0.5  # probability from which a line is a headline by itself
_AMONG = 0.15  # … and among headlines
_RUN = 0.35  # mean probability of a run whose lines are headlines together
_LONGEST = 220  # characters of a headline
_LISTING = re.compile(r"(?:[^,]{2,25},\s*){3,}|\s[|•·]\s|\s::\s")
_CONTACT = re.compile(
    r"©|https?:|www\.|\w@\w|\[email|rights reserved|p\.?o\.? box|\btel[.:]|cookies|javascript", re.IGNORECASE
)
_CLAIM = re.compile(
    r"^(?:image verification|your (?:name|e-?mail|nickname)|last updated|posted (?:on|by)|published (?:on|by)|filed under|written by"
    r"|news brought|become a |this (?:site|material|content)|the \w+ is not responsible|job approval)|\bat$|\bposted by\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\bby \w+ \d\d?/\d\d?/\d{2,4}|^\w[\w .]{1,30}: .*\d{1,2}, \d{4} - \d|^reply #", re.IGNORECASE)


def find_lists(lines: Sequence[Line], kinds: Matrix, body: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the related lists of the page whose article stands in ``body``, each as the indices of its headlines."""
    inside = set(range(body[0], body[-1] + 1)) if body else set()
    likely = [
        0.0 if at in inside and not _cued(lines, at) else _likely(line, kinds[at]) for at, line in enumerate(lines)
    ]
    chosen = _chosen(lines, likely)
    return [tuple(part) for part in _parted(lines, kinds, chosen)]


def is_aside(line: Line) -> bool:
    """Say whether a line only says when, where or by whom the story beside it was published."""
    return is_notice(line.text) or _is_alone_dateline(line)


def _is_alone_dateline(line: Line) -> bool:
    found = parse_dateline(line.shown) if line.words <= 9 else None
    return found is not None and not found.rest


def _cued(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line inside the body leads to another story: "Read more: …", or under a line "Related"."""
    return bool(
        re.match(
            r"^\W*(?:read|see|watch|related|more|lire|lea|leia|le puede|mehr|leggi)\b[^:]{0,25}:\s",
            lines[at].text,
            re.IGNORECASE,
        )
    )


def _likely(line: Line, kind: Sequence[float]) -> float:
    """Return the probability that the line is a headline; 0 for what the model cannot know to be none."""
    text = line.text
    if (
        not 1 < line.words
        or len(text) > _LONGEST
        or _CONTACT.search(text)
        or _CLAIM.search(text)
        or _COMMENT.search(line.shown)
    ):
        return 0.0
    if ACTION.match(text) and line.words <= 4 or _LISTING.search(line.shown) or is_aside(line):
        return 0.0
    return float(kind[HEADLINE])


def _chosen(lines: Sequence[Line], likely: Sequence[float]) -> list[int]:
    """Return the headline lines: those that are one by themselves, and those of runs that are by and large."""
    chosen: set[int] = {at for at, value in enumerate(likely) if value >= _ALONE}
    for run in _runs(lines):
        candidates = [at for at in run if likely[at] > 0]
        if len(candidates) >= 3 and sum(likely[at] for at in candidates) / len(candidates) >= _RUN:
            chosen |= {at for at in candidates if likely[at] >= _AMONG}
    return sorted(chosen)


def _runs(lines: Sequence[Line]) -> list[list[int]]:
    """Return runs of lines of one form; times and the like between them do not part them."""
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        if is_aside(line):
            continue
        if runs and lines[runs[-1][-1]].form == line.form and at - runs[-1][-1] <= 3:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _parted(lines: Sequence[Line], kinds: Matrix, chosen: Sequence[int]) -> list[list[int]]:
    """Return ``chosen`` cut into lists: at labels, at other text, and at the blank lines between lists without labels."""
    parts: list[list[int]] = []
    for at in chosen:
        if parts and not _divided(lines, kinds, parts[-1][-1], at):
            parts[-1].append(at)
        else:
            parts.append([at])
    return [piece for part in parts for piece in _at_blank_lines(lines, part)]


def _divided(lines: Sequence[Line], kinds: Matrix, before: int, after: int) -> bool:
    between = range(before + 1, after)
    if len(between) > 6 or lines[before].bullet != lines[after].bullet:
        return True
    return any(kinds[at, LABEL] >= 0.3 or CUE.match(lines[at].text) for at in between)


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
