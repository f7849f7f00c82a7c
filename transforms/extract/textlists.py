"""The related headlines of a text page: runs of headline-like lines outside the body, and teasers with a dateline."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from transforms.extract.datelines import parse_dateline
from transforms.extract.linefeatures import Matrix, templates
from transforms.extract.linemodel import HEADLINE, LABEL
from transforms.extract.textlines import Line, is_notice
from transforms.related.vocabulary import ACTION

_ALONE = 0.5  # probability from which a line is a headline by itself
_AMONG = 0.15  # … and among headlines
_RUN = 0.35  # mean probability of a run whose lines are headlines together
_CUE_WORDS = 5
_SURE = 0.85
_LONGEST = 220  # characters of a headline
_RECORDS = 4  # records from which their form says where the headline is
_MOST = 0.75
_FAINT = 0.03
_UNDER_LABEL = 0.25  # mean probability of a run whose lines are headlines because a label stands above it
_LABEL = 0.3  # probability from which a line is a label
_LISTING = re.compile(r"(?:[^,]{2,25},\s*){3,}.{0,25}$|\s[|•·]\s|\s::\s")
_SUMMARY = re.compile(r"(?:\.{3}|…)\s*(?:\[?\+?(?:read )?more\]?)?$", re.IGNORECASE)
_SUMMARY_WORDS = 15
_CONTACT = re.compile(
    r"©|https?:|www\.|\w@\w|\[email|rights reserved|p\.?o\.? box|\btel[.:]|cookies|javascript", re.IGNORECASE
)
_PAID = re.compile(
    r"^\W*(?:sponsored(?: (?:content|links?|stories|posts?))?|paid (?:content|posts?)"
    r"|promoted(?: (?:content|stories|links?))?|(?:content )?from our (?:partners|sponsors)|(?:from )?around the web"
    r"|from the web|ads by \w+|partner content"
    r"|partnerangebote?|contenus? sponsorisés?|contenido patrocinado|conteúdo patrocinado)\W*$",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"^(?:image verification|your (?:name|e-?mail|nickname)|last updated|posted (?:on|by)|published (?:on|by)"
    r"|filed under|written by"
    r"|news brought|become a |this (?:site|material|content)|the \w+ is not responsible|job approval)|\bat$"
    r"|\bposted by\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"\bby \w{1,40} \d\d?/\d\d?/\d{2,4}|^\w[\w .]{1,30}: .*\d{1,2}, \d{4} - \d|^reply #", re.IGNORECASE
)


def headline_lines(lines: Sequence[Line], kinds: Matrix, body: Sequence[int]) -> list[int]:
    """Return the lines with related headlines of the page whose article stands in ``body``."""
    inside = set(range(body[0], body[-1] + 1)) if body else set()
    likely = [
        0.0 if at in inside and not _cued(lines, at) else _likely(line, kinds[at]) for at, line in enumerate(lines)
    ]
    found = _chosen(lines, kinds, likely)
    paid = _paid(lines, set(found))
    return [at for at in found if at not in paid]


def _paid(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Return the headlines right below a label that says that somebody paid for them."""
    paid: set[int] = set()
    for at, line in enumerate(lines):
        if not _PAID.match(line.text):
            continue
        below = at + 1
        while below in found or (below < len(lines) and is_aside(lines[below]) and below - 1 > at):
            paid.add(below)
            below += 1
    return paid


def is_aside(line: Line) -> bool:
    """Say whether a line only says when, where or by whom the story beside it was published."""
    return is_notice(line.text) or _is_alone_dateline(line)


def _is_alone_dateline(line: Line) -> bool:
    found = parse_dateline(line.shown) if line.words <= 9 else None
    return found is not None and not found.rest


LABEL_WORDS = re.compile(
    r"^\W*(?:related|more|most|latest|last|recent|top|other|also|see|recommended|you (?:may|might)|don.t miss|popular"
    r"|trending|editor|headlines|similar|mehr|meist|lire|les plus|leggi|relacionad|te puede|veja|en portada|just in"
    r"|in other|past|next|up next|das könnte|auch)",
    re.IGNORECASE,
)
CUED = re.compile(
    r"^\W*(?P<cue>(?:read (?:more|also|next)|see also|also read|related(?: (?:stor(?:y|ies)|articles?|news|coverage))?"
    r"|don['’]t miss|siehe auch|auch interessant|voir aussi|vedi anche|ver también|lire aussi|à lire(?: aussi)?"
    r"|lea también|leia (?:também|mais)|le puede interesar|te puede interesar|le recomendamos"
    r"|mehr zum thema|lesen sie auch|leggi anche|baca juga"
    r"|czytaj także)\b[^:]{0,20}:)\s+(?=\S)",
    re.IGNORECASE,
)


