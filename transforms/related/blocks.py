"""Blocks: cards that stand together under one heading."""

from __future__ import annotations

import dataclasses

from lxml.html import HtmlElement

from transforms.related.cards import Card
from transforms.related.headings import Headings

_CLIMB = 6  # levels from a card to what it has in common with its neighbour


@dataclasses.dataclass(slots=True)
class Block:
    """Neighbouring cards, ``top`` the deepest element that holds all of them."""

    cards: list[Card]
    top: HtmlElement
    label: HtmlElement | None = None
    heading: str | None = None


def ancestors(element: HtmlElement) -> list[HtmlElement]:
    """Return ``element`` and everything above it, the element first."""
    return [element, *element.iterancestors()]


def common(one: HtmlElement, other: HtmlElement) -> HtmlElement:
    """Return the deepest element that holds both."""
    above = set(ancestors(one))
    return next(element for element in ancestors(other) if element in above)


def child_towards(top: HtmlElement, element: HtmlElement) -> HtmlElement:
    """Return the child of ``top`` that holds ``element``, or ``element`` where it is ``top``."""
    below = element
    for above in ancestors(element):
        if above is top:
            return below
        below = above
    return below


def runs(cards: list[Card], breaks: list[int]) -> list[Block]:
    """Return neighbouring ``cards`` of one path as blocks; a heading between two of them (``breaks``) parts them."""
    blocks: list[Block] = []
    for card in cards:
        last = blocks[-1] if blocks else None
        if (
            last is not None
            and last.cards[-1].path == card.path
            and not _parted(last.cards[-1].order, card.order, breaks)
        ):
            top = common(last.top, card.link)
            if top is last.top or ancestors(last.cards[0].link).index(top) <= _CLIMB:
                last.cards.append(card)
                last.top = top
                continue
        blocks.append(Block([card], card.link))
    return blocks


def _parted(before: int, after: int, breaks: list[int]) -> bool:
    return any(before < order < after for order in breaks)


def labelled(blocks: list[Block], headings: Headings) -> list[Block]:
    """Return ``blocks`` with their headings; neighbours under one label become one block."""
    result: list[Block] = []
    for block in blocks:
        first = block.cards[0].link
        block.label, block.heading = headings.above(child_towards(block.top, first), block.top)
        last = result[-1] if result else None
        if last is not None and block.label is not None and last.label is block.label:
            last.cards += block.cards
            last.top = common(last.top, block.top)
        else:
            result.append(block)
    return result
