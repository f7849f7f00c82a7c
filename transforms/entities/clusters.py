"""Which mentions of a document are one entity: equal identifiers, equal names, a surname and its full name."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.tokens import fold

_ENDS = (-1, 0)  # of a name: the surname comes before the first name


def clusters(names: Sequence[tuple[str, str, str | None]]) -> list[int]:
    """Return the cluster of each mention (words, label, identifier), numbered in order of appearance.

    A person's surname or first name belongs to the last full name before it that has it, else to the first after it.
    """
    persons = _Persons([words for words, label, _ in names if label == "PERSON"])
    keys: list[tuple[str, str]] = []
    for words, label, identity in names:
        if identity is not None:
            keys.append(("id", identity))
        else:
            keys.append((label, persons.key(words) if label == "PERSON" else fold(words)))
    seen: dict[tuple[str, str], int] = {}
    return [seen.setdefault(key, len(seen)) for key in keys]


class _Persons:
    """Joins the mentions of persons; ``key`` is asked for each of them in their order."""

    def __init__(self, mentions: Sequence[str]) -> None:
        self._first: dict[tuple[int, str], str] = {}  # (which end of the name, word): key of the first full name
        self._last: dict[tuple[int, str], str] = {}  # the same of the last full name so far
        for words in mentions:
            own = fold(words).split()
            if len(own) > 1:
                for end in _ENDS:
                    self._first.setdefault((end, own[end]), _full(own))

    def key(self, words: str) -> str:
        """Return what is equal for the mentions of one person."""
        own = fold(words).split()
        if len(own) > 1:
            for end in _ENDS:
                self._last[end, own[end]] = _full(own)
            return _full(own)
        for end in _ENDS:
            found = self._last.get((end, own[0])) or self._first.get((end, own[0]))
            if found is not None:
                return found
        return own[0]


def _full(words: Sequence[str]) -> str:
    return f"{words[0]} {words[-1]}"
