"""How sure it is that a card promotes a story: points for the card alone, then for the company it keeps."""

from __future__ import annotations

import collections
import functools
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from transforms.related.cards import Card, Path
from transforms.related.places import BLOCK_TAGS, Places
from transforms.related.points import ALONE, COMPANY, POINTS
from transforms.related.signs import link_signs, slug_sign, zone_signs
from transforms.related.vocabulary import CUE, NEIGHBOUR
from transforms.related.wording import is_long, length, squeeze, visible
from transforms.urls import site_of

_PLAIN = frozenset(
    ("li", "td", "p", "div", "dd", "dt", "article", "figcaption", "section", "h1", "h2", "h3", "h4", "h5")
)
_PARAGRAPH = 100  # characters
_HEADLINE = 4  # words
_NEAR = 4  # cards of one path that are this close are neighbours
_MOST = 6.0  # points beyond which a card says nothing more about its neighbours


class Evidence:
    """Weighs the cards of one page, which came from ``base``."""

    def __init__(self, places: Places, base: str) -> None:
        self._places = places
        self._site = site_of(base)
        self._host = _host(base)
        self._repeats: collections.Counter[Path] = collections.Counter()
        self._around: dict[HtmlElement, tuple[int, int]] = {}
        self._words: dict[HtmlElement, str] = {}
        self._among: dict[HtmlElement | None, bool] = {}

    def weigh(self, cards: Sequence[Card], short: Sequence[tuple[int, Path]]) -> None:
        """Give each card its points; above 0 it is more likely a headline than not."""
        for card in cards:
            self._repeats[card.path] += card.words >= 4
        for card in cards:
            card.own = _link_points(card.text, card.words, card.url) + sum(map(_points, self._page_signs(card)))
        for card, company in zip(cards, companies(cards, short), strict=True):
            card.points = ALONE + sum(
                share * points for share, points in zip(COMPANY, (card.own, *company), strict=True)
            )

    def signs(self, card: Card) -> Iterator[str]:
        """Yield the signs of ``card``."""
        yield from link_signs(card.text, card.words, card.url)
        yield from self._page_signs(card)

    def _page_signs(self, card: Card) -> Iterator[str]:
        yield from zone_signs(self._places.zones(card.link))
        yield from self._place_signs(card)
        if card.titled:
            yield "marked"
        if len(card.links) > 1:
            yield "links: several"
        for word in (card.link.get("rel") or "").split():
            yield f"rel: {word}"
        if next(card.link.iter("img"), None) is not None:
            yield "image inside"

    def _place_signs(self, card: Card) -> Iterator[str]:
        repeats = self._repeats[card.path]
        yield f"repeats: {repeats if repeats < 4 else '4-7' if repeats < 8 else '8+'}"
        if site_of(card.url) != self._site:
            yield "site: other"
        elif _host(card.url) != self._host:
            yield "site: sister"
        if card.block is not None:
            yield f"block: {card.block.tag if card.block.tag in _PLAIN else 'other'}"
            yield from self._text_signs(card, card.block)

    def _text_signs(self, card: Card, block: HtmlElement) -> Iterator[str]:
        whole, linked = self._lengths(block)
        if whole - linked > 60 and linked < whole * 0.55:
            if card.words >= _HEADLINE and _begins(card, block) and slug_sign(card.text, card.url) == "slug: of text":
                yield "over a summary"
            else:
                yield "in text, marked" if card.titled else "in text"
        elif whole - linked < 25:
            yield "alone in block"
            if block.tag == "li" and self._is_among_paragraphs(block):
                yield "list among paragraphs"
        else:
            yield "text beside"
        if 3 < whole - linked < 40:
            words = self._words.get(block)
            if words is None:
                words = self._words[block] = visible(block)
            if _is_cued(card, words):
                yield "cue"
            if NEIGHBOUR.match(words):
                yield "story before or after"

    def _lengths(self, block: HtmlElement) -> tuple[int, int]:
        known = self._around.get(block)
        if known is None:
            known = length(block), sum(length(link) for link in block.iter("a"))
            self._around[block] = known
        return known

    def _is_among_paragraphs(self, item: HtmlElement) -> bool:
        outer = item.getparent()
        known = self._among.get(outer)
        if known is None:
            known = self._among[outer] = _is_beside_paragraph(outer)
        return known


def _is_beside_paragraph(outer: HtmlElement | None) -> bool:
    """Return whether the list ``outer`` stands beside a paragraph of text."""
    return outer is not None and any(
        beside is not None and beside.tag == "p" and is_long(beside, _PARAGRAPH)
        for beside in (outer.getprevious(), outer.getnext())
    )


def _begins(card: Card, block: HtmlElement) -> bool:
    """Return whether the link stands on a line of its own above the rest of ``block``, as a headline over a summary."""
    return card.link.getparent() is block and not squeeze(block.text) and block[0] is card.link and _breaks(card.link)


def _breaks(link: HtmlElement) -> bool:
    after = link.getnext()
    return not squeeze(link.tail) and after is not None and (after.tag == "br" or after.tag in BLOCK_TAGS)


def _is_cued(card: Card, words: str) -> bool:
    """Return whether the ``words`` of a block end with the link, after a cue."""
    link = visible(card.link)
    if not words.endswith(link):
        return False
    end = len(words) - len(link)
    return CUE.match(words, 0, end - words.endswith(" ", 0, end)) is not None  # no copy: blocks may be long


@functools.lru_cache(maxsize=16_384)  # the lists of a site stand on all of its pages
def _link_points(text: str, words: int, url: str) -> float:
    return POINTS["bias"] + sum(map(_points, link_signs(text, words, url)))


def _points(sign: str) -> float:
    return POINTS.get(sign, 0.0)


def companies(
    cards: Sequence[Card], short: Sequence[tuple[int, Path]]
) -> Iterator[tuple[float, float, float, float, float]]:
    """Yield what the company of each card says, ``short`` links included.

    The mean of the links of its path, or that there are none; the mean of the links before and after; the mean of
    the links of its path that are near, or that there are none.
    """
    row = sorted(
        [(card.order, card.path, max(-_MOST, min(_MOST, card.own)), card) for card in cards]
        + [(order, path, -_MOST, None) for order, path in short],
        key=lambda entry: entry[0],
    )
    points = [entry[2] for entry in row]
    totals: collections.defaultdict[Path, float] = collections.defaultdict(float)
    sizes: collections.Counter[Path] = collections.Counter()
    for _, path, own, _ in row:
        totals[path] += own
        sizes[path] += 1
    for i, (_, path, own, card) in enumerate(row):
        if card is None:
            continue
        others = sizes[path] - 1
        near = [
            entry[2] for entry in row[max(0, i - _NEAR) : i + _NEAR + 1] if entry[1] == path and entry[3] is not card
        ]
        beside = points[max(0, i - 1) : i] + points[i + 1 : i + 2]
        yield (
            (totals[path] - own) / others if others else 0.0,
            0.0 if others else 1.0,
            sum(beside) / len(beside) if beside else 0.0,
            sum(near) / len(near) if near else 0.0,
            0.0 if near else 1.0,
        )


def _host(url: str) -> str:
    return url.split("/", 3)[2] if "//" in url else ""
