"""Train the name model and write ``data/model.npz``.

Usage: python tools/entities/train_model.py TRAIN_DIR OUT [--crfsuite MODEL]

TRAIN_DIR  a folder of ``*.jsonl.gz``: one document a line, {"id", "text", "entities": [{"start", "end", "label"}]},
           labels PER, LOC, ORG and MISC (see docs/entities.md for the texts that were used); the texts of our own,
           beside this script, come to them
OUT        where to write; the model is the same to the byte for the same folder on one kind of machine

Needs python-crfsuite 0.9.12 and numpy. Takes about ten minutes and 4 GB.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pycrfsuite

from tools.entities.own_texts import Document, read_texts
from transforms.entities.analysis import Analysis, Sentence, analyse
from transforms.entities.features import ROLES, document_marks, gazetteer_features, word_features
from transforms.entities.gazetteer import gazetteer
from transforms.entities.lexicon import lexicon
from transforms.entities.model import sentence_features
from transforms.entities.repairs import trim
from transforms.entities.resources import pack, pack_texts
from transforms.entities.rules import coarse

TEXTS = Path(__file__).with_name("texts")
OPTIONS = {"c1": 0.25, "c2": 0.02, "max_iterations": 110, "feature.minfreq": 2}
OF_CORPUS = ("s=", "l=", "b=", "h=", "rr=", "G=", "-1l=")  # features that are doubled for each corpus
OWN = "own"  # the corpus of our own texts
# How much the model keeps of what only one corpus says.
SHARES = {OWN: 0.4} | dict.fromkeys(("crossner", "fewnerd", "gmb", "gum"), 0.12)
SMALLEST_WEIGHT = 0.01  # of a feature, for any label; smaller ones are dropped
TITLE_CASE, CAPITALS, DATELINES = 0.04, 0.03, 0.5  # shares of sentences (of documents) that are copied in that form
SILVER = "gmb"  # labelled by machine, one name this way and that
NEWS = ("gmb", "gum")  # files whose documents may begin with a dateline
COARSE = {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC"} | dict.fromkeys(
    ("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"), "MISC"
)
AGENCIES = ["AFP", "AP", "Reuters", "UPI", "Xinhua", "REUTERS", "IANS", "dpa", "Bloomberg"]
CITIES = [
    *("Washington", "London", "Paris", "Moscow", "Beijing", "Baghdad", "Kabul", "Jerusalem", "Tokyo", "Berlin"),
    *("Geneva", "Brussels", "Vienna", "Cairo", "Tehran", "Islamabad", "Nairobi", "Johannesburg", "Seoul", "Sydney"),
    *("Madrid", "Rome", "Athens", "Ankara", "Kiev", "Warsaw", "Lagos", "Houston", "Chicago", "Damascus", "Beirut"),
    *("Mogadishu", "Khartoum", "Harare", "Manila", "Jakarta", "Bangkok", "Hanoi", "Havana", "Caracas", "Bogota"),
    *("Lima", "Canberra", "Ottawa", "New York", "New Delhi", "Mexico City", "Los Angeles", "Hong Kong", "Tel Aviv"),
    *("Sao Paulo", "Abu Dhabi"),
]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--crfsuite", type=Path, help="keep the model of crfsuite here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = args.crfsuite or Path(folder) / "model.crfsuite"
        train(args.train, model)
        arrays = export(model)
    args.out.write_bytes(pack(arrays))
    print(f"{args.out}: {args.out.stat().st_size:,} bytes, {arrays['weights'].shape[0]:,} features")


def train(folder: Path, out: Path) -> None:
    """Train on every file of ``folder``."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=OPTIONS, verbose=False)
    started, words = time.monotonic(), 0
    for path in [*sorted(folder.glob("*.jsonl.gz")), *sorted(TEXTS.glob("*.txt"))]:
        corpus = OWN if path.parent == TEXTS else path.name.partition(".")[0]
        for document in _documents(path):
            for features, tags in examples(document, corpus):
                trainer.append(pycrfsuite.ItemSequence(features), tags)
                words += len(tags)
    print(f"{words:,} words after {time.monotonic() - started:.0f} s", flush=True)
    trainer.train(str(out))
    print(f"trained after {time.monotonic() - started:.0f} s", trainer.logparser.last_iteration, flush=True)


