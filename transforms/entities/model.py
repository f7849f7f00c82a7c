"""The name model: a linear-chain CRF over word features, run with numpy alone."""

from __future__ import annotations

import bisect
import functools
import weakref
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from transforms.entities.analysis import Sentence
from transforms.entities.decoder import Decoder, Floats, Name, Numbers
from transforms.entities.features import (
    MARKS,
    ROLES,
    document_marks,
    gazetteer_features,
    mark_features,
    word_features,
)
from transforms.entities.gazetteer import Gazetteer, Hit
from transforms.entities.lexicon import Lexicon, lexicon
from transforms.entities.resources import read_arrays, unpack_texts

WordFeatures = Callable[[str], tuple[list[str], list[str], list[str]]]
_Placed = tuple[tuple[int, int], ...]  # features: how many words from the first one of a name, and which


def sentence_features(
    words: Sequence[str], listed: Sequence[tuple[int, str]], marks: Mapping[str, int], features: WordFeatures
) -> list[list[str]]:
    """Return every feature of every word as text: what training sees, and what ``Model`` adds up in tables."""
    found = [features(word) for word in words]
    last = len(words) - 1
    rows: list[list[str]] = []
    for number, word in enumerate(words):
        row = list(found[number][0])
        for distance, part in ((-1, 1), (1, 1), (-2, 2), (2, 2)):
            at = number + distance
            if 0 <= at <= last:
                row += [f"{distance:+d}{feature}" for feature in found[at][part]]
        if number:
            row.append(f"ll={words[number - 1].lower()} {word.lower()}")
            row.append(f"hh={_coarse(found[number - 1])}_{_coarse(found[number])}")
        if number < last:
            row.append(f"hn={_coarse(found[number])}_{_coarse(found[number + 1])}")
        around = [_role(found[at]) if 0 <= at <= last else 0 for at in (number - 1, number, number + 1)]
        row.append("rr={}_{}_{}".format(*around))
        row += mark_features(marks.get(word, 0))
        rows.append(row)
    for number, feature in listed:
        rows[number].append(feature)
        if number:
            rows[number - 1].append(f"+1{feature}")
        if number < last:
            rows[number + 1].append(f"-1{feature}")
    rows[0] += ["BOS", *(f"BOS,{mark}" for mark in mark_features(marks.get(words[0], 0)))]
    rows[-1].append("EOS")
    return rows


def _coarse(features: tuple[list[str], list[str], list[str]]) -> str:
    return features[2][3][2:]


def _role(features: tuple[list[str], list[str], list[str]]) -> int:
    return int(features[2][4][2:])


_COARSE = 102  # coarse clusters and one for "no word"
_OFFSETS = ("", "-1", "+1", "-2", "+2")  # prefixes of features: for the word itself and its neighbours
_WORDS_KEPT = 100_000  # rows of the word cache before it is begun anew: 100,000 rows are 18 MB
_LEARNED_AT_ONCE = 4096  # words; their weights take 20 MB before they are summed
_NAMES_KEPT = 50_000  # listed names whose features are kept


