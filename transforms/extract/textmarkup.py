"""Marks that programs leave in a text page: those of Markdown, the numbers of links, columns side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?[^\s()]*(?:\([^\s()]*\)[^\s()]*)*>?(?:\s+\"[^\"]*\")?\s*\)"
)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^()]*\)")
_HEADING = re.compile(r"^\s*#{1,6}\s+(?=\S)(?P<text>.*?)(?:\s+#+)?\s*$")
_STRONG = re.compile(r"(?<![\w*_])(?P<mark>\*\*\*?|__)(?=\S)(?P<text>.+?)(?<=\S)(?P=mark)(?![\w*_])")
_STRESSED = re.compile(r"(?<![\w*_])(?P<mark>[*_])(?=[^\s*_])(?P<text>[^*_]+?)(?<=\S)(?P=mark)(?![\w*_])")
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>-])")
_REFERENCE = re.compile(r"(?<!\S)[(\"“‘]?\[(?P<number>\d{1,3})\](?=[^\s\[])")
_COUNTED = re.compile(r"(?P<before>\s*)(?P<count>\d{1,2})(?=\s+[^\W\d_]|\s+[\"“‘«„'])")
_FEWEST_COUNTED = 3  # lines numbered from 1 on, from which the figures are ranks
_LONGEST = 10_000  # characters of a line that is looked at
_FEWEST_LINKS = 3  # in a page of Markdown without headings
_FEWEST_HEADINGS = 2
_FEWEST_REFERENCES = 5  # numbered links of a page; in a text with footnotes the numbers stand behind words
_COLUMN_WORDS = 4  # of the longest cell, from which a row holds texts side by side


def unmarked(raws: Sequence[str]) -> list[str]:
    """Return the lines of a page without the marks of the program that wrote it; their number does not change."""
    steps: list[Callable[[str], str]] = []
    if sum(len(_REFERENCE.findall(raw)) for raw in raws) >= _FEWEST_REFERENCES:
        steps.append(_without_references)
    links = sum(len(_LINK.findall(raw)) for raw in raws)
    if links >= _FEWEST_LINKS or sum(bool(_HEADING.match(raw)) for raw in raws) >= _FEWEST_HEADINGS:
        steps.append(_without_markdown)
    plain = list(raws)
    for step in steps:
        plain = [step(raw) if len(raw) <= _LONGEST else raw for raw in plain]
    return _with_stops(plain)


def _with_stops(raws: list[str]) -> list[str]:
    """Return the lines with a full stop behind the ranks of lists that have none: "1 Harbour frozen", "2 Heist"."""
    found = list(raws)
    for run in _counted(raws):
        for at in run:
            found[at] = _COUNTED.sub(r"\g<before>\g<count>.", raws[at], count=1)
    return found


def _counted(raws: Sequence[str]) -> Iterator[list[int]]:
    """Yield runs of lines that begin with 1, 2, 3 and so on, blank lines aside."""
    run: list[int] = []
    for at, raw in enumerate(raws):
        if not raw.strip():
            continue
        match = _COUNTED.match(raw)
        count = int(match["count"]) if match else 0
        if count != len(run) + 1:
            if len(run) >= _FEWEST_COUNTED:
                yield run
            run = []
        if count == len(run) + 1:
            run.append(at)
    if len(run) >= _FEWEST_COUNTED:
        yield run


def _without_references(raw: str) -> str:
    """Return a line of a text browser's dump without the numbers of its links.

    >>> _without_references("  * [12]Harbour frozen over")
    '  * Harbour frozen over'
    """
    return _REFERENCE.sub(lambda match: match[0].partition("[")[0], raw)


def _without_markdown(raw: str) -> str:
    r"""Return a line of Markdown as it is read.

    >>> _without_markdown("  * [Harbour **frozen** over](/news/12 \"News\")"), _without_markdown("## What is open")
    ('  * Harbour frozen over', 'What is open')
    """
    text = _IMAGE.sub("", raw)
    text = _LINK.sub(lambda match: match["text"], text)
    if heading := _HEADING.match(text):
        text = heading["text"]
    for marks in (_STRONG, _STRESSED):
        text = marks.sub(lambda match: match["text"], text)
    return _ESCAPED.sub("", text)


def cells(raw: str) -> Iterator[str]:
    r"""Yield the texts that a line of tabs shows side by side; a row of figures or of a menu stays one line.

    >>> list(cells("\t\tFerry to cross the sound from June\t\tLatest news"))
    ['\t\tFerry to cross the sound from June', 'Latest news']
    """
    parts = [part for part in re.split(r"(?<=\S)\s*\t\s*(?=\S)", raw.rstrip()) if part]
    worded = all(any(map(str.isalpha, part)) for part in parts)
    if len(parts) > 1 and worded and max(len(part.split()) for part in parts) >= _COLUMN_WORDS:
        yield from parts
    else:
        yield raw
