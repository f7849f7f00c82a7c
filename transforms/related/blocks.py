"""Blocks: cards that stand together in the tree, and under one heading."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml.html import HtmlElement

from transforms.related.cards import Card, common
from transforms.related.headings import Headings, Label
from transforms.related.vocabulary import NEIGHBOUR


@dataclasses.dataclass(slots=True)
class Block:
    """Neighbouring cards. ``items`` are the children of ``top`` that hold them, each at least one."""

    cards: list[Card]
    top: HtmlElement
    items: list[HtmlElement]
    label: Label | None = None


Line = tuple[HtmlElement, ...]  # the elements from the body down to the link of a card


def blocks_of(cards: Sequence[Card], body: HtmlElement, headings: Headings) -> list[Block]:
    """Return ``cards``, which stand below ``body`` in document order, as blocks with their headings."""
    lines = [(_line(card.link, body), card) for card in cards]
    return _under_labels(list(_segments(lines, 0, headings)), headings)


def _line(link: HtmlElement, body: HtmlElement) -> Line:
    above = [link]
    for element in link.iterancestors():
        above.append(element)
        if element is body:
            break
    return tuple(reversed(above))


def _segments(lines: list[tuple[Line, Card]], depth: int, headings: Headings) -> Iterator[Block]:
    """Yield the blocks of cards that have the first ``depth`` + 1 elements of their lines in common."""
    if not lines:
        return
    run: list[tuple[HtmlElement, Card]] = []
    for child, group in groupby(lines, key=lambda entry: entry[0][min(depth + 1, len(entry[0]) - 1)]):
        members = list(group)
        if len(members) == 1 or child is members[0][0][-1]:
            run += ((child, card) for _, card in members)
            continue
        yield from _split(run, headings)
        run = []
        yield from _segments(members, depth + 1, headings)
    yield from _split(run, headings)


def _split(run: Sequence[tuple[HtmlElement, Card]], headings: Headings) -> Iterator[Block]:
    """Yield a run of siblings with one card each, parted where a label or text stands between two of them."""
    block: Block | None = None
    for child, card in run:
        if block is not None and not headings.part(block.items[-1], child):
            block.cards.append(card)
            block.items.append(child)
            continue
        if block is not None:
            yield _alone(block)
        parent = child.getparent()
        block = Block([card], parent if parent is not None else child, [child])
    if block is not None:
        yield _alone(block)


def _alone(block: Block) -> Block:
    """Return a block of one card as close around its link as can be: its label may stand in the same element."""
    if len(block.cards) > 1:
        return block
    link = block.cards[0].link
    parent = link.getparent()
    return Block(block.cards, parent if parent is not None else link, [link])


def _under_labels(blocks: list[Block], headings: Headings) -> list[Block]:
    """Return ``blocks`` with their labels; neighbours under one label become one block."""
    result: list[Block] = []
    for block in _neighbours_apart(blocks, headings):
        last = result[-1] if result else None
        if last is not None and _belong_together(last, block, headings):
            last.cards += block.cards
            last.top = common(last.top, block.top)
            last.items = []
        else:
            result.append(block)
    for block in result:
        block.items = block.items or [child_towards(block.top, card.link) for card in block.cards]
    return result


def _neighbours_apart(blocks: list[Block], headings: Headings) -> Iterator[Block]:
    """Yield ``blocks`` with their labels; the stories before and after this one are no list."""
    for block in blocks:
        block.label = headings.above(block.items[0])
        if block.label is None and 1 < len(block.cards) <= 3:
            alone = [
                _alone(Block([card], block.top, [item])) for card, item in zip(block.cards, block.items, strict=True)
            ]
            labels = [headings.above(single.items[0]) for single in alone]
            if all(label is not None and NEIGHBOUR.match(label.text) for label in labels):
                for single, label in zip(alone, labels, strict=True):
                    yield dataclasses.replace(single, label=label)
                continue
        yield block


def _belong_together(last: Block, block: Block, headings: Headings) -> bool:
    if last.label is not None and block.label is not None:
        return last.label == block.label
    if last.label is not None or block.label is not None:
        return False
    above = last.top.getparent()
    return (
        above is not None
        and above is block.top.getparent()
        and (last.top.tag, last.top.get("class")) == (block.top.tag, block.top.get("class"))
        and not headings.part(last.top, block.top)
    )


def add_weak(blocks: list[Block], cards: Sequence[Card]) -> None:
    """Add each of ``cards`` to the block, of several cards, that it stands in, if there is one."""
    tops = {block.top: block for block in blocks if len(block.cards) > 1}
    for card in cards:
        top = next((above for above in card.link.iterancestors() if above in tops), None)
        if top is not None:
            tops[top].cards.append(card)
    for block in tops.values():
        block.cards.sort(key=lambda card: card.order)


def child_towards(top: HtmlElement, element: HtmlElement) -> HtmlElement:
    """Return the child of ``top`` that holds ``element``, or ``element`` where it is ``top``."""
    below = element
    for above in (element, *element.iterancestors()):
        if above is top:
            return below
        below = above
    return below
