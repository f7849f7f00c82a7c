"""What the lines of a text page look like, as numbers: the input of ``linemodel``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from transforms.extract.datelines import parse_dateline
from transforms.extract.textlines import Line, is_notice
from transforms.related.vocabulary import ACTION, CUE

Matrix = npt.NDArray[np.float32]

_STEPS = (2, 3, 4, 6, 8, 11, 15, 22, 40)  # words: a unit for each that a line reaches
_SENTENCE = re.compile(r"[.!?…。！？](?:[\"'”’»)\]]|\s*\(\w+\))*$")
_INNER_STOP = re.compile(r"[a-zß-ÿ\d\"”’)][.!?][\"”’)]?\s+[\"“‘«(]?[^\W\da-zß-ÿ_]|[。！？].")
_ELLIPSIS = re.compile(r"(?:\.{3}|…)\W*$")
_QUOTE = re.compile(r"[\"“”„«»'‘’`´]")
_SIGNS = re.compile(r"\||::|»|©|https?:|www\.|\w@\w")
_LEGAL = re.compile(
    r"©|\bcopyright\b|rights reserved|derechos reservados|tous droits|alle rechte|privacy|cookies?\b"
    r"|terms (?:of|and)|powered by"
    r"|\bp\.?o\.? box\b|\btel[:. ]|\bfax\b|e-?mail|subscri|newsletter|password|log ?in\b|sign (?:in|up)\b"
    r"|advertis|required"
    r"|\bcomments?\b|your (?:name|e-?mail|site)|download|\bapps?\b|follow us|javascript|browser",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*(?:related|more|most|latest|recent|top|other|also|see|read|recommended|you (?:may|might)|don.t miss"
    r"|popular|trending|editor"
    r"|headlines|breaking|today|must|features?|similar|news|mehr|meist|lire|les plus|leggi|relacionad|te puede"
    r"|veja|en portada"
    r"|videos?|photos?|multimedia|opinion|just in|in other|past|next|previous|up next|multimedia|das könnte"
    r"|auch interessant)",
    re.IGNORECASE,
)
_COMMENTER = re.compile(
    r"^(?:by )?[\w .'-]{2,40} (?:-|on|says:?|wrote:?) .*\d{1,4}[/., ]\d{1,2}|\bby \w{1,40} \d\d?/\d\d?/"
    r"|\breply\b|report abuse",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:by|von|par|por|di|text|written by|autor|author)\b:? ", re.IGNORECASE)
_UNIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)|\d\s?[ap]\.?m\b", re.IGNORECASE)
_GAP = 4  # other lines that a chain of paragraphs may hold in a row
_HEAD = 4  # first lines of a page, among which its title may stand in full
_WORD = re.compile(r"[^\W\d_]+")

NAMES = (
    *(f"words>={step}" for step in _STEPS),
    *("sentence", "inner stop", "ellipsis", "colon", "comma", "quote", "question", "signs", "legal", "action", "cue"),
    *(
        "label",
        "aside",
        "commenter",
        "byline",
        "dateline",
        "digits",
        "starts lower",
        "capitals",
        "title case",
        "lower words",
    ),
    *("bullet", "ranked", "timed", "tabs", "many tabs", "indented", "blank before", "two blanks before", "blank after"),
    *("repeated", "seen before", "long", "short chars", "one", "list-like"),
    *("year", "clock", "headline-like", "menu-like", "summary-like", "two sentences", "doubled", "in first lines"),
)
_WINDOW = (
    *(f"words>={step}" for step in _STEPS),
    *("sentence", "aside", "label", "legal", "bullet", "timed", "byline", "dateline", "long", "year", "repeated"),
    *("headline-like", "menu-like", "summary-like"),
)


def own_features(lines: Sequence[Line]) -> Matrix:
    """Return a row of ``NAMES`` for each line: what it shows by itself, and how often the page repeats it."""
    shown = Counter(line.text.casefold() for line in lines)
    before: set[str] = set()
    rows = np.zeros((len(lines), len(NAMES)), np.float32)
    head = [line.text.casefold() for line in lines[:_HEAD]]
    for index, line in enumerate(lines):
        after = lines[index + 1].gap if index + 1 < len(lines) else 1
        folded = line.text.casefold()
        titled = line.words >= 3 and any(folded in text for text in head[: max(index, 1) - (index == 0)])
        rows[index] = [*_row(line, after, shown[folded], folded in before), titled]
        before.add(folded)
    return rows


def _row(line: Line, gap_after: int, times: int, seen: bool) -> list[float]:
    text = line.text
    letters = _WORD.findall(text)
    lower = sum(word[0].islower() for word in letters) / max(len(letters), 1)
    long_words = [word for word in letters if len(word) > 3]
    titled = sum(word[0].isupper() for word in long_words) / max(len(long_words), 1)
    sentence = bool(_SENTENCE.search(text))
    return [
        *(float(line.words >= step) for step in _STEPS),
        sentence,
        bool(_INNER_STOP.search(text)),
        bool(_ELLIPSIS.search(text)),
        text.endswith(":"),
        text.endswith((",", ";")),
        bool(_QUOTE.search(text)),
        text.endswith("?"),
        bool(_SIGNS.search(line.shown)),
        bool(_LEGAL.search(text)),
        bool(ACTION.match(text)),
        bool(CUE.match(text)),
        bool(_LABEL.match(text)) and line.words <= 5,
        is_notice(text),
        bool(_COMMENTER.search(line.shown)),
        bool(_BYLINE.match(text)) and line.words <= 9,
        line.words >= 2 and parse_dateline(line.shown) is not None,
        bool(_UNIT.search(text)),
        text[:1].islower(),
        text.isupper() and len(text) > 3,
        titled if len(long_words) > 1 else 0.5,
        lower,
        line.bullet,
        line.ranked,
        line.timed,
        line.tabs > 0,
        line.tabs > 2,
        min(line.indent, 8) / 8,
        line.gap > 0,
        line.gap > 1,
        gap_after > 0,
        times > 1,
        seen,
        len(text) >= 90 and (sentence or len(text) >= 170),
        len(text) < 12,
        1.0,
        line.bullet or line.ranked or line.timed or line.tabs > 0,
        *_looks(line, text, lower),
    ]


def _looks(line: Line, text: str, lower: float) -> list[float]:
    """Return what a line looks like on the whole, by several of its traits at once."""
    told = bool(_SENTENCE.search(text)) and not text.endswith(("?", "!", "…", "..."))
    plain = not told and not _LEGAL.search(text) and not _SIGNS.search(line.shown) and not is_notice(text)
    inner = bool(_INNER_STOP.search(text))
    return [
        bool(_YEAR.search(text)),
        bool(_CLOCK.search(text)),
        plain and 4 <= line.words <= 20 and not ACTION.match(text) and (lower > 0.15 or line.words >= 5),
        plain and line.words <= 3 and not _UNIT.search(text),
        line.words >= 12 and (told or bool(_ELLIPSIS.search(text))) and not line.bullet,
        inner and line.words >= 10,
        line.doubled,
    ]


def context_features(own: Matrix, lines: Sequence[Line]) -> Matrix:
    """Return ``own`` with what surrounds each line: neighbours, windows, its list, its place on the page."""
    columns = [NAMES.index(name) for name in _WINDOW]
    near = own[:, columns]
    parts = [own]
    parts += [shifted(near, step) for step in (-2, -1, 1, 2)]
    parts += [window_mean(near, -6, -1), window_mean(near, 1, 6)]
    parts.append(_list_features(near, lines))
    parts.append(_page_features(own, lines))
    return np.concatenate(parts, axis=1)


def shifted(rows: Matrix, step: int) -> Matrix:
    """Return for each line the row of the line ``step`` further on, zero beyond the page."""
    result = np.zeros_like(rows)
    if step < 0:
        result[-step:] = rows[:step]
    else:
        result[:-step] = rows[step:]
    return result


def window_mean(rows: Matrix, first: int, last: int) -> Matrix:
    """Return for each line the mean of the rows from ``first`` to ``last`` lines further on, within the page."""
    total = np.concatenate([np.zeros((1, rows.shape[1]), np.float32), np.cumsum(rows, axis=0, dtype=np.float32)])
    index = np.arange(len(rows))
    start, end = np.clip(index + first, 0, len(rows)), np.clip(index + last + 1, 0, len(rows))
    return (total[end] - total[start]) / np.maximum(end - start, 1)[:, None].astype(np.float32)


def _list_features(near: Matrix, lines: Sequence[Line]) -> Matrix:
    """Return what the run of neighbouring lines of one form has in common: its size, and the means of its lines."""
    sizes = np.zeros((len(lines), 4), np.float32)
    for start, end in _runs(lines):
        sizes[start:end] = [end - start >= size for size in (3, 5, 10, 20)]
    return np.concatenate([sizes, run_means(near, lines)], axis=1)


def run_means(rows: Matrix, lines: Sequence[Line]) -> Matrix:
    """Return for each line the mean of the rows of its run: the neighbouring lines of one form."""
    result = np.zeros_like(rows)
    for start, end in _runs(lines):
        result[start:end] = rows[start:end].mean(axis=0)
    return result


def template_means(rows: Matrix, own: Matrix, lines: Sequence[Line]) -> Matrix:
    """Return for each line the mean of the rows of all lines of its form with the same kind of neighbours.

    That is how pages print lists of records (section, headline, summary, date): line by line, again and again.
    """
    groups: dict[Hashable, list[int]] = {}
    for at, key in enumerate(templates([_size(line, row) for line, row in zip(lines, own, strict=True)], lines)):
        groups.setdefault(key, []).append(at)
    result = np.zeros((len(lines), rows.shape[1] + 1), np.float32)
    for members in groups.values():
        result[members, :-1] = rows[members].mean(axis=0)
        result[members, -1] = min(len(members), 8) / 8
    return result


def templates(sizes: Sequence[int], lines: Sequence[Line]) -> Iterator[tuple[Hashable, ...]]:
    """Yield for each line what it has in common with the lines in its place in other records of the page."""
    for at, line in enumerate(lines):
        before = (sizes[at - 1], lines[at - 1].form) if at else None
        after = (sizes[at + 1], lines[at + 1].form, min(lines[at + 1].gap, 1)) if at + 1 < len(lines) else None
        yield (line.form, sizes[at] > 1, min(line.gap, 1), before, after)


def _size(line: Line, row: npt.NDArray[np.float32]) -> int:
    """Return the size class of a line: 0 for times and the like, then words, sections, headlines, summaries."""
    if row[NAMES.index("aside")] or row[NAMES.index("dateline")]:
        return 0
    return 1 + (line.words > 3) + (line.words > 22)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].form != lines[start].form:
            yield start, end
            start = end


def _page_features(own: Matrix, lines: Sequence[Line]) -> Matrix:
    """Return each line's place on its page, and against the heaviest chain of paragraphs."""
    chain = heaviest_chain(own, lines)
    index = np.arange(len(lines))
    first, last = (chain[0], chain[-1]) if chain else (len(lines), -1)
    before, after = first - index, index - last
    vocabulary = {word for at in chain for word in _WORD.findall(lines[at].text.casefold()) if len(word) > 3}
    columns = [
        index / max(len(lines), 1),
        (before > 0),
        (after > 0),
        (before <= 0) & (after <= 0),
        *((before > 0) & (before <= reach) for reach in (1, 3, 8, 20)),
        *((after > 0) & (after <= reach) for reach in (1, 3, 8, 20)),
        np.array([_share(line, vocabulary) for line in lines]),
    ]
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _share(line: Line, vocabulary: set[str]) -> float:
    """Return the share of the line's longer words that the chain of paragraphs uses too."""
    words = [word for word in _WORD.findall(line.text.casefold()) if len(word) > 3]
    return sum(word in vocabulary for word in words) / len(words) if words else 0.0


def heaviest_chain(own: Matrix, lines: Sequence[Line]) -> list[int]:
    """Return the lines of the chain of paragraphs with the most characters; short gaps do not break a chain."""
    is_long = own[:, NAMES.index("long")] > 0
    best: list[int] = []
    chain: list[int] = []
    weight = best_weight = gap = 0
    for index, line in enumerate(lines):
        if is_long[index]:
            chain.append(index)
            weight += len(line.text)
            gap = 0
        else:
            gap += 1
            if gap > _GAP:
                chain, weight = [], 0
        if weight > best_weight:
            best, best_weight = list(chain), weight
    return best
