"""What a page shows behind its story: the stories of a page without an end, and what readers write."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from transforms.extract.dateproofs import is_date_line
from transforms.extract.dates import parse_date
from transforms.extract.lines import Line, Lines
from transforms.extract.naming import BYLINE
from transforms.extract.phrases import COMMENTS
from transforms.extract.title import fold

_STORY = 200.0  # characters of running text that a story has at the least
_READ = 400.0  # characters of running text that a story has before its comments
_BEFORE_COMMENTS = 0.15  # share of the text before them; some stories have far more of them than text
_LABEL = 60  # characters
_HEAD = 12  # lines below a headline among which its byline or date stands
_PARAGRAPH = 60.0  # characters of running text with which a story has begun
_TEASER = 6  # lines of a box that only names another story
_REACH = 40  # lines in which the text of the next story begins


def before_next_page(page: Lines, title: str) -> Lines:
    """Return ``page`` up to the headline of another story: a first-rank heading with byline or date, and text below.

    The page's own headline, which is ``title``, must stand before it with a story's text between the two.
    """
    headings = [place for place, line in enumerate(page.lines) if line.tag == "h1"]
    if len(headings) < 2:
        return page
    wanted = fold(title)
    owns = [place for place in headings if fold(page.lines[place].text) == wanted]
    if len(owns) != 1:  # what stands there twice is a name
        return page
    (own,) = owns
    passed = itertools.accumulate(line.mass for line in page.lines[own:])
    told = next((own + number for number, mass in enumerate(passed, 1) if mass >= _STORY), len(page.lines))
    for place in headings:
        if place >= told and fold(page.lines[place].text) != wanted and _opens_story(page.lines, place):
            return _until(page, place)
    return page


def _opens_story(lines: Sequence[Line], place: int) -> bool:
    zone = lines[place].zone
    teaser = zone is not None and zone.last - zone.first <= _TEASER
    if teaser or sum(line.mass for line in lines[place : place + _REACH]) < _STORY:
        return False
    told = 0
    for line in lines[place + 1 : place + _HEAD]:
        if _in_byline(line) or (is_date_line(line) and parse_date(line.text)):
            return True
        told += line.mass >= _PARAGRAPH and line.zone is None
        if told > 1:  # one may be its standfirst
            return False
    return False


def _in_byline(line: Line) -> bool:
    return line.zone is not None and line.zone.kind == BYLINE


def _until(page: Lines, end: int) -> Lines:
    for zone in page.zones:
        zone.last = min(zone.last, end)
    return Lines(
        page.lines[:end],
        [zone for zone in page.zones if zone.first < end],
        [dataclasses.replace(held, last=min(held.last, end)) for held in page.containers if held.first < end],
        [(place, value) for place, value in page.times if place < end],
        page.pictures,
    )


def before_comments(lines: Sequence[Line]) -> Sequence[Line]:
    """Return ``lines`` up to the label of the readers' comments, where a story's text stands before it."""
    total = sum(line.mass for line in lines)
    passed = 0.0
    for place, line in enumerate(lines):
        if passed >= max(_READ, _BEFORE_COMMENTS * total) and line.size <= _LABEL and COMMENTS.match(line.text):
            return lines[:place]
        passed += line.mass
    return lines
