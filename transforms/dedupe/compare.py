"""Are two texts copies of one? Containment of word 5-grams, and what speaks against it.

Jaccard similarity is the wrong measure: a copy cut to its first third has a third of it, and is contained fully.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from transforms.dedupe.fingerprint import NUMBER, Words, shingles
from transforms.dedupe.settings import DedupeSettings

GAP = 20  # 5-grams in a row that the other lacks: a passage of its own, not an edit
LEAD = 120  # 5-grams at the start
EDITED_MARGIN = 0.1  # below ``containment``, still enough if both begin alike and the differences are scattered
SAME, CUT, ALL = 0.95, 0.9, 0.99  # of the 5-grams of both, of the 5-grams of the shorter, of the words

Mask = npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """Two copies of one text. ``similarity``: share of the shorter contained in the longer, 0 to 1."""

    similarity: float
    relation: str  # same, cut, edited


def compare(one: Words, other: Words, settings: DedupeSettings) -> Match | None:
    """Return how two texts (words without boilerplate) match, or ``None`` if they are no copies of one.

    Follow-ups (a new lead above old background), round-ups (the shorter stands somewhere inside) and bulletins
    (the same words around other numbers) are none. Which text comes first does not matter.
    """
    short, long = (one, other) if (len(one), one.tobytes()) <= (len(other), other.tobytes()) else (other, one)
    if len(short) == 0:
        return None
    a, b = shingles(short), shingles(long)
    in_long, in_short = np.isin(a, b), np.isin(b, a)
    contained, covered = _share(a, in_long), _share(b, in_short)
    if not _is_copy(contained, covered, in_long, in_short, settings):
        return None
    if _other_numbers(short, long, settings):
        return None
    return Match(round(contained, 4), _relation(contained, covered, short, long))


def best_match(ones: Iterable[bytes], others: Iterable[bytes], settings: DedupeSettings) -> Match | None:
    """Return the best match between the versions of two articles (their words as bytes)."""
    pairs = itertools.product(*([np.frombuffer(text, dtype="<u2") for text in texts] for texts in (ones, others)))
    matches = [match for one, other in pairs if (match := compare(one, other, settings)) is not None]
    return max(matches, key=lambda match: (match.similarity, match.relation), default=None)


def _is_copy(contained: float, covered: float, in_long: Mask, in_short: Mask, settings: DedupeSettings) -> bool:
    if contained < settings.containment - EDITED_MARGIN:
        return False
    lead = min(LEAD, len(in_long))  # a brief ends before it has a lead's length
    lead_short, lead_long, apart = float(in_long[:lead].mean()), float(in_short[:lead].mean()), _gaps(in_long)
    if covered < 0.6 and lead_long < 0.35 and (apart > 0.1 or _spread(in_short) < 0.5):
        return False  # the longer begins with something else, and is mostly something else
    if contained < settings.containment:
        return apart <= 0.4 and min(lead_short, lead_long) >= 0.55
    return contained >= 0.8 or apart <= 1 / 3


def _relation(contained: float, covered: float, short: Words, long: Words) -> str:
    """Name the relation; where paragraphs were moved, 5-grams across their borders are lost, but no words."""
    common = common_words(short, long)
    kept = common >= ALL * len(short)
    if min(contained, covered) >= SAME or (kept and common >= ALL * len(long)):
        return "same"
    return "cut" if contained >= CUT or kept else "edited"


def common_words(one: Words, other: Words) -> int:
    """Return how many words two texts have in common, wherever they stand.

    >>> common_words(np.array([1, 1, 2], dtype=np.uint16), np.array([2, 1, 3], dtype=np.uint16))
    2
    """
    return int(np.minimum(np.bincount(one, minlength=65_536), np.bincount(other, minlength=65_536)).sum())


def _share(hashes: npt.NDArray[np.int64], found: Mask) -> float:
    distinct, first = np.unique(hashes, return_index=True)
    return float(found[first].sum() / len(distinct))


def _gaps(found: Mask) -> float:
    """Return the share of positions in runs of at least ``GAP`` that the other text lacks.

    >>> _gaps(np.array([True] * 60 + [False] * 20))
    0.25
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[True], found, [True]]).astype(np.int8)))
    runs = edges[1::2] - edges[::2]
    return float(runs[runs >= GAP].sum() / len(found))


def _spread(found: Mask) -> float:
    """Return the share of a text over which the middle four fifths of what the other has of it are spread.

    >>> _spread(np.array([False] * 50 + [True] * 21 + [False] * 9))
    0.2
    """
    at = np.flatnonzero(found)
    first, last = np.quantile(at, [0.1, 0.9]) if len(at) else (0.0, 0.0)
    return float(last - first) / len(found)


def _other_numbers(short: Words, long: Words, settings: DedupeSettings) -> bool:
    """Tell whether two texts of one length differ in their numbers: a bulletin about something else.

    Copies cut or extended lack numbers on one side only; here each side has its own. In long texts most must differ.
    """
    if len(short) < 0.8 * len(long):
        return False
    a, b = _numbers(short), _numbers(long)
    if not a - b or not b - a:
        return False
    own = min(len(a - b) / len(a), len(b - a) / len(b))
    return own >= (0.25 if len(short) < settings.short_words else 0.5)


def _numbers(words: Words) -> set[Any]:
    """Return the numbers of a text, and those that stand together ("5.1" is 5, 1 and (5, 1))."""
    is_number = words >= NUMBER
    pairs = np.flatnonzero(is_number[1:] & is_number[:-1])
    return {*words[is_number].tolist(), *zip(words[pairs].tolist(), words[pairs + 1].tolist(), strict=True)}
