"""One response as it was received, and the way that led there."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One redirect: the address that answered, its status, and where it pointed."""

    url: str
    status: int
    location: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The last response of a request. ``body`` is decoded, ``wire_bytes`` is its size as sent; header names are lower.

    ``url`` is the address that answered, secrets included: it must pass ``redact`` before it is written anywhere.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    wire_bytes: int
    fetched_at: datetime
    http_version: str = "HTTP/1.1"
    hops: tuple[Hop, ...] = ()

    def header(self, name: str) -> str | None:
        """Return the values of the header ``name`` (lower case), joined as one; ``None`` where it is not there."""
        found = [value for key, value in self.headers if key == name]
        return ", ".join(found) if found else None

    @property
    def media_type(self) -> str:
        """Return the media type without its parameters, in lower case; empty where the server did not say."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def moved_to(self) -> str | None:
        """Return where the address has moved for good: the end of the 301 and 308 that the way begins with."""
        moved = None
        for hop in self.hops:
            if hop.status not in (301, 308):
                break
            moved = hop.location
        return moved


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, in either of its forms; ``None`` where it says nothing.

    >>> retry_after("120", datetime(2026, 3, 1, tzinfo=timezone.utc))
    120.0
    >>> retry_after("Sun, 01 Mar 2026 00:10:00 GMT", datetime(2026, 3, 1, tzinfo=timezone.utc))
    600.0
    """
    if not value:
        return None
    text = value.strip()
    if text.isdecimal():
        return float(text) if len(text) < 10 else None
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    then = then.replace(tzinfo=timezone.utc) if then.tzinfo is None else then
    return max(0.0, (then - now).total_seconds())
