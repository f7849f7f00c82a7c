"""Inputs that go wrong: each file shows one way, and ``expected.json`` says which reject it costs."""

from __future__ import annotations

import hashlib
import json

from samplesite.archive import stored_gzip
from samplesite.source import Source

_HEAD = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'


def bad_files(source: Source, page: str, umlauts: str) -> dict[str, bytes]:
    """Return the bad files by name; ``page`` is a good page to cut, ``umlauts`` a German one to mislabel."""
    return {
        "bad/empty.html": b"",
        "bad/only-spaces.txt": b" \n\n\t\n",
        "bad/photo-saved-as-page.html": _noise(),
        "bad/truncated.html.gz": stored_gzip(page.encode())[:2_000],
        "bad/wrong-charset.html": umlauts.encode("windows-1252"),  # the page says utf-8
        "bad/broken-feed.rss": _broken_feed().encode(),
        "bad/not-found.html": _not_found().encode(),
        "bad/section-page.html": _section_page(source).encode(),
        "bad/no-article.html": (_HEAD.format(title="Photo of the day") + "<p></p></body></html>\n").encode(),
        "bad/one-broken-line.jsonl": _broken_lines(source).encode(),
    }


REASONS = {
    "bad/empty.html": "read-empty",
    "bad/only-spaces.txt": "read-empty",
    "bad/photo-saved-as-page.html": "read-binary",
    "bad/truncated.html.gz": "read-truncated-gzip",
    "bad/not-found.html": "extract-error-page",
    "bad/section-page.html": "extract-listing",
    "bad/no-article.html": "extract-empty",
}


def _noise() -> bytes:
    """Return the head of a JPEG and 3 KB that look like its data."""
    blocks = (hashlib.sha256(str(n).encode()).digest() for n in range(96))
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"".join(blocks)


_BRIEFS = {
    "Swing bridge stuck open for three hours": (
        "The swing bridge at Pell Lane stayed open to boats and closed to everyone else for three hours on Thursday "
        "after a bolt the size of a rolling pin sheared in the turning gear.",
        "Bridge keeper Harold Minns, who has turned it by hand twice in 31 years, said the spare bolt had been lent to "
        "the lock at Upper Thorn in 2019. It came back on the back of a tractor at a quarter past eleven.",
        "About 140 drivers took the detour over the moor. Two narrowboats went through first, the harbour office said, "
        "because they had been waiting the longest.",
    ),
    "Choir of 62 sings on platform two": (
        "Passengers for the 5:42 p.m. to Leeds were met by a choir of 62 on Thursday, standing along platform two in "
        "the order of the alphabet because the conductor could not see them all at once.",
        "The Thornmere Singers had lost their rehearsal hall to a burst pipe. Station manager Priya Nair offered the "
        "platform on condition that nobody sang during announcements.",
        "The train was four minutes late. Nobody complained, Nair said, except one tenor who had meant to catch it.",
    ),
}


def _broken_feed() -> str:
    """Return a feed with two good entries, one link to nowhere, and XML that breaks off in the fourth."""
    good = "\n".join(
        f"<item><title>{title}</title><link>https://thornmereexaminer.example/briefs/{n}</link>"
        f"<guid>brief-{n}</guid><pubDate>Thu, 05 Mar 2026 1{n}:00:00 GMT</pubDate><content:encoded><![CDATA["
        + "".join(f"<p>{p}</p>" for p in paragraphs)
        + "]]></content:encoded></item>"
        for n, (title, paragraphs) in enumerate(_BRIEFS.items(), start=1)
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Thornmere Examiner: briefs</title><link>https://thornmereexaminer.example/</link>
{good}
<item><title>Market hall clock runs again</title><link>pages/no-such-page.html</link><guid>brief-3</guid></item>
<item><title>Bees & hives: what to plant in March</title><link>https://thornmereexaminer.exam"""


def _not_found() -> str:
    return (
        _HEAD.format(title="404 Not Found - Kestrel Bay Courier")
        + """<h1>Page not found</h1>
<p>Sorry, the page you are looking for does not exist or has been moved. Please check the address or go back to the <a href="/">home page</a>.</p>
<form action="/search"><input name="q"><button>Search</button></form>
</body></html>
"""
    )


def _section_page(source: Source) -> str:
    site = source.sites["courier"]
    stories = [story for story in source.stories.values() if story.outlet == "courier" and "html" in story.media]
    cards = "\n".join(
        f'<div class="card"><h2><a href="{source.url(story)}">{story.title}</a></h2><p>{story.summary}</p></div>'
        for story in stories
    )
    return f"{_HEAD.format(title=f'Harbour news | {site.name}')}<h1>Harbour news</h1>\n{cards}\n<p><a href='/harbour/page/2'>Older stories</a></p>\n</body></html>\n"


def _broken_lines(source: Source) -> str:
    host = source.sites["thornmere"].host
    first, second = _BRIEFS.items()
    del first

    def line(number: int, title: str, paragraphs: tuple[str, ...]) -> str:
        page = _HEAD.format(title=title) + f"<article><h1>{title}</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs)
        page += "</article></body></html>"
        return json.dumps({"url": f"{host}/briefs/{number}", "html": page, "fetched_at": "2026-03-06T05:00:00Z"})

    title, paragraphs = second
    return line(2, title, paragraphs) + "\n" + '{"url": "' + host + '/briefs/8", "html": "<p>The line ends here\n' + json.dumps({"url": f"{host}/briefs/9"}) + "\n"
