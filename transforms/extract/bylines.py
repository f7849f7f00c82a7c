"""Who wrote a page: what its data say, and what its lines show around the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from transforms.extract.authors import (
    is_byline,
    is_cue,
    names_only_people,
    parse_byline,
    person_name,
    unique_names,
    without_cue,
)
from transforms.extract.dates import parse_date
from transforms.extract.embedded import Creator, Embedded
from transforms.extract.lines import Line, Lines, Zone
from transforms.extract.naming import BYLINE, CAPTION, COMMENT, NAVIGATION, RELATED
from transforms.extract.title import fold

_META = (
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "sailthru.author",
    "cxenseparse:author",
    "articleauthor",
    "dcsext.author",
    "citation_author",
    "vr:author",
    "rbauthors",
    "authors",
)
_AUTHOR_NAME = re.compile(
    r"author|autor|by-?line|writer|journalist|contributor|redakteur|verfasser|auteur|forfatter|skribent", re.IGNORECASE
)
_NO_AUTHOR_NAME = re.compile(r"comment|bio\b|description|image|avatar|social|follow|related|more-?from", re.IGNORECASE)
_OTHER_WORK = re.compile(
    r"©|fact.?check|tested|reviewed by|edited by|translat|übersetz|tradu|illustrat|foto|photo|image|bild\b"
    r"|video|graphic|grafik|google scholar|pub ?med|editorial process|more (?:from|by)",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(r"://|@|©|^(?:no author|unknown|none|null)$", re.IGNORECASE)
_AUTHOR_LINKS = etree.XPath("//a[@rel = 'author']")
_MICRODATA = etree.XPath("//@itemprop[. = 'author']/parent::*[not(self::meta)]")
_NAMES = etree.XPath(".//*[@itemprop = 'name']")
_MOST_MARKED = 3  # authors of one story
_BARE_CUE = re.compile(
    r"(?:(?:kommentar |kolumne |analyse |interview |bericht )?von|by|par|por|di|door|av|written by|story by"
    r"|autor(?:in)?|author)\s*:?",
    re.IGNORECASE,
)
_FULL_NAME = r"[^\W\d_a-zß-ÿ][^\W\d_]*\.?(?: (?:[^\W\d_a-zß-ÿ][^\W\d_]*\.?|d[aei]|de la|van|von|bin|al|y)){1,3}"
_FULL_NAMES = re.compile(rf"{_FULL_NAME}(?:(?:, | ?/ ?| & | and | und | et | y ){_FULL_NAME}){{0,3}}")
_BEGINNING = 4  # lines of a text that say whom it is about
_SIGNATURE = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]{2,})?")
_DATED_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?: [^\W\d_][^\W\d_.]*\.?){1,2}\s*(?:[|•·–—,-]|[A-Z][a-z]+:)\s*\S*.*\d")
_TEXT = 60  # characters of running text that are no byline
_ABOVE = 25  # lines before the text among which a byline may stand
_BELOW = 12  # lines after it
_JUST_ABOVE = 2  # lines above the text in which a paragraph may be nothing but names
_LONGEST = 160  # characters of a line that names people


def choose_authors(
    embedded: Embedded, page: Lines, span: tuple[int, int], sites: frozenset[str], tree: HtmlElement
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people who wrote the page, and the houses or desks that it credits where it names nobody.

    ``span`` are the places of the text among the lines of ``page``; ``sites`` are folded names of the page's site.
    """

    def people(texts: Iterable[str]) -> tuple[str, ...]:
        names = unique_names(name for text in texts for name in parse_byline(text) if not _is_house(name, sites))
        return tuple(name for name in names if " " in name) or names

    found = people(creator.name for creator in embedded.creators if creator.kind != "organization")
    found = found or tuple(name for creator in embedded.creators if (name := _signature(creator, sites)))
    found = found or people(_meta_authors(embedded))
    shown = list(shown_bylines(page, span))
    if found:
        # Data that name one author of several: the line that names them all has the others.
        names = {fold(name) for name in found}
        whole = (people([text]) for text in shown if is_byline(text) and names_only_people(text))
        found = next((line for line in whole if _adds_to(names, {fold(name) for name in line})), found)
    else:
        found = people(shown) or people(marked_authors(tree)) or people(_lone_names(page, span))
    return found, () if found else _houses(embedded, shown)


def marked_authors(tree: HtmlElement) -> Iterator[str]:
    """Yield what links to the author and microdata name, where these are not those of a page of many stories."""
    links = dict.fromkeys(element.text_content() for element in _found(_AUTHOR_LINKS, tree))
    if 0 < len(links) <= _MOST_MARKED:
        yield from links
        return
    marked = _found(_MICRODATA, tree)
    for element in marked[:_MOST_MARKED]:
        if element.getparent() is marked[0].getparent():
            for name in _found(_NAMES, element) or [element]:
                yield name.get("content") or name.text_content()


def _found(path: etree.XPath, start: HtmlElement) -> list[HtmlElement]:
    return cast("list[HtmlElement]", path(start))


