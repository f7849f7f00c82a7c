"""Where the places of a document are: by inhabitants, by the other places of the document, by the outlet's home."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from transforms.entities.gazetteer import Gazetteer, Known
from transforms.entities.places import CITY, Places
from transforms.entities.tokens import name_key

COUNTRY_WEIGHT, STATE_WEIGHT, NEAR_WEIGHT, NEXT_WEIGHT = 2.0, 2.5, 1.5, 4.0
NEAR_KM = 150.0
_TOWNS = ("city", "county", "state")
_POINTS = 25  # places of a document that are compared for nearness
LARGE_CITY = 5.75  # logarithm of the inhabitants from which a city comes before the state of its name
_GENERIC = re.compile(
    r"^(?:(?:province|state|city|county|district|republic|town|village|port|governorate|region|municipality) of|"
    r"greater|downtown|central|north|south|east|west|northern|southern|eastern|western|the)\s|"
    r"\s(?:county|city|province|state|district|region|parish|prefecture|oblast|governorate|township|municipality|valley)$"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """One reading of a name. ``size`` is the logarithm of the inhabitants, or what stands for it."""

    kind: str  # nation, region, state, county, city
    entity_id: str | None
    country: str
    state: str
    latitude: float | None
    longitude: float | None
    size: float


class Named(NamedTuple):
    """A place name of the document; ``joined`` says that the next name follows after a comma: ``Paris, Texas``."""

    text: str
    known: Known | None
    joined: bool


class Locator:
    """Finds the readings of a name and chooses among them, one for each name of a document."""

    def __init__(self, places: Places, gazetteer: Gazetteer) -> None:
        self._places = places
        self._gazetteer = gazetteer
        self._readings: dict[str, tuple[Place, ...]] = {}

    def locate(
        self, names: Sequence[Named], peoples: Sequence[str], home: tuple[str, str] | None
    ) -> list[Place | None]:
        """Return the reading of each name.

        ``peoples`` are the countries whose nationals the document names; ``home`` is the country and state (or "")
        of the outlet.
        """
        readings = {name.text: self._of(name) for name in names}
        after = {name.text: following.text for name, following in itertools.pairwise(names) if name.joined}
        chosen = {text: max(options, key=_size) for text, options in readings.items() if options}
        for _ in range(2):
            context = _Context(chosen, peoples, home)
            chosen = {
                text: options[0] if len(options) == 1 else context.best(text, chosen.get(after.get(text, "")), options)
                for text, options in readings.items()
                if options
            }
        return [chosen.get(name.text) for name in names]

    def _of(self, name: Named) -> tuple[Place, ...]:
        found = self._readings.get(name.text)
        if found is None:
            found = self._readings[name.text] = tuple(self._read(name))
            if len(self._readings) > 50_000:
                self._readings = {}
        return found

    def _read(self, name: Named) -> list[Place]:
        if name.known is not None and name.known.kind == "user":
            return [_curated(name.known)]
        key = name_key(name.text)
        curated, towns = self._listed(name.text, name.known), self._places.named(key)
        while curated is None and not towns and (shorter := _GENERIC.sub("", key, count=1)) != key:
            key = shorter
            curated = self._listed(" ".join(word.capitalize() for word in key.split()), None)
            towns = self._places.named(key)
        if curated is not None and curated.kind == "nation" and key != "georgia":
            return [curated]
        return self._towns(towns, curated)

    def _listed(self, name: str, known: Known | None) -> Place | None:
        known = known or self._gazetteer.known(name)
        return None if known is None or known.kind not in ("nation", "region") else _curated(known)

    def _towns(self, towns: Sequence[int], curated: Place | None) -> list[Place]:
        """Return the readings of ``towns`` and ``curated``; a state that is both is one, in the middle of its area."""
        places = self._places
        large = max((places.population[town] for town in towns if places.kind[town] == CITY), default=0.0)
        found = []
        for town in towns:
            country, _, state = places.states[places.state[town]].partition(".")
            kind = ("city", "state", "county")[places.kind[town]]
            size = places.population[town] - (0.0, 0.3, 1.0)[places.kind[town]]
            identity = f"geonames:{places.geonames[town]}" if places.geonames[town] else None
            latitude: float | None = places.latitude[town]
            longitude: float | None = places.longitude[town]
            if kind == "state":
                if large >= LARGE_CITY:
                    size -= 2.0
                if curated is not None and curated.kind == "region" and curated.country == country:
                    identity, latitude, longitude = curated.entity_id or identity, curated.latitude, curated.longitude
                    curated = None
            found.append(Place(kind, identity, country, state, latitude, longitude, size))
        return found if curated is None else [curated, *found]


def _curated(known: Known) -> Place:
    size = {"nation": 8.0, "region": 6.2 if known.label == "GPE" else 8.0}.get(known.kind, 6.0)
    return Place(known.kind, known.entity_id, known.country or "", "", known.latitude, known.longitude, size)


class _Context:
    """What the other places of a document say about one of them."""

    def __init__(self, chosen: Mapping[str, Place], peoples: Sequence[str], home: tuple[str, str] | None) -> None:
        self._chosen = chosen
        self._countries: dict[str, float] = defaultdict(float)
        self._states: dict[str, float] = defaultdict(float)
        self._points = [(text, place) for text, place in chosen.items() if place.kind not in ("nation", "region")][
            :_POINTS
        ]
        for place in chosen.values():
            if place.country:
                self._countries[place.country] += 1
            if place.state:
                self._states[f"{place.country}.{place.state}"] += 1
        for country in set(peoples):
            self._countries[country] += 0.5
        if home is not None:
            self._countries[home[0]] += 2
            if home[1]:
                self._states[f"{home[0]}.{home[1]}"] += 2
        self._all_countries = max(1.0, sum(self._countries.values()))
        self._all_states = max(1.0, sum(self._states.values()))

    def best(self, text: str, after: Place | None, options: Sequence[Place]) -> Place:
        """Return the reading of ``text`` that scores best; ``after`` follows it behind a comma.

        Distances are measured only for those that nearness could bring to the top.
        """
        scores = [self._score(text, after, place) for place in options]
        least = max(scores) - NEAR_WEIGHT
        points = [place for name, place in self._points if name != text]
        chosen, best = options[0], -math.inf
        for place, score in zip(options, scores, strict=True):
            if score < least:
                continue
            if place.kind in _TOWNS:
                score += NEAR_WEIGHT * math.exp(-min((_km(place, other) for other in points), default=9e9) / NEAR_KM)
            if score > best:
                chosen, best = place, score
        return chosen

    def _score(self, text: str, after: Place | None, place: Place) -> float:
        """Return how likely ``place`` is meant by ``text``, whatever is near."""
        score = place.size
        if place.kind in _TOWNS:
            now = self._chosen[text]
            state = f"{place.country}.{place.state}"
            countries = self._countries.get(place.country, 0) - (now.country == place.country)
            states = self._states.get(state, 0) - ((now.country, now.state) == (place.country, place.state))
            score += COUNTRY_WEIGHT * max(0.0, countries) / self._all_countries
            score += STATE_WEIGHT * max(0.0, states) / self._all_states
        if after is not None and place.kind != "nation" and place.country == after.country:
            near = not after.state or after.state == place.state or (after.kind == "region" and _km(place, after) < 800)
            if after.kind == "nation" or near:
                score += NEXT_WEIGHT
        return score


def _size(place: Place) -> float:
    return place.size


def _km(one: Place, other: Place) -> float:
    """Return roughly the distance in kilometres (flat map, good enough below 1,000 km)."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return 9e9
    x = (one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 111.2 * math.hypot(x, one.latitude - other.latitude)
