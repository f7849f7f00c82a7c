"""What is known of English words: clusters of like words, how they are usually written, whether they are names."""

from __future__ import annotations

import functools

from transforms.entities.remembered import Remembered
from transforms.entities.resources import read_arrays, unpack_texts

FIRST_NAME, SURNAME = 1, 2  # flags
# How a capitalised form is rated; the case of the last kind of words is not known.
MOSTLY_LOWER, OFTEN_LOWER, OFTEN_CAPITAL, MOSTLY_CAPITAL, NEVER_LOWER, CASELESS = 1, 2, 3, 4, 5, 6


# How a word is written: not a word, of letters without case, and the rest by its first letter.
SIGN, LETTERS, SMALL, CAPITAL, ALL_CAPITALS, LONG_CAPITALS = range(6)
_FORMS_KEPT = 200_000


def form(word: str) -> int:
    """Return how ``word`` is written; ``LONG_CAPITALS`` have five letters or more.

    >>> [form(word) for word in ("3", "said", "Oslo", "A", "US", "KENNEDY")]
    [0, 2, 3, 3, 4, 5]
    """
    if not word[0].isalpha():
        return SIGN
    if len(word) > 1 and word.isupper():
        return ALL_CAPITALS if len(word) < 5 else LONG_CAPITALS
    return CAPITAL if word[0].isupper() else SMALL if word[0].islower() else LETTERS


class Lexicon:
    """Looks words up; a word that is not listed counts as its lower-case or capitalised form, then as unknown."""

    def __init__(self) -> None:
        self.forms: Remembered[str, int] = Remembered(form, _FORMS_KEPT)
        arrays = read_arrays("words")
        words = unpack_texts(arrays["words"])
        self._rows = dict(zip(words, range(len(words)), strict=True))
        # A memory view gives a number several times as fast as an array does.
        self._brown = arrays["brown_codes"][arrays["brown"]].data
        self._glove = arrays["glove"].data
        self._coarse = arrays["glove_coarse"].data
        self._case = arrays["case"].data
        self._flags = arrays["flags"].data

    def __contains__(self, word: str) -> bool:
        return word in self._rows

    def brown(self, word: str) -> int:
        """Return the Brown cluster of ``word``, a path whose low bits are its coarse part; 0 where unknown."""
        row = self._rows.get(word)
        if row is None:
            row = self._rows.get(word.capitalize() if word.isupper() else word.lower())
        return 0 if row is None else self._brown[row]

    def glove(self, word: str) -> int:
        """Return the cluster of the word's GloVe vector, 0 where unknown."""
        lower = word.lower()
        for form in (word, lower, lower.capitalize()):
            row = self._rows.get(form)
            if row is not None and (cluster := self._glove[row]):
                return cluster
        return 0

    def coarse(self, glove: int) -> int:
        """Return the coarse cluster (0 to 100) of a GloVe cluster."""
        return self._coarse[glove]

    def case(self, word: str) -> int:
        """Return how usual the capitalised ``word`` is in lower case, 1 (mostly) to 5 (never); 0 where unknown."""
        row = self._rows.get(word)
        if row is None:
            row = self._rows.get(word.capitalize())
        if row is not None:
            case = self._case[row]
            return 0 if case == CASELESS else case
        lower = self._rows.get(word.lower())
        return 0 if lower is None or self._case[lower] == CASELESS else MOSTLY_LOWER

    def is_common(self, word: str) -> bool:
        """Return whether the capitalised ``word`` is more often written in lower case: a word, not a name."""
        return self.case(word) in (MOSTLY_LOWER, OFTEN_LOWER)

    def flags(self, word: str) -> int:
        """Return ``FIRST_NAME`` and ``SURNAME`` flags of a word, however it is capitalised."""
        row = self._rows.get(word.capitalize())
        return 0 if row is None else self._flags[row]


@functools.lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon, read once per process."""
    return Lexicon()