class Model:
    """Tags sentences. A word's features are added up once, as five rows: for itself and for its four neighbours."""

    def __init__(self, words: Lexicon) -> None:
        arrays = read_arrays("model")
        self._lexicon = words
        self._weights: Floats = arrays["weights"].astype(np.float32)
        self._names = unpack_texts(arrays["features"])  # in order
        self._row = dict(zip(self._names, range(len(self._names)), strict=True))
        self.decoder = Decoder(unpack_texts(arrays["tags"]), arrays["transitions"])
        self._pairs = {kind: self._table(kind, (_COARSE,) * 2) for kind in ("hh", "hn")}
        self._triples = self._table("rr", (ROLES,) * 3)
        self._marks, self._first_marks = (self._marked(prefix) for prefix in ("", "BOS,"))
        self._lower, self._bigrams, self._bigram_weights = self._sorted_bigrams()
        self._cache: dict[str, int] = {}
        self._around, self._around_weights = self._by_place()
        self._rows: Floats = np.zeros((4096, len(_OFFSETS), len(self.decoder.tags)), np.float32)
        self._kinds = np.zeros((4096, 3), np.int64)  # coarse cluster, role, lower-case form (0: in no bigram)
        self._kinds[:, 0] = _COARSE - 1
        self._listed: weakref.WeakKeyDictionary[Gazetteer, dict[tuple[str, ...], _Placed]] = weakref.WeakKeyDictionary()

    def tag(self, documents: Sequence[Sequence[Sentence]], gazetteer: Gazetteer) -> list[list[list[Name]]]:
        """Return (first word, word after the last, label) of each name, for each sentence of each document."""
        sentences = [sentence for document in documents for sentence in document]
        if not sentences:
            return [[] for _ in documents]
        emissions, starts = self.emissions(documents, gazetteer)
        names = iter(self.decoder.names(emissions, starts, [len(sentence.words) for sentence in sentences]))
        return [[next(names) for _ in document] for document in documents]

    def emissions(self, documents: Sequence[Sequence[Sentence]], gazetteer: Gazetteer) -> tuple[Floats, list[int]]:
        """Return the score of every tag for every word, sentences apart by two rows, and where each begins."""
        if len(self._cache) > _WORDS_KEPT:
            self._cache.clear()  # the rows are written anew
        ids: list[int] = [0, 0]
        starts: list[int] = []
        at: list[int] = []  # features that are not of single words: where, and which
        which: list[int] = []
        marked: list[int] = []  # rows of capitalised words, and what their document says of these
        marks_there: list[int] = []
        first_marks: list[int] = []
        words_here: set[str] = set().union(*[sentence.words for sentences in documents for sentence in sentences])
        new = list(words_here.difference(self._cache))
        for begin in range(0, len(new), _LEARNED_AT_ONCE):
            self._learn(new[begin : begin + _LEARNED_AT_ONCE])
        known = self._cache.__getitem__
        for sentences in documents:
            marks = document_marks(sentences, self._lexicon)
            for sentence in sentences:
                start, words = len(ids), sentence.words
                starts.append(start)
                ids += map(known, words)
                ids += (0, 0)
                first_marks.append(marks.get(words[0], 0))
                marked += [start + number for number in sentence.capitals]
                marks_there += [marks[words[number]] for number in sentence.capitals]
                for hit in sentence.hits:
                    first = start + hit.first
                    for distance, row in self._of_hit(words, hit, gazetteer):
                        at.append(first + distance)
                        which.append(row)
        total = self._summed(np.fromiter(ids, np.int64, len(ids)))
        np.add.at(total, np.array(at, np.int64), self._weights[which])
        total[marked] += self._marks[marks_there]
        total[starts] += self._first_marks[first_marks]
        return total, starts

    def _summed(self, ids: Numbers) -> Floats:
        """Return what words and their neighbours add up to; row 0 stands for no word."""
        rows = self._rows[ids]
        total: Floats = rows[:, 0].copy()
        total[1:] += rows[:-1, 1]
        total[:-1] += rows[1:, 2]
        total[2:] += rows[:-2, 3]
        total[:-2] += rows[2:, 4]
        coarse, roles, lower = self._kinds[ids].T
        total[1:] += self._pairs["hh"][coarse[:-1], coarse[1:]]
        total[:-1] += self._pairs["hn"][coarse[:-1], coarse[1:]]
        total[1:-1] += self._triples[roles[:-2], roles[1:-1], roles[2:]]
        pairs = lower[:-1] * (len(self._lower) + 1) + lower[1:]
        found = np.searchsorted(self._bigrams, pairs)
        known = np.flatnonzero(self._bigrams[found] == pairs)
        total[known + 1] += self._bigram_weights[found[known]]
        ends = np.flatnonzero((ids[1:-1] == 0) & (ids[:-2] != 0))
        starts = np.flatnonzero((ids[:-1] == 0) & (ids[1:] != 0)) + 1
        total[starts] += self._weight("BOS")
        total[ends] += self._weight("EOS")
        return total

    def _of_hit(self, words: Sequence[str], hit: Hit, gazetteer: Gazetteer) -> _Placed:
        """Return the features that a listed name gives its words and the two around it.

        At the ends of a sentence these fall on the rows between the sentences.
        """
        listed = self._listed.get(gazetteer)
        if listed is None:
            listed = self._listed[gazetteer] = {}
        key = ("", *words[: hit.last]) if not hit.first else tuple(words[hit.first - 1 : hit.last])
        found = listed.get(key)
        if found is None:
            if len(listed) > _NAMES_KEPT:
                listed.clear()
            alone = hit._replace(first=1, last=len(key)) if hit.first else hit
            features = gazetteer_features(key if hit.first else key[1:], [alone], self._lexicon, gazetteer)
            placed = [(number - alone.first, name) for number, name in features]
            found = listed[key] = tuple(
                (number + distance, self._row[prefix + name])
                for number, name in placed
                for prefix, distance in (("", 0), ("+1", -1), ("-1", 1))
                if prefix + name in self._row
            )
        return found

    def _learn(self, new: Sequence[str]) -> None:
        """Add up the rows of words that are new."""
        first = len(self._cache) + 1
        self._cache.update(zip(new, range(first, first + len(new)), strict=True))
        while len(self._cache) >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            self._kinds = np.concatenate([self._kinds, np.zeros_like(self._kinds)])
        lists = [word_features(word, self._lexicon) for word in new]
        around, found, begins = self._around, [0], []
        for own, _, _ in lists:
            begins.append(len(found))
            found += [around[name] for name in own if name in around] or [0]
        self._rows[first : first + len(new)] = np.add.reduceat(self._around_weights[found], begins)
        self._kinds[first : first + len(new)] = [
            (int(_coarse(of_word)), _role(of_word), self._lower.get(word.lower(), 0))
            for word, of_word in zip(new, lists, strict=True)
        ]

    def _by_place(self) -> tuple[dict[str, int], Floats]:
        """Return the number of each feature of a word, and its weights for the word and its neighbours (``_OFFSETS``).

        Number 0 is no feature.
        """
        blocks = []
        numbers: dict[str, int] = {}
        for prefix in _OFFSETS:
            if prefix:
                rows = range(bisect.bisect_left(self._names, prefix), bisect.bisect_left(self._names, f"{prefix}\x7f"))
            else:
                rows = range(bisect.bisect_left(self._names, "a"), len(self._names))
            names = [name[len(prefix) :] for name in self._names[rows.start : rows.stop]]
            for name in names:
                numbers.setdefault(name, len(numbers) + 1)
            blocks.append((names, rows))
        weights = np.zeros((len(numbers) + 1, len(_OFFSETS), len(self.decoder.tags)), np.float32)
        for column, (names, rows) in enumerate(blocks):
            weights[[numbers[name] for name in names], column] = self._weights[rows.start : rows.stop]
        return numbers, weights

    def _weight(self, name: str) -> Floats:
        row = self._row.get(name)
        return np.zeros(len(self.decoder.tags), np.float32) if row is None else self._weights[row]

    def _named(self, kind: str) -> range:
        """Return the rows of the features ``kind=…``."""
        return range(bisect.bisect_left(self._names, f"{kind}="), bisect.bisect_left(self._names, f"{kind}>"))

    def _table(self, kind: str, size: tuple[int, ...]) -> Floats:
        """Return the weights of the features ``kind=1_2…``, which are of neighbouring words, as a table."""
        table = np.zeros((*size, len(self.decoder.tags)), np.float32)
        for row in self._named(kind):
            table[tuple(map(int, self._names[row][3:].split("_")))] = self._weights[row]
        return table

    def _marked(self, prefix: str) -> Floats:
        """Return the weights of each combination of marks."""
        weights = [[self._weight(prefix + name) for name in mark_features(bits)] for bits in range(1 << len(MARKS))]
        return np.array([np.sum(rows, axis=0) if rows else self._weight("") for rows in weights], np.float32)

    def _sorted_bigrams(self) -> tuple[dict[str, int], Numbers, Floats]:
        """Return the words of bigrams, numbered from 1, the pairs of their numbers in order, and the pairs' weights."""
        rows = self._named("ll")
        pairs = [self._names[row][3:].split(" ") for row in rows]
        lower: dict[str, int] = {}
        for pair in pairs:
            for word in pair:
                lower.setdefault(word, len(lower) + 1)
        keys = np.array([lower[one] * (len(lower) + 1) + lower[other] for one, other in pairs], np.int64)
        order = np.argsort(keys)
        weights = np.zeros((len(rows) + 1, len(self.decoder.tags)), np.float32)  # the last is behind every pair
        weights[:-1] = self._weights[rows.start : rows.stop][order]
        return lower, np.append(keys[order], np.iinfo(np.int64).max), weights


@functools.lru_cache(maxsize=1)
def model() -> Model:
    """Return the shipped model, read once per process."""
    return Model(lexicon())
