"""Cards: the links of one story that stand together, with the headline among their words."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

from transforms.related.places import BLOCK_TAGS
from transforms.related.wording import ACTION, ASIDE, bare, pieces, squeeze, word_count
from transforms.urls import story_key

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TITLE_CLASS = re.compile(r"(?<!sub)(?<!sub-)(?:title|headline|\bhed\b|heading)", re.IGNORECASE)
_NO_STORY = ("#", "javascript:", "mailto:", "tel:", "data:", "sms:", "whatsapp:")
MAX_HEADLINE = 220  # characters; longer texts are summaries
_NEAR = 3  # links between two links of one card, at most


@dataclasses.dataclass(slots=True)
class Card:
    """One story as the page promotes it at one place. ``order`` counts links and headings of the page."""

    link: HtmlElement
    links: list[HtmlElement]
    order: int
    href: str
    url: str
    key: str
    text: str
    titled: bool  # marked up as a heading or title
    words: int
    path: tuple[str, ...] = ()
    weight: float = 0.0


def read_card(link: HtmlElement, order: int, base: str) -> Card | None:
    """Return the card that ``link`` makes alone, or ``None`` where it leads to no page or has no text."""
    href = (link.get("href") or "").strip()
    if not href or href.lower().startswith(_NO_STORY):
        return None
    key = story_key(href, base)
    if key is None:
        return None
    text, titled = headline_of(link)
    text = bare(text)
    if not text:
        return None
    return Card(link, [link], order, href, urljoin(base, href), key, text, titled, word_count(text))


def joined(cards: list[Card]) -> list[Card]:
    """Return ``cards`` with neighbours of one story as one: picture, headline and "read more" are one card."""
    stories: list[Card] = []
    for card in cards:
        last = stories[-1] if stories else None
        if last is not None and last.key == card.key and card.order - last.order <= _NEAR:
            links = last.links + card.links
            if _rank(card) > _rank(last):
                stories[-1] = last = card
            last.links = links
        else:
            stories.append(card)
    return stories


def _rank(card: Card) -> tuple[bool, bool, bool, int]:
    return card.titled, not ACTION.match(card.text), len(card.text) < 160, len(card.text)


def headline_of(link: HtmlElement) -> tuple[str, bool]:
    """Return the headline among the words of ``link``, and whether the page marks it as a heading."""
    if not len(link):
        return squeeze(link.text), _stands_in_heading(link)
    parts = pieces(link)
    if not parts:
        return "", False
    marked = _marked(link)
    if marked is not None:
        return marked, True
    return _by_length(link, parts), _stands_in_heading(link)


def _marked(link: HtmlElement) -> str | None:
    titled = None
    for element in link.iter():
        tag = element.tag
        if not isinstance(tag, str) or element is link:
            continue
        if tag in HEADINGS:
            return " ".join(text for text, _ in pieces(element))
        if titled is None and _TITLE_CLASS.search(element.get("class") or ""):
            texts = [text for text, _ in pieces(element)]
            whole = " ".join(texts)
            if word_count(whole) >= 2:
                titled = texts[0] if len(texts) > 1 and len(whole) > 110 else whole
    return titled


def _by_length(link: HtmlElement, parts: list[tuple[str, HtmlElement]]) -> str:
    texts = [text for text, _ in parts if not ASIDE.match(text)] or [text for text, _ in parts]
    whole = " ".join(texts)
    if len(texts) == 1 or all(element is link for _, element in parts):
        return whole
    longest = max(range(len(texts)), key=lambda i: len(texts[i]))
    if longest and len(texts[longest]) > 70 and len(texts[longest - 1]) >= 20 and word_count(texts[longest - 1]) >= 4:
        return texts[longest - 1]  # the headline, before a longer summary
    if len(whole) <= 130 and not any(element.tag in BLOCK_TAGS for _, element in parts):
        return whole
    return texts[longest]


def block_of(element: HtmlElement) -> HtmlElement | None:
    """Return the nearest block-level ancestor of ``element``."""
    parent = element.getparent()
    while parent is not None and parent.tag not in BLOCK_TAGS:
        parent = parent.getparent()
    return parent


def _stands_in_heading(link: HtmlElement) -> bool:
    block = block_of(link)
    return block is not None and (block.tag in HEADINGS or bool(_TITLE_CLASS.search(block.get("class") or "")))
