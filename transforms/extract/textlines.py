"""The lines of a saved text page: what each looks like by itself, without knowing what it is."""

from __future__ import annotations

import dataclasses
import re

from transforms.extract.dates import parse_date
from transforms.extract.daymonth import WRITTEN_DAY, month_number
from transforms.extract.textmarkup import cells, unmarked
from transforms.extract.textwrapping import unwrapped
from transforms.related.wording import squeeze, word_count

_BULLET = re.compile(r"^\s*[•·▪■●◦‣∙*»›▶►–—-]\s+(?:[>»›]\s+)?")
_RANK = re.compile(r"^\s*(?:\d{1,2}[.)]|#\s?\d{1,3}\s?:?)\s+")
_CLOCK = re.compile(r"^\s*(?:\d{1,2}[.:h]\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\.\d{1,2}\.\d{2,4}\s+\d{1,2}:\d{2})\s+(?=\D)")
_TRAILER = re.compile(
    r"\s+(?:\(?\d{1,2}/\d{1,2}/\d{2,4}\b.*|\(?\d+ (?:seconds?|hours?|hrs?|min\w*|days?|weeks?) ago\)?"
    r"|\(?\d{1,2}:\d{2}\)?|\[?(?:read|continue) (?:more|reading)\]?|mehr|»|›|→)$",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"\b(?:photo|foto|photograph|image|getty|picture by|pictured|courtesy|credit)\b|\(\w+ ?/ ?\w+", re.IGNORECASE
)
"""What a picture's description says."""
_FULL_DAY = rf"(?:\w{{3,9}}, )?(?:{WRITTEN_DAY})(?<=\d{{4}})"
# "Harbour frozen over - January 5th, 2010", "Harbour frozen over (5 January 2010)"
_DATED = re.compile(rf"(?<=\w.{{20}})\s+(?:[-–—|•·,]\s+{_FULL_DAY}|\({_FULL_DAY}\))$")
_MOST_LINES = 10_000  # what an article and its lists fit in, and memory too
_MOST_RAW = 50_000  # the same with blank lines
_CUT = 20  # characters from which the beginning of a line stands for the whole
_NOTICE_REACH = 80  # characters of a notice
_TRAILING_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d+ \w+ ago|\d{1,2}:\d{2}")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is not blank. ``text`` is without bullet, rank and the time beside a headline; ``shown`` has them.

    ``number`` counts all lines of the page from 0; ``gap`` the blank lines before this one; ``indent`` its blanks.
    """

    number: int
    shown: str
    text: str
    words: int
    gap: int
    indent: int
    tabs: int
    bullet: bool
    ranked: bool
    timed: bool
    doubled: bool = False  # the page shows it twice in a row

    @property
    def form(self) -> tuple[bool, bool, bool, int, bool]:
        """Return what the lines of one list have in common."""
        return (self.bullet, self.ranked, self.timed, min(self.indent, 12), self.tabs > 0)


_AGO = r"\d+\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[hmdw])(?:\s(?:ago|old|read))?"
_NOTICE = re.compile(
    r"^\W*(?:(?:first |last |originally )?(?:updated|modified|published|posted|created)\b.*"
    r"|(?:aktualisiert|actualizado|publicado|publié|mis à jour|pubblicato|aggiornato)\b.*"
    rf"|(?:[\w .&-]{{2,24}}\s*[/|·•,-]\s*)?{_AGO}|(?:vor|hace|il y a|há) \d+ \w+|[\w ]+ \d+ \w+ ago"
    r"|\d+\s?(?:分钟?|時間|小时|日|天|週間|周|か月)前.{0,8}|\d+\s?(?:분|시간|일)\s?전|[昨今]日"
    r"|\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?"
    r"|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?:,?\s+\d{1,2}[:.]\d{2})?(?:\s*[ap]\.?m\.?)?"
    r"|\d+ (?:comments?|views?|shares?|likes?)|videos?|photos?|gallery|live|opinion|analysis|exclusive|premium"
    r"|ad|\d{1,3}\.?)\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE_WORDS = 9  # words of a line that is a date


def is_notice(text: str) -> bool:
    """Say whether a line only says when, or by whom, something was published.

    >>> is_notice("Last updated at 7:40 AM on 30/12/07"), is_notice("World / 5 h ago"), is_notice("Harbour frozen")
    (True, True, False)
    """
    if len(text) >= _NOTICE_REACH:
        return False
    return bool(_NOTICE.match(text)) or (len(text.split()) <= _DATE_WORDS and _is_date(text))


def _is_date(text: str) -> bool:
    """Say whether a line is a date with little beside it: less than two other words that begin in lower case."""
    if not _YEAR.search(text) or parse_date(text) is None:
        return False
    return sum(word[0].islower() and month_number(word) is None for word in text.split()) < 2 and ":" not in text[:-12]


def read_lines(page: str) -> list[Line]:
    """Return the lines of ``page`` that are not blank, in order; of a very long page the first 10,000."""
    lines: list[Line] = []
    gap = 0
    joined = list(unwrapped(page.split("\n", _MOST_RAW)[:_MOST_RAW]))
    plain = unmarked([raw for _, raw in joined])
    cut = ((number, cell) for (number, _), raw in zip(joined, plain, strict=True) for cell in cells(raw))
    for number, raw in cut:
        if len(lines) == _MOST_LINES:
            break
        shown = squeeze(raw)
        if not any(map(str.isalnum, shown)):
            gap += not shown  # a bullet or rule alone separates nothing
            continue
        line = _line(number, raw, shown, gap)
        if lines and _same(lines[-1], line):  # the description of a picture, then its link
            lines[-1] = dataclasses.replace(lines[-1], doubled=True)
        else:
            lines.append(line)
        gap = 0
    return lines


def _same(line: Line, after: Line) -> bool:
    one, other = line.text, after.text.rstrip(".… ")
    return line.words > 1 and (one == after.text or (len(other) >= _CUT and one.startswith(other)))


def _line(number: int, raw: str, shown: str, gap: int) -> Line:
    text = _BULLET.sub("", shown)
    bullet = len(text) < len(shown)
    unranked = _RANK.sub("", text)
    timeless = unranked if is_notice(unranked) else _timeless(unranked)
    timed = bool(_CLOCK.match(unranked)) or bool(_TRAILING_DAY.search(unranked[len(timeless) :]))
    if not any(map(str.isalpha, timeless)):  # the line is nothing but a time
        timeless, timed = unranked, False
    return Line(
        number=number,
        shown=shown,
        text=_once(timeless or text),
        words=word_count(timeless or text),
        gap=gap,
        indent=len(raw) - len(raw.lstrip(" \u00a0\t")),
        tabs=raw.count("\t"),
        bullet=bullet,
        ranked=len(unranked) < len(text),
        timed=timed,
    )


def _timeless(text: str) -> str:
    """Return a headline without the time before it and the time or date behind it."""
    return _DATED.sub("", _TRAILER.sub("", _CLOCK.sub("", text))).strip()


def _once(text: str) -> str:
    """Return a headline that its line shows twice (a picture's description, then the link) once."""
    half = len(text) // 2
    if len(text) > 20 and text[:half].strip() == text[half:].strip():
        return text[:half].strip()
    return text
