"""How sure it is that a card promotes a story: points for what headlines have, against what navigation has."""

from __future__ import annotations

import collections
import re

from lxml.html import HtmlElement

from transforms.related.addresses import story_shape
from transforms.related.cards import MAX_HEADLINE, Card, block_of
from transforms.related.places import ADVERT, COMMENT, FOOT, HEAD, NAV, TOOL, Places
from transforms.related.wording import ACTION, CUE, squeeze, visible
from transforms.urls import site_of

_SHAPE = (-1.2, 0.3, 1.2)
_WORD = 0.35
_MOST_WORDS = 8
_ZONES = ((NAV | FOOT, -1.2), (HEAD, -0.4), (COMMENT, -1.5), (ADVERT, -0.8), (TOOL, -0.6))
_SENTENCE = frozenset(("p", "td", "div", "li", "dd"))
_NO_HEADLINE = re.compile(r"opens? in (a )?new|@\w+\.\w", re.IGNORECASE)
IMPOSSIBLE = -99.0


class Evidence:
    """Weighs the cards of one page."""

    def __init__(self, places: Places, site: str | None) -> None:
        self._places = places
        self._site = site
        self._paths: collections.Counter[tuple[str, ...]] = collections.Counter()
        self._around: dict[HtmlElement, tuple[int, int]] = {}

    def count(self, cards: list[Card]) -> None:
        """Note how often the page repeats each path of tags and classes."""
        for card in cards:
            card.path = self._places.of(card.link).steps
            if card.words >= 4:
                self._paths[card.path] += 1

    def weigh(self, card: Card) -> float:
        """Return the weight of ``card``; see the constants for the unit."""
        if len(card.text) > MAX_HEADLINE or ACTION.match(card.text) or _NO_HEADLINE.search(card.text):
            return IMPOSSIBLE
        if not any(map(str.isalnum, card.text)):
            return IMPOSSIBLE
        weight = min(card.words, _MOST_WORDS) * _WORD + _SHAPE[story_shape(card.url)]
        weight += 1.0 if card.titled else -1.5 if card.words < 3 else 0.0
        repeats = self._paths[card.path]
        weight += 0.8 if repeats >= 3 else 0.3 if repeats == 2 else 0.0
        if self._site and site_of(card.url) != self._site:
            weight -= 0.7
        zones = self._places.of(card.link).zones
        weight += sum(points for flags, points in _ZONES if zones & flags)
        return weight + self._text_around(card)

    def _text_around(self, card: Card) -> float:
        block = block_of(card.link)
        if block is None:
            return 0.0
        whole, linked = self._lengths(block)
        cued = block.tag == "p" and whole - linked < 40 and bool(CUE.match(squeeze(block.text)))
        inside = block.tag in _SENTENCE and whole - linked > 60 and linked < whole * 0.55 and not card.titled
        if inside and not cued:
            return -3.0
        return 0.4 if block.tag == "p" and whole - linked < 25 else 0.0

    def _lengths(self, block: HtmlElement) -> tuple[int, int]:
        known = self._around.get(block)
        if known is None:
            known = len(visible(block)), sum(len(visible(link)) for link in block.iter("a"))
            self._around[block] = known
        return known
