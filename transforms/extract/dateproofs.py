"""What on a page may prove its date of publication: data, microdata, lines around the text, attributes, scripts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from transforms.extract.datepatterns import UPDATED
from transforms.extract.lines import Line, Lines
from transforms.extract.naming import BYLINE, CAPTION, COMMENT, NAVIGATION, RELATED
from transforms.extract.title import fold

Proof = tuple[str, str]  # its kind, as in ``published_source``, and what it says

_TEXT = 60  # characters of running text that are no date line
_ABOVE = 25  # lines before the text in which its headline stands
_BELOW = 12  # lines after it that may say when it was published
_FAR_BELOW = 40  # lines after it that may say so with a word for it
_LETTERS = re.compile(r"[^\W\d_]")
_MOST_LETTERS = 45  # of a line that is there for its date: names of author and month, "last updated"
_MOST_BESIDE_HEADLINE = 12  # of a heading that is there for its date, or of the last part of a title
_LONGEST = 160  # characters of a line that does
_MAY_BE_DATE = re.compile(r"\d{4}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d\d|年|\d-[a-z]{3}-\d\d", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PUBLISHED = re.compile(
    r"(?<![^\W\d_])(?:(?:first|originally) (?:published|posted)|published|posted|publication date|date published"
    r"|datum\s?:?|date\s?:|veröffentlich\w*|erstellt|erschienen|publié|publication\s?:|parution|publicad[oa]|publicación"
    r"|data\s?:|fecha\s?:|pubblicat[oa]|publicatie|gepubliceerd|geplaatst|publicer\w+|publisert|udgivet|julkaistu"
    r"|opublikowan\w+|data publikacji|zveřejněno|publikováno|megjelen\w+|objav\w+|опубл\w+|дата\s?:|дата публикации"
    r"|publikuar|yayın\w*|eklenme|diterbitkan|δημοσι\w+)(?![^\W\d_])|发布|發布|公開日?|掲載|登録|입력|등록|نشر|انتشار|פורסם",
    re.IGNORECASE,
)
"""What announces a date of publication."""
_PARTS = re.compile(r"\s+[|•·–—»\-⎸›>]+\s+|\s*[|｜]\s*")
_MICRODATA = etree.XPath(
    "//@itemprop[. = 'datePublished']/parent::*[not(self::meta)] | //*[contains(@class, 'published')][@title]"
)
_OTHER_SCOPE = re.compile(r"comment|review|rating|product|video|image", re.IGNORECASE)
_VALUES = ("content", "datetime", "title")
_DATED_NAME = re.compile(r"data-.*(?:publi|date|time|epoch)", re.IGNORECASE)
_FOLLOWING = etree.XPath("following::*")
_FARTHEST = 400  # elements between a headline and its date
_LONG_PARAGRAPH = 120  # characters of text with which an article has begun
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
_LARGEST_SCRIPT = 3_000_000  # characters
_SHORTEST_SCRIPT = 30
_MOST_VALUES = 200  # values of one script that are looked at
_NEAR = 3_000  # characters between the address of a story and its date
_SHORTEST_SLUG = 8


def microdata(tree: HtmlElement) -> Iterator[Proof]:
    """Yield what elements marked as the date of publication say, those of the article's own scope first."""
    for element in _elements(_MICRODATA, tree)[:20]:
        scope = next(iter(element.xpath("ancestor-or-self::*[@itemtype][1]/@itemtype")), "")
        if _OTHER_SCOPE.search(str(scope)):
            continue
        for name in _VALUES:
            if value := element.get(name):
                yield "microdata", value


def lines_around(page: Lines, span: tuple[int, int], title: str) -> Iterator[Proof]:
    """Yield time elements and date lines between headline and text, then at the text's top, then below and above."""
    first, headline, text = around(page, span, title)
    lines = page.lines
    for places in (range(headline, text + 1), range(first, headline), range(text + 1, text + 2)):
        for place, value in page.times:
            if place in places and not _is_update(lines, place):
                yield "time", value
    for line in (*lines[headline:text], *lines[text : min(text + 4, span[1])], *lines[first:headline][::-1]):
        if is_date_line(line) and not _is_furniture(line):
            yield from _published_part(line.text)
    below = [line for line in lines[text : span[1] + _BELOW] if _in_byline(line) and is_date_line(line)]
    names = [line.zone.name for line in below if line.zone is not None]
    for line in below:
        # What stands there more than once are the dates of other stories.
        if line.zone is not None and names.count(line.zone.name) == 1:
            yield from _published_part(line.text)
    for line in lines[text : span[1] + _FAR_BELOW]:
        if is_date_line(line) and not _is_furniture(line) and _PUBLISHED.search(line.text):
            yield from _published_part(line.text)
    for place, value in page.times:
        other = place < len(lines) and _is_furniture(lines[place])
        if span[0] - _BELOW <= place <= span[1] and not other and not _is_update(lines, place):
            yield "time", value


