"""The usual ways to find near-duplicates, on the same texts: MinHash-LSH (datasketch) and SimHash."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from transforms.dedupe.fingerprint import words_of

Labels = list[dict[str, Any]]


def methods(articles: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Labels]]:
    """Yield the name and the clusters of each method, at its usual thresholds and at its best on news texts."""
    grams = {row["doc"]: _grams(row["text"], 3) for row in articles}
    if importlib.util.find_spec("datasketch"):
        for threshold in (0.8, 0.7, 0.5, 0.3):
            yield (
                f"datasketch MinHash-LSH 256, 3-grams, J >= {threshold}",
                _components(grams, _minhash(grams, threshold)),
            )
    for distance in (3, 6, 10, 14):
        yield f"SimHash 64, 3-grams, distance <= {distance}", _components(grams, _simhash(grams, distance))


def _grams(text: str, size: int) -> set[str]:
    words = words_of(text)
    return {" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))}


def _minhash(grams: dict[str, set[str]], threshold: float) -> Iterator[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH

    index, hashes = MinHashLSH(threshold=threshold, num_perm=256), {}
    for doc, words in grams.items():
        hashes[doc] = MinHash(num_perm=256, seed=1)
        hashes[doc].update_batch([word.encode() for word in words])
        index.insert(doc, hashes[doc])
    for doc, own in hashes.items():
        yield from ((doc, other) for other in index.query(own) if own.jaccard(hashes[other]) >= threshold)


def _simhash(grams: dict[str, set[str]], distance: int) -> Iterator[tuple[str, str]]:
    hashes = {doc: _simhash_of(words) for doc, words in grams.items()}
    yield from ((a, b) for a, b in combinations(hashes, 2) if (hashes[a] ^ hashes[b]).bit_count() <= distance)


def _simhash_of(grams: Iterable[str]) -> int:
    totals = [0] * 64
    for gram in grams:
        value = int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=8).digest(), "big")
        for bit in range(64):
            totals[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit, total in enumerate(totals) if total > 0)


def _components(docs: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Labels:
    label = {doc: doc for doc in docs}

    def root(doc: str) -> str:
        while label[doc] != doc:
            doc = label[doc]
        return doc

    for one, other in pairs:
        label[root(one)] = root(other)
    return [{"doc": doc, "cluster": root(doc)} for doc in label]
