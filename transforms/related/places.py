"""Where an element stands: the zones of a page, and the shape of the path that leads there."""

from __future__ import annotations

import dataclasses
import functools
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


@dataclasses.dataclass(slots=True)
class Place:
    """``zones`` is a sum of the flags above, ``path`` the last tags and classes on the way down, ``depth`` from body."""

    zones: int
    depth: int
    steps: tuple[str, ...]


class Places:
    """The places of a page's elements, each worked out once."""

    def __init__(self, body: HtmlElement) -> None:
        self._known: dict[HtmlElement, Place] = {body: Place(0, 0, ("body",))}

    def of(self, element: HtmlElement) -> Place:
        """Return the place of ``element``, which stands below the body."""
        place = self._known.get(element)
        if place is None:
            parent = element.getparent()
            above = self.of(parent) if parent is not None else Place(0, 0, ())
            name = element.get("class") or ""
            step = f"{element.tag}.{name.split(' ', 1)[0]}" if name else str(element.tag)
            place = Place(above.zones | _zones(element, name), above.depth + 1, (*above.steps[-4:], step))
            self._known[element] = place
        return place


def _zones(element: HtmlElement, name: str) -> int:
    tag = element.tag
    zones = _NAMED_BY_TAG.get(tag, 0)
    if tag == "header":
        parent = element.getparent()
        zones |= HEAD if parent is not None and parent.tag in ("body", "div") else 0
    return zones | _named_zones(name, element.get("id") or "", element.get("role") or "")


@functools.lru_cache(maxsize=16_384)
def _named_zones(*names: str) -> int:
    zones = 0
    for match in _NAMES.finditer(" ".join(names).lower()):
        zones |= _FLAG[match.lastgroup or ""]
    return zones
