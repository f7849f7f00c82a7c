"""Time zones as pages write them: offsets ("+0200", "GMT+5:30") and the usual abbreviations ("EDT", "MESZ", "ET")."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_HOURS: dict[str, float] = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET", "UCT"), 0),
    **dict.fromkeys(("BST", "CET", "MEZ", "WEST", "WAT", "WIET"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET", "CAT", "SAST", "OEZ"), 2),
    **dict.fromkeys(("EEST", "OESZ", "MSK", "МСК", "EAT", "TRT", "AST+3", "IDT"), 3),
    **dict.fromkeys(("SAMT", "GST", "AZT"), 4),
    **dict.fromkeys(("PKT", "YEKT", "UZT"), 5),
    **dict.fromkeys(("IST",), 5.5),  # India; Ireland and Israel write it far more rarely
    **dict.fromkeys(("NPT",), 5.75),
    **dict.fromkeys(("BDT",), 6),
    **dict.fromkeys(("WIB", "ICT"), 7),
    **dict.fromkeys(("SGT", "HKT", "PHT", "MYT", "AWST", "WITA"), 8),
    **dict.fromkeys(("JST", "KST", "WIT"), 9),
    **dict.fromkeys(("ACST",), 9.5),
    **dict.fromkeys(("AEST", "CHST"), 10),
    **dict.fromkeys(("ACDT",), 10.5),
    **dict.fromkeys(("AEDT",), 11),
    **dict.fromkeys(("NZST",), 12),
    **dict.fromkeys(("NZDT",), 13),
    **dict.fromkeys(("BRT", "ART", "ADT", "CLST", "UYT"), -3),
    **dict.fromkeys(("NDT",), -2.5),
    **dict.fromkeys(("NST",), -3.5),
    **dict.fromkeys(("EDT", "AST", "CLT", "VET", "BOT"), -4),
    **dict.fromkeys(("EST", "CDT", "COT", "PET", "ECT"), -5),
    **dict.fromkeys(("CST", "MDT"), -6),
    **dict.fromkeys(("MST", "PDT"), -7),
    **dict.fromkeys(("PST", "AKDT"), -8),
    **dict.fromkeys(("AKST",), -9),
    **dict.fromkeys(("HST",), -10),
}
# Names that leave open whether it is summer there.
_SEASONAL = {"ET": -5, "CT": -6, "MT": -7, "PT": -8, "EASTERN": -5, "CENTRAL": -6, "PACIFIC": -8}
_OFFSET = r"(?:UTC|GMT)?\s?[+\-−–]\d{1,2}(?::?\d{2})?(?::\d{2})?(?![\d/])"
ZONE = (
    rf"(?:{_OFFSET}|(?:{'|'.join(sorted((*map(re.escape, _HOURS), *_SEASONAL), key=len, reverse=True))})(?![^\W\d_]))"
)
"""A pattern, without groups, for a zone behind a time of day; ``offset_of`` reads it."""
_READ_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−–])(\d{1,2})(?::?(\d{2}))?(?::\d{2})?", re.IGNORECASE)
_FARTHEST = timedelta(hours=14)


def offset_of(zone: str, local: datetime) -> timedelta | None:
    """Return what ``zone`` adds to UTC at the naive time ``local``, or ``None`` where it is no zone.

    >>> offset_of("ET", datetime(2024, 7, 1)) == offset_of("EDT", datetime(2024, 7, 1)) == timedelta(hours=-4)
    True
    >>> offset_of("GMT+5:30", datetime(2024, 7, 1))
    datetime.timedelta(seconds=19800)
    """
    name = zone.strip().upper()
    if name in _HOURS:
        return timedelta(hours=_HOURS[name])
    if name in _SEASONAL:
        return timedelta(hours=_SEASONAL[name] + _american_summer(local))
    if match := _READ_OFFSET.fullmatch(name):
        size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return None if size > _FARTHEST else size if match[1] == "+" else -size
    return None


def _american_summer(local: datetime) -> bool:
    """Say whether clocks of the United States are on summer time (rule of 2007: March to November, Sundays at 2)."""
    starts, ends = (_sunday(local.year, month, which) for month, which in ((3, 2), (11, 1)))
    return starts <= local < ends


def _sunday(year: int, month: int, which: int) -> datetime:
    """Return 2 o'clock of the given Sunday of a month."""
    first = datetime(year, month, 1, 2)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))
