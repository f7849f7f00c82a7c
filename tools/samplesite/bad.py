"""Inputs that go wrong: each file shows one way, and ``REASONS`` says which reject it costs."""

from __future__ import annotations

import hashlib
import json
from html import escape

from samplesite.archive import json_lines, stored_gzip
from samplesite.pages import page_html
from samplesite.rendered import Rendered
from samplesite.source import Source

_HEAD = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
LINES = "bad/one-broken-line.jsonl"

REASONS = {
    "bad/empty.html": "read-empty",
    "bad/only-spaces.txt": "read-empty",
    "bad/photo-saved-as-page.html": "read-binary",
    "bad/truncated.html.gz": "read-truncated-gzip",
    "bad/not-found.html": "extract-error-page",
    "bad/section-page.html": "extract-listing",
    "bad/no-article.html": "extract-empty",
    "bad/broken-feed.rss#2": "feed-entry-empty",  # announces a story without text or link
    "bad/broken-feed.rss#3": "feed-entry-truncated",  # breaks off in its title
}


def bad_files(source: Source, pages: list[Rendered]) -> dict[str, bytes]:
    """Return the bad files by name; the good entry or line that some of them hold is among ``pages``."""
    page = page_html(source, source.stories["courier-ferry-vote"])
    return {
        "bad/empty.html": b"",
        "bad/only-spaces.txt": b" \n\n\t\n",
        "bad/photo-saved-as-page.html": _noise(),
        "bad/truncated.html.gz": stored_gzip(page.encode())[:2_000],
        "bad/broken-feed.rss": _broken_feed(source, [p for p in pages if p.medium == "broken-feed"]).encode(),
        "bad/not-found.html": _not_found().encode(),
        "bad/section-page.html": _section_page(source).encode(),
        "bad/no-article.html": (_HEAD.format(title="Photo of the day") + "<p></p></body></html>\n").encode(),
        LINES: broken_lines(source, pages)[0],
    }


def broken_lines(source: Source, pages: list[Rendered]) -> tuple[bytes, list[int]]:
    """Return one good line, one that is not JSON and one without a page, and the offsets of the bad ones."""
    good, _ = json_lines(source, [page for page in pages if page.medium == "broken-jsonl"])
    cut = b'{"url": "https://thornmereexaminer.example/news/8", "html": "<p>The line ends here\n'
    bare = json.dumps({"url": "https://thornmereexaminer.example/news/9"}).encode() + b"\n"
    return good + cut + bare, [len(good), len(good + cut)]


def _noise() -> bytes:
    """Return the head of a JPEG and 3 KB that look like its data."""
    blocks = (hashlib.sha256(str(n).encode()).digest() for n in range(96))
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"".join(blocks)


def _broken_feed(source: Source, pages: list[Rendered]) -> str:
    """Return a feed with good entries, one without text or link, and XML that breaks off in the last."""
    good = "\n".join(
        f"<item><title>{escape(page.story.title)}</title><link>{source.url(page.story)}</link>"
        f"<guid>{page.story.slug}</guid><pubDate>{page.story.published:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<content:encoded><![CDATA[{page.content}]]></content:encoded></item>"
        for page in pages
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Thornmere Examiner: briefs</title><link>https://thornmereexaminer.example/</link>
{good}
<item><title>Market hall clock runs again</title><guid isPermaLink="false">brief-3</guid></item>
<item><title>Bees & hives: what to plant in Mar"""


def _not_found() -> str:
    return f"""{_HEAD.format(title="404 Not Found - Kestrel Bay Courier")}<h1>Page not found</h1>
<p>Sorry, the page you are looking for does not exist or has been moved. Please check the address or go back to the
<a href="/">home page</a>.</p>
<form action="/search"><input name="q"><button>Search</button></form>
</body></html>
"""


def _section_page(source: Source) -> str:
    stories = [story for story in source.stories.values() if story.outlet == "courier" and "html" in story.media]
    cards = "\n".join(
        f'<div class="card"><h2><a href="{source.url(story)}">{escape(story.title)}</a></h2>'
        f"<p>{escape(story.summary)}</p></div>"
        for story in stories
    )
    title = f"Harbour news | {source.sites['courier'].name}"
    return f"""{_HEAD.format(title=title)}<h1>Harbour news</h1>
{cards}
<p><a href="/harbour/page/2">Older stories</a></p>
</body></html>
"""
