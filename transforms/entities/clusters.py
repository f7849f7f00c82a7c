"""Which mentions of a document are one entity: equal identifiers, equal names, a surname and its full name."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.tokens import fold


def clusters(names: Sequence[tuple[str, str, str | None]]) -> list[int]:
    """Return the cluster of each mention (words, label, identifier), numbered in order of appearance.

    A person's surname or first name belongs to the last full name before it that has it, else to the first after it.
    """
    keys: list[tuple[str, str]] = []
    full = [
        (number, [fold(word) for word in words.split()])
        for number, (words, label, _) in enumerate(names)
        if label == "PERSON" and " " in words
    ]
    for number, (words, label, identity) in enumerate(names):
        if identity is not None:
            keys.append(("id", identity))
        elif label == "PERSON":
            keys.append(("person", _person(number, words, full)))
        else:
            keys.append((label, fold(words)))
    seen: dict[tuple[str, str], int] = {}
    return [seen.setdefault(key, len(seen)) for key in keys]


def _person(number: int, words: str, full: Sequence[tuple[int, list[str]]]) -> str:
    own = [fold(word) for word in words.split()]
    if len(own) > 1:
        first_form = next((other for _, other in full if other[0] == own[0] and other[-1] == own[-1]), own)
        return " ".join((first_form[0], first_form[-1]))
    for ends in (-1, 0):  # surnames before first names
        before = [other for at, other in full if at < number and other[ends] == own[0]]
        after = [other for at, other in full if at > number and other[ends] == own[0]]
        if before or after:
            chosen = before[-1] if before else after[0]
            return " ".join((chosen[0], chosen[-1]))
    return own[0]
