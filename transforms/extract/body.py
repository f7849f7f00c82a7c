"""Which lines of a page are the article's text."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from transforms.extract.lines import Container, Line, Lines, Zone
from transforms.extract.naming import COMMENT, CONSENT

_FURNITURE_WEIGHT = 0.2
_STRAY_WEIGHT = 0.25
_CAP = 200
_RIVAL = 3.0
_NAMED_SHARE = 0.7
_TEXT_TAGS = frozenset(("p", "li"))
_SHORT_WEIGHT = 0.3
_BELIEVED = frozenset((COMMENT, CONSENT))  # names that no article's wrapper has
_LEAST = 200.0  # characters of running text that make a body


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """The lines of the text, and how sure it is that they are the article."""

    lines: tuple[Line, ...]
    span: tuple[int, int]  # the places of the first and behind the last of them among the lines of the page
    mass: float
    page_mass: float
    loose: bool = False  # a run of lines that no element holds


def choose_body(page: Lines) -> Body:
    """Return the lines of the article: of the container that has most text for least furniture."""
    _trust_wrappers(page)
    for _ in range(8):
        best = _best(page)
        span = (best.first, best.last) if best else (0, 0)
        inside = [line for line in page.lines[slice(*span)] if not furniture(line.zone)]
        mass = sum(line.mass or max(_gain_of_short(line), 0.0) for line in inside)
        rivals = _rivals(page, mass)
        if not rivals:
            break
        for zone in rivals:
            zone.ignored = True
    page_mass = sum(line.mass for line in page.lines if not furniture(line.zone))
    return Body(tuple(inside), span, mass, page_mass, loose=best is not None and best not in page.containers)


def furniture(zone: Zone | None) -> bool:
    """Say whether a line in ``zone`` is furniture."""
    while zone is not None:
        if not zone.ignored:
            return True
        zone = zone.parent
    return False


def _trust_wrappers(page: Lines) -> None:
    """Ignore zones around the headline: what they are named after is something else that they hold."""
    for line in page.lines:
        if line.tag == "h1":
            zone = line.zone
            while zone is not None:
                if zone.last - zone.first > 6:
                    zone.ignored = True
                zone = zone.parent


def _best(page: Lines) -> Container | None:
    gains = []
    for line in page.lines:
        if furniture(line.zone):
            gains.append(-_FURNITURE_WEIGHT * min(line.size, _CAP))
        else:
            gains.append(line.mass or _gain_of_short(line))
    sums = list(itertools.accumulate(gains, initial=0.0))
    best: Container | None = None
    best_score = 0.0
    for container in page.containers:
        score = sums[container.last] - sums[container.first]
        if container.named:
            score = score * 1.15 + 50
        if score > best_score:  # inner ones come first and win ties
            best, best_score = container, score
    if best is None:
        return _best_run(sums)
    return _named_inside(page, best) if not best.named else best


def _best_run(sums: Sequence[float]) -> Container | None:
    """Return the lines in a row that gain most, for a page whose furniture stands beside its text in one element."""
    best, first = Container(0, 0, named=False), 0
    for last, total in enumerate(sums):
        if total < sums[first]:
            first = last
        elif total - sums[first] > sums[best.last] - sums[best.first]:
            best = Container(first, last, named=False)
    return best if best.last > best.first else None


def _named_inside(page: Lines, best: Container) -> Container:
    """Return the part of ``best`` that is named a body, where it holds nearly all of the text."""
    masses = list(
        itertools.accumulate((0.0 if furniture(line.zone) else line.mass for line in page.lines), initial=0.0)
    )

    def mass(container: Container) -> float:
        return masses[container.last] - masses[container.first]

    inner = [c for c in page.containers if c.named and best.first <= c.first and c.last <= best.last]
    heaviest = max(inner, key=mass, default=best)
    return heaviest if mass(heaviest) >= _NAMED_SHARE * mass(best) else best


def _gain_of_short(line: Line) -> float:
    if line.tag in _TEXT_TAGS and line.links < 0.3 * line.size:
        return _SHORT_WEIGHT * line.size
    return -_STRAY_WEIGHT * min(line.size, _CAP)


def _rivals(page: Lines, mass: float) -> list[Zone]:
    """Return zones of one name that hold more text than the chosen body, and so cannot be what the name says."""
    masses: dict[tuple[int, str], float] = {}
    held: dict[tuple[int, str], set[Zone]] = {}
    for line in page.lines:
        if line.mass:
            zone = line.zone
            while zone is not None and zone.ignored:
                zone = zone.parent
            if zone is not None and zone.kind not in _BELIEVED:
                key = (zone.kind, zone.name)
                masses[key] = masses.get(key, 0.0) + line.mass
                held.setdefault(key, set()).add(zone)
    heaviest = max(masses, key=lambda key: masses[key], default=None)
    if heaviest is None or masses[heaviest] <= max(_LEAST, _RIVAL * mass):
        return []
    return list(held[heaviest])
