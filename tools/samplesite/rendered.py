"""Every sample page with the place where it lies: what is written to disk and what is promised come from here."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from samplesite.pages import body_html, crawled_text, page_html, page_text
from samplesite.source import Medium, Source, Story

_CONTAINERS: dict[Medium, str] = {
    "warc": "archive/courier.warc.gz",
    "jsonl": "archive/crawl.jsonl",
    "path": "archive/crawl.jsonl",
    "broken-feed": "bad/broken-feed.rss",
    "broken-jsonl": "bad/one-broken-line.jsonl",
    "mislabelled": "bad/wrong-charset.html",
}
_FEEDS = {"courier": "feeds/courier.rss", "anzeiger": "feeds/anzeiger.atom", "thornmere": "feeds/thornmere.json"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One saved copy of one story.

    ``container`` is the file that is read, relative to the samples; ``page_file`` the file that the page fills alone,
    if it does: the container itself, or what a feed entry or a line of the crawl points to. ``content`` is the page, or
    the article alone where a feed carries the text.
    """

    story: Story
    medium: Medium
    container: str
    page_file: str | None = None
    content: str
    charset: str = "utf-8"
    captured: datetime | None = None

    @property
    def whole(self) -> bool:
        """Whether this is a page with its lists, not the text of a feed entry or of a text crawler."""
        return self.medium != "broken-feed" and self.story.outlet != "kurier" and not self.carried

    @property
    def carried(self) -> bool:
        """Whether a feed carries the text."""
        return self.medium == "broken-feed" or (self.medium == "feed" and self.page_file is None)


def render(source: Source) -> list[Rendered]:
    """Return all saved copies of all stories, in the order of their names."""
    return [
        page for story in source.stories.values() for medium in story.media for page in _copies(source, story, medium)
    ]


def _copies(source: Source, story: Story, medium: Medium) -> list[Rendered]:
    site = source.sites[story.outlet]
    name = story.slug.lower().replace("_", "-")
    page = Rendered(
        story=story, medium=medium, container="", content=_content(source, story, medium), charset=site.charset
    )
    if medium in ("html", "text"):
        file = f"{site.folder}/{name}.{'txt' if medium == 'text' else 'html'}"
        charset = "utf-8" if medium == "text" else site.charset
        return [dataclasses.replace(page, container=file, page_file=file, charset=charset)]
    if medium == "feed":
        saved = f"{site.folder}/{name}.html" if "html" in story.media else f"feeds/pages/{name}.html"
        entry = saved if story.outlet == "courier" else None
        return [dataclasses.replace(page, container=_FEEDS[story.outlet], page_file=entry)]
    container = _CONTAINERS[medium]
    if medium == "mislabelled":
        return [dataclasses.replace(page, container=container, page_file=container, charset="windows-1252")]
    if medium == "broken-feed":
        return [dataclasses.replace(page, container=container)]
    target = f"archive/pages/{name}.html" if medium == "path" else None
    return [dataclasses.replace(page, container=container, page_file=target, captured=when) for when in story.captured]


def _content(source: Source, story: Story, medium: Medium) -> str:
    if medium == "text":
        return page_text(source, story)
    if medium == "broken-feed" or (medium == "feed" and story.outlet != "courier"):
        return body_html(source, story)
    return crawled_text(story) if story.outlet == "kurier" else page_html(source, story)
