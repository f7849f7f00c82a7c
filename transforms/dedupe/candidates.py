"""Which articles may be copies of one another? An inverted index of sampled 5-grams, as arrays.

Postings travel in blocks (a few arrays for thousands of postings), one block for each pair of worker and partition:
a million articles have 80 million postings, and as single elements they would cost more than everything else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from transforms.dedupe.settings import DedupeSettings

Ints = npt.NDArray[np.int64]
DAY = 1_440  # minutes
LEAST = 2  # 5-grams that two candidates share
LEAST_SHARE = 0.15  # of the sampled 5-grams of the shorter; far below any copy, as only samples are counted


@dataclasses.dataclass(frozen=True, slots=True)
class Postings:
    """Which article has which sampled 5-gram: one row each, 17 bytes.

    A hash collides with another one of its partition once in some thousand times, which costs a comparison.
    """

    hash: npt.NDArray[np.uint32]  # 32 bits of the 5-gram's hash
    doc: Ints
    size: npt.NDArray[np.uint8]  # number of such rows of the article, 255 for more
    seen_at: npt.NDArray[np.int32]  # minutes since 1970

    def where(self, rows: npt.NDArray[np.generic]) -> Postings:
        """Return the rows that a mask or an index selects."""
        return Postings(self.hash[rows], self.doc[rows], self.size[rows], self.seen_at[rows])


@dataclasses.dataclass(frozen=True, slots=True)
class Pairs:
    """Articles that share sampled 5-grams: ``new`` is of this run, ``old`` of any. ``size`` is the shorter's."""

    old: Ints
    new: Ints
    shared: Ints
    size: Ints

    def where(self, rows: npt.NDArray[np.generic]) -> Pairs:
        """Return the rows that a mask or an index selects."""
        return Pairs(self.old[rows], self.new[rows], self.shared[rows], self.size[rows])


def postings_of(hashes: Ints, doc: int, seen_at: int) -> Postings:
    """Return the rows of one article, seen at the minute ``seen_at``, from its sampled hashes."""
    count = len(hashes)
    return Postings(
        np.bitwise_and(np.right_shift(hashes, 1), 0xFFFFFFFF).astype(np.uint32),  # the last bit is zero in all samples
        np.full(count, doc, dtype=np.int64),
        np.full(count, min(count, 255), dtype=np.uint8),
        np.full(count, seen_at, dtype=np.int32),
    )


def join_postings(blocks: Iterable[Postings]) -> Postings:
    """Return the rows of all blocks as one."""
    columns = list(zip(*((b.hash, b.doc, b.size, b.seen_at) for b in blocks), strict=True))
    return Postings(*(np.concatenate(column) for column in columns)) if columns else _NO_POSTINGS


def join_pairs(blocks: Iterable[Pairs]) -> Pairs:
    """Return the sums of pairs that several partitions counted."""
    columns = list(zip(*((b.old, b.new, b.shared, b.size) for b in blocks), strict=True))
    return _summed(Pairs(*(np.concatenate(column) for column in columns))) if columns else _NO_PAIRS


def partitions(keys: Ints, count: int) -> Iterator[tuple[str, Ints]]:
    """Yield (partition, row numbers) for rows with the given keys; ``doc`` keys fall where their bucket is."""
    number = np.mod(keys, count)
    order = np.argsort(number, kind="stable")
    edges = np.searchsorted(number[order], np.arange(count + 1))
    for index in range(count):
        if edges[index] < edges[index + 1]:
            yield f"{index:02d}", order[edges[index] : edges[index + 1]]


def hash_key(hashes: Ints) -> Ints:
    """Return what distributes hashes evenly, and is no part of what ``Postings`` hold: the high bits."""
    return np.right_shift(hashes, 40)


def pair_up(known: Postings, new: Postings, settings: DedupeSettings) -> Pairs:
    """Return the pairs of which at least one article is new, with the number of 5-grams that they share here.

    A 5-gram of more than ``settings.crowd`` articles pairs each with the first and with its neighbours only: copies
    share many 5-grams and stay connected, and the number of pairs stays linear. The order of rows does not matter.
    """
    known = known.where(np.isin(known.hash, new.hash))
    rows = join_postings([known, new])
    is_new = np.zeros(len(rows.hash), dtype=bool)
    is_new[len(known.hash) :] = True
    order = np.lexsort((~is_new, rows.doc, rows.hash))  # a revision of a known article counts as new
    rows, is_new = rows.where(order), is_new[order]
    once = np.ones(len(order), dtype=bool)
    once[1:] = (rows.hash[1:] != rows.hash[:-1]) | (rows.doc[1:] != rows.doc[:-1])
    rows, is_new = rows.where(once), is_new[once]
    left, right = _combinations(rows, settings)
    near = np.abs(rows.seen_at[left] - rows.seen_at[right]) <= settings.days * DAY
    wanted = near & (is_new[left] | is_new[right])
    left, right = left[wanted], right[wanted]
    swap = ~is_new[right]  # both new: the smaller hash is "old", so that all partitions agree
    a, b = np.where(swap, right, left), np.where(swap, left, right)
    shared = np.ones(len(a), dtype=np.int64)
    return _summed(Pairs(rows.doc[a], rows.doc[b], shared, np.minimum(rows.size[a], rows.size[b])))


def promising(pairs: Pairs) -> Pairs:
    """Return the pairs that are worth comparing word by word."""
    enough = (pairs.shared >= np.minimum(LEAST, pairs.size)) & (pairs.shared >= LEAST_SHARE * pairs.size)
    return pairs.where(enough)


def _combinations(rows: Postings, settings: DedupeSettings) -> tuple[Ints, Ints]:
    """Return row numbers of pairs within each run of equal hashes, the first of a pair before the second."""
    starts = np.flatnonzero(np.concatenate([[True], rows.hash[1:] != rows.hash[:-1]])) if len(rows.hash) else _NONE
    sizes = np.diff(np.append(starts, len(rows.hash)))
    left, right = [_NONE], [_NONE]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= settings.crowd)]).tolist():
        i, j = np.triu_indices(size, 1)
        base = starts[sizes == size][:, None]
        left.append((base + i).ravel())
        right.append((base + j).ravel())
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        if settings.crowd < size <= settings.common:
            i, j = _crowd(rows.seen_at[start : start + size])
            left.append(start + i)
            right.append(start + j)
    return np.concatenate(left), np.concatenate(right)


def _crowd(seen_at: npt.NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Return pairs that connect many articles: each with the one seen first, and with the next."""
    count, first = len(seen_at), int(np.argmin(seen_at))
    others = np.delete(np.arange(count), first)
    i = np.concatenate([np.minimum(others, first), np.arange(count - 1)])
    j = np.concatenate([np.maximum(others, first), np.arange(1, count)])
    distinct = np.unique(i * count + j)
    return distinct // count, distinct % count


def _summed(pairs: Pairs) -> Pairs:
    if len(pairs.old) == 0:
        return pairs
    pairs = pairs.where(np.lexsort((pairs.new, pairs.old)))
    starts = np.flatnonzero(
        np.concatenate([[True], (pairs.old[1:] != pairs.old[:-1]) | (pairs.new[1:] != pairs.new[:-1])])
    )
    return Pairs(
        pairs.old[starts],
        pairs.new[starts],
        np.add.reduceat(pairs.shared, starts),
        np.minimum.reduceat(pairs.size, starts),
    )


_NONE = np.empty(0, dtype=np.int64)
_NO_POSTINGS = postings_of(_NONE, 0, 0)
_NO_PAIRS = Pairs(_NONE, _NONE, _NONE, _NONE)
