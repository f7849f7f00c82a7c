"""The heading of a block: the first label before it, climbing from what its cards have in common."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from transforms.related.headline_text import HEADINGS
from transforms.related.vocabulary import ACTION, LIST_LABEL
from transforms.related.wording import folded, is_long, pieces, squeeze, visible, word_count

_LONGEST = 70  # characters of a label
_LABEL_WORDS = 3  # of a label that is a link and looks like the items below it
_TAB = 30  # characters of a tab
_FULL = 100  # characters of text that is body, not label: nothing above it labels what is below
_LEVELS = 9
_MOST_KNOWN = 400_000  # places of which it is kept what stands before them
_SILENT = frozenset(
    ("script", "style", "noscript", "template", "svg", "img", "picture", "hr", "br", "iframe", "link", "meta")
)
# Short texts that stand above cards and label nothing: times, counts, sharing, turning pages.
_NO_LABEL = re.compile(
    r"^\W*(?:\d+[:.h]\d\d.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}.*|\d+ \w+ ago"
    r"|\d{1,2} \w+ \d{4}.*|(?:updated|published|posted)\b.*|(?:page|slide) ?\d+|\d+ (?:comments?|views?|shares?|of \d+)"
    r"|(?:social )?shar(?:e|ing)\b.*|follow us\b.*|e-?mail|print|tweet|by [A-Z].*|advertisement|ad|sponsored"
    r"|(?:facebook|twitter|google ?\+?|linkedin|whatsapp|pinterest|reddit|telegram|instagram|youtube)\b.{0,12}"
    r"|search\b.*|menu|close|skip\b.*|comments?|sign (?:in|up)\b.*|log ?in|photo:.*|image:.*|©.*)\W*$",
    re.IGNORECASE,
)
_LABEL_CLASS = re.compile(r"title|head|label|caption|\bname\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """What a reader sees above a block, and the element that shows it."""

    element: HtmlElement
    text: str
    panel: int = 0  # of a row of tabs, which one


_Kind = tuple[str, "str | None"]  # tag and class
_Before = tuple[Label | None, list[Label], int, bool]
_NOTHING: _Before = None, [], 0, False


def _is_item(element: HtmlElement) -> bool:
    """Return whether ``element`` leads somewhere with more words than a label has: an item, not what stands above."""
    link = next(element.iter("a"), None)
    return link is not None and (element.tag == "li" or word_count(visible(link)) > _LABEL_WORDS)


def _alike(one: HtmlElement, other: HtmlElement) -> bool:
    """Return whether two siblings may be items of one list: one tag, and a class in common where both have some."""
    if one.tag != other.tag:
        return False
    names, others = (one.get("class") or "").split(), (other.get("class") or "").split()
    return not names or not others or not set(names).isdisjoint(others)


class Headings:
    """Finds labels on one page.

    ``holders`` are the elements that hold cards, ``tabs`` the texts of links to a place on the page by its id, and
    ``title``, the page's own headline, is never a label.
    """

    def __init__(self, holders: set[HtmlElement], tabs: Mapping[str, Label], title: str | None) -> None:
        self._holders = holders
        self._tabs = tabs
        self._title = folded(title)
        self._full: dict[HtmlElement, bool] = {}
        self._known: dict[tuple[HtmlElement, _Kind, bool], _Before] = {}

    def above(self, item: HtmlElement) -> Label | None:
        """Return the label of a block whose first card stands in ``item``."""
        cue = self._words_before(item)
        if cue is not None:
            return cue
        child, tab, panel = item, None, 0
        for _ in range(_LEVELS):
            label, bar, passed, done = self._before(child)
            if label is not None:
                return dataclasses.replace(label, panel=panel if tab is not None or bar else 0)
            panel = passed or panel
            tab = tab or self._tab(bar, panel)
            parent = child.getparent()
            if done or parent is None or parent.tag == "body" or (parent.tag == "p" and self._is_full(parent)):
                return tab
            tab = tab or self._tabs.get(parent.get("id") or "")
            child = parent
        return tab

    def names_stories(self, item: HtmlElement) -> bool:
        """Return whether the label above ``item`` says that stories are listed: "Most read"."""
        label = self.above(item)
        return label is not None and LIST_LABEL.match(label.text) is not None

    def part(self, one: HtmlElement, other: HtmlElement) -> bool:
        """Return whether a label or text stands between two siblings, the first before the other."""
        if not _alike(one, other):
            return True
        between = one.getnext()
        while between is not None and between is not other:
            if isinstance(between.tag, str) and between.tag not in _SILENT:
                if between.tag in HEADINGS or len(squeeze(between.tail)) >= _FULL:
                    return True
                if between not in self._holders and self._is_full(between):
                    return True
            between = between.getnext()
        return False

    def _words_before(self, item: HtmlElement) -> Label | None:
        """Return the words of the same paragraph that lead to a link: "Related:"."""
        parent = item.getparent()
        if item.tag != "a" or parent is None:
            return None
        text = squeeze(parent.text) if item.getprevious() is None else squeeze(item.getprevious().tail)
        if 2 < len(text) <= _TAB and text.endswith((":", "»", ">", "–", "-")) and any(map(str.isalpha, text)):
            return Label(parent, text.rstrip(" :»>–-"))
        return None

    def _is_full(self, element: HtmlElement) -> bool:
        known = self._full.get(element)
        if known is None:
            known = self._full[element] = is_long(element, _FULL)
        return known

    def _before(self, child: HtmlElement) -> _Before:
        """Return the label among the siblings before ``child``, the tabs there, and how many siblings hold cards.

        The last value says that there is text which no label reaches across. What stands before a sibling is kept,
        so that a row of many is not walked again for each of them.
        """
        kind = child.tag, child.get("class")
        at, is_past, found = child, False, _NOTHING
        trail: list[tuple[tuple[HtmlElement, _Kind, bool], int, list[Label]]] = []
        while True:
            key = at, kind, is_past
            known = self._known.get(key)
            if known is not None:
                found = known
                break
            sibling = at.getprevious()
            if sibling is None:
                break
            is_holder, labels, is_end = self._step(sibling, kind, is_past)
            if is_end:
                found = self._known[key] = (labels[0] if labels else None), [], 0, True
                break
            trail.append((key, int(is_holder), labels))
            at, is_past = sibling, is_past or is_holder
        for key, holders, labels in reversed(trail):
            label, tabs, passed, done = found
            found = label, labels or tabs, passed + holders, done
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = found
        return found

    def _step(self, sibling: HtmlElement, kind: _Kind, is_past: bool) -> tuple[bool, list[Label], bool]:
        """Return whether ``sibling`` holds a card, its labels, and whether the search ends with it."""
        if not isinstance(sibling.tag, str) or sibling.tag in _SILENT:
            return False, [], False
        if sibling in self._holders:
            return True, [], False
        if self._is_full(sibling):
            return False, [], True
        if (sibling.tag, sibling.get("class")) == kind and _is_item(sibling):
            return False, [], False
        labels = self._labels(sibling, visible(sibling), is_past)
        return False, labels, len(labels) == 1

    def _labels(self, element: HtmlElement, text: str, passed: bool) -> list[Label]:
        """Return the label that ``element`` is, or its several tabs, or nothing."""
        if not self._can_be(text, _FULL):
            return []
        heading = element if element.tag in HEADINGS else next(element.iter(*HEADINGS), None)
        if heading is not None:
            words = visible(heading)
            return [Label(heading, words.rstrip(" :"))] if self._can_be(words, _LONGEST) else []
        parts = [part for part, _ in pieces(element) if not ACTION.match(part) and self._can_be(part, _LONGEST)]
        if len(parts) > 1 and all(len(part) <= _TAB for part in parts):
            links = [
                link for link in element.iter("a") if not (link.get("href") or "#").startswith(("#", "javascript"))
            ]
            return [] if len(links) > 1 else [Label(element, part.rstrip(" :")) for part in parts]
        if not parts or (passed and not _LABEL_CLASS.search(element.get("class") or "")):
            return []
        words = parts[0] if len(parts) == 1 else text
        return [Label(element, words.rstrip(" :"))] if len(words) <= _LONGEST else []

    def _tab(self, tabs: list[Label], panel: int) -> Label | None:
        return dataclasses.replace(tabs[panel], panel=panel) if panel < len(tabs) else None

    def _can_be(self, text: str, longest: int) -> bool:
        return (
            1 < len(text) <= longest
            and not _NO_LABEL.match(text)
            and any(map(str.isalpha, text))
            and folded(text) != self._title
        )
