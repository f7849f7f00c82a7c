"""What the markup of a page says of its date of publication: microdata, attributes, script data, title and address."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from transforms.extract.dateproofs import Proof, holds_little_else
from transforms.extract.title import fold

_PARTS = re.compile(r"\s+[|•·–—»\-⎸›>]+\s+|\s*[|｜]\s*")
_MICRODATA = etree.XPath(
    "//*[@itemprop = 'datePublished'][not(self::meta)] | //*[@title][contains(@class, 'published')]"
)
_OTHER_SCOPE = re.compile(r"comment|review|rating|product|video|image", re.IGNORECASE)
_VALUES = ("content", "datetime", "title")
_DATED_NAME = re.compile(r"data-.*(?:publi|date|time|epoch)", re.IGNORECASE)
_FARTHEST = 400  # elements between a headline and its date
_LONG_PARAGRAPH = 80  # characters of text with which an article has begun
_VALUE = (
    r"\d{4}-\d\d-\d\d[T ]?[\d:.]*\s?(?:Z|[+-]\d\d:?\d\d)?|1\d{9}(?:\d{3})?|20\d{6}(?:\d\d){0,3}|(?:[A-Z][a-z]{2,8},? )?"
    r"(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}),? 20\d\d(?: \d\d:\d\d:\d\d [A-Z]{3})?"
)
_KEY = re.compile(
    r"(?<![a-z])(?:(?:article|content|page|post|story|first|original|orig|initial|date|time)?[._-]?"
    r"(?:publish(?:ed)?|publication)[._-]?(?:date|time|at|on|timestamp|datetime)?|pub[._-]?date"
    rf"|date[._-]?(?:published|publication))\\?[\"']?\s*[:=]\s*\\?[\"']?(?P<value>{_VALUE})(?!\d)",
    re.IGNORECASE,
)
_URL_DAY = re.compile(
    r"[/_-](?P<y>(?:19|20)\d\d)(?:(?P<s>[/_-])(?P<m>0?[1-9]|1[0-2]|[a-z]{3})(?P=s)(?P<d>[0-2]?\d|3[01])"
    r"|(?P<m2>0[1-9]|1[0-2])/?(?P<d2>[0-2]\d|3[01]))(?=[/_.-]|$)"
)
_LARGEST_SCRIPT = 3_000_000  # characters
_SHORTEST_SCRIPT = 30
_MOST_VALUES = 200  # values of one script that are looked at
_NEAR = 3_000  # characters between the address of a story and its date
_SHORTEST_SLUG = 8
_LONGEST_PART = 40  # characters of the end of a title that is a date


def microdata(tree: HtmlElement) -> Iterator[Proof]:
    """Yield what elements marked as the date of publication say, those of the article's own scope first."""
    for element in cast("list[HtmlElement]", _MICRODATA(tree))[:20]:
        scope = next(iter(element.xpath("ancestor-or-self::*[@itemtype][1]/@itemtype")), "")
        if _OTHER_SCOPE.search(str(scope)):
            continue
        for name in _VALUES:
            if value := element.get(name):
                yield "microdata", value


def last_of_title(titles: Iterator[str | None]) -> Iterator[Proof]:
    """Yield the last part of each title, where it is little more than a date ("Quay opens - Courier - 03.05.2024")."""
    for title in titles:
        last = _PARTS.split(title or "")[-1]
        if len(last) <= _LONGEST_PART and holds_little_else(last):
            yield "title", last


def attributes(tree: HtmlElement, title: str) -> Iterator[Proof]:
    """Yield dates in attributes of the elements between the headline and the first paragraph of the text."""
    wanted = fold(title)
    headings = list(tree.iter("h1"))
    headings = [heading for heading in headings if fold("".join(heading.itertext())) == wanted] or headings
    for element in itertools.islice(_following(headings[-1]), _FARTHEST) if headings else ():
        if element.tag == "p" and len(element.text_content()) > _LONG_PARAGRAPH:
            return
        for name, value in element.items():
            if (name == "datetime" or _DATED_NAME.match(name)) and 8 <= len(value) <= 60:
                yield "html", value


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements behind ``element`` in the order of the document, without looking further than asked."""
    at: HtmlElement | None = element
    while at is not None:
        for sibling in at.itersiblings():
            yield from sibling.iter("*")
        at = at.getparent()


def scripts(tree: HtmlElement, url: str | None) -> Iterator[Proof]:
    """Yield the date of publication in data for the page's scripts: their only day, or that beside its address."""
    slug = _slug(url)
    days: dict[str, str] = {}
    nearest, distance = "", _NEAR
    for script in tree.iter("script"):
        source = script.text or ""
        if not _SHORTEST_SCRIPT < len(source) <= _LARGEST_SCRIPT or "ubli" not in source:
            continue
        named = itertools.islice(re.finditer(re.escape(slug), source), _MOST_VALUES) if slug else ()
        places = [match.start() for match in named]
        for match in itertools.islice(_KEY.finditer(source), _MOST_VALUES):
            days.setdefault(match["value"][:10], match["value"])
            for place in places:
                if abs(place - match.start()) < distance:
                    nearest, distance = match["value"], abs(place - match.start())
    if len(days) == 1:
        nearest = next(iter(days.values()))
    if nearest:
        yield "state", nearest


def _slug(url: str | None) -> str:
    """Return the part of an address by which data name its page: its last part, where that is long enough."""
    try:
        last = unquote(urlsplit(url or "").path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return ""
    return last if len(last) >= _SHORTEST_SLUG else ""


def url_day(url: str | None) -> str | None:
    """Return the day in an address, "2024-5-3", or ``None``.

    >>> url_day("https://example.org/2024/may/03/quay"), url_day("https://example.org/news/2024-05-quay-12")
    ('2024-may-03', None)
    """
    match = _URL_DAY.search((url or "").lower())
    return "-".join((match["y"], match["m"] or match["m2"], match["d"] or match["d2"])) if match else None
