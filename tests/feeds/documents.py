"""Feed documents for tests, in every format and with every fault."""

from __future__ import annotations

from collections.abc import Iterable

WORDS = "The ferry to the outer islands was full again on Sunday, the harbour office said, and will be until May. "
FULL_TEXT = f"<p>{WORDS * 8}</p>"


def item(number: int, hour: int | None = None, extra: str = "", **fields: str) -> str:
    """Return one RSS item; a field given as empty is left out."""
    given = {
        "title": f"Story {number}",
        "link": f"https://news.example/{number}",
        "guid": f"tag:news.example,2026:{number}",
        "pubDate": f"Mon, 02 Mar 2026 {hour:02d}:00:00 GMT" if hour is not None else "",
    } | fields
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in given.items() if value) + extra + "</item>"


def rss(items: Iterable[str], channel: str = "") -> bytes:
    """Return an RSS 2.0 document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Harbour News</title>'
        f"<link>https://news.example/</link><language>en-GB</language>{channel}{''.join(items)}</channel></rss>"
    ).encode()


def numbered(*numbers: int, **fields: str) -> bytes:
    return rss(item(number, hour=number % 12, **fields) for number in numbers)


ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenbote</title><link href="https://bote.example/"/>
<updated>2026-03-02T10:00:00Z</updated>
<entry><id>urn:bote:1</id><title type="html">F&amp;auml;hre &lt;b&gt;voll&lt;/b&gt;</title>
<link rel="alternate" href="/1"/><link rel="enclosure" href="/1.mp3"/><author><name>Jan Holm</name></author>
<author><name>Ute Brand</name></author><published>2026-03-02T08:00:00+01:00</published>
<updated>2026-03-02T09:30:00+01:00</updated></entry></feed>"""

RDF = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://old.example/"><title>Old News</title>
<link>https://old.example/</link></channel><item rdf:about="https://old.example/1"><title>Bridge opens</title>
<link>https://old.example/1</link><dc:date>2026-03-02T08:00:00Z</dc:date><dc:creator>Ann Lee</dc:creator></item>
</rdf:RDF>"""

RSS_091 = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Caf\xe9 News</title>
<link>https://cafe.example/</link><item><title>Caf\xe9 reopens</title><link>https://cafe.example/1</link></item>
</channel></rss>"""

RSS_090 = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Early News</title><link>https://early.example/</link>
</channel><item><title>Mast raised</title><link>https://early.example/1</link></item></rdf:RDF>"""

JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "language": "en",
"home_page_url": "https://quay.example/", "authors": [{"name": "The Desk"}], "items": [
{"id": "1", "url": "/1", "title": "Crane repaired", "content_text": "Short.", "date_published": "2026-03-02T08:00:00Z",
 "date_modified": "2026-03-02T09:00:00Z", "authors": [{"name": "Ann Lee"}, {"name": "Bo Lee"}]},
{"id": 2, "external_url": "https://other.example/2"},
"not an object", {"id": "4"}]}"""

SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://map.example/1</loc><lastmod>2026-03-02T09:00:00Z</lastmod><image:image>
<image:title>A picture</image:title>
<image:loc>https://map.example/1.jpg</image:loc></image:image><news:news><news:publication><news:name>Map</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-03-02</news:publication_date>
<news:title>Tide tables out</news:title></news:news></url><url><lastmod>2026-03-02</lastmod></url></urlset>"""

SITEMAP_INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/news-1.xml</loc>
</sitemap><sitemap><loc>https://map.example/news-2.xml</loc></sitemap></sitemapindex>"""

OPML = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="World"><outline text="Europe">
<outline type="rss" text="A" xmlUrl="https://a.example/feed"/></outline><outline text="B" xmlurl="/b.xml"/></outline>
<outline text="again" xmlUrl="https://a.example/feed"/><outline text="no feed" htmlUrl="https://c.example/"/>
</body></opml>"""

HOME_PAGE = b"""<!DOCTYPE html><html><head><base href="https://home.example/sub/">
<link rel="alternate" type="application/rss+xml" title="All" href="feed.xml">
<LINK REL="Alternate" TYPE="application/atom+xml"
 href="/atom.xml"><link rel="alternate" type="application/feed+json" href="https://other.example/feed.json">
<link rel="alternate" type="application/rss+xml" href="/comments/feed"><link rel="alternate" hreflang="de" href="/de">
<link rel="stylesheet" type="text/css" href="style.css"></head><body>News</body></html>"""
