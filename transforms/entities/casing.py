"""Headlines and capitals: words as they would be written in running text."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.lexicon import (
    ALL_CAPITALS,
    FIRST_NAME,
    LONG_CAPITALS,
    OFTEN_CAPITAL,
    SIGN,
    SMALL,
    Lexicon,
)
from transforms.entities.vocabulary import vocabulary

_OPENING = frozenset("\"'“‘(-:.!?")  # what a sentence may begin behind
_SCHOOLS = frozenset(["School", "University", "College", "Hospital", "Airport", "Academy", "Institute", "Museum"])
_KINDS_OF_SCHOOLS = frozenset(
    [
        *("High", "Elementary", "Middle", "Primary", "Secondary", "Community", "Public", "State", "City", "County"),
        *("General", "Memorial", "Medical", "Regional", "Grammar", "Technical", "International", "Junior", "Senior"),
    ]
)
RUNNING, TITLE_CASE, CAPITALS = "running", "title case", "capitals"


def true_case(
    words: Sequence[str],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    names: AbstractSet[str] = frozenset(),
) -> list[str]:
    """Return ``words`` (one sentence) with words that are no names in lower case, if they are a headline or capitals.

    Names from the lists keep their form, as do acronyms, first names before another name, and ``names``, which are
    known from the rest of the text.
    """
    forms = list(map(lexicon.forms.__getitem__, words))
    kind = case_of(words, forms, lexicon)
    if kind == CAPITALS:
        return _from_capitals(words, lexicon, gazetteer, names)
    if kind == TITLE_CASE:
        return _from_title_case(words, lexicon, gazetteer, names)
    if LONG_CAPITALS not in forms:
        return list(words)
    return [
        _name_from_capitals(word, lexicon, gazetteer) if written == LONG_CAPITALS else word
        for word, written in zip(words, forms, strict=True)
    ]


def case_of(words: Sequence[str], forms: Sequence[int], lexicon: Lexicon) -> str:
    """Return how the sentence ``words`` is written; ``forms`` are those of its words (``Lexicon.forms``)."""
    letters = len(forms) - forms.count(SIGN)
    if letters < 3:
        return RUNNING
    if letters > 3 and forms.count(ALL_CAPITALS) + forms.count(LONG_CAPITALS) > 0.6 * letters:
        return CAPITALS
    if forms.count(SMALL) >= 0.5 * letters or words[-1] == ".":
        return RUNNING
    alphabetic = [word for word, written in zip(words, forms, strict=True) if written != SIGN]
    lower = [word for word, written in zip(words, forms, strict=True) if written == SMALL]
    return TITLE_CASE if _is_title_case(alphabetic, lower, lexicon) else RUNNING


def names_in(sentences: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the words that are capitalised inside of sentences of running text and nowhere in lower case.

    >>> sorted(names_in([["We", "met", "Modi", "."], ["A", "March", "day"], ["They", "march"]]))
    ['Modi']
    """
    inside: set[str] = set()
    lower: set[str] = set()
    for words in sentences:
        inside.update(
            word
            for before, word in itertools.pairwise(words)
            if word[0].isupper() and not word.isupper() and before not in _OPENING
        )
        lower.update(word for word in words if word[0].islower())
    return frozenset(word for word in inside if word.lower() not in lower)


def _name_from_capitals(word: str, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    """Return a name in capitals amid running text (``KENNEDY joined``) as it is usually written."""
    if not word.isalpha() or gazetteer.known(word) is not None:
        return word
    form = word.capitalize()
    if lexicon.is_common(form):
        return word
    listed = lexicon.flags(form) or gazetteer.known(form) is not None or gazetteer.place_rank(form) > 0
    return form if listed or (form in lexicon and word not in lexicon) else word


def _is_title_case(words: list[str], lower: list[str], lexicon: Lexicon) -> bool:
    """Say whether only small words begin with small letters, and capitals stand on words that are no names."""
    small = vocabulary().small
    if sum(word not in small for word in lower) > 0.1 * len(words):
        return False
    long = [word for word in words if len(word) > 3]
    common = sum(word[0].isupper() and lexicon.is_common(word) for word in long[1:])
    return len(long) > 2 and common >= 0.25 * len(long)


def _from_capitals(words: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer, names: AbstractSet[str]) -> list[str]:
    capitalised = [
        word.capitalize() if word.isupper() and len(word) > 1 and "." not in word else word for word in words
    ]
    listed = _listed(capitalised, lexicon, gazetteer)
    cased = []
    for number, (word, form) in enumerate(zip(words, capitalised, strict=True)):
        if len(word) <= 4 and gazetteer.known(word) is not None and not lexicon.is_common(form):
            cased.append(word)  # NATO, US
        elif number in listed or form in names or not lexicon.is_common(form):
            cased.append(form)
        else:
            cased.append(form.lower())
    return cased


def _from_title_case(
    words: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer, names: AbstractSet[str]
) -> list[str]:
    listed = _listed(words, lexicon, gazetteer)
    small = vocabulary().small
    kept = []
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else ""
        first_name = lexicon.flags(word) & FIRST_NAME and following[:1].isupper() and not lexicon.is_common(following)
        common = lexicon.is_common(word) or (lexicon.case(word) == OFTEN_CAPITAL and not lexicon.flags(word))
        named = number in listed or word in names or word.isupper() or not common or first_name
        kept.append(bool(named) and (word.lower() not in small or word == "US"))
    _keep_schools(words, kept)
    return [word if keep or not word[0].isupper() else word.lower() for word, keep in zip(words, kept, strict=True)]


def _keep_schools(words: Sequence[str], kept: list[bool]) -> None:
    """Keep the capitals of ``High School`` behind a name that keeps its own."""
    for number, word in enumerate(words):
        if word in _SCHOOLS:
            first = number - 1
            while first > 0 and words[first] in _KINDS_OF_SCHOOLS:
                first -= 1
            if first >= 0 and kept[first] and words[first][0].isupper():
                kept[first : number + 1] = [True] * (number + 1 - first)


def _listed(words: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer) -> set[int]:
    """Return the words that belong to listed names; a single common word does not make one."""
    found: set[int] = set()
    for hit in gazetteer.match(words):
        long = hit.last - hit.first > 1
        if (hit.known is not None and (long or not lexicon.is_common(words[hit.first]))) or (
            long and not all(lexicon.is_common(word) for word in words[hit.first : hit.last])
        ):
            found.update(range(hit.first, hit.last))
        elif hit.known is not None and hit.known.kind in ("nation", "people"):
            found.add(hit.first)
    return found
