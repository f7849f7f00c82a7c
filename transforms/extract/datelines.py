"""Datelines: the place, agency and day that open an agency's story, alone on a line or before its first sentence.

A dateline is recognised by its layout and by at least one thing that a sentence does not have there: a known agency,
a day with a month's name, a place in capitals, or a city that datelines name without its country.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Literal

from transforms.extract.agencies import agency_in_byline, agency_of
from transforms.extract.daymonth import WRITTEN_DAY, WrittenDay, read_day
from transforms.extract.eastern import parse_eastern
from transforms.extract.places import in_capitals, is_city, names_place

_REACH = 160  # characters within which a dateline ends
_SENTENCE = 40  # characters of text that must follow a dateline without agency or day

_CITY_WORDS = 3  # in the name of a place without its region


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What opens a story: ``place`` as written, the agency's name, the day, and the ``rest`` of the line.

    ``date`` is ``None`` where the day or, without ``latest``, its year is not written; a dateline knows no hour, hence
    its precision. ``codes`` is what stands in the agency's brackets, as written.
    """

    place: str | None = None
    agency: str | None = None
    codes: str | None = None
    day: WrittenDay | None = None
    date: datetime.date | None = None
    rest: str = ""

    @property
    def precision(self) -> Literal["day"] | None:
        """Return ``"day"`` where there is a date."""
        return "day" if self.date else None


_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s)?"
_PLACE = r"(?P<place>[^\W\d_](?:[^\W\d_]|['’ʼ.,/\- ]){1,58}?)(?:\s\[[^\]]{3,30}\])?"
_DATE = rf"{_WEEKDAY}(?P<date>{WRITTEN_DAY})"
_CODES = r"[(\[/]\s?(?P<codes>[^\W\d_][^()\[\]/]{1,30}(?:/[^()\[\]/]{1,20})?)\s?[)\]/]"
_PLAIN_CODES = r"(?P<codes>[^\W\d_][\w.\- ]{1,20}?)"
_DASH = r"(?P<dash>\s?\.?,?\s?(?:--+|[–—―]+)(?:\s|(?=[^\W_]|[\"“‘«'„]))|\s?\.?\s?-\s|\s?\.-\s?|\s?:\s?-*\s|\s[=_]\s)"
_END = rf"(?:{_DASH}|\.\s|\s+(?=\S)|\s*\.?$)"
_LAYOUTS = tuple(
    re.compile(layout)
    for layout in (
        rf"{_PLACE},?\s*-*{_CODES},?\s?{_DATE}{_END}",  # Washington (AFP) March 27, 2008
        rf"{_PLACE}[,.]?\s(?:-\s)?{_DATE}[,.]?\s*(?:[-–—]+\s?)?{_CODES}{_END}",  # PARIS, 3 juin (AFP) -
        rf"{_PLACE}[,.]?\s?{_DATE}[,.]?\s(?:[-–—]\s)?{_PLAIN_CODES}(?:{_DASH}|\.\s)",  # Москва. 3 июня. ИНТЕРФАКС -
        rf"{_PLACE},?\s*-*[(]{_PLAIN_CODES}[\s,–-]+{_DATE}[)]{_END}",  # Lima--(Marketwire - June 3, 2010)-
        rf"{_PLACE}(?:,\s\d{{1,2}}\s|[,.]?\s*-*{_WEEKDAY}){_CODES}{_END}",  # MOSCOW (AP) —, MADRID, 5 (EUROPA PRESS)
        rf"{_DATE}\s{_CODES}{_DASH}",  # Jan. 5 (UPI) --
        rf"{_PLACE}[,.]?\s(?:[-–—]+\s)?{_DATE}(?:{_DASH}|\s*\.?$)",  # London, June 3 -
        rf"{_PLACE}\s[-–—]+\s{_DATE}\s",  # Pasadena - January 5, 2001
        rf"{_PLACE},\s{_DATE}(?P<stop>\.\s)",  # BAKU, June 3.
        rf"(?P<framed>[(\[]){_PLACE}[)\]](?:{_DASH}|\s)",  # (LONDON) -
        rf"{_PLACE}(?P<framed>\s[|•·]\s)",  # LONDON |
        rf"{_PLACE}\s(?P<codes>[A-Z]{{2,8}}|[a-z]{{3}}|Reuters|Xinhua){_DASH}",  # Paris AFP -
        rf"{_PLACE},\s{_PLAIN_CODES}(?:{_DASH}|\s?:$)",  # Wellington, PTI:
        rf"[–—-]*\s?{_CODES}(?:{_DASH}|\s)",  # (Reuters) -
        rf"{_PLAIN_CODES}(?P<dash>\s?[–—-]+\s)",  # AGI - Roma, 3 giu. -
        rf"{_PLACE}{_DASH}",  # NEW DELHI:
    )
)
_OPENS = re.compile(r"[\"“‘«'„‹(]*(?:[^\W_]|[$€£¥₹])")
_DOMAIN = re.compile(r"(?:^|,\s*)\w+\.(?:com|co|net|org|id)\b", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z][A-Z.&]{1,7}(?:[ /][A-Z][\w.]{1,12})?")


