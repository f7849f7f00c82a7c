"""Teams that are called like their town: ``Marsk beat Halden 2-1``, in texts about sport."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.spans import DocumentView, Span
from transforms.entities.vocabulary import vocabulary

_LEAST = 3  # words of sport that a text about it has
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


def _is_town(view: DocumentView, span: Span, gazetteer: Gazetteer) -> bool:
    name = " ".join(view.words(span))
    known = gazetteer.known(name)
    return (known is None or known.kind == "name") and gazetteer.place_rank(name) < 4


def _plays(view: DocumentView, span: Span, before: Sequence[Span]) -> bool:
    """Say whether a verb of sport or a score stands beside ``span``, or a team that it is joined to."""
    lists, words = vocabulary(), view.parts[span.part].words
    first, last = span.first, span.last
    back, after = words[first - 1] if first else "", words[last] if last < len(words) else ""
    if back in lists.beating or after in lists.beating:
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