def _adds_to(names: set[str], shown: set[str]) -> bool:
    """Say whether a byline has all of ``names`` and more: another person, or the surname of one."""
    if names < shown:
        return True
    first = {name.split(" ")[0] for name in shown}
    return names != shown and all(" " not in name and name in first for name in names)


def _houses(embedded: Embedded, shown: Sequence[str]) -> tuple[str, ...]:
    """Return the names that are credited as they are written, by data or else by the first byline."""
    named = [creator.name for creator in embedded.creators] or list(_meta_authors(embedded))
    named = named or [without_cue(text) for text in shown if is_byline(text) or len(text) < 40]
    return unique_names(name for name in named[:3] if 1 < len(name) <= 60 and _is_credit(name))


def _is_credit(name: str) -> bool:
    """Say whether ``name`` is more than the word before a name, an address or a date."""
    return not _NO_CREDIT.search(name) and not is_cue(name) and parse_date(name) is None


def _is_house(name: str, sites: frozenset[str]) -> bool:
    """Say whether ``name`` is that of the page's site, or begins with it ("MDR THÜRINGEN")."""
    text = fold(name)
    return (
        text in sites
        or text.replace(" ", "") in sites
        or text.split(" ")[0] in sites
        or any(" " in site and f" {text} ".endswith(f" {site} ") for site in sites)
    )


def shown_bylines(page: Lines, span: tuple[int, int]) -> Iterator[str]:
    """Yield the lines around the text that name who wrote it, those between headline and text first."""
    first, last = span
    lines = page.lines
    text = next((place for place in range(first, last) if lines[place].mass >= _TEXT), first)
    reach = range(max(0, text - _ABOVE), text)
    start = max((place for place in reach if lines[place].tag == "h1"), default=reach.start)
    headed = start > reach.start
    for part in (
        lines[start:text],
        lines[text : text + 2],
        lines[max(text, last - 3) : last],
        lines[last : last + _BELOW],
    ):
        above = part and part[-1] is lines[text - 1]
        if found := list(_bylines_of(part, near=bool(above and headed))):
            yield from found
            return
    yield from _lone_names(page, span)


def _bylines_of(part: Sequence[Line], *, near: bool) -> Iterator[str]:
    """Yield the bylines among neighbouring lines; a cue that stands alone opens the next one."""
    for place, line in enumerate(part):
        if _BARE_CUE.fullmatch(line.text) and place + 1 < len(part) and person_name(part[place + 1].text):
            yield f"By {part[place + 1].text}"
        elif _is_byline(line, near=near):
            yield line.text


def _lone_names(page: Lines, span: tuple[int, int]) -> Iterator[str]:
    """Yield the short paragraphs just above the text that are nothing but names."""
    lines = page.lines
    text = next((place for place in range(*span) if lines[place].mass >= _TEXT), span[0])
    beginning = " ".join(line.text for line in lines[text : text + _BEGINNING])
    for line in lines[max(0, text - _JUST_ABOVE) : text]:
        # Whom the story is about stands there as the caption of a picture.
        unknown = line.tag == "p" and line.text.split()[-1] not in beginning
        if unknown and _FULL_NAMES.fullmatch(line.text) and names_only_people(line.text):
            yield line.text


def _is_byline(line: Line, *, near: bool) -> bool:
    """Say whether ``line`` names authors; ``near`` says that it stands between headline and text."""
    if len(line.text) > _LONGEST or line.tag == "h1" or _OTHER_WORK.search(line.text):
        return False
    kinds = {zone.kind for zone in _zones(line.zone)}
    if COMMENT in kinds or ((NAVIGATION in kinds or RELATED in kinds) and not (near and _names_people(line))):
        return False
    if is_byline(line.text) or line.by_author:
        return True
    if any(map(_names_author, _zones(line.zone))):
        return line.mass == 0 and CAPTION not in kinds  # no sentence about somebody
    return near and line.size < 90 and _DATED_NAME.match(line.text) is not None and parse_date(line.text) is not None


def _names_people(line: Line) -> bool:
    return line.by_author or is_byline(line.text)


def _zones(zone: Zone | None) -> Iterator[Zone]:
    while zone is not None:
        if not zone.ignored:
            yield zone
        zone = zone.parent


def _names_author(zone: Zone) -> bool:
    named = zone.kind == BYLINE and _AUTHOR_NAME.search(zone.name)
    return bool(named) and not _NO_AUTHOR_NAME.search(zone.name)


def _signature(creator: Creator, sites: frozenset[str]) -> str | None:
    """Return the name of somebody who signs without capitals."""
    if creator.kind != "person" or _is_house(creator.name, sites) or not _SIGNATURE.fullmatch(creator.name):
        return None
    return creator.name if person_name(creator.name.title()) else None


def _meta_authors(embedded: Embedded) -> Iterator[str]:
    for name in _META:
        for value in embedded.meta.get(name, ()):
            if not value.startswith(("http", "/")) and "www." not in value:
                yield value
    if (embedded.first("twitter:label1") or "").lower() in (
        "written by",
        "by",
        "author",
        "verfasst von",
        "écrit par",
        "escrito por",
    ):
        yield embedded.first("twitter:data1") or ""
