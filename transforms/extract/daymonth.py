"""Days as datelines write them: "March 27, 2008", "3 juin", "Mar 26", "3. Juni 2013", in the languages of the wires."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta

# Names of months; an abbreviation is the beginning of one, of three letters or more.
_NAMES = (
    "january janvier januar januari enero gennaio janeiro ocak января січня"
    " stycznia ledna tammikuuta ιανουαρίου január ianuarie يناير",
    "february février februar februari febrero febbraio fevereiro şubat февраля лютого"
    " lutego února helmikuuta február februarie فبراير",
    "march mars märz maerz mrz maart marzo março mart mac марта березня"
    " marca března maaliskuuta március μαρτίου maret martie مارس",
    "april avril aprile abril nisan апреля квітня kwietnia dubna huhtikuuta április απριλίου aprilie أبريل إبريل",
    "may mai mei maj mayo maggio maio mayıs мая травня maja května toukokuuta május μαΐου مايو",
    "june juin juni junio giugno junho haziran июня червня czerwca června kesäkuuta június ιουνίου iunie يونيو",
    "july juillet juli julio luglio julho temmuz июля липня lipca července heinäkuuta július ιουλίου iulie يوليو",
    "august août aout augustus agosto ağustos agustus ogos августа серпня sierpnia srpna elokuuta augusztus أغسطس",
    "september septembre septiembre setiembre settembre setembro eylül сентября вересня"
    " września září syyskuuta szeptember septembrie سبتمبر",
    "october octobre oktober octubre ottobre outubro ekim октября жовтня"
    " października října lokakuuta október octombrie أكتوبر",
    "november novembre noviembre novembro kasım ноября листопада listopada"
    " listopadu marraskuuta νοεμβρίου noiembrie نوفمبر",
    "december décembre dezember desember diciembre dicembre dezembro aralık disember декабря"
    " грудня grudnia prosince decembrie prosinca ديسمبر",
)
_BY_NAME: dict[str, int] = {
    name[:size]: month
    for month, names in reversed(tuple(enumerate(_NAMES, start=1)))  # the first month wins where beginnings clash
    for name in names.split()
    for size in range(3, len(name) + 1)
}

_BEGINNINGS = "|".join(sorted({name[:3] for name in _BY_NAME}))
_MONTH = rf"(?P<month>(?<![^\W\d_])(?=(?i:{_BEGINNINGS}))[^\W\d_]{{3,13}})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_WRITTEN = (
    rf"{_MONTH}\s{{0,2}}{_DAY}(?:st|nd|rd|th)?(?:\s?,?\s?{_YEAR})?",
    rf"{_DAY}(?:st|nd|rd|th|\.|º|er)?(?:\s(?:de|of|d['’])\s|\s|-)\s?{_MONTH}(?:(?:\s(?:de|del)\s|[\s,-]\s?){_YEAR})?",
)
WRITTEN_DAY = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for pattern in _WRITTEN)
"""A pattern, without groups, for a day written with a month's name; ``read_day`` says whether it is one."""
_READERS = tuple(re.compile(pattern) for pattern in _WRITTEN)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day of a month, with its year where it is written."""

    day: int
    month: int
    year: int | None = None

    def on(self, latest: date | None = None) -> date | None:
        """Return the calendar day; without a written year, the last such day that is not after ``latest``.

        >>> WrittenDay(day=30, month=12).on(date(2008, 1, 3))
        datetime.date(2007, 12, 30)
        """
        if self.year is not None:
            return _calendar(self.year, self.month, self.day)
        if latest is None:
            return None
        day = _calendar(latest.year, self.month, self.day)
        # A day of grace: datelines are local, fetch times are UTC.
        if day is None or day > latest + timedelta(days=1):
            day = _calendar(latest.year - 1, self.month, self.day)
        return day


def month_number(name: str) -> int | None:
    """Return 1 to 12 for the name of a month or its abbreviation.

    >>> month_number("Sept."), month_number("juillet"), month_number("марта"), month_number("Marseille")
    (9, 7, 3, None)
    """
    return _BY_NAME.get(name.casefold().rstrip("."))


def read_day(text: str) -> WrittenDay | None:
    """Return the day that ``text`` as a whole writes, or ``None``.

    >>> read_day("27 mar"), read_day("March 27, 2008").year, read_day("Route 66")
    (WrittenDay(day=27, month=3, year=None), 2008, None)
    """
    for reader in _READERS:
        if (match := reader.fullmatch(text.strip(" .,"))) and (month := month_number(match["month"])):
            day = int(match["day"])
            year = int(match["year"]) if match["year"] else None
            if _calendar(year or 2000, month, day):  # 2000 had a 29 February
                return WrittenDay(day=day, month=month, year=year)
    return None


def _calendar(year: int, month: int, day: int) -> date | None:
    """Return that day, or ``None`` where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
