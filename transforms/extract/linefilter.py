"""Lines of a chosen body that are furniture after all: told by their words, their links and where they stand."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from transforms.extract.appended import before_comments
from transforms.extract.authors import is_byline, names_only_people, parse_byline
from transforms.extract.dateproofs import holds_little_else, says_when
from transforms.extract.lines import Line
from transforms.extract.phrases import (
    ALONE,
    BIO,
    CAPTION_END,
    COOKIE,
    CREDIT,
    DATE_ONLY,
    DIGIT,
    LEGAL,
    NEWSLETTER,
    RELATED,
)
from transforms.extract.title import fold
from transforms.extract.wire import before_next_story

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SENTENCE_END = re.compile(r"[.!?…。！？؟।]['\"”’»›)\]]*$")

_EDGE = 1_000  # lines at either end of a text that are looked at one by one
_SIGNED = 3  # paragraphs at either end of a text that may be its author's name and address
_ADDRESS = re.compile(r"(?:e-?mail\s*:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_LONGEST_SIGNATURE = 160  # characters
_CLOCK = re.compile(
    r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d\d?[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?| Uhr)?$"
)  # day or time, as machines write it
_BEHIND_TITLE = 0.3  # share of the text that must follow a headline, for what is before it to be something else


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page: folded titles and names of people, and what its pictures are said to show."""

    titles: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()


@dataclasses.dataclass(slots=True)
class Spot:
    """A line and where it stands: ``place`` from the top, ``left`` from the end, ``head`` before any text."""

    line: Line
    folded: str
    words: int
    place: int
    left: int
    head: bool
    tail: bool
    finished: bool
    linked: float
    few_linked_headings: bool
    context: Context


def _is_title(spot: Spot) -> bool:
    if spot.folded and spot.folded in spot.context.titles:
        return spot.head or spot.place < 8 or spot.line.tag in _HEADINGS
    return spot.line.tag == "h1" and spot.head


def _is_byline(spot: Spot) -> bool:
    if spot.words > 16 or not (spot.head or spot.left < 4):
        return False
    bare = re.sub(r"^(?:by|von|par|por|di|de|text|av|door) ", "", spot.folded)
    if spot.head and spot.words <= 8 and not spot.finished and _CLOCK.search(spot.line.text):
        return True  # "AFP 2026-03-05 07:15"
    return bare in spot.context.authors or is_byline(spot.line.text)


def _is_date(spot: Spot) -> bool:
    if spot.words > 16 or not DIGIT.search(spot.line.text):
        return False
    return (spot.words <= 12 and bool(DATE_ONLY.match(spot.line.text))) or (
        (spot.head or spot.tail)
        and not spot.finished
        and (says_when(spot.line.text) or (spot.head and holds_little_else(spot.line.text)))
    )


def _is_alone(spot: Spot) -> bool:
    return spot.words <= 12 and bool(ALONE.match(spot.line.text))


def _is_related(spot: Spot) -> bool:
    if spot.words > 30 or not RELATED.match(spot.line.text):
        return False
    return spot.linked >= 0.4 or spot.line.text.endswith((":", "...", "…")) or spot.words <= 4 or not spot.finished


def _is_link(spot: Spot) -> bool:
    if spot.linked >= 0.9 and spot.words > 60:
        return True  # a run of links
    if spot.linked >= 0.9 and spot.line.tag == "li" and (spot.head or spot.tail):
        return True  # the page's topics
    if spot.linked < 0.9 or spot.finished or spot.words > 25 or spot.line.tag in _HEADINGS or "://" in spot.line.text:
        return False
    return spot.words >= 4 or spot.line.tag not in ("p", "li")


def _is_linked_heading(spot: Spot) -> bool:
    return spot.linked >= 0.9 and spot.line.tag in _HEADINGS and spot.few_linked_headings


def _is_newsletter(spot: Spot) -> bool:
    return spot.words <= 50 and NEWSLETTER.found(spot.line.text)


def _is_caption(spot: Spot) -> bool:
    if spot.line.tag in _HEADINGS:
        return False
    if spot.line.text in spot.context.pictures:
        return True
    return (spot.words <= 45 and CAPTION_END.found(spot.line.text)) or (
        spot.words <= 12 and bool(CREDIT.match(spot.line.text))
    )


def _is_legal(spot: Spot) -> bool:
    return spot.words <= 70 and (spot.left < 8 or spot.place < 4) and bool(LEGAL.match(spot.line.text))


def _is_bio(spot: Spot) -> bool:
    return spot.left < 4 and spot.words <= 80 and BIO.found(spot.line.text)