def _cued(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line leads to another story by itself: "Read more: …"."""
    return bool(CUED.match(lines[at].text))


def _likely(line: Line, kind: Sequence[float]) -> float:
    """Return the probability that the line is a headline; 0 for what the model cannot know to be none."""
    text = line.text
    if CUED.match(text) and line.words > _CUE_WORDS:
        return 1.0
    if (
        (line.words < 2 and not line.bullet)
        or (line.words < 6 and LABEL_WORDS.match(text) and kind[HEADLINE] < _SURE)
        or len(text) > _LONGEST
        or _CONTACT.search(text)
        or _CLAIM.search(text)
        or _COMMENT.search(line.shown)
        or (line.words >= _SUMMARY_WORDS and _SUMMARY.search(line.shown) and not line.bullet)
    ):
        return 0.0
    if (ACTION.match(text) and line.words <= 4) or _LISTING.search(text) or is_aside(line):
        return 0.0
    return float(kind[HEADLINE])


def _chosen(lines: Sequence[Line], kinds: Matrix, likely: Sequence[float]) -> list[int]:
    """Return the headline lines: those that are one by themselves, and those of runs that are by and large."""
    chosen: set[int] = {at for at, value in enumerate(likely) if value >= _ALONE}
    for run, labelled in _runs(lines, kinds):
        candidates = [at for at in run if likely[at] > 0]
        mean = sum(likely[at] for at in candidates) / max(len(candidates), 1)
        if len(candidates) >= 3 and mean >= _RUN:
            chosen |= {at for at in candidates if likely[at] >= _AMONG}
        elif labelled and len(candidates) >= 2 and mean >= _UNDER_LABEL and not chosen.isdisjoint(candidates):
            chosen |= {at for at in candidates if likely[at] >= _FAINT and lines[at].words > 1}
    chosen |= _in_their_place(lines, likely, chosen)
    shown = {lines[at].text.casefold() for at in chosen}
    chosen |= {at for at, value in enumerate(likely) if value > 0 and lines[at].text.casefold() in shown}
    return sorted(_completed(lines, likely, chosen))


def _in_their_place(lines: Sequence[Line], likely: Sequence[float], chosen: set[int]) -> set[int]:
    """Return the lines that stand where the page's other records (section, headline, summary, date) have headlines."""
    sizes = [0 if is_aside(line) else 1 + (line.words > 3) + (line.words > 22) for line in lines]
    places: dict[Hashable, list[int]] = {}
    for at, (form, _, *around) in enumerate(templates(sizes, lines)):
        beside = {sizes[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)}
        if likely[at] > _FAINT and lines[at].words > 1 and beside & {0, 3}:
            places.setdefault((form, *around), []).append(at)
    found: set[int] = set()
    for place in places.values():
        if len(place) >= _RECORDS and sum(at in chosen for at in place) >= _MOST * len(place):
            found.update(place)
    return found


def _completed(lines: Sequence[Line], likely: Sequence[float], chosen: set[int]) -> set[int]:
    """Return ``chosen`` with the lines of the same lists that look less like headlines than their neighbours do."""
    found = set(chosen)
    for at in sorted(chosen, reverse=True):
        above = at - 1
        if above in chosen or above < 0 or likely[above] <= 0 or not _joined(lines, above, at):
            continue
        between = above - 1 in chosen and _alike(lines, above - 1, above, at)
        opens = at + 1 in chosen and _joined(lines, at, at + 1) and lines[above].words > 3
        if between or (opens and not LABEL_WORDS.match(lines[above].text) and not lines[above].text.endswith(":")):
            found.add(above)
    for at in sorted(chosen):
        below = at + 1
        closes = below < len(lines) and below not in found and likely[below] > _FAINT and lines[below].words > 3
        if closes and at - 1 in found and _joined(lines, at - 1, at) and _joined(lines, at, below):
            found.add(below)
    return found


def _alike(lines: Sequence[Line], first: int, middle: int, last: int) -> bool:
    """Say whether the middle one of three lines is an entry of the list that the others stand in."""
    if _joined(lines, first, middle) and _joined(lines, middle, last):
        return True
    even = lines[first].form == lines[middle].form == lines[last].form and lines[middle].gap == lines[last].gap
    return even and lines[middle].words > 3


def _joined(lines: Sequence[Line], at: int, after: int) -> bool:
    """Say whether two neighbouring lines are entries of one list: of one form, and no blank line between."""
    return lines[at].form == lines[after].form and not lines[after].gap


def _spaced(lines: Sequence[Line], run: Sequence[int], at: int) -> bool:
    """Say whether a line follows a run at the distance at which the run's own lines follow one another."""
    return len(run) < 2 or bool(lines[run[1]].gap) == bool(lines[at].gap)


def _runs(lines: Sequence[Line], kinds: Matrix) -> list[tuple[list[int], bool]]:
    """Return runs of lines of one form, each with whether a label opens it.

    Times and the like between the lines do not part a run, labels do.
    """
    runs: list[tuple[list[int], bool]] = []
    labelled = parted = False
    for at, line in enumerate(lines):
        if kinds[at, LABEL] >= _LABEL and kinds[at, LABEL] > kinds[at, HEADLINE]:
            labelled = parted = True
            continue
        if is_aside(line):
            continue
        run = runs[-1][0] if runs else []
        if run and not parted and at - run[-1] <= 3 and line.form == lines[run[-1]].form and _spaced(lines, run, at):
            runs[-1][0].append(at)
        else:
            runs.append(([at], labelled))
        labelled = parted = False
    return runs
