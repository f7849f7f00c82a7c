"""Which elements to take out of the tree, so that no headline stays in the body and no paragraph goes with it."""

from __future__ import annotations

from lxml.html import HtmlElement

from transforms.related.blocks import Block
from transforms.related.cards import Card
from transforms.related.wording import length

_SPARE = 60  # characters beside the headlines that a removed element may hold for each of its cards
_NEVER = frozenset(("html", "body", "main", "article", "td", "tr", "table", "tbody", "form"))


def removable(blocks: list[Block]) -> tuple[HtmlElement, ...]:
    """Return the elements of ``blocks`` to delete, none inside another."""
    chosen: list[HtmlElement] = []
    for block in blocks:
        if len(block.cards) > 1 and _is_list(block.top, block.cards):
            chosen.append(block.top)
            if block.label is not None:
                chosen.append(block.label.element)
        else:
            chosen += [_around(card) for card in block.cards]
    return _outermost(chosen)


def _is_list(element: HtmlElement, cards: list[Card]) -> bool:
    if element.tag in _NEVER:
        return False
    return length(element) <= sum(len(card.text) + _SPARE for card in cards)


def _around(card: Card) -> HtmlElement:
    element = card.link
    while (parent := element.getparent()) is not None and _is_list(parent, [card]):
        element = parent
    return element


def _outermost(elements: list[HtmlElement]) -> tuple[HtmlElement, ...]:
    chosen = set(elements)
    return tuple(
        dict.fromkeys(element for element in elements if not any(above in chosen for above in element.iterancestors()))
    )
