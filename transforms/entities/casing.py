"""Headlines and capitals: words as they would be written in running text."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.lexicon import FIRST_NAME, OFTEN_CAPITAL, Lexicon
from transforms.entities.vocabulary import vocabulary


def true_case(words: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer) -> list[str]:
    """Return ``words`` (one sentence) with words that are no names in lower case, if they are a headline or capitals.

    Names from the lists keep their form, as do acronyms and first names before another name.
    """
    alphabetic = [word for word in words if word[0].isalpha()]
    if len(alphabetic) < 3:
        return list(words)
    capitals = [word for word in alphabetic if word.isupper() and len(word) > 1]
    if len(capitals) > 0.6 * len(alphabetic) and len(alphabetic) > 3:
        return _from_capitals(words, lexicon, gazetteer)
    lower = [word for word in alphabetic if word[0].islower()]
    if len(lower) < 0.5 * len(alphabetic) and words[-1] != "." and _is_title_case(alphabetic, lower, lexicon):
        return _from_title_case(words, lexicon, gazetteer)
    if not any(len(word) > 4 for word in capitals):
        return list(words)
    return [
        _name_from_capitals(word, lexicon, gazetteer) if len(word) > 4 and word.isupper() else word for word in words
    ]


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


def _from_capitals(words: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer) -> list[str]:
    capitalised = [
        word.capitalize() if word.isupper() and len(word) > 1 and "." not in word else word for word in words
    ]
    listed = _listed(capitalised, lexicon, gazetteer)
    cased = []
    for number, (word, form) in enumerate(zip(words, capitalised, strict=True)):
        if len(word) <= 4 and gazetteer.known(word) is not None and not lexicon.is_common(form):
            cased.append(word)  # NATO, US
        elif number in listed or not lexicon.is_common(form):
            cased.append(form)
        else:
            cased.append(form.lower())
    return cased


def _from_title_case(words: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer) -> list[str]:
    listed = _listed(words, lexicon, gazetteer)
    cased = []
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else ""
        first_name = lexicon.flags(word) & FIRST_NAME and following[:1].isupper() and not lexicon.is_common(following)
        common = lexicon.is_common(word) or (lexicon.case(word) == OFTEN_CAPITAL and not lexicon.flags(word))
        keep = number in listed or word.isupper() or not word[0].isupper() or not common or first_name
        cased.append(word.lower() if (word.lower() in vocabulary().small and word != "US") or not keep else word)
    return cased


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
