"""Every sample page with the place where it lies: what is written to disk and what is promised come from here."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from samplesite.dispatch import dispatch_page, dispatch_text
from samplesite.modern import anzeiger_page, body_html, courier_page, plain_page
from samplesite.source import Medium, Source, Story


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One saved copy of one story: ``file`` is relative to the samples, ``content`` the page, whole or its text."""

    story: Story
    medium: Medium
    file: str
    content: str
    charset: str = "utf-8"
    captured: datetime | None = None


def render(source: Source) -> list[Rendered]:
    """Return all saved copies of all stories, in the order of their names."""
    return [page for story in source.stories.values() for medium in story.media for page in _copies(source, story, medium)]


def page_html(source: Source, story: Story) -> str:
    """Return the page of ``story`` in the markup of its outlet."""
    makers = {"courier": courier_page, "anzeiger": anzeiger_page, "dispatch": dispatch_page}
    return makers.get(story.outlet, plain_page)(source, story)


def _copies(source: Source, story: Story, medium: Medium) -> list[Rendered]:
    folder = source.sites[story.outlet].folder
    name = story.slug.lower().replace("_", "-")
    if medium == "html":
        charset = "windows-1252" if story.outlet == "dispatch" else "utf-8"
        content = page_html(source, story)
        return [Rendered(story=story, medium=medium, file=f"{folder}/{name}.html", content=content, charset=charset)]
    if medium == "text":
        return [Rendered(story=story, medium=medium, file=f"{folder}/{name}.txt", content=dispatch_text(source, story))]
    if medium == "feed":
        return [_entry(source, story, name)]
    file = {"warc": "archive/courier.warc.gz", "jsonl": "archive/crawl.jsonl"}[medium]
    content = kurier_text(story) if story.outlet == "kurier" else page_html(source, story)
    return [Rendered(story=story, medium=medium, file=file, content=content, captured=when) for when in story.captured]


def _entry(source: Source, story: Story, name: str) -> Rendered:
    if story.outlet != "courier":
        feed = {"anzeiger": "feeds/anzeiger.atom", "thornmere": "feeds/thornmere.json"}[story.outlet]
        return Rendered(story=story, medium="feed", file=feed, content=body_html(source, story))
    folder = source.sites[story.outlet].folder if "html" in story.media else "feeds/pages"
    return Rendered(story=story, medium="feed", file=f"{folder}/{name}.html", content=courier_page(source, story))


def kurier_text(story: Story) -> str:
    """Return a page as a crawler that keeps only text stores it: title, byline with date, paragraphs."""
    by = ", ".join(story.authors) or story.agency or "Redaktion"
    months = "Januar Februar März April Mai Juni Juli".split()
    day = f"{story.published.day}. {months[story.published.month - 1]} {story.published.year}"
    place = f"{story.place} ({story.agency}) - " if story.agency else f"{story.place}. "
    return f"{story.title}\n\nVon {by}, {day}\n\n{place}" + "\n\n".join(story.text) + "\n"
