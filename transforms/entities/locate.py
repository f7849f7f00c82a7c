"""Where the places of a document are: by inhabitants, by the other places of the document, by the outlet's home."""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
from collections.abc import Sequence

from transforms.entities.gazetteer import Gazetteer, Known
from transforms.entities.places import CITY, COUNTY, STATE, Places
from transforms.entities.tokens import name_key

COUNTRY_WEIGHT, STATE_WEIGHT, NEAR_WEIGHT, NEXT_WEIGHT = 2.0, 2.5, 1.5, 4.0
NEAR_KM = 150.0
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


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
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
        readings = [self._of(name) for name in names]
        chosen = [max(options, key=lambda place: place.size) if options else None for options in readings]
        for _ in range(2):
            chosen = self._choose(names, readings, chosen, peoples, home)
        return chosen

    def _choose(
        self,
        names: Sequence[Named],
        readings: Sequence[tuple[Place, ...]],
        chosen: Sequence[Place | None],
        peoples: Sequence[str],
        home: tuple[str, str] | None,
    ) -> list[Place | None]:
        distinct = {name.text: place for name, place in zip(names, chosen, strict=True) if place is not None}
        countries: Counter[str] = Counter(place.country for place in distinct.values() if place.country)
        states: Counter[str] = Counter(f"{p.country}.{p.state}" for p in distinct.values() if p.state)
        countries.update(dict.fromkeys(peoples, 0.5))  # type: ignore[arg-type]  # Counters may count halves
        if home is not None:
            countries[home[0]] += 2
            if home[1]:
                states[f"{home[0]}.{home[1]}"] += 2
        best: dict[str, Place] = {}
        result: list[Place | None] = []
        for number, (name, options) in enumerate(zip(names, readings, strict=True)):
            after = chosen[number + 1] if name.joined and number + 1 < len(names) else None
            if not options:
                result.append(None)
            elif name.text in best and after is None:
                result.append(best[name.text])
            else:
                others = {text: place for text, place in distinct.items() if text != name.text}
                result.append(
                    max(options, key=lambda p: _score(p, others, countries, states, distinct[name.text], after))
                )
                if after is not None or name.text not in best:
                    best[name.text] = result[-1]  # type: ignore[assignment]  # max of options is a Place
        return [best.get(name.text) for name in names]

    def _of(self, name: Named) -> tuple[Place, ...]:
        found = self._readings.get(name.text)
        if found is None:
            found = self._readings[name.text] = tuple(self._read(name))
            if len(self._readings) > 50_000:
                self._readings = {}
        return found

    def _read(self, name: Named) -> list[Place]:
        known = self._gazetteer.known(name.text)
        listed = known is not None and known.latitude is not None
        readings = [_curated(known)] if known is not None and listed else []
        key = name_key(name.text)
        towns = self._places.named(key)
        while not towns and not readings and (shorter := _GENERIC.sub("", key, count=1)) != key:
            key = shorter
            known = self._gazetteer.known(" ".join(word.capitalize() for word in key.split()))
            if known is not None and known.latitude is not None:
                readings.append(_curated(known))
            towns = self._places.named(key)
        if readings and readings[0].kind == "nation" and key != "georgia":
            return readings
        return readings + self._towns(towns, readings)

    def _towns(self, towns: Sequence[int], curated: Sequence[Place]) -> list[Place]:
        places = self._places
        large = max((places.population[town] for town in towns if places.kind[town] == CITY), default=0.0)
        found = []
        for town in towns:
            country, _, state = places.states[places.state[town]].partition(".")
            kind = {CITY: "city", STATE: "state", COUNTY: "county"}[places.kind[town]]
            size = places.population[town] - {CITY: 0.0, STATE: 0.3, COUNTY: 1.0}[places.kind[town]]
            if kind == "state" and large >= LARGE_CITY:
                size -= 2.0
            where = (places.latitude[town], places.longitude[town])
            for place in curated:
                if kind == "state" and place.country == country and place.latitude is not None:
                    where = (place.latitude, place.longitude or 0.0)  # the middle of the area, not of its towns
            identity = f"geonames:{places.geonames[town]}" if places.geonames[town] else None
            found.append(Place(kind, identity, country, state, *where, size))
        return found


def _curated(known: Known) -> Place:
    size = {"nation": 8.0, "region": 6.2 if known.label == "GPE" else 8.0}.get(known.kind, 6.0)
    return Place(known.kind, known.entity_id, known.country or "", "", known.latitude, known.longitude, size)


def _score(
    place: Place,
    others: dict[str, Place],
    countries: Counter[str],
    states: Counter[str],
    before: Place,
    after: Place | None,
) -> float:
    score = place.size
    if place.kind in ("city", "county", "state"):
        own = 1.0 if before.country == place.country else 0.0
        score += COUNTRY_WEIGHT * max(0.0, countries[place.country] - own) / max(1.0, countries.total())
        own = 1.0 if (before.country, before.state) == (place.country, place.state) else 0.0
        score += STATE_WEIGHT * max(0.0, states[f"{place.country}.{place.state}"] - own) / max(1.0, states.total())
        nearest = min(
            (_km(place, other) for other in others.values() if other.kind not in ("nation", "region")), default=9e9
        )
        score += NEAR_WEIGHT * math.exp(-nearest / NEAR_KM)
    if after is not None and place.kind != "nation" and place.country == after.country:
        same_state = (
            not after.state or after.state == place.state or (after.kind == "region" and _km(place, after) < 800)
        )
        if after.kind == "nation" or same_state:
            score += NEXT_WEIGHT
    return score


def _km(one: Place, other: Place) -> float:
    """Return roughly the distance in kilometres (flat map, good enough below 1,000 km)."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return 9e9
    x = (one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 111.2 * math.hypot(x, one.latitude - other.latitude)
