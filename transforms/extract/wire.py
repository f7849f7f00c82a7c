"""What agency stories bring with them on a page: a dateline of their own, and that of the story below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timezone

from transforms.extract.datelines import Dateline, parse_dateline
from transforms.extract.lines import Line

_ABOVE = 6  # lines above the text among which its dateline may stand alone
_LONGEST = 90  # characters of a dateline that stands alone
_READ = 0.5  # share of the text that must lie before a dateline for it to open another story


def dateline_of(
    paragraphs: list[str], lines: Sequence[Line], first: int, fetched_at: datetime | None
) -> tuple[Dateline | None, list[str]]:
    """Return the dateline that opens ``paragraphs``, or stands alone above them, and the text without it.

    ``first`` is the place of the text among the ``lines`` of the page. A year that is not written is the latest one
    before ``fetched_at``.
    """
    latest = (fetched_at or datetime.now(timezone.utc)).date()
    dateline = parse_dateline(paragraphs[0], latest=latest)
    if dateline is not None:
        return dateline, ([dateline.rest] if dateline.rest else []) + paragraphs[1:] or paragraphs
    for line in reversed(lines[max(0, first - _ABOVE) : first]):
        if alone := _alone(line, latest):
            return alone, paragraphs
    return None, paragraphs


def before_next_story(lines: Sequence[Line]) -> Sequence[Line]:
    """Return ``lines`` up to the dateline of another story: a teaser with its summary, or a story appended whole."""
    total = sum(line.mass for line in lines)
    passed = 0.0
    for place, line in enumerate(lines):
        if passed > _READ * total and _alone(line, None):
            return lines[: place - _is_headline(lines[place - 1])]
        passed += line.mass
    return lines


def _is_headline(line: Line) -> bool:
    """Say whether ``line``, just above another story's dateline, is its headline."""
    return line.size <= _LONGEST and not line.text.endswith((".", "!", "”", '"'))


def _alone(line: Line, latest: date | None) -> Dateline | None:
    if line.size > _LONGEST or not any(char.isdigit() for char in line.text):
        return None
    dateline = parse_dateline(line.text, latest=latest)
    return dateline if dateline is not None and not dateline.rest and dateline.day is not None else None
