"""A saved text page without markup, taken apart: article, title, people, dateline, date, and its related lists."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.page import ExtractedPage, Page, RelatedBlock, RelatedItem
from transforms.errors import PageError
from transforms.extract.authors import is_byline
from transforms.extract.html import decode_page
from transforms.extract.language import count_words, detect_language
from transforms.extract.linefeatures import Matrix
from transforms.extract.linemodel import HEADLINE, TITLE, kinds_of
from transforms.extract.published import conflicts
from transforms.extract.settings import ExtractSettings
from transforms.extract.textbody import body_lines
from transforms.extract.textheads import CUED, heading_of
from transforms.extract.textlines import Line, read_lines
from transforms.extract.textlists import find_lists, is_aside
from transforms.extract.textorigin import read_origin
from transforms.extract.textsource import publisher_of
from transforms.related.clean import cut_headline_lines
from transforms.related.wording import folded
from transforms.urls import site_of

_TITLE_REACH = 30  # lines before the text among which its title is looked for
_LIKELY = 0.1  # probability from which the likeliest title is believed


def extract_text_page(page: Page, settings: ExtractSettings) -> ExtractedPage:
    """Return the saved text page ``page`` as a record.

    Raises ``PageError`` with ``extract-too-large``, ``extract-binary`` or ``extract-empty``.
    """
    lines = read_lines(decode_page(page, settings))
    kinds = kinds_of(lines)
    body = body_lines(lines, kinds)
    if not body:
        raise PageError("extract-empty", "no line looks like a paragraph of an article")
    title_at = _title(lines, kinds, body)
    title = lines[title_at].text if title_at is not None else ""
    lists = [found for found in find_lists(lines, kinds, body) if list(found) != [title_at]]
    blocks = _blocks(lines, kinds, lists, set(body), title)
    origin = read_origin(lines, body, title_at, page)
    kept, cut = cut_headline_lines(origin.paragraphs, blocks)
    text = "\n".join(kept)
    words = count_words(text)
    if words < settings.min_words:
        raise PageError("extract-empty", f"{words} words, expected at least {settings.min_words}")
    moment = origin.moment
    return ExtractedPage(
        input=page.input,
        url=page.url,
        source=(page.url and site_of(page.url)) or publisher_of(lines, page.input),
        title=title,
        authors=origin.authors,
        agency=origin.agency,
        dateline=origin.place,
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_source="text" if moment else None,
        published_conflict=conflicts(moment, page.hint.published_at if page.hint else None),
        language=detect_language(text, (page.hint.language if page.hint else None,)),
        text=text,
        text_source="text",
        word_count=words,
        blocks=blocks,
        lines_cut=cut,
    )


def _title(lines: Sequence[Line], kinds: Matrix, body: Sequence[int]) -> int | None:
    """Return the line of the page's own headline: the most likely one before the text, or the nearest possible one."""
    reach = range(max(body[0] - _TITLE_REACH, 0), body[0])
    possible = [at for at in reach if _could_be_title(lines[at])]
    if not possible:
        return None
    best = max(possible, key=lambda at: (float(kinds[at, TITLE]), at))
    if kinds[best, TITLE] >= _LIKELY:
        return best
    return max(possible, key=lambda at: (float(kinds[at, TITLE] + kinds[at, HEADLINE]), at))


def _could_be_title(line: Line) -> bool:
    return line.words >= 2 and len(line.text) <= 250 and not is_aside(line) and not is_byline(line.text)


def _blocks(
    lines: Sequence[Line], kinds: Matrix, lists: Sequence[Sequence[int]], body: set[int], title: str
) -> tuple[RelatedBlock, ...]:
    taken = body.union(*lists)
    return tuple(
        RelatedBlock(heading=heading_of(lines, kinds, found, taken), items=_items(lines, found, folded(title)))
        for found in lists
    )


def _items(lines: Sequence[Line], found: Sequence[int], title: str) -> tuple[RelatedItem, ...]:
    texts = list(dict.fromkeys(CUED.sub("", lines[at].text) for at in found))
    return tuple(RelatedItem(text=text, is_self=bool(title) and folded(text) == title) for text in texts)
