"""How the parts that repeat are drawn: start, items, what stands between them, end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from samplesite.source import Form, Headline, Source


def draw(source: Source, outlet: str, part: str, heading: str | None, rows: Sequence[Mapping[str, str]]) -> str:
    """Return ``rows`` in the form that ``outlet`` has for ``part``; nothing without rows or without such a form."""
    form = source.forms[outlet].get(part, Form())
    if not rows or not form.item:
        return ""
    items = form.between.join(form.item.format(**row) for row in rows)
    return form.start.format(heading=escape(heading or "")) + items + form.end


def kept(item: Headline) -> dict[str, str]:
    """Return a headline as a row for ``draw``, as it is."""
    return {"text": item.text, "url": item.url}
