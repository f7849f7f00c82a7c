"""The headline of a page, by agreement of what the page shows and what its data say."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from transforms.extract.embedded import Embedded, plain
from transforms.extract.html import squeezed
from transforms.urls import site_of

_SEPARATOR = re.compile(r"\s+[|•·–—»:\-/~⎸›>]+\s+|\s*[|｜]\s*|\s+::\s+")
_WORD = re.compile(r"\w+")
_LONGEST = 400  # characters
_MOST_HEADINGS = 20
_MOST_TEXTS = 2_000  # of a page that are looked at for its headline
_MOST_PARTS = 10  # elements of a heading
_KICKED_SPACES = 3  # in a title before which a kicker stands, at the least
# What counts for how much, fitted on labelled pages: h1, JSON-LD, og:title, twitter:title (a copy), <title>, feed.
_WEIGHTS = (2.0, 1.5, 1.0, 0.25, 0.75, 1.0)


def fold(text: str) -> str:
    """Return ``text`` as its words in lower case, for comparison."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def choose_title(tree: HtmlElement, embedded: Embedded, names: frozenset[str], hint: str | None = None) -> str | None:
    """Return the page's headline without the name of its site (``names``, folded), or ``None``."""
    shown = headings(tree)
    lines = shown or _printed(tree)
    titled = tree.findtext(".//title")
    names |= _logos(titled or "", shown)
    values = (
        embedded.headline,
        embedded.first("og:title"),
        embedded.first("twitter:title"),
        titled,
        hint,
    )
    named = [without_site(plain(value)[:_LONGEST], names, lines) if value else "" for value in values]
    heading = _best_heading(list(_parts_named(tree, named)) or shown, [text for text in named if text], names)
    votes: dict[str, float] = {}
    for text, weight in zip((heading, *named), _WEIGHTS, strict=True):
        if text:
            votes[fold(text)] = votes.get(fold(text), 0.0) + weight
    best = max(filter(None, (heading, *named)), key=lambda text: votes[fold(text)], default=None)
    return best or _first_heading(tree, names)


def headings(tree: HtmlElement) -> list[str]:
    """Return the texts of the page's first-rank headings."""
    found = [_text_of(h1) for h1 in itertools.islice(tree.iter("h1"), _MOST_HEADINGS)]
    return [text for text in found if 0 < len(text) <= _LONGEST]


def _printed(tree: HtmlElement) -> list[str]:
    """Return the short texts of a page without first-rank headings: one of them is its headline."""
    texts = (
        squeezed(text)
        for text in itertools.islice(
            tree.itertext("body", "b", "strong", "font", "td", "div", "span", "p", "h2", "h3"), _MOST_TEXTS
        )
    )
    return [text for text in texts if text.count(" ") >= _KICKED_SPACES and len(text) <= _LONGEST]


def _first_heading(tree: HtmlElement, names: frozenset[str]) -> str | None:
    """Return the first heading of lower rank that is more than a label, for a page that says nothing else."""
    for element in itertools.islice(tree.iter("h2", "h3", "h4"), _MOST_HEADINGS):
        text = _text_of(element)
        if text.count(" ") >= _KICKED_SPACES and len(text) <= _LONGEST and fold(text) not in names:
            return text
    return None


def _logos(title: str, shown: Sequence[str]) -> frozenset[str]:
    """Return the first-rank headings, folded, that are the site's name: the shorter part at either end of ``title``."""
    if not shown:
        return frozenset()
    found: set[str] = set()
    parts = [fold(part) for part in _SEPARATOR.split(plain(title[:_LONGEST]))]
    for name, rest in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
        if name and name.count(" ") < _KICKED_SPACES and len("".join(rest)) > 2 * len(name):
            squeezed_name = name.replace(" ", "")
            found |= {text for text in map(fold, shown) if text.replace(" ", "") == squeezed_name}
    return frozenset(found)


def _parts_named(tree: HtmlElement, named: Sequence[str]) -> Iterator[str]:
    """Yield the parts of first-rank headings that are a title by themselves: others hold a kicker before it.

    A part is one where a named title is equal to it, or ends with it and has another kicker than the heading.
    """
    wanted = {fold(text) for text in named if text}
    for heading in itertools.islice(tree.iter("h1"), _MOST_HEADINGS):
        whole = fold(_text_of(heading))
        for element in itertools.islice(heading.iterdescendants(), _MOST_PARTS):
            inner = _text_of(element) if type(element.tag) is str else ""
            for text in (inner, squeezed(element.tail or "")):
                part = fold(text)
                other = part.count(" ") >= _KICKED_SPACES and whole not in wanted and whole.endswith(f" {part}")
                if part and (part in wanted or (other and any(title.endswith(f" {part}") for title in wanted))):
                    yield text


def _text_of(element: HtmlElement) -> str:
    """Return the text of a heading, with a space where two elements meet within what looks like a word."""
    text = ""
    for piece in element.itertext():
        glued = text[-1:].islower() and piece[:1].isupper()
        text += f" {piece}" if glued else piece
    return squeezed(text)


def site_names(embedded: Embedded, url: str | None) -> frozenset[str]:
    """Return the folded names by which the page calls its site."""
    names = {fold(name) for name in (embedded.publisher, embedded.first("og:site_name", "application-name")) if name}
    if site := site_of(url or embedded.canonical or embedded.first("og:url") or ""):
        names |= {fold(site), fold(site).split(" ")[0]}
    return frozenset(names - {""})


def without_site(title: str, names: frozenset[str], shown: Sequence[str]) -> str:
    """Return ``title`` without the site's name before or behind it."""
    whole = {fold(text) for text in shown}
    while True:
        if fold(title) in whole:
            return title
        matches = list(_SEPARATOR.finditer(title))
        for match in reversed(matches):
            if fold(title[: match.start()]) in whole:
                return title[: match.start()]
        if not matches:
            return title
        first, last = matches[0], matches[-1]
        if _names_site(title[last.end() :], names):
            title = title[: last.start()]
        elif _names_site(title[: first.start()], names):
            title = title[first.end() :]
        else:
            return title


def _names_site(part: str, names: frozenset[str]) -> bool:
    text = fold(part)
    squeezed = text.replace(" ", "")
    return not text or any(text == name or squeezed == name.replace(" ", "") for name in names)


def _best_heading(shown: Sequence[str], named: Sequence[str], names: frozenset[str]) -> str | None:
    """Return the heading that is most like the named titles; the site's own name is none."""
    real = [text for text in shown if fold(text) not in names]
    if not real:
        return None
    return max(real, key=lambda text: max((alike(text, name) for name in named), default=0.0))


def alike(one: str, other: str) -> float:
    """Return the share of words that two titles have in common, 0 to 1."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
