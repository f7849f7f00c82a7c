"""Pages of 2008: layout tables without any metadata, and the plain text that a dump makes of them."""

from __future__ import annotations

from html import escape

from samplesite.blocks import Block, blocks_of
from samplesite.source import READ_MORE, Headline, Source, Story

_ADVERT = "Garden Telescope Review"
_NEWSLETTERS = "Newsletters :: Orbital Dispatch :: Defence Dispatch :: Terra Dispatch :: Energy Dispatch"
_FEEDS = "XML Feeds :: Space News :: Radar News :: Earth News :: Storage News"


def dispatch_page(source: Source, story: Story) -> str:
    """Return a page of layout tables; its date stands in the dateline, its lists in the right-hand column."""
    site, blocks = source.sites[story.outlet], blocks_of(source, story)
    lists = "\n".join(_box(block) for block in blocks if block.layout == "bullets")
    links = "<br>\n".join(f'{escape(tag)} <a href="http://learn.example/{n}">OrbitLibrary</a>' for n, tag in enumerate(story.tags))
    body = "\n".join(f"<p>{escape(p, quote=False)}" for p in story.paragraphs if not p.startswith(READ_MORE))
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset={site.charset}">
<title>{escape(story.title)}</title>
</head>
<body bgcolor="#ffffff" link="#003399">
<table width="980" border="0" cellspacing="0" cellpadding="4">
<tr><td colspan="2" bgcolor="#002244"><img src="/images/dispatch-logo.gif" width="300" height="60" alt="{site.name}"></td></tr>
<tr><td colspan="2"><font size="-2">{" | ".join(f'<a href="/{n}.html">{name}</a>' for n, name in enumerate(site.sections))}</font></td></tr>
<tr><td colspan="2"><font size="-1"><a href="/subscribe.html">Subscribe to our free daily newsletters</a></font></td></tr>
<tr><td width="620" valign="top">
<font size="-1" color="#990000">. <b>{escape(story.section)}</b> .</font><br>
<font size="+2"><b>{escape(story.title)}</b></font><br>
<table align="left" width="200"><tr><td><img src="/images/{story.slug.lower()[:20]}.jpg" width="200" height="150"><br></td></tr></table>
<font size="-1">by {_by(story)}<br>
{escape(_dateline(story))}</font><br>
{body}
<br clear="all">
<font size="-1"><a href="/email.html">Email This Article</a><br>
<a href="/comment.html">Comment On This Article</a></font>
<table width="100%" bgcolor="#eeeeee"><tr><td><b>Related Links</b><br>
{links}
</td></tr></table>
<font size="-1"><a href="http://adverts.example/click?17">{_ADVERT}</a></font><br>
<font size="-2">{_NEWSLETTERS}<br>
{_FEEDS}</font>
{_teasers_html(source, blocks)}
</td>
<td width="340" valign="top">
{lists}
</td></tr>
<tr><td colspan="2"><font size="-2">{escape(site.legal)}</font></td></tr>
</table>
</body>
</html>
"""


def dispatch_text(source: Source, story: Story) -> str:
    """Return the page of ``story`` as plain text: no headings above the lists, bullets indented."""
    site, blocks = source.sites[story.outlet], blocks_of(source, story)
    subscribe = "Subscribe to our free daily newsletters"
    body = "\n\n".join(p for p in story.paragraphs if not p.startswith(READ_MORE))
    bullets = "\n\n".join(
        "\n".join(f"  • {item.text}" for item in block.items) for block in blocks if block.layout == "bullets"
    )
    links = "\n".join(story.tags)
    return f"""{subscribe}
. {story.section} .

{subscribe}

{story.title}

by {_by(story)}
{_dateline(story)}
{body}

Email This Article
Comment On This Article

Related Links
{links}

{_ADVERT}
{_NEWSLETTERS}
{_FEEDS}

{_teasers_text(source, blocks)}{bullets}

  • {site.legal}
"""


def _by(story: Story) -> str:
    return ", ".join(story.authors) or "Staff Writers"


def _dateline(story: Story) -> str:
    agency = f" ({story.agency})" if story.agency else ""
    return f"{story.place}{agency} {story.published:%b %d, %Y}"


def _box(block: Block) -> str:
    lines = "\n".join(f'&bull; <a href="{item.url}">{escape(item.text)}</a><br>' for item in block.items)
    return f"""<table width="100%" border="0"><tr><td bgcolor="#003366"><font color="#ffffff" size="-1"><b>{escape(block.heading or "")}</b></font></td></tr>
<tr><td><font size="-1">{lines}</font></td></tr></table>"""


def _teasers(source: Source, blocks: tuple[Block, ...]) -> list[tuple[Headline, Story]]:
    return [
        (item, source.stories[item.story])
        for block in blocks
        if block.layout == "related"
        for item in block.items
        if item.story
    ]


def _teasers_html(source: Source, blocks: tuple[Block, ...]) -> str:
    return "\n".join(
        f'<table width="100%"><tr><td><a href="{item.url}"><b>{escape(item.text)}</b></a><br>\n'
        f'<font size="-1">{escape(_dateline(story))}<br>{escape(story.text[0], quote=False)}</font></td></tr></table>'
        for item, story in _teasers(source, blocks)
    )


def _teasers_text(source: Source, blocks: tuple[Block, ...]) -> str:
    return "".join(
        f"{item.text}\n{_dateline(story)}\n{story.text[0]}\n\n" for item, story in _teasers(source, blocks)
    )
