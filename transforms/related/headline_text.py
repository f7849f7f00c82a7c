"""The headline among the words of a link: without kicker, time, author, rank and summary."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from transforms.related.places import BLOCK_TAGS
from transforms.related.vocabulary import ASIDE
from transforms.related.wording import folded, pieces, squeeze, word_count

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
TITLE_CLASS = re.compile(r"(?<!sub)(?<!sub-)(?<!sub_)(?:title|headline|\bhed\b|heading)", re.IGNORECASE)
# Parts of a card that are not its headline, by the names that style sheets give them.
_BESIDE = re.compile(
    r"kicker|prefix|eyebrow|flag\b|badge|\blabel|descri|\bdesc\b|summary|excerpt|standfirst|\bdek\b|subtitle|sub-?head"
    r"|\bdate|\btime|timestamp|byline|author|\bmeta\b|counter|\bcount\b|\bindex|\brank|\bnumber|icon|off-?screen|sr-only"
    r"|visually-?hidden|screen-?reader|assistive|category|\bsection\b|\btag\b|duration|read-?more|credit|caption",
    re.IGNORECASE,
)
_FEW = 2  # words that need no search for the headline among them
_LONG = 110  # characters from which a title of several parts is a title and something else

Piece = tuple[str, HtmlElement]


def headline_of(link: HtmlElement) -> tuple[str, bool]:
    """Return the headline among the words of ``link``, and whether markup inside the link says that it is one."""
    if not len(link):
        return squeeze(link.text), False
    whole = squeeze(link.text_content())
    if word_count(whole) <= _FEW and next(link.iter(*HEADINGS), None) is None:
        return whole, False
    scope, marked = _scope(link)
    parts = _without_rest(pieces(scope), scope)
    if not parts:
        return "", False
    given = folded(link.get("title") or link.get("aria-label")) if len(parts) > 1 else ""
    for text, _ in parts:
        if given and folded(text) == given:
            return text, marked
    if marked:
        whole = " ".join(text for text, _ in parts)
        many = len(parts) > 1 and len(whole) > _LONG and any(element.tag in BLOCK_TAGS for _, element in parts)
        return (parts[0][0] if many and word_count(parts[0][0]) >= 4 else whole), True
    return _by_length(parts), False


def _scope(link: HtmlElement) -> tuple[HtmlElement, bool]:
    heading = next(link.iter(*HEADINGS), None)
    if heading is not None:
        return heading, True
    titled = link
    for element in link.iterdescendants("*"):
        name = element.get("class") or ""
        if TITLE_CLASS.search(name) and not _BESIDE.search(name) and word_count(squeeze(element.text_content())) >= 2:
            titled = element  # the last one is the innermost
    return titled, titled is not link


def _without_rest(parts: list[Piece], scope: HtmlElement) -> list[Piece]:
    if len(parts) < 2:
        return parts
    kept = [(text, element) for text, element in parts if not ASIDE.match(text) and not _is_beside(element, scope)]
    return kept if sum(word_count(text) for text, _ in kept) >= 2 else parts


def _is_beside(element: HtmlElement, scope: HtmlElement) -> bool:
    while element is not scope:
        if element.tag == "time" or _BESIDE.search(element.get("class") or ""):
            return True
        element = element.getparent()
    return False


def _by_length(parts: list[Piece]) -> str:
    texts = [text for text, _ in parts]
    whole = " ".join(texts)
    if len(texts) == 1 or all(element is parts[0][1] for _, element in parts):
        return whole
    longest = max(range(len(texts)), key=lambda i: len(texts[i]))
    if longest and len(texts[longest]) > 70 and len(texts[longest - 1]) >= 20 and word_count(texts[longest - 1]) >= 4:
        return texts[longest - 1]  # the headline, before a longer summary
    if len(whole) <= 130 and not any(element.tag in BLOCK_TAGS for _, element in parts):
        return whole
    return texts[longest]
