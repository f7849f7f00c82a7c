"""The words that rules and the model ask about, from ``data/vocabulary.tsv``."""

from __future__ import annotations

import dataclasses
import functools

from transforms.entities.resources import read_table

Words = frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sets of words, by use; the table says what each is for."""

    titles: Words
    ranks: Words
    organisation: Words
    saying: Words
    placing: Words
    small: Words
    facility: Words
    nature: Words
    event: Words
    law: Words
    language: Words
    disease: Words
    body: Words
    fielded: Words
    portfolio: Words
    machine: Words
    work: Words
    page: Words
    sport: Words
    playing: Words
    beating: Words
    is_organisation: Words
    is_person: Words
    is_place: Words
    is_land: Words
    is_work: Words
    is_event: Words
    is_product: Words
    is_law: Words
    is_language: Words
    offices: Words  # titles and ranks
    kinds: Words  # what ends names that are no persons'


@functools.lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once per process."""
    lists = {use: frozenset(words.split()) for use, words in read_table("vocabulary")}
    kinds = frozenset().union(*(lists[use] for use in ("organisation", "facility", "nature", "event", "body")))
    return Vocabulary(**lists, offices=lists["titles"] | lists["ranks"], kinds=kinds)
