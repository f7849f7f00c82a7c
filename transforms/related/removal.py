"""Which elements to take out of the tree, so that no headline stays in the body and no paragraph goes with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement

from transforms.related.blocks import Block
from transforms.related.cards import Card
from transforms.related.wording import is_long, length

_SPARE = 60  # characters beside its headline that a card may hold: a kicker, a time, a name
_SUMMARY = 300  # the same where cards of one make stand in a row: their summaries are no paragraphs of the body
_ROW = 3  # cards that make a row
_LABEL = 100  # characters; a longer label is more than one
_NEVER = frozenset(("html", "body", "main", "article", "td", "tr", "table", "tbody", "form"))


def removable(blocks: list[Block]) -> tuple[HtmlElement, ...]:
    """Return the elements of ``blocks`` to delete, none inside another."""
    lengths = _Lengths()
    return _outermost([element for block in blocks for element in _of_block(block, lengths)])


class _Lengths(dict[HtmlElement, int]):
    """The lengths of the texts of elements, each counted when it is first asked for."""

    def __missing__(self, element: HtmlElement) -> int:
        self[element] = length(element)
        return self[element]


def _of_block(block: Block, lengths: _Lengths) -> Iterator[HtmlElement]:
    if block.label is not None and not is_long(block.label.element, _LABEL):
        yield block.label.element
    if len(block.cards) == 1:
        yield _around(block.cards[0], lengths)
        return
    cards: dict[HtmlElement, list[Card]] = defaultdict(list)
    for item, card in zip(block.items, block.cards, strict=True):
        cards[item].append(card)
    makes = Counter((item.tag, item.get("class")) for item in cards)
    whole = {
        item: _holds_only(item, held, _SUMMARY if makes[item.tag, item.get("class")] >= _ROW else _SPARE, lengths)
        for item, held in cards.items()
    }
    if all(whole.values()) and block.top.tag not in _NEVER:
        beside = lengths[block.top] - sum(lengths[item] for item in cards)
        if beside <= _SPARE:
            yield block.top
            return
    for item, held in cards.items():
        if whole[item]:
            yield item
        else:
            yield from (_around(card, lengths) for card in held)


def _around(card: Card, lengths: _Lengths) -> HtmlElement:
    element = card.link
    while (parent := element.getparent()) is not None and _holds_only(parent, [card], _SPARE, lengths):
        element = parent
    return element


def _holds_only(element: HtmlElement, cards: list[Card], spare: int, lengths: _Lengths) -> bool:
    return element.tag not in _NEVER and lengths[element] <= sum(len(card.text) + spare for card in cards)


def _outermost(elements: list[HtmlElement]) -> tuple[HtmlElement, ...]:
    chosen = set(elements)
    return tuple(
        dict.fromkeys(element for element in elements if not any(above in chosen for above in element.iterancestors()))
    )
