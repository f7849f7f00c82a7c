"""Sightings as the extraction hands them on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from schemas.headline_state import HEADLINE_NAME, LIST_VERSION
from schemas.keys import SeenBlock, Sighting
from transforms.related.memory import SiteMemory
from transforms.related.settings import RelatedSettings
from transforms.related.site import Resolved, SitePages, resolve_site
from transforms.urls import story_key

NOON = datetime(2024, 5, 17, 12, tzinfo=timezone.utc)
SOURCE = "courier.example"
EMPTY = HEADLINE_NAME.empty_table(), LIST_VERSION.empty_table()


def block(heading: str | None, *shown: str | tuple[str, str], weak: Sequence[int] = ()) -> SeenBlock:
    """Return a list; an entry is a text, or a text and the path of its address."""
    pairs = [(entry, None) if isinstance(entry, str) else entry for entry in shown]
    urls = [f"https://courier.example/{path}" if path else None for _, path in pairs]
    return SeenBlock(
        heading=heading,
        headlines=tuple((text, url) for (text, _), url in zip(pairs, urls, strict=True)),
        weak=tuple(place in weak for place in range(len(pairs))),
    )


def sighting(
    name: str, title: str, path: str | None, *blocks: SeenBlock, hours: int = 0, source: str = SOURCE
) -> Sighting:
    return Sighting(
        input=name,
        article_id=name,
        source=source,
        address=story_key(f"https://courier.example/{path}") if path else None,
        title=title,
        seen_at=NOON + timedelta(hours=hours),
        blocks=blocks,
    )


def resolved(*pages: Sighting, memory: SiteMemory | None = None, settle_pages: int = 3) -> Resolved:
    site = SitePages(SOURCE)
    for page in pages:
        site.add(page)
    return resolve_site(site, memory or SiteMemory(SOURCE), RelatedSettings(settle_pages=settle_pages), "run-1")


def after(*runs: Resolved) -> SiteMemory:
    """Return what is known once ``runs`` are committed."""
    names = [row for run in runs for row in run.names]
    return SiteMemory.of(SOURCE, names, [row for run in runs for row in run.versions])
