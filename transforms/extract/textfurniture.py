"""Lines among the paragraphs of a text page that are furniture by their words, and the line where the article ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.phrases import ALONE, BIO, COMMENTS, COOKIE, LEGAL, NEWSLETTER
from transforms.extract.textlines import Line

_RIGHTS = re.compile(r"^\W*(?:©|\(c\)\s|copyright\b|all rights reserved)", re.IGNORECASE)
_SUPPORT = re.compile(
    r"\b(?:ad[ -]?block(?:er|ing)s?|(?:regular |paying |monthly )supporter|paywall|one[ -]off contribution"
    r"|donat(?:e|ion)s?|our (?:\w+ )?(?:coverage|reporting|journalism)|(?:we need|support|value) your \w+)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”„«»]")
_OWN = re.compile(r"\b(?:we|us|our|you|your)\b", re.IGNORECASE)
_WORDS = 12  # of a line that is an interface's
_FEW_WORDS = 50  # of one that asks for something
_LEGAL_WORDS = 70
_TAIL = 8  # paragraphs from the end among which notices stand
_SIGNED = 4  # … and what is said about the author
_ASKED = 2  # words of "we" and "you" in an appeal
_READ = 0.6  # share of the text that lies before its readers' comments


def without_furniture(lines: Sequence[Line], found: Sequence[int]) -> list[int]:
    """Return the lines ``found`` without adverts, appeals, notices, and the comments behind the article."""
    end = _end(lines, found)
    kept = [at for at in found if at < end]
    left = range(len(kept) - 1, -1, -1)
    return [at for at, behind in zip(kept, left, strict=True) if not _is_furniture(lines[at], behind)]


def _is_furniture(line: Line, behind: int) -> bool:
    text, words = line.shown, line.words
    if _RIGHTS.match(text):
        return True
    if words <= _WORDS and ALONE.match(text):
        return True
    if words <= _LEGAL_WORDS and behind < _TAIL and LEGAL.match(text):
        return True
    if words <= _FEW_WORDS and (NEWSLETTER.found(text) or COOKIE.found(text)):
        return True
    if behind < _TAIL and _SUPPORT.search(text) and not _QUOTED.search(text) and len(_OWN.findall(text)) >= _ASKED:
        return True
    return behind < _SIGNED and words <= _LEGAL_WORDS and BIO.found(text)


def _end(lines: Sequence[Line], found: Sequence[int]) -> int:
    """Return the line above which the article ends: readers' comments are text too, but not its own."""
    total = sum(len(lines[at].text) for at in found)
    read, after = 0, found[-1] + 1 if found else 0
    inside = set(found)
    for at in range(found[0], after) if found else ():
        if read > _READ * total and COMMENTS.match(lines[at].shown):
            return at
        read += len(lines[at].text) if at in inside else 0
    return after