def examples(document: Document, corpus: str) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield the features and the tags (BIO) of each sentence.

    Capitalised words have features of their corpus besides, which take up what only its guideline says ("frustratingly
    easy" domain adaptation, Daumé 2007); the model keeps a small share of them.
    """
    analysis = analyse(document.text, lexicon(), gazetteer())
    marks = document_marks(analysis.sentences, lexicon())
    for sentence in analysis.sentences:
        listed = gazetteer_features(sentence.words, sentence.hits, lexicon(), gazetteer())
        rows = sentence_features(sentence.words, list(listed), marks, _word_features)
        for word, row in zip(sentence.words, rows, strict=True):
            if word[0].isupper():
                row += [f"@{corpus},{feature}" for feature in row if feature.startswith(OF_CORPUS)]
            row.append(f"@{corpus}")
        yield rows, _tags(analysis, sentence, document)


_CACHE: dict[str, tuple[list[str], list[str], list[str]]] = {}


def _word_features(word: str) -> tuple[list[str], list[str], list[str]]:
    found = _CACHE.get(word)
    if found is None:
        found = _CACHE[word] = word_features(word, lexicon())
    return found


def _tags(analysis: Analysis, sentence: Sentence, document: Document) -> list[str]:
    """Return the tags of one sentence. Words in small letters at either end of a name are left out of it."""
    tags = ["O"] * len(sentence.words)
    starts, ends = analysis.tokens.starts, analysis.tokens.ends
    at, end = sentence.first, sentence.first + len(sentence.words)
    for start, stop, label in document.names:
        first, last = bisect.bisect_right(ends, start, at, end), bisect.bisect_left(starts, stop, at, end)
        first, last = trim(analysis.tokens.words, first, last, label)
        for number in range(first, last):
            tags[number - at] = ("B-" if number == first else "I-") + label
    return tags


def _documents(path: Path) -> Iterator[Document]:
    """Yield the documents of one file and their copies as news agencies and headline writers would have them."""
    chance = random.Random(path.name)
    for text, marked in read_texts(path) if path.suffix == ".txt" else _rows(path):
        document = Document(text, sorted((start, end, COARSE.get(label, label)) for start, end, label in marked))
        if path.name.startswith(SILVER):
            document = _relisted(document)
        if path.name.startswith(NEWS) and chance.random() < DATELINES:
            document = _with_dateline(document, chance)
        yield document
        yield from _headlines(document, chance)


def _relisted(document: Document) -> Document:
    """Return the document with listed names labelled as the lists say: the silver labels of one name vary."""
    names = []
    for start, end, label in document.names:
        known = gazetteer().known(document.text[start:end])
        names.append((start, end, label if known is None else coarse(known.label)))
    taken = {position for start, end, _ in names for position in range(start, end)}
    analysis = analyse(document.text, lexicon(), gazetteer())
    for sentence in analysis.sentences:
        for hit in sentence.hits:
            if hit.known is not None and hit.known.kind in ("people", "nation"):
                first, last = sentence.first + hit.first, sentence.first + hit.last
                start, end = analysis.tokens.starts[first], analysis.tokens.ends[last - 1]
                if start not in taken and end - 1 not in taken:
                    names.append((start, end, coarse(hit.known.label)))
    return Document(document.text, sorted(names))


def _rows(path: Path) -> Iterator[Document]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Document(row["text"], [(name["start"], name["end"], name["label"]) for name in row["entities"]])


def _with_dateline(document: Document, chance: random.Random) -> Document:
    """Return the document with a dateline before it: ``LONDON (AFP) - `` and the like."""
    city, agency = chance.choice(CITIES), chance.choice(AGENCIES)
    city = city.upper() if chance.random() < 0.6 else city
    day = (
        f", {chance.choice(['Jan.', 'March', 'Oct.', 'June'])} {chance.randint(1, 28)}" if chance.random() < 0.4 else ""
    )
    shown = f" ({agency})" if chance.random() < 0.7 else ""
    head = f"{city}{day}{shown} {chance.choice(['-', '--', '—'])} "
    added = [(0, len(city), "LOC")]
    if shown:
        start = head.index("(") + 1
        added.append((start, start + len(agency), "ORG"))
    moved = [(start + len(head), end + len(head), label) for start, end, label in document.names]
    return Document(head + document.text, added + moved)


def _headlines(document: Document, chance: random.Random) -> Iterator[Document]:
    """Yield single lines of the document in title case or in capitals (equally long, so that offsets stay)."""
    start = 0
    for line in document.text.split("\n"):
        end, draw = start + len(line), chance.random()
        if draw < TITLE_CASE + CAPITALS and 5 <= len(line.split()) <= 14:
            names = [(a - start, b - start, label) for a, b, label in document.names if a >= start and b <= end]
            shown = line.upper() if draw < CAPITALS else " ".join(w[:1].upper() + w[1:] for w in line.split(" "))
            if len(shown) == len(line):
                yield Document(shown, names)
        start = end + 1


def export(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the weights of a crfsuite model: a row for each feature, a column for each tag."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    info = tagger.info()
    tags = sorted(info.labels)
    column = {tag: number for number, tag in enumerate(tags)}
    rows: dict[str, npt.NDArray[np.float32]] = {}
    for (feature, tag), weight in info.state_features.items():
        rows.setdefault(feature, np.zeros(len(tags), np.float32))[column[tag]] = weight
    rows = _mixed(rows)
    kept = sorted(feature for feature, row in rows.items() if np.abs(row).max() >= SMALLEST_WEIGHT)
    transitions = np.zeros((len(tags), len(tags)), np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[column[before], column[after]] = weight
    return {
        "tags": pack_texts(tags),
        "transitions": transitions,
        "features": pack_texts(kept),
        "weights": np.stack([rows[feature] for feature in kept]).astype(np.float16),
    }


def _mixed(rows: dict[str, npt.NDArray[np.float32]]) -> dict[str, npt.NDArray[np.float32]]:
    """Return the common features with a share of those of the mixed corpora; what is a corpus's bias goes to roles."""
    mixed = {feature: row.copy() for feature, row in rows.items() if feature[0] != "@"}
    for corpus, share in SHARES.items():
        bias = share * rows[f"@{corpus}"]
        for role in range(1, ROLES):  # every word has one
            mixed[f"r={role}"] = mixed.get(f"r={role}", 0) + bias
        for feature, row in rows.items():
            if feature.startswith(f"@{corpus},"):
                common = feature.partition(",")[2]
                mixed[common] = mixed.get(common, 0) + share * row
    return mixed


if __name__ == "__main__":
    main()
