"""The name model: a linear-chain CRF over word features, run with numpy alone."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from transforms.entities.analysis import Sentence
from transforms.entities.features import ROLES, document_features, gazetteer_features, word_features
from transforms.entities.gazetteer import Gazetteer
from transforms.entities.lexicon import Lexicon, lexicon
from transforms.entities.resources import read_arrays, unpack_texts

Floats = npt.NDArray[np.float32]

WordFeatures = Callable[[str], tuple[list[str], list[str], list[str]]]


def sentence_features(
    words: Sequence[str], listed: Sequence[tuple[int, str]], marks: Mapping[str, list[str]], features: WordFeatures
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
        row += marks.get(word, ())
        rows.append(row)
    for number, feature in listed:
        rows[number].append(feature)
        if number:
            rows[number - 1].append(f"+1{feature}")
        if number < last:
            rows[number + 1].append(f"-1{feature}")
    rows[0] += ["BOS", *(f"BOS,{mark}" for mark in marks.get(words[0], ()))]
    rows[-1].append("EOS")
    return rows


def _coarse(features: tuple[list[str], list[str], list[str]]) -> str:
    return features[2][3][2:]


def _role(features: tuple[list[str], list[str], list[str]]) -> int:
    return int(features[2][4][2:])


_COARSE = 102  # coarse clusters and one for "no word"
_FORBIDDEN = -1e4
_OFFSETS = (("", 0), ("-1", 1), ("+1", 1), ("-2", 2), ("+2", 2))  # prefix of a feature, and which of a word's lists
_WORDS_KEPT = 100_000  # rows of the word cache before it is begun anew: 100,000 rows are 18 MB


class Model:
    """Tags sentences. A word's features are added up once, as five rows: for itself and for its four neighbours."""

    def __init__(self, words: Lexicon) -> None:
        arrays = read_arrays("model")
        self._lexicon = words
        self.tags = unpack_texts(arrays["tags"])
        self._weights: Floats = arrays["weights"].astype(np.float32)
        self._row = dict(zip(unpack_texts(arrays["features"]), range(len(self._weights)), strict=True))
        self._transitions = arrays["transitions"] + self._forbidden()
        self._start = np.array([_FORBIDDEN if tag.startswith("I-") else 0.0 for tag in self.tags], np.float32)
        self._pairs = {kind: self._table(kind, (_COARSE,) * 2) for kind in ("hh", "hn")}
        self._triples = self._table("rr", (ROLES,) * 3)
        self._bigrams: dict[str, dict[str, int]] = {}
        for feature, row in self._row.items():
            if feature.startswith("ll="):
                before, _, after = feature[3:].partition(" ")
                self._bigrams.setdefault(before, {})[after] = row
        self._cache: dict[str, tuple[int, str, dict[str, int] | None]] = {}
        self._rows: Floats = np.zeros((4096, len(_OFFSETS), len(self.tags)), np.float32)
        self._coarse = np.full(4096, _COARSE - 1, np.int64)
        self._roles = np.zeros(4096, np.int64)

    def tag(
        self, documents: Sequence[Sequence[Sentence]], gazetteer: Gazetteer
    ) -> list[list[list[tuple[int, int, str]]]]:
        """Return (first word, word after the last, label) of each name, for each sentence of each document."""
        sentences = [sentence for document in documents for sentence in document]
        if not sentences:
            return [[] for _ in documents]
        if len(self._cache) > _WORDS_KEPT:
            self._cache.clear()  # the rows are written anew
        emissions, starts = self._emissions(documents, gazetteer)
        paths = iter(self._viterbi(emissions, starts, [len(sentence.words) for sentence in sentences]))
        return [[self._names(next(paths)) for _ in document] for document in documents]

    def _emissions(self, documents: Sequence[Sequence[Sentence]], gazetteer: Gazetteer) -> tuple[Floats, list[int]]:
        """Return the score of every tag for every word, sentences apart by two empty rows, and where each begins."""
        ids: list[int] = [0, 0]
        starts: list[int] = []
        at: list[int] = []  # features that are not of single words: where, and which
        which: list[int] = []
        for sentences in documents:
            self._collect(sentences, gazetteer, ids, starts, at, which)
        return self._summed(np.array(ids), np.array(at, np.int64), np.array(which, np.int64)), starts

    def _collect(
        self,
        sentences: Sequence[Sentence],
        gazetteer: Gazetteer,
        ids: list[int],
        starts: list[int],
        at: list[int],
        which: list[int],
    ) -> None:
        """Append the words and the further features of one document."""
        row = self._row.get
        names = document_features([sentence.words for sentence in sentences], self._lexicon)
        marks = {word: [found for mark in own if (found := row(mark)) is not None] for word, own in names.items()}
        cache = self._cache
        for sentence in sentences:
            start = len(ids)
            starts.append(start)
            before: dict[str, int] | None = None
            for number, word in enumerate(sentence.words, start):
                known = cache.get(word)
                if known is None:
                    known = self._learn(word)
                ids.append(known[0])
                if before is not None and known[1] in before:
                    at.append(number)
                    which.append(before[known[1]])
                before = known[2]
                marked = marks.get(word)
                if marked:
                    which += marked
                    at += [number] * len(marked)
            end = len(ids)
            ids += [0, 0]
            extra = [(start, "BOS"), (end - 1, "EOS")]
            extra += [(start, f"BOS,{mark}") for mark in names.get(sentence.words[0], ())]
            for number, name in gazetteer_features(sentence.words, sentence.hits, self._lexicon, gazetteer):
                extra.append((start + number, name))
                if number:
                    extra.append((start + number - 1, f"+1{name}"))
                if start + number + 1 < end:
                    extra.append((start + number + 1, f"-1{name}"))
            for number, name in extra:
                feature = row(name)
                if feature is not None:
                    at.append(number)
                    which.append(feature)

    def _summed(self, ids: npt.NDArray[np.int64], at: npt.NDArray[np.int64], which: npt.NDArray[np.int64]) -> Floats:
        rows = self._rows[ids]
        total: Floats = rows[:, 0].copy()
        total[1:] += rows[:-1, 1]
        total[:-1] += rows[1:, 2]
        total[2:] += rows[:-2, 3]
        total[:-2] += rows[2:, 4]
        coarse = self._coarse[ids]
        total[1:] += self._pairs["hh"][coarse[:-1], coarse[1:]]
        total[:-1] += self._pairs["hn"][coarse[:-1], coarse[1:]]
        roles = self._roles[ids]
        total[1:-1] += self._triples[roles[:-2], roles[1:-1], roles[2:]]
        np.add.at(total, at, self._weights[which])
        return total

    def _viterbi(self, emissions: Floats, starts: list[int], lengths: list[int]) -> list[list[int]]:
        """Return the best tags of each sentence; all sentences go forward together, the longest first."""
        order = sorted(range(len(starts)), key=lambda number: -lengths[number])
        begin = np.array([starts[number] for number in order])
        length = np.array([lengths[number] for number in order])
        longest = int(length[0])
        alive = [int(np.searchsorted(-length, -step, side="left")) for step in range(longest)]
        best = emissions[begin] + self._start
        history = [best]
        for step in range(1, longest):
            live = alive[step]
            best = (best[:live, :, None] + self._transitions).max(1) + emissions[begin[:live] + step]
            history.append(best)
        paths = np.zeros((longest, len(order)), np.int64)
        into = self._transitions.T
        current = np.zeros(0, np.int64)
        for step in range(longest - 1, -1, -1):
            live = alive[step]
            scores = history[step].copy()
            scores[: len(current)] += into[current]
            current = scores.argmax(1)
            paths[step, :live] = current
        found: list[list[int]] = [[] for _ in order]
        for column, number in enumerate(order):
            found[number] = paths[: lengths[number], column].tolist()
        return found

    def _names(self, path: list[int]) -> list[tuple[int, int, str]]:
        names: list[tuple[int, int, str]] = []
        outside = self.tags.index("O")
        for number, tag in enumerate(path):
            if tag == outside:
                continue
            name = self.tags[tag]
            if name[0] == "I" and names and names[-1][1] == number:
                names[-1] = (names[-1][0], number + 1, names[-1][2])
            else:
                names.append((number, number + 1, name[2:]))
        return names

    def _learn(self, word: str) -> tuple[int, str, dict[str, int] | None]:
        """Add up the rows of a new word; remember its row, its lower-case form and the bigrams that it begins."""
        lists = word_features(word, self._lexicon)
        number = len(self._cache) + 1
        if number >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            self._coarse = np.concatenate([self._coarse, np.zeros_like(self._coarse)])
            self._roles = np.concatenate([self._roles, np.zeros_like(self._roles)])
        for column, (prefix, part) in enumerate(_OFFSETS):
            features = [self._row[prefix + name] for name in lists[part] if prefix + name in self._row]
            self._rows[number, column] = self._weights[features].sum(0)
        self._coarse[number] = int(_coarse(lists))
        self._roles[number] = _role(lists)
        lower = word.lower()
        known = self._cache[word] = (number, lower, self._bigrams.get(lower))
        return known

    def _table(self, kind: str, size: tuple[int, ...]) -> Floats:
        """Return the weights of the features ``kind=1_2…``, which are of neighbouring words, as a table."""
        table = np.zeros((*size, len(self.tags)), np.float32)
        for feature, row in self._row.items():
            if feature.startswith(kind + "="):
                table[tuple(map(int, feature[3:].split("_")))] = self._weights[row]
        return table

    def _forbidden(self) -> Floats:
        """Return a large negative score where a tag cannot follow another: I only after B or I of its label."""
        allowed = [[after[0] != "I" or before[1:] == after[1:] for after in self.tags] for before in self.tags]
        return np.where(np.array(allowed), np.float32(0), np.float32(_FORBIDDEN))


@functools.lru_cache(maxsize=1)
def model() -> Model:
    """Return the shipped model, read once per process."""
    return Model(lexicon())
