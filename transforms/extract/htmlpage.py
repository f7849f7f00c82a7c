"""An HTML page taken apart: parsed once, one tree for data, related headlines and lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from urllib.parse import urljoin, urlsplit

from schemas.page import EntryHint, ExtractedPage, Page
from transforms.extract.agencies import agency_of
from transforms.extract.appended import before_next_page
from transforms.extract.authors import parse_byline
from transforms.extract.body import choose_body
from transforms.extract.bylines import choose_authors, shown_bylines
from transforms.extract.candidates import choose_text
from transforms.extract.credits import find_agency
from transforms.extract.datelines import Dateline
from transforms.extract.dates import Moment, minutes_of
from transforms.extract.embedded import Embedded, read_embedded
from transforms.extract.html import markup_of, parse_html, squeezed
from transforms.extract.language import count_words, detect_language
from transforms.extract.linefilter import Context, without_signature
from transforms.extract.lines import Lines, read_lines
from transforms.extract.published import Published, choose_published, conflicts
from transforms.extract.settings import ExtractSettings
from transforms.extract.textsource import publisher_of
from transforms.extract.title import choose_title, fold, site_names
from transforms.extract.verdict import judge
from transforms.extract.wire import dateline_of
from transforms.related.clean import cut_headline_lines
from transforms.related.html import find_related
from transforms.urls import site_of

_NO_HINT = EntryHint(feed_url="")
_PREFIX = 25  # characters by which a paragraph is found again
_CREDIT = 40  # characters of a line that is nothing but an agency's name
_CREDIT_LINES = 3  # at the end of the text, where agencies are thanked


def extract_html_page(page: Page, settings: ExtractSettings) -> ExtractedPage:
    """Return the HTML page ``page`` as a record; ``PageError`` as for ``extract_page``."""
    tree = parse_html(markup_of(page, settings))
    hint = page.hint or _NO_HINT
    embedded = read_embedded(tree, page.url)
    url = page.url or embedded.canonical or embedded.first("og:url")
    sites = site_names(embedded, url)
    title = choose_title(tree, embedded, sites, hint.title) or ""
    found = find_related(tree, url, title)
    body = tree.find("body")
    lines = before_next_page(read_lines(body if body is not None else tree, found.elements), title)
    chosen = choose_body(lines)
    text = choose_text(tree, chosen, embedded, hint, _context(embedded, title, hint, lines.pictures), title)
    span = _span(lines, text.paragraphs) if text.source == "html" and not chosen.mass else chosen.span
    authors, credits = choose_authors(embedded, lines, span, sites, tree)
    paragraphs, cut = cut_headline_lines(without_signature(text.paragraphs, authors), found.blocks)
    shown = [line.text for line in lines.lines]
    joined = "\n".join(paragraphs)
    words = count_words(joined)
    judge(paragraphs, embedded, settings, words=words, title=title, shown=shown, blocks=found.blocks)
    published = choose_published(
        tree,
        embedded,
        lines,
        span,
        title=title,
        url=url,
        fetched_at=page.fetched_at,
        hint=hint.published_at,
    )
    dateline, paragraphs = dateline_of(paragraphs, lines.lines, _span(lines, paragraphs)[0], page.fetched_at)
    if (without := "\n".join(paragraphs)) != joined:
        joined, words = without, count_words(without)
    published = _by_dateline(published, dateline)
    hinted = tuple(name for text in hint.authors for name in parse_byline(text))
    moment = published.moment
    return ExtractedPage(
        input=page.input,
        url=page.url,
        canonical_url=_absolute(embedded.canonical, url),
        source=_source(page, embedded, shown),
        title=title,
        authors=authors or hinted,
        credits=() if hinted else credits,
        agency=find_agency(
            dateline=dateline.codes if dateline else None,
            creators=[creator.name for creator in embedded.creators],
            bylines=shown_bylines(lines, span),
            credits=[*paragraphs[-_CREDIT_LINES:], *_signed_below(lines, span)],
        ),
        dateline=dateline.place if dateline else None,
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_offset=minutes_of(moment.offset) if moment else None,
        published_source=published.source,
        published_conflict=conflicts(moment, hint.published_at),
        modified_at=published.modified,
        language=detect_language(joined, (embedded.html_language, embedded.language, hint.language)),
        text=joined,
        text_source=text.source,
        word_count=words,
        blocks=found.blocks,
        lines_cut=cut,
    )


def _span(page: Lines, paragraphs: list[str]) -> tuple[int, int]:
    """Return where among the lines of ``page`` a text stands that another extractor found."""
    wanted = {text[:_PREFIX] for text in paragraphs if len(text) >= _PREFIX}
    places = [place for place, line in enumerate(page.lines) if line.text[:_PREFIX] in wanted]
    return (places[0], places[-1] + 1) if places else (0, 0)


def _signed_below(page: Lines, span: tuple[int, int]) -> Iterator[str]:
    """Yield the agencies that stand alone on a line at the end of the text or below it, as "(dpa)"."""
    for line in page.lines[max(span[0], span[1] - _CREDIT_LINES) : span[1] + _CREDIT_LINES]:
        if line.size <= _CREDIT and not line.links and agency_of(line.text):
            yield line.text


def _context(embedded: Embedded, title: str, hint: EntryHint, pictures: Sequence[str]) -> Context:
    titles = (title, embedded.headline, embedded.first("og:title"), embedded.first("twitter:title"), hint.title)
    names = (name for creator in embedded.creators for name in (creator.name, *parse_byline(creator.name)))
    shown = map(squeezed, pictures)
    told = {embedded.description, embedded.first("description"), embedded.first("og:description")}  # the standfirst
    captions = frozenset(text for text in shown if text not in told)
    return Context(frozenset(fold(text) for text in titles if text), frozenset(map(fold, names)), captions)


def _by_dateline(published: Published, dateline: Dateline | None) -> Published:
    """Return the day of the dateline where the page gives no other date."""
    if published.moment or dateline is None or dateline.date is None:
        return published
    at = datetime(dateline.date.year, dateline.date.month, dateline.date.day, tzinfo=timezone.utc)
    return dataclasses.replace(published, moment=Moment(at=at, precision="day"), source="text")


def _absolute(canonical: str | None, url: str | None) -> str | None:
    """Return the canonical address in full; ``None`` where it leads to no page or to the site's front page."""
    try:
        full = urljoin(url or "", canonical or "")
        parts = urlsplit(full)
    except ValueError:
        return None
    return full if canonical and parts.netloc and (parts.path.strip("/") or parts.query) else None


def _source(page: Page, embedded: Embedded, shown: Sequence[str]) -> str:
    """Return the page's registrable domain, else the publisher that it names, else the folder of its file."""
    for url in (page.url, embedded.canonical, embedded.first("og:url")):
        if url and (site := site_of(url)):
            return site
    return embedded.publisher or embedded.first("og:site_name") or publisher_of(shown, page.input)
