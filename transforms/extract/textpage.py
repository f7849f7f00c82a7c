"""A saved text page without markup, taken apart: article, title, people, dateline, date, and its related lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from schemas.page import ExtractedPage, Page, RelatedBlock, RelatedItem
from transforms.errors import PageError
from transforms.extract.authors import is_byline
from transforms.extract.dates import parse_date
from transforms.extract.embedded import Embedded
from transforms.extract.html import decode_page
from transforms.extract.language import count_words, detect_language
from transforms.extract.linefeatures import Matrix
from transforms.extract.linemodel import BODY, HEADLINE, TITLE, kinds_of
from transforms.extract.published import conflicts
from transforms.extract.settings import ExtractSettings
from transforms.extract.textbody import body_lines
from transforms.extract.textheads import List, as_lists
from transforms.extract.textlines import CAPTION, Line, read_lines
from transforms.extract.textlists import CUED, headline_lines, is_aside
from transforms.extract.textorigin import read_origin
from transforms.extract.textsource import publisher_of
from transforms.extract.verdict import judge
from transforms.related.clean import cut_headline_lines
from transforms.related.wording import folded
from transforms.urls import site_of

_TITLE_REACH = 30  # lines before the text among which its title is looked for
_SURE = 0.5
_UNSURE = 0.6
_HEADING_WORDS = 8
_TWO = re.compile(r"[a-z\d][.!?] [A-Z].*[.!?]")


def extract_text_page(page: Page, settings: ExtractSettings) -> ExtractedPage:
    """Return the saved text page ``page`` as a record.

    Raises ``PageError`` with ``extract-too-large``, ``extract-binary``, ``extract-empty``, ``extract-error-page``,
    ``extract-consent``, ``extract-listing`` or ``extract-paywall``.
    """
    lines = read_lines(decode_page(page, settings))
    kinds = kinds_of(lines)
    found = body_lines(lines, kinds)
    headlines = headline_lines(lines, kinds, found)
    listed = set(headlines)
    body = [at for at in found if at not in listed]  # without "Read more: …" among the paragraphs
    if len(body) > 1 and _heads_list(lines, kinds, body[-1], listed):
        body.pop()
    if not body:
        raise PageError("extract-empty", "no line looks like a paragraph of an article")
    title_at = _title(lines, kinds, body, listed)
    title = lines[title_at].text if title_at is not None else ""
    chosen = [at for at in headlines if at != title_at]
    blocks = tuple(_block(lines, part, folded(title)) for part in as_lists(lines, kinds, chosen, body))
    origin = read_origin(lines, body, title_at, page)
    kept, cut = cut_headline_lines(origin.paragraphs, blocks)
    text = "\n".join(kept)
    words = count_words(text)
    judge(
        kept,
        Embedded(meta={}),
        settings,
        words=words,
        title=title,
        shown=[line.shown for line in lines],
        blocks=() if origin.moment else blocks,  # what bears a date is an article, be it short and its lists long
    )
    moment = origin.moment
    return ExtractedPage(
        input=page.input,
        url=page.url,
        source=(page.url and site_of(page.url)) or publisher_of([line.shown for line in lines], page.input),
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
        lines_cut=cut + len(found) - len(body),
    )


def _heads_list(lines: Sequence[Line], kinds: Matrix, at: int, listed: set[int]) -> bool:
    """Say whether a line taken for the last paragraph is the heading of the list right below it."""
    line = lines[at]
    short = line.words <= _HEADING_WORDS and line.text[-1].isalnum() and kinds[at, BODY] < _UNSURE
    return short and sum(below in listed for below in range(at + 1, at + 5)) > 2


def _title(lines: Sequence[Line], kinds: Matrix, body: Sequence[int], listed: set[int]) -> int | None:
    """Return the line of the page's own headline, by the model's judgement and by what stands around it."""
    reach = range(max(body[0] - _TITLE_REACH, 0), body[0])
    # One headline among others is no title, unless the model is sure.
    free = [at for at in reach if kinds[at, TITLE] >= _SURE or not (at in listed and {at - 1, at + 1} & listed)]
    possible = [at for at in free if _could_be_title(lines[at])]
    shown = Counter(folded(line.text) for line in lines)

    def weight(at: int) -> tuple[float, int]:
        text = lines[at].text
        value = float(kinds[at, TITLE] + 0.3 * kinds[at, HEADLINE])
        value += 0.2 * (lines[at].words > 3 and shown[folded(text)] > 1)  # in the breadcrumb, or in a list
        value += 0.25 * (
            lines[at].words > 2 and at + 1 in reach and at + 1 not in possible and _tells_origin(lines[at + 1])
        )
        value -= 0.9 * bool(CAPTION.search(text)) + 0.5 * (
            text.endswith((".", ";", ",", ":")) or bool(_TWO.search(text))
        )
        return value, at

    return max(possible, key=weight, default=None)


def _tells_origin(line: Line) -> bool:
    text = line.shown
    return is_aside(line) or is_byline(text) or (len(text) < 60 and parse_date(text) is not None)


def _could_be_title(line: Line) -> bool:
    return line.words >= 2 and len(line.text) <= 250 and not _tells_origin(line)


def _block(lines: Sequence[Line], found: List, title: str) -> RelatedBlock:
    label, headlines = found
    cue = CUED.match(lines[headlines[0]].text)
    texts = dict.fromkeys(CUED.sub("", lines[at].text) for at in headlines)
    return RelatedBlock(
        heading=cue["cue"] if cue else label,
        items=tuple(RelatedItem(text=text, is_self=bool(title) and folded(text) == title) for text in texts),
    )
