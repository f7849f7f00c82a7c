"""Times as feeds write them, as aware UTC."""

from __future__ import annotations

import calendar
import re
import time
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

_ISO = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?"
    r"\s*(?:Z|([+-])(\d\d):?(\d\d)?)?)?)?)?",
    re.IGNORECASE,
)


def from_struct(parsed: time.struct_time | None) -> datetime | None:
    """Return the time that feedparser has read (UTC), or ``None`` where it could not or the year makes no sense."""
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), tz=timezone.utc)
    except (ValueError, OverflowError, OSError):
        return None


def parse_time(value: Any) -> datetime | None:
    """Return the time that ``value`` names (RFC 3339, W3C date or e-mail date), ``None`` where it is none of them.

    A time without a zone is taken for UTC, a date without a time for its midnight.

    >>> parse_time("2026-03-01T07:30:00+01:00")
    datetime.datetime(2026, 3, 1, 6, 30, tzinfo=datetime.timezone.utc)
    >>> parse_time("soon") is None
    True
    """
    if not isinstance(value, str):
        return None
    found = _ISO.fullmatch(value.strip())
    if found is None:
        return http_date(value)
    year, month, day, hour, minute, second, fraction, sign, zone_hour, zone_minute = found.groups()
    try:
        local = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        local += timedelta(microseconds=int((fraction or "0")[:6].ljust(6, "0")))
        offset = timedelta(hours=int(zone_hour or 0), minutes=int(zone_minute or 0))
        return (local + offset if sign == "-" else local - offset).replace(tzinfo=timezone.utc)
    except (ValueError, OverflowError):
        return None


def http_date(value: str | None) -> datetime | None:
    """Return the time of an HTTP header (RFC 9110, all three forms), ``None`` where there is none or it is no date.

    >>> http_date("Sun, 01 Mar 2026 06:30:00 GMT")
    datetime.datetime(2026, 3, 1, 6, 30, tzinfo=datetime.timezone.utc)
    """
    if not value:
        return None
    try:
        parsed = parsedate_to_datetime(value.strip())
    except (ValueError, TypeError, IndexError):
        return None
    return parsed.replace(tzinfo=timezone.utc) if parsed.tzinfo is None else parsed.astimezone(timezone.utc)
