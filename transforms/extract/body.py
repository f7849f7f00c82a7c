"""Which lines of a page are the article's text."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from transforms.extract.lines import Container, Line, Lines, Zone
from transforms.extract.naming import COMMENT, HIDDEN

_JUNK_WEIGHT = 0.6
_LEAST = 200.0  # characters of running text that make a body


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """The lines of the text, and how sure it is that they are the article."""

    lines: tuple[Line, ...]
    mass: float
    page_mass: float


def choose_body(page: Lines) -> Body:
    """Return the lines of the article: of the container that has most text for least furniture."""
    lines = page.lines
    ignore_overgrown(page)
    free = [not furniture(line.zone) for line in lines]
    gain = [
        line.mass if ok else -_JUNK_WEIGHT * min(line.size, 300) * (0.5 if ok else 1.0) for line, ok in zip(lines, free)
    ]
    gain = [
        (line.mass if line.mass else -_JUNK_WEIGHT * 0.5 * min(line.size, 200))
        if ok
        else -_JUNK_WEIGHT * min(line.size, 200)
        for line, ok in zip(lines, free)
    ]
    sums = list(itertools.accumulate(gain, initial=0.0))
    best: Container | None = None
    best_score = 0.0
    for container in page.containers:
        score = sums[container.last] - sums[container.first]
        if container.named:
            score = score * 1.15 + 50
        if score > best_score:  # inner ones come first and win ties
            best, best_score = container, score
    if best is None:
        return Body((), 0.0, sum(line.mass for line in lines))
    chosen = tuple(line for line, ok in zip(lines[best.first : best.last], free[best.first : best.last]) if ok)
    return Body(chosen, sum(line.mass for line in chosen), sum(line.mass for line, ok in zip(lines, free) if ok))


def furniture(zone: Zone | None) -> bool:
    """Say whether a line in ``zone`` is furniture."""
    while zone is not None:
        if not zone.ignored:
            return True
        zone = zone.parent
    return False


def ignore_overgrown(page: Lines) -> None:
    """Ignore zones that hold most of the page's text: their names lie."""
    masses = list(itertools.accumulate((line.mass for line in page.lines), initial=0.0))
    for zone in page.zones:
        zone.mass = masses[zone.last] - masses[zone.first]
    for _ in range(3):
        clean = sum(line.mass for line in page.lines if not furniture(line.zone))
        big = [z for z in page.zones if not z.ignored and z.kind != COMMENT and z.mass > max(_LEAST, 1.5 * clean)]
        if not big:
            return
        for zone in big:
            if zone.parent is None or zone.parent.ignored or zone.parent not in big:
                zone.ignored = True
        if all(z.ignored for z in big) is False:
            continue
