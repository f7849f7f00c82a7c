"""One feed of each family: RSS with links to saved pages, Atom and JSON Feed with the full text, and their OPML."""

from __future__ import annotations

import json
import posixpath
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import quoteattr

from samplesite.rendered import Rendered
from samplesite.source import Source


def rss(source: Source, entries: list[Rendered]) -> str:
    """Return RSS 2.0 whose links are paths relative to the feed."""
    site = source.sites["courier"]
    items = "\n".join(
        f"""<item>
<title>{escape(entry.story.title, quote=False)}</title>
<link>{posixpath.relpath(entry.page_file or "", "feeds")}</link>
<guid isPermaLink="false">{source.url(entry.story)}</guid>
<dc:creator>{escape(", ".join(entry.story.authors) or entry.story.agency or site.name)}</dc:creator>
<pubDate>{format_datetime(entry.story.published)}</pubDate>
<description>{escape(entry.story.summary, quote=False)}</description>
</item>"""
        for entry in entries
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{site.name}</title>
<link>{site.host}/</link>
<description>All stories of the {site.name}</description>
<language>en-ca</language>
<ttl>30</ttl>
{items}
</channel>
</rss>
"""


def atom(source: Source, entries: list[Rendered]) -> str:
    """Return Atom 1.0 with the whole article in ``content``."""
    site = source.sites["anzeiger"]
    newest = max(entry.story.published for entry in entries).isoformat()
    items = "\n".join(
        f"""<entry>
<title>{escape(entry.story.title, quote=False)}</title>
<link rel="alternate" type="text/html" href={quoteattr(source.url(entry.story))}/>
<id>{source.url(entry.story)}</id>
<author><name>{escape(", ".join(entry.story.authors) or entry.story.agency or site.name)}</name></author>
<published>{entry.story.published.isoformat()}</published>
<updated>{(entry.story.modified or entry.story.published).isoformat()}</updated>
<summary>{escape(entry.story.summary, quote=False)}</summary>
<content type="html">{escape(entry.content, quote=False)}</content>
</entry>"""
        for entry in entries
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title>{site.name}</title>
<id>{site.host}/feed</id>
<link rel="self" href="{site.host}/feed"/>
<updated>{newest}</updated>
{items}
</feed>
"""


def json_feed(source: Source, entries: list[Rendered]) -> str:
    """Return JSON Feed 1.1 with ``content_html``."""
    site = source.sites["thornmere"]
    items = [
        {
            "id": source.url(entry.story),
            "url": source.url(entry.story),
            "title": entry.story.title,
            "summary": entry.story.summary,
            "content_html": entry.content,
            "date_published": entry.story.published.isoformat(),
            "authors": [{"name": name} for name in entry.story.authors or (entry.story.agency or site.name,)],
            "tags": list(entry.story.tags),
        }
        for entry in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": f"{site.host}/",
        "language": "en-GB",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def opml(source: Source) -> str:
    """Return the list of the three feeds."""
    names = {"courier": "courier.rss", "anzeiger": "anzeiger.atom", "thornmere": "thornmere.json"}
    outlines = "\n".join(
        f'<outline type="rss" text="{source.sites[outlet].name}" xmlUrl="{name}"/>' for outlet, name in names.items()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head><title>Sample outlets</title></head>
<body>
<outline text="News">
{outlines}
</outline>
</body>
</opml>
"""
