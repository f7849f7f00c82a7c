"""Teams that are called like their town: ``Marsk beat Halden 2-1``, in texts about sport."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.lexicon import Lexicon
from transforms.entities.spans import TEXT, TITLE, DocumentView, Span
from transforms.entities.vocabulary import vocabulary

_LEAST = 3  # words of sport that a text about it has
_BEHIND = frozenset([".", ";", ":", "(", "!", "?", "in", "at", "on", "after"])  # words behind a result
_LONGEST = 4  # words of a team's name
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
    """Yield both sides of each ``Halden 58, Marsk 51`` (or without comma) that opens a sentence or follows a semicolon.

    More than two names are what persons scored: ``Berg 14, Holm 12, Lund 9``. Full names are candidates.
    """
    persons = {(span.part, span.first) for span in spans if span.label == "PER" and span.last - span.first > 1}
    for part in (TITLE, TEXT):
        for start, end in view.parts[part].tokens.sentences:
            words = view.parts[part].tokens.words[start:end]  # as written: in a headline every word may belong
            for first in [0, *(number + 1 for number, word in enumerate(words) if word in (";", ":"))]:
                sides = _sides(words, first, gazetteer, lexicon)
                if sides and not {(part, start + side[0]) for side in sides} <= persons:
                    for begin, stop in sides:
                        name = " ".join(words[begin:stop])
                        label = "LOC" if gazetteer.is_nation(name) or name in _HOME_NATIONS else "ORG"
                        yield Span(part, start + begin, start + stop, label, "rule")


def _sides(words: Sequence[str], first: int, gazetteer: Gazetteer, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return first and last word of the two names with a score each, if words from ``first`` on are a result."""
    end = _scored(words, first)
    second = end + 2 if words[end + 1 : end + 2] == [","] else end + 1
    last = _scored(words, second) if end else 0
    after = words[last + 1] if last + 1 < len(words) else "."
    names = (words[first:end], words[second:last])
    if not last or after not in _BEHIND or names[0] == names[1]:
        return []
    common = [len(name) == 1 and lexicon.is_common(name[0]) for name in names]
    unknown = [is_common and gazetteer.place_rank(name[0]) < 0 for name, is_common in zip(names, common, strict=True)]
    return [] if all(common) or any(unknown) else [(first, end), (second, last)]


def _scored(words: Sequence[str], first: int) -> int:
    """Return the end of the name from word ``first`` on that has a score behind it, 0 where there is none."""
    last = first
    while last < len(words) and last - first < _LONGEST and words[last][0].isupper() and words[last][-1] != ".":
        last += 1
    scored = last > first and words[last : last + 1] and words[last].isdigit() and len(words[last]) < 4
    return last if scored else 0


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
