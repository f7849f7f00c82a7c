"""When two headlines lead to one story: the core of their text, their addresses, and what keeps them apart.

Nothing here is a similarity score. Two headlines are one story because their addresses agree, because their core texts
agree, or because one is visibly the beginning of the other; a differing number, date, part or score never passes.
"""

from __future__ import annotations

import dataclasses
import functools
import html
import re
import unicodedata

MIN_PREFIX = 16  # characters from which the beginning of a headline can stand for the whole, and
MIN_PREFIX_WORDS = 4  # words
MIN_BYLINED = 40  # characters of a title from which names after it are its authors
_SPECIFIC = 4  # words from which equal texts at two addresses are one story

_RANK = re.compile(
    r"^\s*(?:[•·▪■●*>»›▶►–—-]+\s+|#\s?\d{1,3}\s*[:.]?\s+|\d{1,2}(?:\.-|[.)])-?\s+"
    r"|\d{1,2}[.:]\d{2}\s+(?=\D)|\d{1,2}[./]\d{1,2}[./]\d{2,4}\s+\d{1,2}:\d{2}\s+)"
)
_MONTH_NEXT = re.compile(
    r"^\s*\d{1,2}\.\s+(?:jan|feb|mär|mar|apr|ma[ijy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])", re.IGNORECASE
)
_TIME = re.compile(
    r"\s*(?:\(?\b\d+ (?:seconds?|minutes?|mins?|hours?|hrs?|days?) ago\)?|\[?\bread more\]?|[»›→▶►]+|\(\d{1,2}:\d{2}\)"
    r"|[(\s]\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?\)?)\s*$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\s+(?:[-–—|]\s+)?\(?(?:\d{1,2}/\d{1,2}/\d{2,4}(?:,\s.{4,20})?|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\)?\s*$"
)
_CUT = re.compile(r"\s*(?:\.{3,}|…)\s*(?:\[?\+?\]?)\s*$")
_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$|\s*\|\s*([^|]{2,40})$")
_APART = re.compile(
    r"\d|\b(?:part|teil|partie|parte|del|episode|chapter|volume|week|day|round|game|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|first|second|third|fourth|fifth|last|final|i{1,3}|iv|vi{0,3}|ix|not?|never|without|deny|denies"
    r"|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b",
    re.IGNORECASE,
)
# Titles that come again and again over different stories.
_RECURRING = re.compile(
    r"\b(?:today|todays|daily|week|weekly|weekend|month|monthly|tonight|morning|evening|letters|editor|horoscopes?|photos"
    r"|pictures|images|gallery|forecast|weather|briefing|bulletin|round ?up|quiz|crossword|sudoku|live|obituar(?:y|ies)"
    r"|now showing|calendar|schedule|scores?|results|newsletter|podcast|episode|lottery|winning numbers|what s on"
    r"|heute|woche|tages\w*|aujourd hui|semaine|hoy|semana|oggi|settimana)\b"
)
_SUBTITLE = re.compile(r"[:|–—](?=\s)|\s-\s")
_PERSON = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}"
_NAMES = re.compile(rf"(?:by )?{_PERSON}(?:(?:,| and| &) {_PERSON})*")
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?([01]?\d)[/-]?([0-3]\d)?(?!\d)")
_URL_NUMBER = re.compile(r"\d{5,}")


@dataclasses.dataclass(frozen=True, slots=True)
class Core:
    """A headline as compared: ``text`` is folded, ``cut`` says that the page shows only its beginning."""

    text: str
    cut: bool = False


@functools.lru_cache(maxsize=65_536)
def core_of(headline: str, site: str = "") -> Core:
    """Return the core of ``headline``: without bullet, rank, time, the site's own name, case and punctuation.

    >>> core_of("#2 : “Snow” falls on T&amp;T - Example News", "example.org")
    Core(text='snow falls on t t', cut=False)
    >>> core_of("Why the harbour freezes ev...")
    Core(text='why the harbour freezes ev', cut=True)
    """
    text = html.unescape(html.unescape(headline)).strip()
    text = _undecorated(text)
    cut = _CUT.search(text)
    if cut is not None:
        return Core(fold(text[: cut.start()]), bool(fold(text[: cut.start()])))
    return Core(fold(_without_site(text, site)) or fold(text))


