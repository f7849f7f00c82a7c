"""The one tokenisation that every layer shares: words with their offsets, cut into sentences."""

from __future__ import annotations

import bisect
import dataclasses
import re
import unicodedata

_TITLES = "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Gov|Sen|Rep|St|Jr|Sr|Prof|Rev|Capt|Maj|Adm|Pres|No"
_MONTHS = "Jan|Feb|Aug|Sept|Oct|Nov|Dec"
# The first alternative is a plain word, which most are: no other alternative could match more of it.
_TOKEN = re.compile(
    rf"""[A-Z]?[a-z]+(?![\w.@+:'’-]) | https?://\S+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | [@\#]\w+
    | (?:[A-Z]\.){{2,}} | [A-Z]\.(?=\s) | [A-Z]+&[A-Z]+ | [A-Z][A-Za-z]{{0,5}}-\d+[A-Za-z]*\b
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|%)?\b
    | (?:{_TITLES}|Inc|Corp|Co|Ltd|{_MONTHS}|Calif|Mass|Conn|Fla|Pa|Va|Tenn|Ill|Mich|Wis|Minn|Wash|Ariz|Colo|Okla)\.
    | ['’][sS]\b | \w+(?:['’](?![sS]\b)[^\W\d_]+)* | [^\w\s]""",
    re.VERBOSE,
)
_ELIDED_TOKEN = re.compile(rf"\b(?:[DLdl]|[Dd]ell|[Nn]ell|[Aa]ll|[Ss]ull|[Qq]u)['’](?=\w)|{_TOKEN.pattern}", re.VERBOSE)
_SPACED = re.compile(rf"\s*({_TOKEN.pattern})", re.VERBOSE)  # quicker than to search where nothing is
_ELIDED_SPACED = re.compile(rf"\s*({_ELIDED_TOKEN.pattern})", re.VERBOSE)
_BREAK = re.compile(r"[.!?\n](?:(?<=\n)|[\"'”’)]?(\s+)(?=[\"'“‘(]?[A-Z0-9]))")
_ABBREVIATION = re.compile(
    rf"(?:^|[^\w.])(?:{_TITLES}|{_MONTHS}|[A-Z]|(?:[A-Z]\.)+[A-Z]|Co|Corp|Inc|Ltd|vs|Calif|Mass|Conn|Fla|Ariz|Colo)\.$"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Tokens:
    """Words of one text: word ``i`` is ``text[starts[i]:ends[i]]``; a sentence is a range of word numbers."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]


def tokenize(text: str, elided: bool = False) -> Tokens:
    """Cut ``text`` into words, signs and sentences. A line end always ends a sentence.

    ``elided`` parts articles before an apostrophe, as French and Italian write them: ``l'Italie``.
    """
    spans = [match.span(1) for match in (_ELIDED_SPACED if elided else _SPACED).finditer(text)]
    words = [text[start:end] for start, end in spans]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    sentences: list[tuple[int, int]] = []
    first = 0
    for cut in (*_cuts(text), len(text) + 1):
        last = bisect.bisect_left(starts, cut, first)
        if last > first:
            sentences.append((first, last))
            first = last
    return Tokens(words, starts, ends, sentences)


def fold(word: str) -> str:
    """Return ``word`` as lists of names are keyed: lower case, no accents, no dots, one kind of apostrophe.

    >>> fold("Köln"), fold("U.S."), fold("Xi’an")
    ('koln', 'us', "xi'an")
    """
    if word.isascii():
        return word.lower().replace(".", "") or word
    word = word.replace("’", "'").replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    plain = "".join(char for char in unicodedata.normalize("NFD", word) if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", plain).casefold().replace(".", "") or word


def name_key(name: str) -> str:
    """Return the key of a name: its folded words, joined by spaces.

    >>> name_key("Winston-Salem, N.C.")
    'winston - salem , nc'
    """
    return " ".join(map(fold, split_words(name)))


def split_words(name: str) -> list[str]:
    """Return the words of ``name`` alone, apostrophes straightened."""
    return _TOKEN.findall(name.replace("’", "'"))


def _cuts(text: str) -> list[int]:
    """Return where a sentence ends: before line ends, and before spaces behind full stops that end no abbreviation."""
    found = []
    for match in _BREAK.finditer(text):
        start, space = match.start(), match.start(1)
        line = space < 0 or "\n" in match.group()
        if line or text[start] != "." or not _ABBREVIATION.search(text, max(0, start - 11), start + 1):
            found.append(start if space < 0 else space)
    return found
