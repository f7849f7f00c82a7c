"""Dates as pages write them, in many languages, with the precision and the zone that the page gives and no more."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Literal

from transforms.extract.calendars import from_persian, gregorian_years, persian_month
from transforms.extract.datepatterns import (
    CLOCK,
    CTIME,
    CUE_OF_DOT,
    EASTERN,
    EPOCH,
    FOUR_FIGURES,
    HALF_DAY,
    HOUR,
    ISO,
    NUMERIC,
    PERSIAN,
    STAMP,
    UPDATED,
    WRITTEN,
    YEAR_FIRST,
)
from transforms.extract.months import named_month
from transforms.extract.zones import offset_of

Precision = Literal["second", "minute", "day"]
_LONGEST = 400  # characters; a text that is longer is no date
_PERSIAN_LANGUAGES = frozenset(("fa", "ps", "pr"))
_AFTERNOON = frozenset(("오후", "午後", "下午"))
_AFTERNOON_LETTERS = ("p", "μ", "ب", "م")
# Only these write the month first in figures.
_MONTH_FIRST = frozenset(("en-us", "en_us", "en-ph", "en_ph"))
# These part days and months by dots or hyphens: what has slashes there was written by American software.
_NO_SLASHES = frozenset(
    (
        *("de", "no", "nb", "nn", "fi", "is", "pl", "cs", "sk", "sl", "hr", "bs", "mk", "hu", "ru", "uk", "be"),
        *("et", "lv", "lt", "ka", "hy", "kk"),
    )
)
_DIRECTIONS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time: ``at`` is aware UTC, for ``day`` precision midnight UTC of the calendar day as written.

    ``offset`` is what the page adds to UTC; where it names no zone that is ``None`` and ``at`` takes the clock for UTC.
    """

    at: datetime
    precision: Precision
    offset: timedelta | None = None

    @property
    def zoned(self) -> bool:
        """Say whether ``at`` is one instant: a time of day with its zone."""
        return self.precision != "day" and self.offset is not None

    def as_day(self) -> Moment:
        """Return the calendar day of this moment, as its page counts days."""
        local = self.at + (self.offset or timedelta())
        return Moment(at=local.replace(hour=0, minute=0, second=0, microsecond=0), precision="day")

    def in_zone(self, offset: timedelta) -> Moment:
        """Return this moment with the zone that the page did not write beside it."""
        if self.precision == "day" or self.offset is not None:
            return self
        return dataclasses.replace(self, at=self.at - offset, offset=offset)


def minutes_of(offset: timedelta | None) -> int | None:
    """Return an offset from UTC in whole minutes."""
    return None if offset is None else round(offset.total_seconds() / 60)


def parse_date(text: str | None, *, language: str | None = None) -> Moment | None:
    """Return the first date that ``text`` writes, with the time of day and zone beside it, or ``None``.

    ``language`` is a page's ``lang``: it tells the day from the month where figures leave it open (day first but for
    American English), and what a month's name means. A midnight to the second is taken for a day: publishing systems
    write it where they know no time.

    >>> parse_date("3. Mai 2024, 18:19 Uhr MESZ").at.isoformat()
    '2024-05-03T16:19:00+00:00'
    >>> parse_date("2024-05-03T00:00:00Z").precision, parse_date("05/03/2024", language="en-US").at.month
    ('day', 5)
    """
    return next(readings(text, language=language), None)


def readings(text: str | None, *, language: str | None = None) -> Iterator[Moment]:
    """Yield what ``parse_date`` returns, and then the other reading of figures that do not tell day from month.

    >>> [moment.at.month for moment in readings("11/01/2023 12:43:42", language="de")]
    [11, 1]
    """
    if not text or len(text) > _LONGEST:
        return
    plain = _plain(text)
    if match := EPOCH.fullmatch(plain):
        yield _moment(datetime.fromtimestamp(int(match[1]), timezone.utc).replace(tzinfo=None), "second", "Z")
    elif match := CTIME.search(plain):
        if day := _day_of(match, language):
            yield _with_clock(day, match)
    else:
        yield from _first_written(plain, language)


