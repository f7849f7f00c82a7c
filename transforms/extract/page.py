"""One page taken apart: body, title, people, agency, place and a date with proof."""

from __future__ import annotations

from schemas.page import ExtractedPage, Page
from transforms.errors import PageError
from transforms.extract.body import choose_body
from transforms.extract.lines import read_lines
from transforms.extract.authors import parse_byline, unique_names
from transforms.extract.embedded import Embedded, read_embedded
from transforms.extract.html import decode_page, parse_html
from transforms.extract.language import count_words, detect_language
from transforms.extract.published import choose_published, conflicts
from transforms.extract.settings import ExtractSettings
from transforms.extract.title import choose_title
from transforms.related.html import find_related
from transforms.urls import site_of


def extract_page(page: Page, settings: ExtractSettings) -> ExtractedPage:
    """Return ``page`` as a record.

    Raises ``PageError`` with one of ``extract-too-large``, ``extract-binary``, ``extract-empty``, ``extract-too-deep``,
    ``extract-error-page``, ``extract-consent``, ``extract-listing`` and ``extract-paywall``.
    """
    return extract_html_page(page, settings)


def extract_html_page(page: Page, settings: ExtractSettings) -> ExtractedPage:
    """Take an HTML page apart."""
    tree = parse_html(decode_page(page, settings))
    embedded = read_embedded(tree, page.url)
    title = choose_title(tree, embedded, page.url, page.hint.title if page.hint else None)
    hint_date = page.hint.published_at if page.hint else None
    published = choose_published(tree, embedded, url=page.url, fetched_at=page.fetched_at, hint=hint_date)
    found = find_related(tree, page.url, title)
    body = tree.find("body")
    page_lines = read_lines(body if body is not None else tree, found.elements)
    chosen = choose_body(page_lines)
    text = "\n".join(line.text for line in chosen.lines)
    if not text:
        raise PageError("extract-empty", "no text")
    moment = published.moment
    return ExtractedPage(
        input=page.input,
        url=page.url,
        canonical_url=embedded.canonical,
        source=_source(page, embedded),
        title=title or "",
        authors=_authors(embedded),
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_source=published.source,
        published_conflict=conflicts(moment, hint_date),
        modified_at=published.modified,
        language=detect_language(text, (embedded.html_language, embedded.language)),
        text=text,
        word_count=count_words(text),
        blocks=found.blocks,
    )


def _source(page: Page, embedded: Embedded) -> str:
    for url in (page.url, embedded.canonical, embedded.first("og:url")):
        if url and (site := site_of(url)):
            return site
    return embedded.publisher or embedded.first("og:site_name") or "unknown"


def _authors(embedded: Embedded) -> tuple[str, ...]:
    return unique_names(name for creator in embedded.creators for name in parse_byline(creator.name))
