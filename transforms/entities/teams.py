"""Teams that are called like their town: ``Marsk beat Halden 2-1``, in texts about sport."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.lexicon import Lexicon
from transforms.entities.rules import words_between
from transforms.entities.spans import TEXT, TITLE, DocumentView, Span
from transforms.entities.vocabulary import vocabulary

_LEAST = 3  # words of sport that a text about it has
_NAME = r"[A-ZÀ-ÞŠŽŁ][\w'’&-]*(?:[ ][A-ZÀ-ÞŠŽŁ][\w'’&-]*){0,3}"
_HINT = re.compile(r"[0-9],? [A-ZÀ-Þ][^\n.;:]{1,50} [0-9]")  # a part of a result, quickly found
_RESULT = re.compile(
    rf"""(?:^|[;:]\s)[ \t]*(?P<one>{_NAME})[ ]\d{{1,3}},?[ ](?P<other>{_NAME})[ ]\d{{1,3}}
    (?=[ ]*$ | [ ]*[.;:(!?] | [ ](?:in|at|on|after)\b)""",
    re.VERBOSE | re.MULTILINE,
)
_HOME_NATIONS = frozenset(["England", "Scotland", "Wales", "Northern Ireland"])  # regions to the lists
_VERSUS = frozenset(["vs", "v", "def"])
_BEFORE = frozenset(["with", "for", "against", "over", "by", "at", "to"])


def teams(view: DocumentView, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Return ``spans`` with towns that play, win or lose as organisations; countries and states stay places."""
    lists = vocabulary()
    if sum(len(lists.sport.intersection(part.words)) for part in view.parts) < _LEAST:
        return list(spans)
    result: list[Span] = []
    for span in spans:
        if span.label == "LOC" and _is_town(view, span, gazetteer) and _plays(view, span, result[-1:]):
            span = span._replace(label="ORG", known=None)
        result.append(span)
    return result


def results(view: DocumentView, spans: Sequence[Span], gazetteer: Gazetteer, lexicon: Lexicon) -> Iterator[Span]:
    """Yield both sides of each ``Halden 58, Marsk 51`` (comma or not) that opens a line or follows ``;`` or ``:``.

    More than two names are what persons scored: ``Berg 14, Holm 12, Lund 9``. Full names are candidates.
    """
    persons = {(span.part, span.first) for span in spans if span.label == "PER" and span.last - span.first > 1}
    for part in (TITLE, TEXT):
        text, tokens = view.parts[part].text, view.parts[part].tokens
        for match in _RESULT.finditer(text) if _HINT.search(text) else ():
            sides = [words_between(tokens, *match.span(side)) for side in ("one", "other")]
            names = match["one"], match["other"]
            full = {(part, side[0]) for side in sides if side} <= persons
            if full or not all(sides) or not _are_teams(names, gazetteer, lexicon):
                continue
            for name, (first, last) in zip(names, filter(None, sides), strict=True):
                label = "LOC" if gazetteer.is_nation(name) or name in _HOME_NATIONS else "ORG"
                yield Span(part, first, last, label, "rule")


def _are_teams(names: Sequence[str], gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    """Say whether two names are none of ``Page 3, Section 2``, words that are no names nor towns."""
    common = [name for name in names if " " not in name and lexicon.is_common(name)]
    return names[0] != names[1] and len(common) < 2 and all(gazetteer.place_rank(name) >= 0 for name in common)


def _is_town(view: DocumentView, span: Span, gazetteer: Gazetteer) -> bool:
    name = " ".join(view.words(span))
    known = gazetteer.known(name)
    return (known is None or known.kind == "name") and gazetteer.place_rank(name) < 4


def _plays(view: DocumentView, span: Span, before: Sequence[Span]) -> bool:
    """Say whether a verb of sport or a score stands beside ``span``, or a team that it is joined to."""
    lists, words = vocabulary(), view.parts[span.part].words
    first, last = span.first, span.last
    back, after = words[first - 1] if first else "", words[last] if last < len(words) else ""
    if back == "." and first > 1:
        back = words[first - 2]  # vs. Halden
    if {back, after} & (lists.beating | _VERSUS):
        return True
    if first > 1 and back in _BEFORE and words[first - 2] in lists.playing:
        return True
    score = words[last : last + 3]
    if len(score) == 3 and score[0].isdigit() and score[1] in ("-", "–") and score[2].isdigit():
        return True
    team = before[0] if before else None
    return (
        team is not None
        and (team.part, team.label) == (span.part, "ORG")
        and (words[team.last : first] in (["and"], [","]) and team.first > 1 and words[team.first - 1] in _BEFORE)
    )