def _is_cookie(spot: Spot) -> bool:
    return (
        COOKIE.found(spot.line.text)
        and (spot.left < 3 or spot.place < 3 or spot.words < 60)
        and not any("cookie" in t for t in spot.context.titles)
    )


def _is_stray_head(spot: Spot) -> bool:
    return spot.head and spot.words <= 6 and not spot.finished and spot.line.tag not in ("p", "li", "h2", "h3", "h4")


def _is_cell(spot: Spot) -> bool:
    return spot.line.tag in ("td", "th") and spot.words <= 12 and not spot.line.mass


RULES: tuple[tuple[str, Callable[[Spot], bool]], ...] = (
    ("title", _is_title),
    ("byline", _is_byline),
    ("date", _is_date),
    ("alone", _is_alone),
    ("related", _is_related),
    ("link", _is_link),
    ("linked heading", _is_linked_heading),
    ("newsletter", _is_newsletter),
    ("caption", _is_caption),
    ("legal", _is_legal),
    ("bio", _is_bio),
    ("cookie", _is_cookie),
    ("stray head", _is_stray_head),
    ("cell", _is_cell),
)


def filter_lines(
    lines: Sequence[Line], context: Context, rules: Sequence[tuple[str, Callable[[Spot], bool]]] = RULES
) -> list[Line]:
    """Return ``lines`` without furniture; all of them where more than half of the text would go."""
    lines = before_comments(before_next_story(from_title(lines, context)))
    massive = [place for place, line in enumerate(lines) if line.mass >= 60]
    first, last = (massive[0], massive[-1]) if massive else (0, len(lines))
    kept: list[Line] = []
    linked_headings = sum(1 for line in lines if line.tag in _HEADINGS and line.links >= 0.9 * line.size)
    for place, line in enumerate(lines):
        if _EDGE < place < len(lines) - _EDGE:
            kept.append(line)  # furniture stands at the ends of so long a page
            continue
        near_edge = place < 12 or place > len(lines) - 5 or line.tag in _HEADINGS
        folded = fold(line.text) if line.size < 400 and near_edge else ""
        words = line.text.count(" ") + 1
        spot = Spot(
            line,
            folded,
            words,
            place,
            len(lines) - 1 - place,
            place < first,
            place > last,
            bool(_SENTENCE_END.search(line.text[-8:])),
            line.links / max(line.size, 1),
            linked_headings < 3,
            context,
        )
        if not any(rule(spot) for _, rule in rules):
            kept.append(line)
    while kept and _trails(kept[-1]):
        kept.pop()
    if sum(line.size - line.links for line in kept) < 0.5 * sum(line.size - line.links for line in lines):
        return list(lines)
    return kept


def _trails(line: Line) -> bool:
    """Say whether ``line``, the last one, leads to nothing: a heading, or a label."""
    if line.tag in _HEADINGS:
        return True
    return line.tag not in ("p", "li") and line.text.count(" ") < 5 and not _SENTENCE_END.search(line.text[-8:])


def from_title(lines: Sequence[Line], context: Context) -> Sequence[Line]:
    """Return ``lines`` from the page's headline on, where it stands in them with enough of the text behind it."""
    total = sum(line.mass for line in lines)
    passed = 0.0
    for place, line in enumerate(lines):
        if passed > (1 - _BEHIND_TITLE) * total:
            break
        if passed and line.tag in _HEADINGS and fold(line.text) in context.titles:
            return lines[place:]
        passed += line.mass
    return lines


def without_signature(paragraphs: list[str], authors: Sequence[str]) -> list[str]:
    """Return the text without the names of its ``authors``, and their addresses, at either end of it.

    >>> without_signature(["MARA LINDT", "mara.lindt@example.org", "The quay opens.", "Mara Lindt"], ["Mara Lindt"])
    ['The quay opens.']
    """
    names = set(map(fold, authors))
    first, last = 0, len(paragraphs)
    while first < min(_SIGNED, last - 1) and _signs(paragraphs[first], names):
        first += 1
    while last > max(len(paragraphs) - _SIGNED, first + 1) and _signs(paragraphs[last - 1], names):
        last -= 1
    return paragraphs[first:last]


def _signs(text: str, names: set[str]) -> bool:
    if len(text) > _LONGEST_SIGNATURE or _SENTENCE_END.search(text[-8:]):
        return False
    if _ADDRESS.fullmatch(text):
        return True
    found = {fold(name) for name in parse_byline(text)}
    return bool(found) and found <= names and names_only_people(text)
