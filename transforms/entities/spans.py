"""Names as the layers pass them on: ranges of words in the title or the text, with a label."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.entities.analysis import Analysis
from transforms.entities.gazetteer import Known

TITLE, TEXT = 0, 1


class Span(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) of part ``part`` (0 title, 1 text).

    ``label`` is coarse (PER, LOC, ORG, MISC) or final; ``source`` the layer that found it; ``known`` its list entry.
    """

    part: int
    first: int
    last: int
    label: str
    source: str
    known: Known | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class DocumentView:
    """The analysed title and text of one article, which every layer reads."""

    parts: tuple[Analysis, Analysis]

    def words(self, span: Span) -> list[str]:
        """Return the words of ``span`` in natural case."""
        return self.parts[span.part].words[span.first : span.last]

    def text(self, span: Span) -> str:
        """Return ``span`` as it is written."""
        part = self.parts[span.part]
        return part.text[part.tokens.starts[span.first] : part.tokens.ends[span.last - 1]]


def fill_in(spans: Sequence[Span], added: Iterable[Span]) -> list[Span]:
    """Return ``spans`` with those of ``added`` that overlap none of them nor each other, in order."""
    taken = {2 * number + span.part for span in spans for number in range(span.first, span.last)}
    result = list(spans)
    for span in added:
        places = range(2 * span.first + span.part, 2 * span.last + span.part, 2)
        if taken.isdisjoint(places):
            taken.update(places)
            result.append(span)
    return in_order(result) if len(result) > len(spans) else result


def put_over(spans: Sequence[Span], added: Sequence[Span]) -> list[Span]:
    """Return ``added`` with those of ``spans`` that overlap none of them, in order."""
    return fill_in(added, spans) if added else list(spans)


def in_order(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans`` sorted by part and position."""
    return sorted(spans, key=lambda span: (span.part, span.first))
