"""A text as small numbers: enough to compare it with any other one without having either.

Each word becomes 16 bits, so that word 5-grams, paragraphs and changed words can be compared exactly at two bytes a
word. Of the 5-grams, one in ``SAMPLE`` leads to candidates: those whose hash divides by it, so that every text
samples alike. Broder's containment on a fixed sample: https://doi.org/10.1109/SEQUEN.1997.666900
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib

import numpy as np
import numpy.typing as npt

from schemas.keys import Fingerprint

SHINGLE = 5  # words
SAMPLE = 8  # one 5-gram in so many leads to candidates
LEAD = 48  # of the first so many 5-grams one in two does: a brief is little more than the lead of its original
MAX_WORDS = 4_096  # words of a text that are compared; paragraphs after them count in revisions only
NUMBER = 0x8000  # bit of the words that contain a digit

Words = npt.NDArray[np.uint16]
Hashes = npt.NDArray[np.int64]

# Scripts written without spaces: a word is one character there (Han, kana, Thai, Lao, Tibetan, Burmese, Khmer).
_SPACELESS = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff"  # vowel signs are part of their word
_LETTERS = rf"[^\W_{_SPACELESS}]"
_WORD = re.compile(f"[{_SPACELESS}]|{_LETTERS}+(?:[{_MARKS}]+{_LETTERS}*)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"\d+")
_SCORE = re.compile(r"(?<![\d-])\d{1,3}\s*(?:[-–]\s*\d{1,3}(?![\d-])|:\s*\d(?!\d))")  # 2-1 and 2:1, no date, no clock
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "…", ":", '"', "”")
COUNTER_WORDS = (
    8  # a line of at most so many words with a number and no full stop is a counter, or a byline with a time,
)
ENDS = 3  # if it is one of the first or last so many: further inside it may be a row of a table


class _WordHashes(dict[str, int]):
    """Remembers the 16 bits of words: the same few thousand make up most of the news."""

    def __missing__(self, word: str) -> int:
        if len(self) >= 200_000:
            self.clear()
        value = zlib.crc32(word.encode("utf-8", "surrogatepass")) & 0x7FFF
        if any(character.isdigit() for character in word):
            value |= NUMBER
        self[word] = value
        return value


_HASHES = _WordHashes()


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` as compared: without case, punctuation and spelling variants of Unicode.

    >>> words_of("“Snow”, said Öyvind — 1,200 m")
    ['snow', 'said', 'öyvind', '1', '200', 'm']
    >>> words_of("東京で雪 2m")
    ['東', '京', 'で', '雪', '2m']
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", ""))


def fingerprint(title: str, text: str, language: str | None = None) -> Fingerprint:
    """Return the fingerprint of an article whose paragraphs are the lines of ``text``.

    ``language`` is not consulted: where words end is told by the script, so that two copies of which detection
    thinks differently still compare.
    """
    lines: list[int] = []
    counts: list[int] = []
    codes: list[int] = []
    counters: list[int] = []
    paragraphs = text.split("\n")
    for index, line in enumerate(paragraphs):
        words = words_of(line)
        if (index < ENDS or index >= len(paragraphs) - ENDS) and is_counter(line, words):
            words = [_DIGITS.sub("0", word) for word in words]
            counters.append(index)
        lines.append(_hash(" ".join(words)) if words else 0)
        counts.append(len(words))
        if len(codes) < MAX_WORDS:
            codes.extend(map(_HASHES.__getitem__, words))
    return Fingerprint(
        title=_hash(" ".join(words_of(title))),
        lines=tuple(lines),
        line_words=tuple(counts),
        words=np.array(codes[:MAX_WORDS], dtype="<u2").tobytes(),
        counters=tuple(counters),
    )


def is_counter(line: str, words: list[str]) -> bool:
    """Tell whether a line is a counter or a clock, whose numbers change while the article does not.

    >>> is_counter("12 comments", ["12", "comments"]), is_counter("Oslo - Bergen 2-1", ["oslo", "bergen", "2", "1"])
    (True, False)
    """
    if len(words) > COUNTER_WORDS or not _DIGITS.search(line) or _SCORE.search(line):
        return False
    return not line.rstrip().endswith(_SENTENCE_END)


def words_kept(print_: Fingerprint, cut: tuple[int, ...] = ()) -> Words:
    """Return the words of a fingerprint without those of the paragraphs ``cut``."""
    words = np.frombuffer(print_.words, dtype="<u2")
    if not cut:
        return words
    ends = np.cumsum(print_.line_words)
    keep = np.ones(len(words), dtype=bool)
    for index in cut:
        keep[ends[index] - print_.line_words[index] : ends[index]] = False
    return words[keep]


def shingles(words: Words) -> Hashes:
    """Return the hashes of all word 5-grams in order; a text of fewer words is one shorter gram.

    >>> len(shingles(np.arange(8, dtype=np.uint16)))
    4
    """
    if len(words) == 0:
        return np.empty(0, dtype=np.int64)
    if len(words) < SHINGLE:
        words = np.concatenate([words, np.zeros(SHINGLE - len(words), dtype=np.uint16)])
    wide = words.astype(np.uint64)
    first, last = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64), wide[SHINGLE - 1 :]
    for offset in range(SHINGLE - 1):
        first = (first << np.uint64(16)) | wide[offset : offset + len(first)]
    return _mixed(first + _mixed(last)).view(np.int64)


def sample(hashes: Hashes) -> Hashes:
    """Return the distinct sampled hashes, sorted: one in ``SAMPLE``, of the first ``LEAD`` one in two."""
    lead = hashes[:LEAD]
    return np.unique(np.concatenate([hashes[(hashes & (SAMPLE - 1)) == 0], lead[(lead & 1) == 0]]))


def _mixed(x: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spread every bit of ``x`` over 64 bits (the finaliser of splitmix64)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
