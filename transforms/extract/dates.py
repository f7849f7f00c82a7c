"""Dates as pages write them, in many languages, with the precision and the zone that the page gives and no more."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from datetime import datetime, timedelta, timezone
from typing import Literal

from transforms.extract.daymonth import month_number
from transforms.extract.zones import ZONE, offset_of

Precision = Literal["second", "minute", "day"]
_LONGEST = 400  # characters; a text that is longer is no date


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


_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/.]?)(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)"
    r"(?:(?:T|\s?T\s?|[\s,|]+|\s?-\s)(?P<H>\d\d?)(?P<c>:?)(?P<M>\d\d)(?:(?P=c)(?P<S>\d\d)(?:[.,]\d+)?)?(?!\d)"
    rf"\s?(?P<ap>[ap]\.?m\.?)?\s?(?P<z>{ZONE})?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.0*)?")
_EASTERN = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]?|(?P<y2>20\d\d)\.\s?(?P<m2>\d\d?)\.\s(?P<d2>\d\d?)\.?"
)
_ORDINAL = r"(?:st|nd|rd|th|er|[.ºª°])?"
_WRITTEN = re.compile(
    rf"(?<!\d)(?P<d>[0-3]?\d){_ORDINAL}(?:\s?[-/ ]\s?|\s(?:de|of|d['’]|ta['’])\s?|\s*)(?P<mon>[^\W\d_]{{3,12}})\.?,?"
    r"(?:\s?[-/ ]\s?|\s(?:de|del)\s|,?\s+)(?P<y>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<mon2>[^\W\d_]{{3,12}})\.?\s{{0,2}}(?P<d2>[0-3]?\d){_ORDINAL}\s?,?\s{{0,2}}(?P<y2>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# "Fri May 03 18:19:08 EDT 2024": the year stands behind the time of day.
_CTIME = re.compile(
    r"(?P<mon>[A-Z][a-z]{2})\s{1,2}(?P<d>\d\d?)\s(?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)\s(?P<z>[A-Z+:\d-]{1,9}\s)?(?P<y>(?:19|20)\d\d)\b"
)
_NUMERIC = re.compile(
    r"(?<![\d.:/])(?P<a>\d\d?)(?P<s>[./-])\s?(?P<b>\d\d?)(?P=s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-])"
)
_CLOCK = re.compile(
    r"(?P<pre>오전|오후|午前|午後|上午|下午)?\s?(?<![\d:.,/-])(?P<H>[0-2]?\d)(?:\s?[:：h時时시]\s?|(?P<dot>\.))(?P<M>[0-5]\d)"
    r"(?:[:.：](?P<S>[0-5]\d))?(?!\d)\s?[分분]?\s?(?P<ap>[ap]\.?\s?m\b\.?)?\s?(?P<uhr>Uhr|hrs?\b)?\s?,?"
    rf"\s?\(?(?P<z>{ZONE})?",
    re.IGNORECASE,
)
_HOUR = re.compile(rf"(?<![\d:.,/-])(?P<H>1?\d)\s?(?P<ap>[ap]\.?m\b\.?)\s?\(?(?P<z>{ZONE})?", re.IGNORECASE)
_CUE_OF_DOT = re.compile(r"(?:\bat|\bum|kl\.?|klo|\bore|\balle|[,|–-])\s*$", re.IGNORECASE)
_AFTERNOON = frozenset(("오후", "午後", "下午"))
# Only these write the month first in figures.
_MONTH_FIRST = frozenset(("en-us", "en_us", "en-ph", "en_ph"))


def parse_date(text: str | None, *, language: str | None = None) -> Moment | None:
    """Return the first date that ``text`` writes, with the time of day and zone beside it, or ``None``.

    ``language`` is a page's ``lang``: it tells the day from the month where figures leave it open (day first but for
    American English). A midnight to the second is taken for a day: publishing systems write it where they know no time.

    >>> parse_date("3. Mai 2024, 18:19 Uhr MESZ").at.isoformat()
    '2024-05-03T16:19:00+00:00'
    >>> parse_date("2024-05-03T00:00:00Z").precision, parse_date("05/03/2024", language="en-US").at.month
    ('day', 5)
    """
    if not text or len(text) > _LONGEST:
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if match := _EPOCH.fullmatch(plain):
        return _moment(datetime.fromtimestamp(int(match[1]), timezone.utc).replace(tzinfo=None), "second", "Z")
    if match := _CTIME.search(plain):
        return _with_clock(day, match) if (day := _day_of(match, language)) else None
    for pattern in (_ISO, _EASTERN, _WRITTEN, _NUMERIC):
        for match in pattern.finditer(plain):
            if day := _day_of(match, language):
                if pattern is _ISO and match["H"]:
                    return _with_clock(day, match)
                return _near(day, plain, match)
    return None


def _day_of(match: re.Match[str], language: str | None) -> datetime | None:
    """Return the naive midnight of the day that ``match`` writes; ``None`` where the calendar has no such day."""
    groups = {name.rstrip("2"): value for name, value in match.groupdict().items() if value is not None}
    year = int(groups["y"])
    if "mon" in groups:
        month, day = month_number(groups["mon"]) or 0, int(groups["d"])
    elif "a" in groups:
        first, second = int(groups["a"]), int(groups["b"])
        month_first = groups["s"] == "/" and (language or "").lower() in _MONTH_FIRST
        month, day = (first, second) if second > 12 or (month_first and first <= 12) else (second, first)
        if year < 100:
            year += 2000 if year < 70 else 1900
    else:
        month, day = int(groups["m"]), int(groups["d"])
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _near(day: datetime, text: str, found: re.Match[str]) -> Moment:
    """Add the time of day that stands behind the date, or else before it."""
    for rest in (text[found.end() : found.end() + 60], text[max(0, found.start() - 45) : found.start()]):
        for clock in _CLOCK.finditer(rest):
            cue = clock["ap"] or clock["uhr"] or _CUE_OF_DOT.search(rest[: clock.start()])
            if clock["dot"] is None or cue:
                return _with_clock(day, clock)
        if hour := _HOUR.search(rest):
            return _with_clock(day, hour)
    return Moment(at=day.replace(tzinfo=timezone.utc), precision="day")


def _with_clock(day: datetime, match: re.Match[str]) -> Moment:
    """Add the time of day that ``match`` holds; an impossible one, or midnight, adds nothing."""
    groups = match.groupdict()
    hour, minute, second = (int(groups.get(name) or 0) for name in "HMS")
    if half := (groups.get("ap") or "").lower():
        hour = hour % 12 + (12 if half.startswith("p") else 0)
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