def parse_dateline(line: str, *, latest: datetime.date | None = None) -> Dateline | None:
    """Return the dateline that opens ``line``, or ``None``; ``latest`` gives a day without a year its year.

    >>> found = parse_dateline("LONDON, June 3 (Reuters) - Shares fell on Monday.", latest=datetime.date(2013, 6, 4))
    >>> found.place, found.agency, str(found.date), found.rest
    ('LONDON', 'Reuters', '2013-06-03', 'Shares fell on Monday.')
    >>> parse_dateline("Paris (by night) is another city.")
    """
    text = " ".join(line.split())
    found: Dateline | None
    if eastern := parse_eastern(text):
        found = Dateline(
            place=eastern.place, agency=eastern.agency, codes=eastern.agency, day=eastern.day, rest=eastern.rest
        )
    else:
        found = next(filter(None, (_read(pattern, text) for pattern in _LAYOUTS)), None)
        if found and found.rest and (again := _second(found)):
            found = again
    return found and dataclasses.replace(found, date=found.day.on(latest) if found.day else None)


def _read(pattern: re.Pattern[str], text: str) -> Dateline | None:
    """Return the dateline by one layout, if what it matched can be one."""
    match = pattern.match(text[:_REACH])
    if not match:
        return None
    groups = match.groupdict()
    codes, written = groups.get("codes"), groups.get("date")
    rest = text[match.end() :].strip()
    day = read_day(written) if written else None
    found = Dateline(
        place=_place(match, text) if "place" in groups else None,
        agency=agency_of(codes) or agency_in_byline(codes) if codes else None,
        codes=codes,
        day=day,
        rest=rest,
    )
    if written and not day:
        return None
    bracketed = bool(codes) and text[: match.start("codes")].rstrip()[-1:] in ("(", "[", "/")
    if groups.get("stop") and not (in_capitals(found.place or "") and len(rest) >= _SENTENCE and rest[:1].isupper()):
        return None
    if groups.get("framed"):  # a section or a label more often than not
        return found if is_city(found.place or "") and len(rest) >= _SENTENCE else None
    return found if _plausible(found, dash=(groups.get("dash") or "").strip(), bracketed=bracketed) else None


def _place(match: re.Match[str], text: str) -> str:
    """Return the place as written, without an outlet's domain beside it.

    Of a region ("Ill.", "N.Y.") the full stop is a part.
    """
    place = _DOMAIN.sub("", match["place"]).strip(" ,-")
    return (
        f"{place}." if "," in place and text[match.end("place")] == "." and len(place.rpartition(",")[2]) < 7 else place
    )


def _plausible(found: Dateline, *, dash: str, bracketed: bool) -> bool:
    """Say whether the parts of a layout are those of a dateline."""
    if found.place is not None and not names_place(found.place):
        return False
    if found.rest and not _OPENS.match(found.rest):
        return False
    if found.codes and not found.agency and not _unknown_code(found, dash=dash):
        return False
    if found.place is None:
        return _opens_alone(found, bracketed=bracketed, dash=dash)
    certain = in_capitals(found.place) or is_city(found.place)
    if found.codes and not bracketed and not found.day:
        return certain and bool(found.agency)
    if found.codes:
        if not found.agency and not found.day:
            return certain and bool(dash)
        return bool(found.day or dash) or (certain and not found.rest[:1].islower())
    if found.day:
        return certain and (bool(found.rest) or found.day.year is not None)
    # Nothing but a name and a stroke: what comes before a colon in capitals is more often a label or a speaker.
    named = (
        is_city(found.place) if ":" in dash else certain and len(found.place.partition(",")[0].split()) <= _CITY_WORDS
    )
    return named and len(found.rest) >= _SENTENCE and not found.rest[:1].islower() and not found.rest.isupper()


def _unknown_code(found: Dateline, *, dash: str) -> bool:
    """Say whether brackets hold the name of an outlet that is no agency: "ATLANTA (CNN) --", "(SPX) Mar 26, 2008"."""
    codes = found.codes or ""
    if _INITIALS.fullmatch(codes) or _DOMAIN.fullmatch(codes):
        return bool(found.day or dash)
    if found.day and found.day.year and found.place is not None and codes[0].isupper():
        return True  # "Ithaca (Harbour University) Mar 26, 2008"
    outlet = found.place is not None and in_capitals(found.place) and bool(dash) and len(found.rest) >= _SENTENCE
    return outlet and codes[0].isupper()


def _opens_alone(found: Dateline, *, bracketed: bool, dash: str) -> bool:
    """Say whether an agency without a place opens a story."""
    if found.day or (bracketed and not dash):
        return bool(found.agency) and len(found.rest) >= _SENTENCE and not found.rest[:1].islower()
    if bracketed:
        return bool(found.agency or found.rest)
    return bool(found.agency) and len(found.rest) >= _SENTENCE


def _second(first: Dateline) -> Dateline | None:
    """Return both datelines as one where a second follows, as in "(ANSA) - ROMA, 3 GIU - Il governo"."""
    for pattern in _LAYOUTS:
        second = _read(pattern, first.rest)
        if second is None:
            continue
        if first.place is None or second.place is None or second.place.casefold() == first.place.casefold():
            return Dateline(
                place=first.place or second.place,
                agency=first.agency or second.agency,
                codes=first.codes or second.codes,
                day=first.day or second.day,
                rest=second.rest,
            )
    return None
