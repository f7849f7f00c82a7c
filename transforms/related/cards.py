"""Cards: the links of one story that stand together, with the headline among their words."""

from __future__ import annotations

import dataclasses
from urllib.parse import urljoin

from lxml.html import HtmlElement

from transforms.related.headline_text import HEADINGS, TITLE_CLASS, headline_of
from transforms.related.places import BLOCK_TAGS
from transforms.related.wording import ACTION, bare, word_count
from transforms.urls import story_key

_NO_STORY = ("#", "javascript:", "mailto:", "tel:", "data:", "sms:", "whatsapp:")
_NEAR = 3  # links between two links of one card, at most
_FEW = 2  # words: a link of so few that is no heading is navigation


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
    block: HtmlElement | None = None  # nearest block-level ancestor of the link
    path: tuple[str, ...] = ()
    own: float = 0.0  # points for the card alone
    points: float = 0.0  # with the company it keeps


def read_card(link: HtmlElement, order: int, base: str) -> Card | None:
    """Return the card that ``link`` makes alone, or ``None`` where it leads to no page or has no text."""
    href = (link.get("href") or "").strip()
    if not href or href.lower().startswith(_NO_STORY):
        return None
    text, titled = headline_of(link)
    text = bare(text)
    if not text:
        return None
    block = block_of(link)
    titled = titled or (block is not None and is_title(block))
    words = word_count(text)
    url = href if href.startswith(("http://", "https://")) else _joined(base, href)
    key = story_key(url)
    if key is None:
        return None
    return Card(link, [link], order, href, url, key, text, titled, words, block)


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


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:  # an address that no browser could follow either
        return href


def is_title(element: HtmlElement) -> bool:
    """Return whether ``element`` is marked up as a heading or title."""
    return element.tag in HEADINGS or bool(TITLE_CLASS.search(element.get("class") or ""))


def block_of(element: HtmlElement) -> HtmlElement | None:
    """Return the nearest block-level ancestor of ``element``."""
    parent = element.getparent()
    while parent is not None and parent.tag not in BLOCK_TAGS:
        parent = parent.getparent()
    return parent
