"""Pages in the markup of today: JSON-LD and OpenGraph at one outlet, microdata and plain meta tags at others."""

from __future__ import annotations

import json
import re
from html import escape

from samplesite.blocks import Block, blocks_of, promotion
from samplesite.source import READ_MORE, Site, Source, Story, slug_of


def courier_page(source: Source, story: Story) -> str:
    """Return a page with JSON-LD NewsArticle and OpenGraph, lists as ticker, cards and a ranked column."""
    site, url, blocks = source.sites[story.outlet], source.url(story), blocks_of(source, story)
    title, by = escape(curly(story.title)), " and ".join(story.authors) or story.agency or "Courier staff"
    nav = "".join(f'<li><a href="/{slug_of(name)}/">{name}</a></li>' for name in site.sections)
    figure = f'<figure><img src="/images/{story.slug}.jpg" alt=""><figcaption>{escape(curly(story.caption))}</figcaption></figure>\n' if story.caption else ""
    tags = "".join(f'<li><a href="/tag/{slug_of(tag)}" rel="tag">{escape(tag)}</a></li>' for tag in story.tags)
    published = f"{story.published:%B} {story.published.day}, {story.published:%Y}"
    return f"""<!DOCTYPE html>
<html lang="{site.language}">
<head>
<meta charset="utf-8">
<title>{title} | {site.name}</title>
<link rel="canonical" href="{url}">
<meta name="description" content="{escape(story.summary)}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{site.name}">
<meta property="og:title" content="{title}">
<meta property="og:url" content="{url}">
<meta property="article:published_time" content="{story.published.isoformat()}">
<meta property="article:section" content="{story.section}">
<script type="application/ld+json">
{_json_ld(site, story, url)}
</script>
</head>
<body>
<header class="masthead"><a class="logo" href="/">{site.name}</a>
<nav><ul>{nav}</ul></nav>
<p><a href="/subscribe">Subscribe</a> <a href="/login">Log in</a></p>
</header>
{_courier_blocks(blocks, "ticker")}
<main>
<article>
<p class="breadcrumb"><a href="/">Home</a> / <a href="/{slug_of(story.section)}/">{story.section}</a></p>
<h1>{title}</h1>
<p class="byline">By <span class="author">{by}</span> · <time datetime="{story.published.isoformat()}">{published}</time></p>
<ul class="share"><li><a href="https://social.example/share?u={url}">Share</a></li><li><a href="mailto:?subject={title}">Email</a></li></ul>
{figure}<div class="story-body">
{_paragraphs(source, site, story, curl=True)}
</div>
<ul class="tags">{tags}</ul>
</article>
{_courier_blocks(blocks, "related")}
<nav class="neighbours">{_courier_blocks(blocks, "neighbour")}</nav>
</main>
<aside>
{_courier_blocks(blocks, "ranked")}
<section class="newsletter"><h2>The harbour in your inbox</h2><p>Six stories every weekday at 6 a.m.</p><a href="/newsletters">Sign up</a></section>
</aside>
<footer><p>{site.legal}</p><ul><li><a href="/about">About us</a></li><li><a href="/privacy">Privacy</a></li><li><a href="/contact">Contact</a></li></ul></footer>
</body>
</html>
"""


def anzeiger_page(source: Source, story: Story) -> str:
    """Return a page with microdata and meta tags, lists with kickers and summaries."""
    site, url, blocks = source.sites[story.outlet], source.url(story), blocks_of(source, story)
    title, by = escape(story.title), ", ".join(story.authors) or story.agency or site.name
    nav = " | ".join(f'<a href="/{slug_of(name)}/">{name}</a>' for name in site.sections)
    minute = story.published.isoformat(timespec="minutes")
    changed = f'<meta itemprop="dateModified" content="{story.modified.isoformat()}">\n' if story.modified else ""
    figure = f'<figure class="bild"><img src="/bilder/{story.slug}.webp" alt=""><figcaption>{escape(story.caption)}</figcaption></figure>\n' if story.caption else ""
    return f"""<!DOCTYPE html>
<html lang="{site.language}">
<head>
<meta charset="utf-8">
<title>{title} - {site.name}</title>
<link rel="canonical" href="{url}">
<meta name="description" content="{escape(story.summary)}">
<meta name="author" content="{escape(by)}">
<meta name="date" content="{minute}">
<meta property="og:title" content="{title}">
<meta property="og:url" content="{url}">
</head>
<body>
<div class="kopf"><a href="/"><img src="/logo.svg" alt="{site.name}"></a><div class="menue">{nav}</div></div>
<div class="seite">
<div class="artikel" itemscope itemtype="https://schema.org/NewsArticle">
{changed}<span class="dachzeile">{story.section}</span>
<h1 itemprop="headline">{title}</h1>
<div class="autor">Von <span itemprop="author">{escape(by)}</span>, <time itemprop="datePublished" datetime="{minute}">{story.published:%d.%m.%Y, %H:%M} Uhr</time></div>
{figure}<div itemprop="articleBody" class="text">
{_paragraphs(source, site, story, curl=False)}
</div>
<div class="schlagworte">Themen: {", ".join(f'<a href="/thema/{slug_of(tag)}">{escape(tag)}</a>' for tag in story.tags)}</div>
</div>
{_anzeiger_blocks(blocks, "related")}
{_anzeiger_blocks(blocks, "teaser")}
<div class="spalte">
{_anzeiger_blocks(blocks, "list")}
<div class="kasten"><b>Abo</b> Vier Wochen für 9,90 Euro lesen. <a href="/abo">Jetzt bestellen</a></div>
</div>
</div>
<div class="fuss">{site.legal} <a href="/impressum">Impressum</a> <a href="/datenschutz">Datenschutz</a></div>
</body>
</html>
"""


