"""How outlets print what they all have: datelines, bylines, dates, quotation marks."""

from __future__ import annotations

import re

from samplesite.source import Story

_CURLY = {"courier"}  # outlets with typographic quotation marks
_LOCAL = {"anzeiger", "kurier"}  # outlets that name the place of their own reports: ``Kassel. Der Zug …``


def printed(story: Story, text: str) -> str:
    """Return ``text`` with the quotation marks and apostrophes of the outlet."""
    return curly(text) if story.outlet in _CURLY else text


def curly(text: str) -> str:
    r"""Return ``text`` with typographic quotation marks and apostrophes.

    >>> curly('"It' + "'" + 's late," she said.')
    '“It’s late,” she said.'
    """
    return re.sub(r'(^|[\s(—])"', r"\1“", text).replace('"', "”").replace("'", "’")


def byline(story: Story, otherwise: str) -> str:
    """Return the authors, else the agency, else ``otherwise``."""
    return ", ".join(story.authors) or story.agency or otherwise


def before_text(story: Story) -> str:
    """Return what stands before the first word, such as ``HALIFAX (AFP) - ``."""
    if not story.place:
        return ""
    if story.agency:
        return f"{story.place} ({story.agency}) - "
    return f"{story.place}. " if story.outlet in _LOCAL else ""


def dated_line(story: Story) -> str:
    """Return the dateline with agency and day that stands alone below the byline, as in 2008."""
    agency = f" ({story.agency})" if story.agency else ""
    return f"{story.place}{agency} {story.published:%b %d, %Y}"


def german_day(story: Story) -> str:
    """Return the day of publication in words, as in ``4. März 2026``."""
    months = ("Januar", "Februar", "März", "April")
    return f"{story.published.day}. {months[story.published.month - 1]} {story.published.year}"
