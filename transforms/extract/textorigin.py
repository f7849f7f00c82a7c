"""Who wrote the article of a text page, for which agency, where and when: the lines around title and text."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from schemas.page import Page
from transforms.extract.agencies import agency_in_byline, agency_of
from transforms.extract.authors import is_byline, parse_byline, person_name, unique_names
from transforms.extract.credits import find_agency
from transforms.extract.datelines import Dateline, parse_dateline
from transforms.extract.dates import Moment, parse_date
from transforms.extract.places import is_city
from transforms.extract.textlines import CAPTION, Line, is_notice

_AMERICAN = "en-US"
# Figures that can only be month, day, year; or a zone of America beside figures.
_MONTH_FIRST = re.compile(
    r"(?<!\d)(?:0?\d|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:\d{2}|\d{4})(?!\d)"
    r"|\d{1,2}/\d{1,2}/\d{2,4}\b.{0,20}\b(?:[ECMP][SD]?T)\b"
)
_ABOVE = 4  # lines before the title that may say when it was published
_HEAD = 10  # … where nothing nearer does, and a line says that alone
_BELOW = 12  # lines between title and text that may say who wrote it and when
_CREDITS = 6  # lines after the text that may give credit
_LONGEST = 120  # characters of a line that says so
_LONG_NAME = 5  # characters of an agency's name that is no photograph's credit
_SHORT = 14  # words that a first line may have to be nothing but byline, date or dateline


_TODAY = re.compile(
    r"[^\W\d_]{2,12}day\b|\W*(?:today|updated?)\b", re.IGNORECASE
)  # the day a page was called up, more likely
_CUED = re.compile(r"^.{6,50}?\d\W+(?:[ap]\.?m\.?\W+)?(?=(?:by|von|par|por|di)\s\S)", re.IGNORECASE)  # "May 3, 2011 by"
_BARS = re.compile(r"\s+[|•·–—]\s+")
_PUBLISHED = re.compile(
    r"^\W*(?:first |last )?(?:published|posted|updated|modified|created|on|at|\W)*\W*$", re.IGNORECASE
)
_SECTION = re.compile(
    r"\b(?:east|west|north|south|america|asia|africa|europe|pacific|page|stor(?:y|ies)|business|politics|sciences?"
    r"|opinion|culture|environment|health|technology|life|arts|home|top|latest|breaking|exclusive)\b",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the lines around an article say about it, and its ``paragraphs`` without them."""

    paragraphs: tuple[str, ...]
    authors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None
    moment: Moment | None = None


def read_origin(lines: Sequence[Line], body: Sequence[int], title_at: int | None, page: Page) -> Origin:
    """Return where the article in the lines ``body`` comes from."""
    start = body[0] if title_at is None else title_at
    above = [lines[at].shown for at in range(max(start - _ABOVE, 0), start)]
    below = [lines[at].shown for at in range(max(start + 1, body[0] - _BELOW), body[0])]
    paragraphs = [lines[at].shown for at in body]
    while len(paragraphs) > 1 and _is_meta(paragraphs[0]):
        below.append(paragraphs.pop(0))
    below = [text for text in (below if title_at is not None else [*above, *below]) if len(text) <= _LONGEST]
    latest = page.fetched_at or (page.hint.published_at if page.hint else None)
    language = _AMERICAN if any(_MONTH_FIRST.search(line.shown) for line in lines) else None
    moment = _moment(below, latest, language) or _moment(above[::-1], latest, language)
    if moment is None:
        head = [line.shown for line in lines[max(start - _HEAD, 0) : start]]
        moment = _moment([text for text in head if is_notice(text) and not _TODAY.match(text)], latest, language)
    dateline = _dateline([*below, paragraphs[0]], moment.at if moment else latest)
    if dateline and dateline.rest and paragraphs[0].endswith(dateline.rest):
        paragraphs[0] = dateline.rest
    after = [line.shown for line in lines[body[-1] + 1 : body[-1] + 1 + _CREDITS]]
    after = after[:1] + [text for text in after[1:] if agency_of(text) is None]  # a name alone, further on: a menu's
    return Origin(
        paragraphs=tuple(paragraphs),
        authors=_authors(below, Counter(line.text for line in lines)),
        agency=find_agency(
            dateline=dateline.codes if dateline else None,
            bylines=[text for text in below if is_byline(text) or _may_credit(text)],
            credits=[paragraphs[-1], *(text for text in after if len(text) <= _LONGEST)],
        ),
        place=dateline.place if dateline else None,
        moment=_dated(dateline, moment),
    )


def _authors(texts: Sequence[str], shown: Counter[str]) -> tuple[str, ...]:
    """Return the people of the bylines among ``texts``: after a cue, or a name alone above or below the date."""
    cued = [_CUED.sub("", text) if _CUED.match(text) and parse_date(text) else text for text in texts]
    named = [name for text in cued if is_byline(text) for name in parse_byline(text) if " " in name or len(name) > 9]
    if not named:
        pieces = [piece for text in texts for piece in _BARS.split(text) if not _PUBLISHED.match(piece)]
        beside = [text for text, other in (*pairwise(pieces), *pairwise(pieces[::-1])) if parse_date(other) is not None]
        named = [text for text in beside if shown[text] < 2 and _is_name(text)]
    return unique_names(named)


def _is_name(text: str) -> bool:
    """Say whether a line without a cue is a person's name, and no section or place."""
    if not 2 <= len(text.split()) <= 4 or person_name(text) != text:
        return False
    return not (_SECTION.search(text) or is_city(text))


def _may_credit(text: str) -> bool:
    """Say whether a line that is no byline may still name the agency of the text: no picture's credit does."""
    return len(text) >= _LONG_NAME and not CAPTION.search(text)


def _is_meta(text: str) -> bool:
    """Say whether a line at the top of the text is nothing but byline, date or dateline."""
    if len(text.split()) > _SHORT:
        return False
    found = parse_dateline(text)
    return is_byline(text) or (found is not None and not found.rest) or agency_in_byline(text) is not None


def _moment(texts: Sequence[str], latest: datetime | None, language: str | None) -> Moment | None:
    """Return the first date among ``texts`` that is not later than ``latest``."""
    for text in texts:
        moment = parse_date(text, language=language) if len(text) <= _LONGEST else None
        if moment and not _too_late(moment, latest):
            return moment
    return None


def _dateline(texts: Sequence[str], latest: datetime | None) -> Dateline | None:
    day = latest.date() if latest else None
    return next((found for text in texts if (found := parse_dateline(text, latest=day))), None)


def _dated(dateline: Dateline | None, moment: Moment | None) -> Moment | None:
    """Return the date of the dateline, or the page's own where that is more precise or the only one."""
    if dateline is None or dateline.date is None:
        return moment
    day = datetime(dateline.date.year, dateline.date.month, dateline.date.day, tzinfo=timezone.utc)
    if moment and abs(moment.at - day) <= timedelta(days=2) and moment.precision != "day":
        return moment
    return Moment(at=day, precision="day")


def _too_late(moment: Moment, latest: datetime | None) -> bool:
    return latest is not None and moment.at > latest + timedelta(days=1)
