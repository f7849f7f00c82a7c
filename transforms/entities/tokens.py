"""The one tokenisation that every layer shares: words with their offsets, cut into sentences."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

_TITLES = "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Gov|Sen|Rep|St|Jr|Sr|Prof|Rev|Capt|Maj|Adm|Pres|No"
_MONTHS = "Jan|Feb|Aug|Sept|Oct|Nov|Dec"
_TOKEN = re.compile(
    rf"""https?://\S+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | [@\#]\w+
    | (?:[A-Z]\.){{2,}} | [A-Z]\.(?=\s) | [A-Z]+&[A-Z]+ | [A-Z]{{1,6}}-\d+[A-Za-z]*\b
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|%)?\b
    | (?:{_TITLES}|Inc|Corp|Co|Ltd|{_MONTHS}|Calif|Mass|Conn|Fla|Pa|Va|Tenn|Ill|Mich|Wis|Minn|Wash|Ariz|Colo|Okla)\.
    | ['’][sS]\b | \w+(?:['’](?![sS]\b)[^\W\d_]+)* | [^\w\s]""",
    re.VERBOSE,
)
_ELIDED_TOKEN = re.compile(rf"\b(?:[DLdl]|[Dd]ell|[Nn]ell|[Aa]ll|[Ss]ull|[Qq]u)['’](?=\w)|{_TOKEN.pattern}", re.VERBOSE)
_BREAK = re.compile(r"\n+|(?<=[.!?])[\"'”’)]?(\s+)(?=[\"'“‘(]?[A-Z0-9])")
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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    cuts = [*_cuts(text), len(text) + 1]
    cut, first = 0, 0
    for match in (_ELIDED_TOKEN if elided else _TOKEN).finditer(text):
        start, end = match.span()
        if start >= cuts[cut]:
            while start >= cuts[cut]:
                cut += 1
            if first < len(words):
                sentences.append((first, len(words)))
            first = len(words)
        words.append(match.group())
        starts.append(start)
        ends.append(end)
    if first < len(words):
        sentences.append((first, len(words)))
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
    return [
        match.start(1) if match.start(1) >= 0 else match.start()
        for match in _BREAK.finditer(text)
        if "\n" in match.group() or not _ABBREVIATION.search(text, max(0, match.start() - 12), match.start())
    ]
