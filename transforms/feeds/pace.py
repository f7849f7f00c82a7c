"""How often a feed asks to be read: ttl, updatePeriod and updateFrequency, skipHours and skipDays."""

from __future__ import annotations

import re
from datetime import timedelta

from transforms.feeds.document import Pace

# Read with expressions rather than from the tree: feedparser keeps only the last <hour> and <day>, and a document
# that breaks off among its entries still has its channel in front of them.
_HEAD = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<(?:\w+:)?updatePeriod[^>]*>\s*(\w+)\s*</", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<(?:\w+:)?updateFrequency[^>]*>\s*(\d{1,6})\s*</", re.IGNORECASE)
_SKIP_HOURS = re.compile(rb"<skipHours>(.*?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(rb"<skipDays>(.*?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*(\w+)\s*</day>", re.IGNORECASE)

_PERIODS = {
    b"hourly": timedelta(hours=1),
    b"daily": timedelta(days=1),
    b"weekly": timedelta(days=7),
    b"monthly": timedelta(days=30),
    b"yearly": timedelta(days=365),
}
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")


def pace_of(body: bytes) -> Pace:
    """Return what the channel of an RSS or Atom document says about its pace.

    >>> pace_of(b"<rss><channel><ttl>45</ttl><skipHours><hour>24</hour><hour>3</hour></skipHours></channel></rss>")
    Pace(every=datetime.timedelta(seconds=2700), skip_hours=frozenset({0, 3}), skip_days=frozenset())
    """
    first = _HEAD.search(body)
    # RDF and some RSS 0.9x have channel elements behind the items: then the whole document is the head.
    head = body if first is None or b"</channel>" not in body[first.start() :] else body[: first.start()] + _tail(body)
    hours = {int(hour) % 24 for block in _SKIP_HOURS.findall(head) for hour in _HOUR.findall(block) if int(hour) <= 24}
    names = [day.lower() for block in _SKIP_DAYS.findall(head) for day in _DAY.findall(block)]
    stated = [every for every in (_ttl(head), _period(head)) if every]
    return Pace(
        every=max(stated) if stated else None,
        skip_hours=frozenset(hours) if len(hours) < 24 else frozenset(),
        skip_days=frozenset(_DAYS.index(day) for day in names if day in _DAYS) if len(set(names)) < 7 else frozenset(),
    )


def _tail(body: bytes) -> bytes:
    """Return what stands behind the last entry."""
    return body[max(body.rfind(b"</item>"), body.rfind(b"</entry>"), 0) :]


def _ttl(head: bytes) -> timedelta | None:
    found = _TTL.search(head)
    return timedelta(minutes=int(found[1])) if found else None


def _period(head: bytes) -> timedelta | None:
    """Return the period divided by the frequency, as the Syndication module defines it (frequency is 1 if unsaid)."""
    found = _PERIOD.search(head)
    period = _PERIODS.get(found[1].lower()) if found else None
    if period is None:
        return None
    frequency = _FREQUENCY.search(head)
    return period / max(1, int(frequency[1])) if frequency else period
