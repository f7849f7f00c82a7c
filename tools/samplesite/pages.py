"""Whole pages: the templates under ``source/templates``, filled with a story and the lists around it."""

from __future__ import annotations

import json
from html import escape

from samplesite.blocks import Block, blocks_of, promotion
from samplesite.forms import draw, kept
from samplesite.source import READ_MORE, Headline, Site, Source, Story, slug_of
from samplesite.wording import before_text, byline, dated_line, german_day, printed

_LAYOUTS = ("ticker", "ranked", "related", "neighbour", "teaser", "list", "bullets")


def page_html(source: Source, story: Story) -> str:
    """Return the page of ``story`` in the markup of its outlet."""
    outlet = story.outlet if story.outlet in source.forms else "plain"
    site, blocks = source.sites[story.outlet], blocks_of(source, story)

    def words(part: str, texts: tuple[str, ...]) -> str:
        return draw(source, outlet, part, None, [{"text": escape(text), "slug": slug_of(text)} for text in texts])

    lists = {
        layout: "\n".join(_list(source, story, outlet, block) for block in blocks if block.layout == layout)
        for layout in _LAYOUTS
    }
    parts = _facts(source, story) | lists
    parts["body"] = body_html(source, story) if outlet != "dispatch" else _open_paragraphs(story)
    parts["json_ld"] = _json_ld(site, story, source.url(story))
    parts["nav"], parts["links"] = words("nav", site.sections), words("links", story.tags)
    parts["tags"] = words("tags", story.tags)
    parts["figure"] = words("figure", (printed(story, story.caption),) if story.caption else ())
    parts["teasers"] = _teasers(source, "dispatch", blocks)
    return source.template(f"{outlet}.html").substitute(parts)


def page_text(source: Source, story: Story) -> str:
    """Return the page of ``story`` as a plain-text dump: no headings above the lists."""
    blocks = blocks_of(source, story)
    bullets = [
        draw(source, "dump", "bullets", None, [kept(item) for item in b.items]) for b in blocks if b.layout == "bullets"
    ]
    return source.template("dispatch.txt").substitute(
        section=story.section,
        title=story.title,
        by=byline(story, "Staff Writers") if story.authors else "Staff Writers",
        dateline=dated_line(story),
        body="\n\n".join(story.text),
        links="\n".join(story.tags),
        teasers=_teasers(source, "dump", blocks),
        bullets="\n".join(bullets).rstrip("\n"),
        legal=source.sites[story.outlet].legal,
    )


def crawled_text(story: Story) -> str:
    """Return a page as a crawler that keeps only text stores it: title, byline with date, paragraphs."""
    by = f"Von {byline(story, 'Redaktion')}, {german_day(story)}"
    return f"{story.title}\n\n{by}\n\n{before_text(story)}" + "\n\n".join(story.text) + "\n"


def body_html(source: Source, story: Story) -> str:
    """Return the paragraphs of the article with their subheads and promotions."""
    site, lines, place = source.sites[story.outlet], [], before_text(story)
    for paragraph in story.paragraphs:
        text = escape(printed(story, paragraph), quote=False)
        if paragraph.startswith(READ_MORE):
            link = promotion(source, site, paragraph)
            lines.append(
                f'<p class="promo">{site.promo} <a href="{link.url}">{escape(printed(story, link.text))}</a></p>'
            )
        elif paragraph.startswith("## "):
            lines.append(f"<h3>{text[3:]}</h3>")
        else:
            lines.append(f"<p>{escape(place)}{text}</p>")
            place = ""
    return "\n".join(lines)


def _open_paragraphs(story: Story) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}" for paragraph in story.text)


def _facts(source: Source, story: Story) -> dict[str, str]:
    site, when = source.sites[story.outlet], story.published
    old = story.outlet == "dispatch"
    return {
        "name": site.name,
        "language": site.language,
        "charset": site.charset,
        "legal": escape(site.legal),
        "url": source.url(story),
        "title": escape(printed(story, story.title)),
        "summary": escape(printed(story, story.summary)),
        "section": escape(story.section),
        "section_slug": slug_of(story.section),
        "by": escape(", ".join(story.authors) or "Staff Writers" if old else byline(story, site.name)),
        "dateline": escape(dated_line(story)),
        "second": when.isoformat(),
        "minute": when.isoformat(timespec="minutes"),
        "modified": (story.modified or when).isoformat(),
        "us_date": f"{when:%B} {when.day}, {when:%Y}",
        "german_date": f"{when:%d.%m.%Y, %H:%M} Uhr",
        "iso_date": f"{when:%Y-%m-%d %H:%M}",
    }


def _list(source: Source, story: Story, outlet: str, block: Block) -> str:
    rows = []
    for rank, item in enumerate(block.items, start=1):
        target = source.stories.get(item.story or "")
        rows.append(
            {
                "text": escape(printed(story, item.text)),
                "url": item.url,
                "rank": str(rank),
                "clock": f"{21 - 3 * rank:02}:{(rank * 17) % 60:02}",
                "kicker": escape(target.section if target else "Aus der Region"),
                "summary": escape(target.summary if target else "Mehr dazu in unserer Wochenendausgabe."),
            }
        )
    return draw(source, outlet, block.layout, block.heading, rows)


def _teasers(source: Source, outlet: str, blocks: tuple[Block, ...]) -> str:
    items = [item for block in blocks if block.layout == "related" for item in block.items]
    rows = [_teaser(source.stories[item.story], item) for item in items if item.story]
    if outlet == "dispatch":
        rows = [{key: escape(value, quote=False) for key, value in row.items()} for row in rows]
    return "\n\n".join(draw(source, outlet, "teasers", None, [row]) for row in rows)


def _teaser(story: Story, item: Headline) -> dict[str, str]:
    return {"text": item.text, "url": item.url, "dateline": dated_line(story), "lead": story.text[0]}


def _json_ld(site: Site, story: Story, url: str) -> str:
    by = [{"@type": "Person", "name": name} for name in story.authors]
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": printed(story, story.title),
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": by or [{"@type": "Organization", "name": story.agency or site.name}],
        "publisher": {"@type": "NewsMediaOrganization", "name": site.name},
        "articleSection": story.section,
        "description": story.summary,
    }
    return json.dumps(record, ensure_ascii=False, indent=1)