def _first_written(plain: str, language: str | None) -> Iterator[Moment]:
    for pattern in (ISO, STAMP, EASTERN, WRITTEN, YEAR_FIRST, NUMERIC, PERSIAN):
        for match in pattern.finditer(plain):
            if pattern is NUMERIC:
                days = _figures(match, plain, language)
            else:
                day = _persian_day(match, language) if pattern is PERSIAN else _day_of(match, language)
                days = [day] if day else []
            for day in days:
                yield _with_clock(day, match) if pattern in (ISO, STAMP) and match["H"] else _near(day, plain, match)
            if days:
                return


def _plain(text: str) -> str:
    """Return ``text`` on one line, its digits those of ASCII, its years those of the Gregorian calendar."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if plain.isascii():
        return plain
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain)
    return gregorian_years(_DIRECTIONS.sub("", plain))


def _groups(match: re.Match[str]) -> dict[str, str]:
    """Return the groups that matched, without the figures that tell alternatives apart."""
    return {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value is not None}


def _day_of(match: re.Match[str], language: str | None) -> datetime | None:
    """Return the naive midnight of the day that ``match`` writes; ``None`` where the calendar has no such day."""
    groups = _groups(match)
    month = (named_month(groups["mon"], language) or 0) if "mon" in groups else int(groups["m"])
    return _calendar(int(groups["y"]), month, int(groups["d"]))


def _figures(match: re.Match[str], text: str, language: str | None) -> list[datetime]:
    """Return the days that "05/03/2024" may be, the likelier one first."""
    year, first, second = int(match["y"]), int(match["a"]), int(match["b"])
    day_first, month_first = _calendar(year, second, first), _calendar(year, first, second)
    tongue = (language or "").lower()
    american = tongue[:2] in _NO_SLASHES or (tongue == "en" and HALF_DAY.search(text))
    american = match["s"] in "/-" if tongue in _MONTH_FIRST else american and match["s"] == "/"
    both = [month_first, day_first] if american else [day_first, month_first]
    return list(dict.fromkeys(day for day in both if day))


def _persian_day(match: re.Match[str], language: str | None) -> datetime | None:
    groups = _groups(match)
    if "mon" not in groups and (language or "").lower()[:2] not in _PERSIAN_LANGUAGES:
        return None
    month = (persian_month(groups["mon"]) or 0) if "mon" in groups else int(groups["m"])
    day = from_persian(int(groups["y"]), month, int(groups["d"]))
    return datetime(day.year, day.month, day.day) if day else None


def _calendar(year: int, month: int, day: int) -> datetime | None:
    """Return that midnight, of a year in two figures too, or ``None`` where there is no such day."""
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _near(day: datetime, text: str, found: re.Match[str]) -> Moment:
    """Add the time of day that stands behind the date, or else before it; that of a later change is left aside."""
    behind, before = text[found.end() : found.end() + 60], text[max(0, found.start() - 45) : found.start()]
    for rest in (UPDATED.split(behind, maxsplit=1)[0], before):
        for clock in CLOCK.finditer(rest):
            cue = clock["ap"] or clock["uhr"] or clock["z"] or CUE_OF_DOT.search(rest[: clock.start()])
            if clock["dot"] is None or cue:
                return _with_clock(day, clock)
        if hour := HOUR.search(rest) or FOUR_FIGURES.search(rest):
            return _with_clock(day, hour)
    return Moment(at=day.replace(tzinfo=timezone.utc), precision="day")


def _with_clock(day: datetime, match: re.Match[str]) -> Moment:
    """Add the time of day that ``match`` holds; an impossible one, or midnight, adds nothing."""
    groups = match.groupdict()
    hour, minute, second = (int(groups.get(name) or 0) for name in "HMS")
    if half := (groups.get("ap") or "").lower():
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON_LETTERS) else 0)
    elif groups.get("pre") in _AFTERNOON and hour < 12:
        hour += 12
    if hour > 23 or minute > 59 or second > 59 or not (hour or minute or second):
        return Moment(at=day.replace(tzinfo=timezone.utc), precision="day")
    precision: Precision = "second" if groups.get("S") else "minute"
    return _moment(day.replace(hour=hour, minute=minute, second=second), precision, groups.get("z"))


def _moment(local: datetime, precision: Precision, zone: str | None) -> Moment:
    offset = offset_of(zone, local) if zone else None
    at = (local - (offset or timedelta())).replace(tzinfo=timezone.utc)
    return Moment(at=at, precision=precision, offset=offset)
