"""The lines of a page as a reader sees them, in one walk over the tree, each with what tells text from furniture."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping

from lxml.html import HtmlElement

from transforms.extract.html import squeezed
from transforms.extract.naming import (
    ADVERT,
    ASIDE,
    CAPTION,
    HIDDEN,
    INTERFACE,
    NAVIGATION,
    NEWSLETTER,
    RELATED,
    SHARE,
    kind_of_name,
    names_body,
)

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "select",
        "textarea",
        "head",
        "math",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "map",
        "input",
        "option",
        "datalist",
        "meta",
        "link",
        "source",
        "track",
        "picture",
        "img",
        "button",
        "progress",
        "area",
        "param",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "data",
        "nobr",
    ]
)
_CONTAINERS = frozenset(["body", "div", "article", "section", "main", "td", "center", "form", "table", "tbody"])
_ZONE_OF_TAG = {
    "footer": NAVIGATION,
    "aside": ASIDE,
    "figure": CAPTION,
    "figcaption": CAPTION,
    "dialog": INTERFACE,
    "menu": NAVIGATION,
    "form": INTERFACE,
}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？:;؟।]['\"”’»›)\]]*$")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|writers?|people|person(?:en)?|staff|journalists?|periodista|reporters?|contributors?|profiles?"
    r"|by|columnists?|redaktion|team)/[^/?#]{3,}",
    re.IGNORECASE,
)
# What stands in the midst of a sentence and is no part of it: a box that opens on a name, a note for screen readers.
# In a heading it parts kicker and headline.
_INTERRUPTING = frozenset((RELATED, NEWSLETTER, ADVERT, SHARE, INTERFACE, HIDDEN))
_SHOWN = 25  # characters of what a picture is said to show, from which a line that repeats it is its caption
_NEVER_ZONES = frozenset(("html", "body", "main", "article", "p", "td", "tr", "table", "tbody"))


@dataclasses.dataclass(slots=True, eq=False)
class Zone:
    """An element that announces furniture, and the lines it holds."""

    kind: int
    name: str
    parent: Zone | None
    first: int
    last: int = 0
    mass: float = 0.0
    ignored: bool = False


@dataclasses.dataclass(slots=True, eq=False)
class Line:
    """One line: its words, the tag of its block, how much of it is links, and where it stands."""

    text: str
    tag: str
    size: int  # characters, wide ones counted double
    links: int  # characters inside links
    mass: float  # how much running text it is
    zone: Zone | None
    by_author: bool  # holds a link to its author's page


@dataclasses.dataclass(slots=True, eq=False)
class Container:
    """An element that may be the body: the range of its lines."""

    first: int
    last: int
    named: bool


@dataclasses.dataclass(slots=True)
class Lines:
    """All lines of a page with its zones and containers."""

    lines: list[Line]
    zones: list[Zone]
    containers: list[Container]
    times: list[tuple[int, str]]  # ``<time>`` elements: the place of their line, and what they say
    pictures: list[str]  # what pictures are said to show, where that is more than a label


def read_lines(body: HtmlElement, related: Collection[HtmlElement] = ()) -> Lines:
    """Return the visible lines below ``body``; ``related`` are elements that hold related headlines."""
    walker = _Walker(related)
    walker.walk(body, body.tag)
    walker.flush()
    return Lines(walker.lines, walker.zones, walker.containers, walker.times, walker.pictures)


class _Walker:
    def __init__(self, related: Collection[HtmlElement]) -> None:
        self.lines: list[Line] = []
        self.zones: list[Zone] = []
        self.containers: list[Container] = []
        self.times: list[tuple[int, str]] = []
        self.pictures: list[str] = []
        self._related = frozenset(related)
        self._parts: list[str] = []
        self._links = 0
        self._in_link = 0
        self._by_author = False
        self._zone: Zone | None = None
        self._tag = "body"

    def walk(self, element: HtmlElement, tag: str) -> None:
        """Read ``element``, without its tail. This runs for every element of a page: each call in it counts."""
        inline = tag in _INLINE
        zone = None if inline and tag != "span" else self._opened(element, tag)
        held = None
        if zone is not None and inline and self._parts and zone.kind in _INTERRUPTING and self._tag not in _HEADINGS:
            held = self._parts, self._links, self._by_author, self._tag
            self._parts, self._links = [], 0
        inline = inline and zone is None
        if not inline:
            if self._parts:
                self.flush()
            outer, self._tag = self._tag, tag
            first = len(self.lines)
        elif tag == "a":
            self._in_link += 1
            if element.get("rel") == "author" or _AUTHOR_PAGE.search(element.get("href") or ""):
                self._by_author = True
        elif tag == "time":
            self.times.append((len(self.lines), element.get("datetime") or element.text_content()))
        if text := element.text:
            self.add(text)
        for child in element:
            below = child.tag
            if below == "br":
                self.flush()
            elif below not in _SKIPPED and type(below) is str:  # a comment's tag is none
                self.walk(child, below)
            elif below == "img" or below == "picture":
                self.pictures += (text for image in child.iter("img") if len(text := image.get("alt") or "") >= _SHOWN)
            if text := child.tail:
                self.add(text)
        if not inline:
            if self._parts:
                self.flush()
            self._tag = outer
            if tag in _CONTAINERS and len(self.lines) > first:
                name = f"{element.get('class') or ''} {element.get('id') or ''}"
                named = element.get("itemprop") == "articleBody" or (len(name) > 1 and names_body(name))
                self.containers.append(Container(first, len(self.lines), named))
        elif tag == "a":
            self._in_link -= 1
        if zone is not None:
            zone.last = len(self.lines)
            self._zone = zone.parent
            if held is not None:
                self._parts, self._links, self._by_author, self._tag = held

    def _opened(self, element: HtmlElement, tag: str) -> Zone | None:
        kind, name = _ZONE_OF_TAG.get(tag, 0), ""
        if element in self._related:
            kind = RELATED
        elif not kind and (attributes := element.attrib):
            if tag not in _NEVER_ZONES:
                name = attributes.get("class", "")
                if other := attributes.get("id"):
                    name = f"{name} {other}"
                if name:
                    kind = kind_of_name(name)
            if not kind and _is_hidden(attributes):
                kind = HIDDEN
        if not kind:
            return None
        zone = Zone(kind, name, self._zone, len(self.lines))
        self.zones.append(zone)
        self._zone = zone
        return zone

    def add(self, text: str) -> None:
        """Add text to the line that is being read."""
        if text.isspace():
            if self._parts:
                self._parts.append(" ")
            return
        self._parts.append(text)
        if self._in_link:
            self._links += len(text.strip())

    def flush(self) -> None:
        """End the line that is being read."""
        if not self._parts:
            return
        text = " ".join("".join(self._parts).split())
        if not text.isascii():
            text = squeezed(text)
        if text:
            size = len(text)
            if not text.isascii():
                size += len(_WIDE.findall(text))
            links = min(self._links, size)
            mass = mass_of(text, self._tag, size, links)
            self.lines.append(Line(text, self._tag, size, links, mass, self._zone, self._by_author))
        self._parts.clear()
        self._links = 0
        self._by_author = False


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _INVISIBLE_STYLE.search(style) is not None


def mass_of(text: str, tag: str, size: int, links: int) -> float:
    """Return how many characters of running text a line is: long or finished lines that are not mostly links."""
    if tag in _HEADINGS or size < 25 or links > 0.5 * size:
        return 0.0
    if size > 200 and text.isascii() and text.count(" ") * 40 < size:
        return 0.0  # encoded data
    if size >= 100 or _SENTENCE_END.search(text[-8:]):
        return float(size - links)
    return 0.0
