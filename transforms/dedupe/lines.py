"""Site memory: the lines that a site repeats under different stories are not the body of any of them.

The difficulty is the copy of a story under another title on the same site: its lines are repeated as well. A page
therefore votes for a line only as far as the page is its own: if more than half of its words were seen under other
titles, it is taken for a copy, or for a page of nothing but boilerplate, and its vote counts little or not at all.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from schemas.keys import PageKey
from transforms.dedupe.settings import DedupeSettings

Ints = npt.NDArray[np.int64]
OWN, PARTLY = 0.5, 0.8  # share of a page's words in repeated lines up to which its vote is full, or weak
OWN_WORDS = 20  # words of its own that a weak vote needs
WEAK = 4  # times as many votes are needed where most are weak, or to cut a long line
LEFT = 0.2  # share of a text, and
LEFT_WORDS = 10  # words of it, that must remain


@dataclasses.dataclass(frozen=True, slots=True)
class Boilerplate:
    """Paragraphs of one page that do not count in comparing, and those of them that are cut from its text."""

    ignored: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class PageLines:
    """What site memory needs to know of one page. Everything is an integer: this crosses a shuffle."""

    page: int
    bucket: str  # where the page's article is decided
    source: int
    story: int  # hash of the title; two pages of one title are one story
    seen_at: int  # minutes since 1970
    lines: tuple[int, ...]
    words: tuple[int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SeenLines:
    """Rows of the site memory: line and site, story, vote (0, 1, 2), time. One row for each line and story."""

    line: Ints
    story: Ints
    vote: Ints
    seen_at: Ints


def page_lines(key: PageKey, page: int, bucket: str, source: int, seen_at: int) -> PageLines:
    """Return the lines of ``key``; a page without a title is a story of its own."""
    print_ = key.fingerprint
    return PageLines(page, bucket, source, print_.title or page, seen_at, print_.lines, print_.line_words)


def lines_of(pages: Sequence[PageLines]) -> Ints:
    """Return the hash of site and paragraph of each line of ``pages``, in order."""
    sources = np.repeat(np.array([page.source for page in pages], np.int64), [len(page.lines) for page in pages])
    return _keyed(_concat(page.lines for page in pages), sources)


def find_boilerplate(
    known: SeenLines, pages: Iterable[PageLines], settings: DedupeSettings
) -> tuple[Iterator[tuple[PageLines, Boilerplate]], SeenLines]:
    """Return the boilerplate of each page that has some, and the rows to remember.

    ``known`` has the rows of ``lines_of(pages)``; others do not matter, nor does the order of ``pages``.
    """
    listed = list(pages)
    starts = np.cumsum([0] + [len(page.lines) for page in listed])
    owner = np.repeat(np.arange(len(listed)), np.diff(starts))
    line = lines_of(listed)
    words = _concat(page.words for page in listed)
    story = np.array([page.story for page in listed], np.int64)
    vote = _votes(known, line, words, story, owner)
    seen_at = np.array([page.seen_at for page in listed], np.int64)
    counted = words > 0
    new = SeenLines(line[counted], story[owner][counted], vote[owner][counted], seen_at[owner][counted])
    full, any_ = _tally(_joined(known, new), line)
    ignored = counted & ((full >= settings.boilerplate_pages) | (any_ >= WEAK * settings.boilerplate_pages))
    cut = ignored & ((words <= settings.long_line_words) | (full >= WEAK * settings.boilerplate_pages))
    found = (
        (listed[index], _spare(words[a:b], ignored[a:b], cut[a:b]))
        for index, (a, b) in enumerate(itertools.pairwise(starts.tolist()))
        if ignored[a:b].any()
    )
    return found, _not_known(known, new)


def _votes(known: SeenLines, line: Ints, words: Ints, story: Ints, owner: Ints) -> Ints:
    """Return each page's vote, from the share of its words that stand under other titles too."""
    stories = _distinct(np.concatenate([known.line, line]), np.concatenate([known.story, story[owner]]))
    lines, count = np.unique(stories[0], return_counts=True)
    repeated = count[np.searchsorted(lines, line)] > 1
    total = np.bincount(owner, weights=words, minlength=len(story))
    shared = np.bincount(owner, weights=words * repeated, minlength=len(story))
    share = shared / np.maximum(total, 1)
    weak = (share <= PARTLY) & (total - shared >= OWN_WORDS)
    return np.where(share <= OWN, 2, np.where(weak, 1, 0)).astype(np.int64)


def _tally(rows: SeenLines, line: Ints) -> tuple[Ints, Ints]:
    """Return for each of ``line`` the stories that vote for it fully, and at all."""
    result = []
    for least in (2, 1):
        voted = rows.vote >= least
        lines, count = np.unique(_distinct(rows.line[voted], rows.story[voted])[0], return_counts=True)
        at = np.minimum(np.searchsorted(lines, line), max(len(lines) - 1, 0))
        result.append(np.where(lines[at] == line, count[at], 0) if len(lines) else np.zeros(len(line), np.int64))
    return result[0], result[1]


def _spare(words: Ints, ignored: npt.NDArray[np.bool_], cut: npt.NDArray[np.bool_]) -> Boilerplate:
    """Return the paragraphs to leave out; none if next to nothing would be left."""
    return Boilerplate(*(_indices(mask) if _enough(words, mask) else () for mask in (ignored, cut)))


def _enough(words: Ints, mask: npt.NDArray[np.bool_]) -> bool:
    left, total = int(words[~mask].sum()), int(words.sum())
    return left >= LEFT_WORDS and left >= LEFT * total


def _indices(mask: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mask).tolist())


def _not_known(known: SeenLines, new: SeenLines) -> SeenLines:
    """Return the distinct rows of ``new`` that say more than ``known`` does."""
    order = np.lexsort((new.seen_at, -new.vote, new.story, new.line))
    line, story, vote, seen_at = (x[order] for x in (new.line, new.story, new.vote, new.seen_at))
    first = np.ones(len(line), dtype=bool)
    first[1:] = (line[1:] != line[:-1]) | (story[1:] != story[:-1])
    held = np.isin(_keyed(line, story) * 4 + vote, _keyed(known.line, known.story) * 4 + known.vote)
    keep = first & ~held
    return SeenLines(line[keep], story[keep], vote[keep], seen_at[keep])


def _joined(a: SeenLines, b: SeenLines) -> SeenLines:
    return SeenLines(*(np.concatenate([getattr(a, f), getattr(b, f)]) for f in ("line", "story", "vote", "seen_at")))


def _distinct(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    first = np.ones(len(a), dtype=bool)
    first[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return a[first], b[first]


def _keyed(a: Ints, b: Ints) -> Ints:
    """Return one hash for each pair."""
    with np.errstate(over="ignore"):
        mixed: Ints = (a ^ (b * np.int64(-7046029254386353131))) * np.int64(-4658895280553007687)
        mixed ^= np.right_shift(mixed, 29)
    return mixed


def _concat(parts: Iterable[tuple[int, ...]]) -> Ints:
    return np.fromiter((value for part in parts for value in part), dtype=np.int64)
