"""Where an element stands: navigation, footer, comments, advertisements and other zones of a page."""

from __future__ import annotations

import functools
import operator
import re

from lxml.html import HtmlElement

NAV, FOOT, HEAD, COMMENT, ADVERT, TOOL = 1, 2, 4, 8, 16, 32

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "body",
        "button",
    ]
)
_NAMES = re.compile(
    r"(?P<nav>\bnav(?:igation|bar)?\b|menu|breadcrumb)"
    r"|(?P<foot>\bfooter\b|site-?footer|copyright)"
    r"|(?P<comment>comment|disqus|respond)"
    r"|(?P<advert>\bad(?:s|vert\w*)?\b|sponsor|promo-?box|taboola|outbrain|affiliate|shopping|deals?\b)"
    r"|(?P<tool>share|social|toolbar|newsletter|login|signup|byline|author|tags?\b|topics?\b)"
)
_NAMED_BY_TAG = {"nav": NAV, "footer": FOOT}
_FLAG = {"nav": NAV, "foot": FOOT, "comment": COMMENT, "advert": ADVERT, "tool": TOOL}


class Places:
    """The zones that the elements of a page stand in, each worked out once: a sum of the flags above."""

    def __init__(self, body: HtmlElement) -> None:
        self._known: dict[HtmlElement, int] = {body: 0}

    def zones(self, element: HtmlElement) -> int:
        """Return the zones of ``element``, which stands below the body."""
        known = self._known.get(element)
        if known is not None:
            return known
        below: list[HtmlElement] = []
        at: HtmlElement | None = element
        while at is not None and (known := self._known.get(at)) is None:
            below.append(at)
            at = at.getparent()
        zones = known or 0
        for at in reversed(below):
            self._known[at] = zones = zones | _zones(at)
        return zones


def _zones(element: HtmlElement) -> int:
    tag = element.tag
    zones = _NAMED_BY_TAG.get(tag, 0)
    if tag == "header":
        parent = element.getparent()
        zones |= HEAD if parent is not None and parent.tag in ("body", "div") else 0
    if attributes := element.attrib:
        for name in map(attributes.get, ("class", "id", "role")):
            if name:
                zones |= _named_zones(name)
    return zones


@functools.lru_cache(maxsize=16_384)
def _named_zones(name: str) -> int:
    return functools.reduce(operator.or_, map(_zones_of_word, name.split()), 0)


@functools.lru_cache(maxsize=16_384)  # pages repeat words far more often than whole names
def _zones_of_word(word: str) -> int:
    zones = 0
    for match in _NAMES.finditer(word.lower()):
        zones |= _FLAG[match.lastgroup or ""]
    return zones
