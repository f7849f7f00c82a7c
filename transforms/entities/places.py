"""Towns, states and counties by name, with their coordinates, inhabitants and country."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np

from transforms.entities.resources import read_arrays, unpack_texts

CITY, STATE, COUNTY = 0, 1, 2


class Places:
    """A place is a number; the arrays say what is known of it. ``population`` is a logarithm to base 10."""

    def __init__(self) -> None:
        arrays = read_arrays("places")
        names = unpack_texts(arrays["names"])
        self._one = dict(zip(names, np.cumsum(arrays["first"]).tolist(), strict=True))  # the first place of each name
        self._many: dict[str, list[int]] = {}
        more = np.cumsum(arrays["more_names"]).tolist()
        for number, place in zip(more, arrays["more_places"].tolist(), strict=True):
            self._many.setdefault(names[number], []).append(place)
        self._lengths = dict(zip(unpack_texts(arrays["first_words"]), arrays["lengths"].tolist(), strict=True))
        self.geonames: list[int] = np.cumsum(arrays["geonames"], dtype=np.int64).tolist()
        self.kind: list[int] = arrays["kind"].tolist()
        self.latitude: list[float] = (arrays["latitude"] / 100.0).tolist()
        self.longitude: list[float] = (arrays["longitude"] / 100.0).tolist()
        self.population: list[float] = (arrays["population"] / 20.0).tolist()
        self.states = unpack_texts(arrays["states"])  # as US.IL
        self.state: list[int] = arrays["state"].tolist()
        self.foreign = dict(
            zip(unpack_texts(arrays["foreign_names"]), unpack_texts(arrays["foreign_countries"]), strict=True)
        )

    def named(self, key: str) -> tuple[int, ...]:
        """Return the places whose folded name or alias is ``key``."""
        one = self._one.get(key)
        if one is None:
            return ()
        return (one, *self._many.get(key, ()))

    def lengths(self, word: str) -> int:
        """Return how many words names have that begin with the folded ``word``: bit 0 for one word, bit 1 for two."""
        return self._lengths.get(word, 0) | (word in self._one)

    def aliases(self) -> Iterator[tuple[str, int]]:
        """Yield every folded name and alias with the first place that has it."""
        return iter(self._one.items())

    def country(self, place: int) -> str:
        """Return the ISO 3166-1 code of the country."""
        return self.states[self.state[place]][:2]


@functools.lru_cache(maxsize=1)
def places() -> Places:
    """Return the table of places, read once per process."""
    return Places()