def fold(text: str) -> str:
    """Return the letters and digits of ``text`` without case, words parted by one blank.

    Signs that change what is said stay apart: ``1-0`` is not ``10`` and ``£2.5m`` is not ``£25m``.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")
    return re.sub(r"[\W_]+", " ", plain).strip()


def _undecorated(text: str) -> str:
    for _ in range(3):
        before = text
        if not _MONTH_NEXT.match(text):
            text = _kept(_RANK.sub("", text, count=1), text)
        text = _kept(_TIME.sub("", text), text)
        dateless = _DATE.sub("", text)
        if dateless != text and _is_specific(fold(dateless)):
            text = dateless
        if text == before:
            break
    return text


def _kept(shorter: str, text: str) -> str:
    return shorter if any(map(str.isalpha, shorter)) else text


def _is_specific(core: str) -> bool:
    return core.count(" ") + 1 >= _SPECIFIC and not _RECURRING.search(core)


def _without_site(text: str, site: str) -> str:
    found = _SUFFIX.search(text)
    if found is None or not site:
        return text
    name = found[1] or found[2]
    return text[: found.start()] if names_site(name, site) and len(text[: found.start()]) > len(name) else text


def names_site(name: str, site: str) -> bool:
    """Return whether ``name`` is how the site at the domain ``site`` calls itself.

    >>> names_site("The New York Times", "nytimes.com"), names_site("The Wall Street Journal", "wsj.com")
    (True, True)
    >>> names_site("Snow", "example.org")
    False
    """
    words = [word for word in fold(name).split() if word not in ("the", "news", "online", "com")] or fold(name).split()
    letters, initials = "".join(words), "".join(word[0] for word in words)
    labels = [fold(label).replace(" ", "") for label in site.lower().split(".")]
    return any(
        letters == label
        or initials == label
        or (len(label) >= 4 and letters[:1] == label[:1] and _within(label, letters))
        for label in labels
        if len(label) >= 3
    )


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def continues(start: Core, whole: Core) -> bool:
    """Return whether ``start``, which the page cut, is the beginning of ``whole``.

    >>> continues(core_of("Why the harbour freezes ev..."), core_of("Why the harbour freezes every year"))
    True
    """
    return start.cut and is_long_enough(start) and whole.text.startswith(start.text)


def is_long_enough(core: Core) -> bool:
    """Return whether ``core`` is long enough to stand for a headline that begins with it."""
    return len(core.text) >= MIN_PREFIX and core.text.count(" ") + 1 >= MIN_PREFIX_WORDS


def adds_subtitle(short: str, long: str, site: str = "") -> bool:
    """Return whether the headline ``long`` is ``short`` and a subtitle that names no number, part, day or negation.

    >>> adds_subtitle("Example Phone 15 Pro review", "Example Phone 15 Pro review: the best got better")
    True
    >>> adds_subtitle("The deadlock in the talks", "The deadlock in the talks: Part Two")
    False
    """
    start, whole = core_of(short, site), core_of(long, site)
    if start.cut or not is_long_enough(start) or not whole.text.startswith(start.text + " "):
        return False
    return any(
        fold(long[: mark.start()]) == start.text and not _APART.search(fold(long[mark.end() :]))
        for mark in _SUBTITLE.finditer(long)
    )


def adds_authors(title: str, long: str, site: str = "") -> bool:
    """Return whether ``long`` is the ``title`` of a page and, after it, the names of people.

    >>> title = "The Long Story Behind the Frozen Harbour Bridge"
    >>> adds_authors(title, title + " Ada Lind, Bo Ek")
    True
    """
    start = core_of(title, site)
    words = long.split()
    count = next((n for n in range(1, len(words)) if fold(" ".join(words[:n])) == start.text), 0)
    names = " ".join(words[count:])
    return len(start.text) >= MIN_BYLINED and bool(count and _NAMES.fullmatch(names)) and not _APART.search(fold(names))


def url_number(url: str | None) -> str | None:
    """Return the number in ``url`` by which the site knows the story, if it has one of five digits or more."""
    found = _URL_NUMBER.findall(url or "")
    return max(found, key=len) if found else None


def url_date(url: str | None) -> str | None:
    """Return the date written in ``url`` as digits, if there is one.

    >>> url_date("https://example.org/2024/05/17/snow")
    '20240517'
    """
    found = _URL_DATE.search(url or "")
    return "".join(part.zfill(2) for part in found.groups("")) if found else None


def marks(core: Core, url: str, days: int) -> list[str]:
    """Return what makes names of equal text one story although their addresses differ: those that share a mark are.

    A mark is the number in the address; else, if the text is specific, complete and no recurring title, the day in it.
    ``days`` is the number of days that the addresses of this text name. If that is one at most, an address without a
    day goes with the others; if there are more it could be any of them and stays alone.
    """
    number = url_number(url)
    found = [f"number {number}"] if number is not None else []
    if not core.cut and _is_specific(core.text):
        day = url_date(url) if days > 1 else ""
        found += [] if day is None else [f"day {day}"]
    return found
