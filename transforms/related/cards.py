"""Cards: the links of one story that stand together, with the headline among their words."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from transforms.related.headline_text import HEADINGS, TITLE_CLASS, headline_of
from transforms.related.places import BLOCK_TAGS
from transforms.related.vocabulary import ACTION
from transforms.related.wording import bare, squeeze, word_count
from transforms.urls import join, story_key

_NO_STORY = ("#", "javascript:", "mailto:", "tel:", "data:", "sms:", "whatsapp:")
_NEAR = 3  # links between two links of one card, at most
_FEW = 2  # words: a link of so few that is no heading is navigation


Path = int  # links of one path have tags and classes in common: their own, and those of the two elements around


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
    path: Path
    block: HtmlElement | None = None  # nearest block-level ancestor of the link
    own: float = 0.0  # points for the card alone
    points: float = 0.0  # with the company it keeps


def read_cards(links: Iterable[tuple[int, HtmlElement, str]], base: str) -> tuple[list[Card], list[tuple[int, Path]]]:
    """Return the cards that ``links``, numbered in document order, with their ``href``, make on a page at ``base``.

    With them come the number and path of the links that say too little for a headline.
    """
    cards: list[Card] = []
    short: list[tuple[int, Path]] = []
    paths: dict[tuple[str | None, ...], Path] = {}
    for order, link, href in links:
        text, titled = headline_of(link) if len(link) else (squeeze(link.text), False)
        if not text:
            continue
        parent = link.getparent()
        path = paths.setdefault(_steps(link, parent), len(paths))
        if word_count(text) <= _FEW and not titled and not is_title(parent):
            short.append((order, path))
            continue
        card = _card(link, order, href.strip(), text, titled, path, base)
        if card is not None:
            cards.append(card)
    return joined(cards), short


def _card(link: HtmlElement, order: int, href: str, text: str, titled: bool, path: Path, base: str) -> Card | None:
    if href.lower().startswith(_NO_STORY):
        return None
    url = _joined(base, href)
    key = story_key(url)
    text = bare(text)
    if key is None or not text:
        return None
    block = block_of(link)
    titled = titled or (block is not None and is_title(block))
    return Card(link, [link], order, href, url, key, text, titled, word_count(text), path, block)


def _steps(link: HtmlElement, parent: HtmlElement) -> tuple[str | None, ...]:
    above = parent.getparent()
    steps = link.get("class"), parent.tag, parent.get("class")
    return steps if above is None else (*steps, above.tag, above.get("class"))


def joined(cards: list[Card]) -> list[Card]:
    """Return ``cards`` with neighbours of one story as one: picture, headline and "read more" are one card."""
    runs = [list(run) for _, run in itertools.groupby(cards, key=lambda card: card.key)]
    # In document order, an element that holds links of a run and others holds one of the two next to the run.
    before = [None, *(run[-1].link for run in runs[:-1])]
    after = [*(run[0].link for run in runs[1:]), None]
    return [story for run, *others in zip(runs, before, after, strict=False) for story in _joined_run(run, others)]


def _joined_run(run: list[Card], others: Sequence[HtmlElement | None]) -> list[Card]:
    """Return ``run``, the cards of one story in a row, as one where they stand in an element without ``others``."""
    stories = run[:1]
    for card in run[1:]:
        last = stories[-1]
        if card.order - last.order > _NEAR or _holds_any(common(last.link, card.link), others):
            stories.append(card)
            continue
        links = last.links
        links += card.links
        if _rank(card) > _rank(last):
            stories[-1] = last = card
        last.links = links
    return stories


def _holds_any(top: HtmlElement, elements: Sequence[HtmlElement | None]) -> bool:
    return any(element is not None and (element is top or top in element.iterancestors()) for element in elements)


def common(one: HtmlElement, other: HtmlElement) -> HtmlElement:
    """Return the deepest element that holds both."""
    above = {one, *one.iterancestors()}
    return next(element for element in (other, *other.iterancestors()) if element in above)


def _rank(card: Card) -> tuple[bool, bool, bool, int]:
    return card.titled, not ACTION.match(card.text), len(card.text) < 160, len(card.text)


def _joined(base: str, href: str) -> str:
    try:
        return join(base, href)
    except ValueError:  # an address that no browser could follow either
        return href


def is_title(element: HtmlElement) -> bool:
    """Return whether ``element`` is marked up as a heading or title."""
    return element.tag in HEADINGS or _names_title(element.get("class") or "")


@functools.lru_cache(maxsize=16_384)
def _names_title(classes: str) -> bool:
    return TITLE_CLASS.search(classes) is not None


def block_of(element: HtmlElement) -> HtmlElement | None:
    """Return the nearest block-level ancestor of ``element``."""
    parent = element.getparent()
    while parent is not None and parent.tag not in BLOCK_TAGS:
        parent = parent.getparent()
    return parent
