"""Lists of names, matched against words in one pass: nations, regions, curated names, towns, users' own lists."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transforms.entities.places import CITY, Places, places
from transforms.entities.remembered import Remembered
from transforms.entities.resources import read_table
from transforms.entities.tokens import fold, name_key, split_words

WORDS_KEPT = 200_000  # a long-lived process meets no end of words


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """One listed name. ``kind`` is its list: nation, people, region, name, user."""

    kind: str
    label: str
    subtype: str | None = None
    entity_id: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Hit(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) are a listed name: ``known``, or else towns of that name."""

    first: int
    last: int
    known: Known | None
    towns: tuple[int, ...] = ()


class Gazetteer:
    """Finds the longest listed names. Curated ones count as they are written, towns wherever they are capitalised.

    ``own`` are names of the user's, which come first. ``foreign`` takes the names of countries in other languages than
    English, and no acronyms of two letters.
    """

    def __init__(self, own: Iterable[tuple[str, Known]] = (), *, foreign: bool = False) -> None:
        self._places: Places = places()
        self._exact: dict[str, Known] = {}
        self._exact_lengths: dict[str, int] = {}
        self._folded: dict[str, Known] = {}
        self._folded_lengths: dict[str, int] = {}
        for name, known in (*_regions(), *curated_names(), *_nations()):
            if len(name) > 2 or not foreign:
                self._add(name, known)
        listed = list(own)
        self.has_own = bool(listed)
        for name, known in listed:
            self._add(name, known)
        if foreign:
            by_code = nations()
            for key, code in self._places.foreign.items():
                self._folded[key] = by_code[code]
                first = key.split(" ", 1)[0]
                self._folded_lengths[first] = self._folded_lengths.get(first, 0) | 1 << key.count(" ")
        self._words = Remembered(self._begun, WORDS_KEPT)
        self._folds = Remembered(fold, WORDS_KEPT)
        self._known = Remembered(self._look_up, WORDS_KEPT)
        self._ranks = Remembered(self._rank_of, WORDS_KEPT)

    def known(self, name: str) -> Known | None:
        """Return the curated entry of ``name`` as it is written."""
        return self._known[name]

    def _look_up(self, name: str) -> Known | None:
        return self._exact.get(" ".join(split_words(name)))

    def is_place(self, name: str) -> bool:
        """Return whether ``name`` is a listed place, in capitals or not."""
        known = self.known(name)
        if known is not None:
            return known.label in ("GPE", "LOC")
        return self._ranks[name] >= 0

    def is_nation(self, word: str) -> bool:
        """Return whether ``word`` is a country or its people."""
        known = self._exact.get(word)
        return known is not None and known.kind in ("nation", "people")

    def place_rank(self, name: str) -> int:
        """Return the rank of the largest place called ``name``, -1 where there is none."""
        return self._ranks[name]

    def _rank_of(self, name: str) -> int:
        towns = self._places.named(name_key(name))
        return self.rank(towns) if towns else -1

    def rank(self, towns: Sequence[int]) -> int:
        """Return how large the largest of places is: 0 below 10,000 inhabitants … 3 from a million, 4 a state."""
        largest = max(towns, key=self._places.population.__getitem__)
        if self._places.kind[largest] != CITY:
            return 4
        return sum(self._places.population[largest] >= limit for limit in (4.0, 5.0, 6.0))

    def match(self, words: Sequence[str]) -> list[Hit]:
        """Return the names in ``words`` (one sentence), from left to right, the longest first, without overlap."""
        found = list(map(self._words.__getitem__, words))
        hits: list[Hit] = []
        free, count = 0, len(words)
        for position, begun in enumerate(found):
            if begun is not None and position >= free:
                hit = self._longest(words, position, begun, count - position)
                if hit is not None:
                    hits.append(hit)
                    free = hit.last
        return hits

    def _longest(
        self, words: Sequence[str], at: int, begun: tuple[tuple[int, bool, bool], ...], left: int
    ) -> Hit | None:
        for length, exact, town in begun:
            if length > left:
                continue
            if exact:
                known = self._exact.get(" ".join(words[at : at + length]) if length > 1 else words[at])
                if known is not None:
                    return Hit(at, at + length, known)
            if town:
                folded = self._folds
                key = " ".join([folded[word] for word in words[at : at + length]]) if length > 1 else folded[words[at]]
                nation = self._folded.get(key)
                if nation is not None:
                    return Hit(at, at + length, nation)
                towns = self._places.named(key)
                if towns:
                    return Hit(at, at + length, None, towns)
        return None

    def _begun(self, word: str) -> tuple[tuple[int, bool, bool], ...] | None:
        """Return how many words names have that ``word`` begins, most first, and whether curated names and towns do."""
        exact, town = self._exact_lengths.get(word, 0), 0
        if len(word) > 1 and (word[0].isupper() or (word[0].isalpha() and not word[0].islower())):
            folded = self._folds[word]
            town = self._places.lengths(folded) | self._folded_lengths.get(folded, 0)
        lengths = range((exact | town).bit_length(), 0, -1)
        return (
            tuple(
                (length, bool(exact >> length - 1 & 1), bool(town >> length - 1 & 1))
                for length in lengths
                if (exact | town) >> length - 1 & 1
            )
            or None
        )

    def _add(self, name: str, known: Known) -> None:
        words = split_words(name)
        if not words:
            return
        for form in {" ".join(words), *_upper(words)}:
            self._exact[form] = known
            first = form.split(" ", 1)[0]
            self._exact_lengths[first] = self._exact_lengths.get(first, 0) | 1 << form.count(" ")


def _upper(words: list[str]) -> Iterator[str]:
    """Yield the name in capitals, for headlines; short ones would be read as acronyms."""
    if len("".join(words)) > 4:
        yield " ".join(words).upper()


def _regions() -> Iterator[tuple[str, Known]]:
    for names, label, latitude, longitude, country, geonames, _ in read_table("regions"):
        identity = f"geonames:{geonames}" if geonames else None
        known = Known("region", label, None, identity, country or None, _degrees(latitude), _degrees(longitude))
        yield from ((name, known) for name in names.split("|"))


def curated_names() -> Iterator[tuple[str, Known]]:
    """Yield (name, entry) of organisations, products, peoples, events and the like."""
    for names, label, subtype, identity, country, *_ in read_table("names"):
        known = Known("name", label, subtype or None, identity or None, country or None)
        yield from ((name, known) for name in names.split("|"))


def nations() -> dict[str, Known]:
    """Return the entry of each country, by ISO 3166-1 code."""
    return {known.country: known for _, known in _nations() if known.kind == "nation" and known.country}


def _nations() -> Iterator[tuple[str, Known]]:
    for code, _, latitude, longitude, names, people in read_table("nations"):
        where = (_degrees(latitude), _degrees(longitude))
        nation = Known("nation", "GPE", None, f"iso3166:{code}", code, *where)
        yield from ((name, nation) for name in names.split("|"))
        nationality = Known("people", "NORP", None, f"iso3166:{code}", code)
        yield from ((name, nationality) for name in people.split("|") if name)


def _degrees(text: str) -> float | None:
    return float(text) if text else None


@functools.lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer, read once per process."""
    return Gazetteer()
