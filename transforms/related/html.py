"""Related headlines of an HTML page: found in one pass over the tree that the extraction uses too."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from lxml.html import HtmlElement

from schemas.page import RelatedBlock, RelatedItem
from transforms.related.blocks import Block, add_weak, blocks_of
from transforms.related.cards import Card, Path, read_cards
from transforms.related.evidence import Evidence
from transforms.related.headings import Headings, Label
from transforms.related.places import Places
from transforms.related.removal import removable
from transforms.related.signs import leads_elsewhere
from transforms.related.vocabulary import LIST_LABEL
from transforms.related.wording import folded, visible
from transforms.urls import story_key

_ENOUGH = 0.2  # points from which a card is a headline
_DOUBTFUL = -2.0  # points from which other pages of the site may show that it is one
_FEWEST = 3  # words from which a label settles a doubt
_MOST_LINKS = 20_000  # a page with more is an index, not an article with lists beside it
_LONGEST = 220  # characters of a headline; longer texts are summaries


@dataclasses.dataclass(frozen=True, slots=True)
class FoundRelated:
    """The related lists of a page, and the elements that show them in its tree."""

    blocks: tuple[RelatedBlock, ...]
    elements: tuple[HtmlElement, ...]


def find_related(tree: HtmlElement, url: str | None, title: str | None = None) -> FoundRelated:
    """Return the related headlines of the page ``tree``, which came from ``url``; the tree is left as it is.

    ``title`` is the page's own headline where the caller knows it. An index of links without end has none.
    """
    body = tree if tree.tag == "body" else tree.find("body")
    if body is None:
        body = tree
    links = list(body.iter("a"))
    if len(links) > _MOST_LINKS:
        return FoundRelated((), ())
    base = _base(tree, url)
    title = title or _title(tree)
    cards, short, tabs = cards_of(links, base)
    places = Places(body)
    Evidence(places, base).weigh(cards, short)
    stories = [card for card in cards if len(card.text) <= _LONGEST and not leads_elsewhere(card.url)]
    likely = [card for card in stories if card.points >= _DOUBTFUL]
    headings = _headings(likely, tabs, title)
    _promote(likely, headings)
    sure = [card for card in likely if card.points >= _ENOUGH]
    blocks = blocks_of(sure, body, headings)
    elements = removable(blocks)
    add_weak(blocks, [card for card in likely if card.points < _ENOUGH])
    own = story_key(base) if base else None
    return FoundRelated(tuple(_related(block, own, folded(title)) for block in blocks), elements)


def _promote(cards: list[Card], headings: Headings) -> None:
    """Count those of ``cards`` as headlines that are in doubt alone but stand under a label like "Most read"."""
    for card in cards:
        doubtful = card.points < _ENOUGH and card.words >= _FEWEST and not LIST_LABEL.match(card.text)
        if doubtful and headings.names_stories(card.link):
            card.points = _ENOUGH


def _headings(cards: list[Card], tabs: dict[str, Label], title: str | None) -> Headings:
    holders = {card.link for card in cards}
    for card in cards:
        for above in card.link.iterancestors():
            if above in holders:  # and so is everything above it
                break
            holders.add(above)
    return Headings(holders, tabs, title)


def remove_related(found: FoundRelated) -> None:
    """Delete the found elements from their tree; the text that follows them stays."""
    for element in found.elements:
        if element.getparent() is not None:
            element.drop_tree()


def cards_of(links: Iterable[HtmlElement], base: str) -> tuple[list[Card], list[tuple[int, Path]], dict[str, Label]]:
    """Return the cards among ``links``, those that say too little to be one, and the tabs by the id they open."""
    leading: list[tuple[int, HtmlElement, str]] = []
    tabs: dict[str, Label] = {}
    for order, element in enumerate(links):
        href = element.get("href")
        if not href:
            continue
        if href[:1] != "#":
            leading.append((order, element, href))
        elif href[1:] and (text := visible(element)):
            tabs.setdefault(href[1:], Label(element, text))
    return *read_cards(leading, base), tabs


def _base(tree: HtmlElement, url: str | None) -> str:
    if url:
        return url
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and link.get("href"):
            return str(link.get("href"))
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:url" and meta.get("content"):
            return str(meta.get("content"))
    return ""


def _title(tree: HtmlElement) -> str | None:
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:title" and meta.get("content"):
            return str(meta.get("content"))
    return tree.findtext(".//title")


def _related(block: Block, own: str | None, title: str) -> RelatedBlock:
    return RelatedBlock(
        heading=(block.label.text or None) if block.label is not None else None,
        items=tuple(
            RelatedItem(
                text=card.text,
                href=card.href,
                url=card.url,
                is_self=card.key == own or (bool(title) and folded(card.text) == title),
                weak=card.points < _ENOUGH,
            )
            for card in block.cards
        ),
    )