def plain_page(source: Source, story: Story) -> str:
    """Return a small page of today: ``lang``, canonical link, meta date, lists as sections after the article."""
    site, url, blocks = source.sites[story.outlet], source.url(story), blocks_of(source, story)
    title, by = escape(story.title), ", ".join(story.authors) or story.agency or site.name
    lists = "\n".join(
        f"<section><h2>{escape(block.heading or '')}</h2><ul>{_items(block, '<li><a href={url}>{text}</a></li>')}</ul></section>"
        for block in blocks
        if block.layout != "promo"
    )
    return f"""<!doctype html>
<html lang="{site.language}">
<head><meta charset="{site.charset}"><title>{title} - {site.name}</title>
<link rel="canonical" href="{url}">
<meta name="author" content="{escape(by)}">
<meta property="article:published_time" content="{story.published.isoformat()}">
</head>
<body>
<header><a href="/">{site.name}</a></header>
<article>
<h1>{title}</h1>
<p class="meta">{escape(by)} <time datetime="{story.published.isoformat()}">{story.published:%Y-%m-%d %H:%M}</time></p>
{_paragraphs(source, site, story, curl=False)}
</article>
{lists}
<footer>{site.legal}</footer>
</body>
</html>
"""


def body_html(source: Source, story: Story) -> str:
    """Return the article alone, as a feed with full text carries it."""
    return _paragraphs(source, source.sites[story.outlet], story, curl=story.outlet == "courier", absolute=True)


def curly(text: str | None) -> str:
    """Return ``text`` with typographic quotation marks and apostrophes, as some outlets print them.

    >>> curly('"It\'s late," she said.')
    '“It’s late,” she said.'
    """
    opened = re.sub(r'(^|[\s(—])"', r"\1“", text or "")
    return opened.replace('"', "”").replace("'", "’")


def _json_ld(site: Site, story: Story, url: str) -> str:
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors]
        or [{"@type": "Organization", "name": story.agency or site.name}],
        "publisher": {"@type": "NewsMediaOrganization", "name": site.name},
        "articleSection": story.section,
        "description": story.summary,
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _paragraphs(source: Source, site: Site, story: Story, *, curl: bool, absolute: bool = False) -> str:
    lines = []
    place = with_dateline(story)
    for paragraph in story.paragraphs:
        text = escape(curly(paragraph) if curl else paragraph, quote=False)
        if paragraph.startswith(READ_MORE):
            link = promotion(source, site, paragraph)
            href = link.url if absolute else link.url.removeprefix(site.host)
            lines.append(f'<p class="promo">{site.promo} <a href="{href}">{escape(curly(link.text) if curl else link.text)}</a></p>')
        elif paragraph.startswith("## "):
            lines.append(f"<h3>{text[3:]}</h3>")
        else:
            lines.append(f"<p>{escape(place)}{text}</p>")
            place = ""
    return "\n".join(lines)


def with_dateline(story: Story) -> str:
    """Return what stands before the first word of an agency report or a local one: ``HALIFAX (AFP) — ``.

    German papers print ``Kassel (dpa) - `` and name the place alone for their own reports.
    """
    if not story.place:
        return ""
    agency = f" ({story.agency})" if story.agency else ""
    return f"{story.place}{agency}{'. ' if story.outlet in ('anzeiger', 'kurier') and not agency else ' - '}"


def _items(block: Block, form: str) -> str:
    return "".join(
        form.format(url=f'"{item.url}"', text=escape(item.text), rank=rank) for rank, item in enumerate(block.items, start=1)
    )


def _courier_blocks(blocks: tuple[Block, ...], layout: str) -> str:
    forms = {
        "ticker": ('<div class="ticker"><h2>{heading}</h2><ul>', '<li><time>{rank:02}:40</time> <a href={url}>{text}</a></li>', "</ul></div>"),
        "related": ('<section class="related"><h2>{heading}</h2>', '<div class="card"><a href={url}><img src="/images/card{rank}.jpg" alt=""><h3>{text}</h3></a></div>', "</section>"),
        "ranked": ('<section class="most-read"><h2>{heading}</h2><ol>', '<li><a href={url}><span class="rank">{rank}</span> {text}</a></li>', "</ol></section>"),
        "neighbour": ('<div class="neighbour"><span class="label">{heading}</span> ', "<a href={url}>{text}</a>", "</div>"),
    }
    return _drawn(blocks, layout, *forms[layout])


def _anzeiger_blocks(blocks: tuple[Block, ...], layout: str) -> str:
    forms = {
        "related": ('<div class="mehr"><h4>{heading}</h4>', '<div class="zeile"><a href={url}>{text}</a></div>', "</div>"),
        "teaser": ('<div class="teaserreihe"><div class="titel">{heading}</div>', '<div class="teaser"><span class="dachzeile">Aus der Region</span><a href={url}><h3>{text}</h3></a><p>Mehr dazu in unserer Ausgabe und hier im Netz.</p></div>', "</div>"),
        "list": ('<div class="kasten"><h4>{heading}</h4><ol>', "<li><a href={url}>{text}</a></li>", "</ol></div>"),
    }
    return _drawn(blocks, layout, *forms[layout])


def _drawn(blocks: tuple[Block, ...], layout: str, start: str, each: str, end: str) -> str:
    return "\n".join(
        start.format(heading=escape(block.heading or "")) + _items(block, each) + end for block in blocks if block.layout == layout
    )
