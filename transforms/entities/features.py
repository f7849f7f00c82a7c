"""What the model sees of a word: the same strings when it is trained and when it runs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from transforms.entities.analysis import Sentence
from transforms.entities.gazetteer import Gazetteer, Hit
from transforms.entities.lexicon import FIRST_NAME, Lexicon
from transforms.entities.vocabulary import vocabulary

_BEFORE = frozenset([*",(-", "in", "at", "of", "from", "to", "the", "and", "near", "for", "by", "with", "against"])
ROLES = 14  # kinds of words, 0 for none
MARKS = "FLMOPST"  # what a document says of a word
_F, _L, _M, _O, _P, _S, _T = (1 << number for number in range(len(MARKS)))
_SHAPES = (("A", re.compile("[A-ZÀ-ÞŠŽŁ]+")), ("a", re.compile("[a-zß-ÿšžłığąę]+")), ("0", re.compile("[0-9]+")))


def shape(word: str) -> str:
    """Return the word with runs of capitals, small letters and digits as A, a and 0.

    >>> shape("MQ-8B"), shape("McCain"), shape("U.S.")
    ('A-0A', 'AaAa', 'A.A.')
    """
    if word.isascii() and word.isalpha():  # most are
        if word.islower():
            return "a"
        if word.istitle():
            return "Aa" if len(word) > 1 else "A"
    for sign, pattern in _SHAPES:
        word = pattern.sub(sign, word)
    return word[:8]


def word_features(word: str, lexicon: Lexicon) -> tuple[list[str], list[str], list[str]]:
    """Return what ``word`` tells of itself, of its neighbours and of the words two away."""
    lower, form, flags, case = word.lower(), shape(word), lexicon.flags(word), lexicon.case(word)
    brown, glove = lexicon.brown(word), lexicon.glove(word)
    coarse = lexicon.coarse(glove)
    far = [f"l={lower}", f"s={form}", f"b={brown}", f"h={coarse}", f"r={role(word, lexicon)}"]
    near = [*far, f"b4={brown & 15}", f"b6={brown & 63}", f"b10={brown & 1023}", f"g={glove}", f"k={case}"]
    if flags:
        near.append(f"n={flags}")
    if word in vocabulary().titles:
        near.append("title")
    if word in vocabulary().organisation:
        near.append("org")
    own = [*near, f"w={word}", f"p3={lower[:3]}", f"p4={lower[:4]}", f"x2={word[-2:]}", f"x3={lower[-3:]}"]
    own += [f"x4={lower[-4:]}", f"b13={brown & 8191}", f"sk={form},{case}", f"sh={form},{coarse}"]
    if word[:1].isupper():
        own.append(f"bl={lexicon.brown(lower)}")
    if "-" in word:
        own.append(f"tail={lower.rsplit('-', 1)[1]}")
    return own, near, far


def role(word: str, lexicon: Lexicon) -> int:
    """Return what kind of word this is in a run of names, 1 to ``ROLES`` - 1."""
    lists = vocabulary()
    if word in lists.titles:
        return 2
    if word in lists.organisation:
        return 3
    if word in lists.placing:
        return 4
    if not word[0].isupper():
        return 5 if word[0].islower() else 6 if word[0].isdigit() else 7
    if len(word) > 1 and word.isupper():
        return 8
    flags = lexicon.flags(word)
    return 8 + flags if flags else 12 if lexicon.is_common(word) else 13


def gazetteer_features(
    words: Sequence[str], hits: Sequence[Hit], lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[tuple[int, str]]:
    """Yield (word number, feature) for the listed names of one sentence."""
    for hit in hits:
        kind = _kind(words, hit, lexicon, gazetteer)
        size = min(hit.last - hit.first, 3)
        before = words[hit.first - 1].lower() if hit.first else ""
        yield hit.first, f"GP={kind},{before if before in _BEFORE else ''}"
        if hit.last - hit.first == 1:
            yield hit.first, f"GK={kind},{lexicon.case(words[hit.first])}"
        for position in range(hit.first, hit.last):
            yield position, f"G={'B' if position == hit.first else 'I'}{size}{kind}"


def _kind(words: Sequence[str], hit: Hit, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    if hit.known is not None:
        return hit.known.kind[0] + hit.known.label[:3]
    rank = gazetteer.rank(hit.towns)
    common = hit.last - hit.first == 1 and lexicon.is_common(words[hit.first])
    return f"t{rank}{'c' if common else ''}"


def document_marks(sentences: Sequence[Sentence], lexicon: Lexicon) -> dict[str, int]:
    """Return, for each capitalised word, what its company throughout the document says of it, a bit each (``MARKS``).

    L: it also stands in lower case; M: it is capitalised inside a sentence; T, F, S: a title or first name before it,
    a verb of saying after it; P: a preposition of place before it; O: a word of organisations after it.
    """
    lists = vocabulary()
    titles, placing, saying, organisation = lists.titles, lists.placing, lists.saying, lists.organisation
    marks: dict[str, int] = {}
    every: set[str] = set()
    for sentence in sentences:
        words = sentence.words
        every.update(words)
        last = len(words) - 1
        for number in sentence.capitals:
            word, bits = words[number], 0
            if number:
                before = words[number - 1]
                if number > 1 or before not in "\"'“‘(-":
                    bits = _M
                if before in titles:
                    bits |= _T
                elif before[0].isupper() and lexicon.flags(before) & FIRST_NAME:
                    bits |= _F
                elif before in placing:
                    bits |= _P
            if number < last:
                after = words[number + 1]
                if after in saying:
                    bits |= _S
                elif after in organisation:
                    bits |= _O
            marks[word] = marks.get(word, 0) | bits
    return {word: bits | _L if word.lower() in every else bits for word, bits in marks.items()}


@functools.lru_cache(maxsize=1 << len(MARKS))
def mark_features(bits: int) -> tuple[str, ...]:
    """Return the marks of a word as features.

    >>> mark_features(5)
    ('D=F', 'D=M')
    """
    return tuple(f"D={mark}" for number, mark in enumerate(MARKS) if bits >> number & 1)
