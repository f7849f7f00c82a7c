"""Days of other calendars in Gregorian ones: the Persian calendar, Buddhist years, and the eras of East Asia."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PERSIAN_MONTHS = (
    ("فروردین", "حمل"),
    ("اردیبهشت", "ثور"),
    ("خرداد", "جوزا"),
    ("تیر", "سرطان"),
    ("مرداد", "اسد", "امرداد"),
    ("شهریور", "سنبله"),
    ("مهر", "میزان"),
    ("آبان", "عقرب"),
    ("آذر", "قوس"),
    ("دی", "جدی"),
    ("بهمن", "دلو"),
    ("اسفند", "حوت"),
)
_PERSIAN = {name: number for number, names in enumerate(_PERSIAN_MONTHS, start=1) for name in names}
_NEW_YEAR = date(1925, 3, 21)  # the first day of 1304, when the calendar became the civil one of Iran
_FIRST_YEAR = 1304
_BREAKS = 33  # years in which eight are leap years
_LEAPS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))  # of the remainders of a year by 33
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_THAI_YEAR = re.compile(r"(?<!\d)25[0-9]\d(?!\d)")
_BUDDHIST = 543  # years by which the Thai count is ahead
_THAI_SHORT = re.compile(r"(?<=[\u0e00-\u0e7f])\.(?=[\u0e00-\u0e7f]|\s)")


def persian_month(name: str) -> int | None:
    """Return 1 to 12 for the name of a Persian month, as Iran or Afghanistan call it.

    >>> persian_month("تير"), persian_month("یونیو")
    (4, None)
    """
    return _PERSIAN.get(name.replace("ي", "ی").replace("ك", "ک"))


def from_persian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a day of the Persian calendar, years 1304 to 1468; ``None`` where there is none.

    >>> from_persian(1399, 4, 2), from_persian(1403, 12, 30), from_persian(1402, 12, 30)
    (datetime.date(2020, 6, 22), datetime.date(2025, 3, 20), None)
    """
    if not _FIRST_YEAR <= year <= 1468 or not 1 <= month <= 12:
        return None
    longest = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if not 1 <= day <= longest:
        return None
    days = sum(366 if _is_leap(earlier) else 365 for earlier in range(_FIRST_YEAR, year))
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return _NEW_YEAR + timedelta(days=days)


def _is_leap(year: int) -> bool:
    return year % _BREAKS in _LEAPS


def gregorian_years(text: str) -> str:
    """Return ``text`` with the years of East Asian eras and of the Thai calendar written as Gregorian ones.

    >>> gregorian_years("令和6年5月3日"), gregorian_years("民國113年5月3日"), gregorian_years("3 พ.ค. 2567")
    ('2024年5月3日', '2024年5月3日', '3 พค 2024')
    """
    text = _ERA.sub(lambda m: f"{_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text)
    if _THAI.search(text):
        text = _THAI_YEAR.sub(lambda m: str(int(m[0]) - _BUDDHIST), _THAI_SHORT.sub("", text))
    return text
