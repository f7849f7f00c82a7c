"""Names of months in the languages of the news, as ``data/months.tsv`` lists them."""

from __future__ import annotations

import functools
import importlib.resources
import unicodedata
from collections.abc import Mapping

from transforms.extract.daymonth import month_number

_FILE = "months.tsv"
_LONGEST_ENDING = 2  # letters that a language adds to the name: "3. maja", "5 januara"
_SHORTEST = 4  # letters of a name that is read without knowing the language
# Letters that Arabic, Persian and Urdu write alike and encode apart; marks of abbreviation.
_SAME = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ہ": "ه", **dict.fromkeys(".׳'’॰", "")})


@functools.lru_cache(maxsize=4096)
def named_month(name: str, language: str | None = None) -> int | None:
    """Return 1 to 12 for the name of a month or its abbreviation, in the page's ``language`` before all others.

    >>> named_month("listopada", "hr"), named_month("listopada", "pl"), named_month("août"), named_month("באוגוסט")
    (10, 11, 8, 8)
    >>> named_month("Marseille"), named_month("gusht"), named_month("Αυγούστου")
    (None, 8, 8)
    """
    own, everywhere = _tables()
    plain = _plain(name)
    tongue = own.get((language or "").lower()[:2], {})
    found = tongue.get(plain) or month_number(name) or everywhere.get(plain)
    for ending in range(1, _LONGEST_ENDING + 1):
        found = found or tongue.get(plain[:-ending])
    if found is None and plain.startswith("ב"):  # Hebrew writes "in" as part of the word
        return named_month(plain[1:], language)
    return found


@functools.lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, int]]:
    """Return the months by language and name, and by the names that mean the same in all languages."""
    text = (importlib.resources.files("transforms.extract") / "data" / _FILE).read_text(encoding="utf-8")
    own: dict[str, dict[str, int]] = {}
    meanings: dict[str, set[int]] = {}
    for row in text.splitlines():
        language, *months = row.split("\t")
        for number, names in enumerate(months, start=1):
            for name in map(_plain, names.split(",")):
                own.setdefault(language, {}).setdefault(name, number)
                meanings.setdefault(name, set()).add(number)
    same = {name: min(found) for name, found in meanings.items() if len(found) == 1}
    return own, {name: number for name, number in same.items() if len(name) >= _SHORTEST or not name.isascii()}


def _plain(name: str) -> str:
    """Return ``name`` without case, accents and marks of abbreviation."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in letters if not unicodedata.combining(char)).translate(_SAME)
