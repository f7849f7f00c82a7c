"""The heading of a block: the first label before it, climbing from what its cards have in common."""

from __future__ import annotations

from lxml.html import HtmlElement

from transforms.related.headline_text import HEADINGS
from transforms.related.wording import ASIDE, folded, visible

_LONGEST = 70  # characters of a label
_FULL = 100  # characters of text that is body, not label: nothing above it labels what is below
_LEVELS = 8


class Headings:
    """Finds labels on one page; ``linked`` are the elements that hold cards, ``title`` is never a label."""

    def __init__(self, holders: set[HtmlElement], title: str | None) -> None:
        self._holders = holders
        self._title = folded(title)

    def above(self, item: HtmlElement, top: HtmlElement) -> tuple[HtmlElement | None, str | None]:
        """Return the label of a block whose first card stands in ``item``, a child of the block's ``top``."""
        child, parent = item, top
        for _ in range(_LEVELS):
            label, done = self._before(child)
            if label is not None or done or parent.tag == "body":
                return (label, visible(label).rstrip(" :")) if label is not None else (None, None)
            above = parent.getparent()
            if above is None:
                return None, None
            child, parent = parent, above
        return None, None

    def _before(self, child: HtmlElement) -> tuple[HtmlElement | None, bool]:
        passed = False
        for sibling in child.itersiblings(preceding=True):
            if not isinstance(sibling.tag, str) or sibling.tag in ("script", "style", "noscript", "template", "svg"):
                continue
            if sibling in self._holders:
                passed = True
                continue
            text = visible(sibling)
            if len(text) >= _FULL:
                return None, True
            if self._is_label(sibling, text, passed):
                return sibling, True
        return None, False

    def _is_label(self, element: HtmlElement, text: str, passed: bool) -> bool:
        if not 1 < len(text) <= _LONGEST or ASIDE.match(text) or folded(text) == self._title:
            return False
        if not any(map(str.isalpha, text)):
            return False
        return not passed or element.tag in HEADINGS