def updates_around(page: Lines, span: tuple[int, int], title: str) -> Iterator[Proof]:
    """Yield the dates around the text that are announced as those of a change: the best that some pages have."""
    first, _, text = around(page, span, title)
    for line in (*page.lines[first : text + 4], *page.lines[span[1] : span[1] + _BELOW]):
        if is_date_line(line) and not _is_furniture(line):
            yield "html", line.text
    for place, value in page.times:
        if first <= place <= text + 1:
            yield "time", value


def _published_part(text: str) -> Iterator[Proof]:
    """Yield what a line says before it speaks of a change, or after it does not any more."""
    update, published = UPDATED.search(text), _PUBLISHED.search(text)
    if update is None:
        yield "html", text
    elif published is not None and published.start() > update.start():
        yield "html", text[published.start() :]
    elif _MAY_BE_DATE.search(text[: update.start()]):
        yield "html", text[: update.start()]


def _is_update(lines: list[Line], place: int) -> bool:
    """Say whether the line of a time element begins with a word for a change."""
    return place < len(lines) and UPDATED.match(lines[place].text.lstrip(" |·•-–—(")) is not None


def is_date_line(line: Line) -> bool:
    """Say whether a line is there for its date: little else stands in it, and it is no caption."""
    if line.size > _LONGEST or line.tag == "h1" or not _MAY_BE_DATE.search(line.text):
        return False
    if line.zone is not None and not line.zone.ignored and line.zone.kind == CAPTION:
        return False
    most = _MOST_BESIDE_HEADLINE if line.tag in _HEADINGS else _MOST_LETTERS
    return len(_LETTERS.findall(line.text)) <= most


def _in_byline(line: Line) -> bool:
    return line.zone is not None and line.zone.kind == BYLINE


def _is_furniture(line: Line) -> bool:
    """Say whether a line belongs to comments, navigation or other stories."""
    zone = line.zone
    while zone is not None:
        if zone.kind in (COMMENT, NAVIGATION, RELATED) and not zone.ignored:
            return True
        zone = zone.parent
    return False


def around(page: Lines, span: tuple[int, int], title: str = "") -> tuple[int, int, int]:
    """Return the places from which a date may be shown above the text, of the headline, and of the text."""
    lines = page.lines
    text = next((place for place in range(*span) if lines[place].mass >= _TEXT), span[0])
    reach = range(max(0, text - _ABOVE), text)
    headline = max((place for place in reach if lines[place].tag == "h1"), default=None)
    if headline is None and (wanted := fold(title)):
        headline = max((place for place in reach if fold(lines[place].text) == wanted), default=None)
    if headline is None:
        start = max(0, text - _ABOVE // 2)
        return start, start, text
    return max(0, headline - 4), headline, text


def last_of_title(titles: Iterator[str | None]) -> Iterator[Proof]:
    """Yield the last part of each title, where it is little more than a date ("Quay opens - Courier - 03.05.2024")."""
    for title in titles:
        last = _PARTS.split(title or "")[-1]
        if _MAY_BE_DATE.search(last) and len(last) <= 40 and len(_LETTERS.findall(last)) <= _MOST_BESIDE_HEADLINE:
            yield "title", last


def attributes(tree: HtmlElement, title: str) -> Iterator[Proof]:
    """Yield dates in attributes of the elements between the headline and the first paragraph of the text."""
    wanted = fold(title)
    headings = list(tree.iter("h1"))
    headings = [heading for heading in headings if fold("".join(heading.itertext())) == wanted] or headings
    for element in _elements(_FOLLOWING, headings[-1])[:_FARTHEST] if headings else ():
        if element.tag == "p" and len(element.text_content()) > _LONG_PARAGRAPH:
            return
        for name, value in element.items():
            if (name == "datetime" or _DATED_NAME.match(name)) and 8 <= len(value) <= 60:
                yield "html", value


def _elements(path: etree.XPath, start: HtmlElement) -> list[HtmlElement]:
    return cast("list[HtmlElement]", path(start))


def scripts(tree: HtmlElement, url: str | None) -> Iterator[Proof]:
    """Yield the date of publication in data for the page's scripts: their only day, or that beside its address."""
    slug = _slug(url)
    days: dict[str, str] = {}
    nearest, distance = "", _NEAR
    for script in tree.iter("script"):
        source = script.text or ""
        if not _SHORTEST_SCRIPT < len(source) <= _LARGEST_SCRIPT or "ubli" not in source:
            continue
        places = [match.start() for match in re.finditer(re.escape(slug), source)] if slug else []
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
