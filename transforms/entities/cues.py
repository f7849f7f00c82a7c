"""What stands right before a name, or ends it, and says what it is: ``the film Quiet Sea``, ``Treaty of Marsk``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.labels import HULLS
from transforms.entities.lexicon import FIRST_NAME, Lexicon
from transforms.entities.rules import DESIGNATOR, is_road
from transforms.entities.spans import TEXT, TITLE, DocumentView, Span, fill_in, put_over
from transforms.entities.vocabulary import vocabulary

_EVENTS_OF = frozenset(["Treaty", "Battle", "Siege", "Massacre", "Sack", "Reign", "Relief", "Declaration", "Peace"])
_EVENTS = frozenset(
    [
        *(
            "Treaty",
            "Accord",
            "Accords",
            "Agreement",
            "Pact",
            "Award",
            "Awards",
            "Prize",
            "Championship",
            "Championships",
        ),
        *("Cup", "Olympics", "War", "Wars", "Festival", "Massacre", "Marathon", "Revolution", "Referendum"),
    ]
)
_STORMS = frozenset(["Hurricane", "Typhoon", "Cyclone"])
_BUILDINGS = frozenset(
    ["Airport", "Arena", "Bridge", "Cathedral", "Cemetery", "Prison", "Speedway", "Stadium", "Tunnel"]
)
_MEMBERS = frozenset(["MP", "MPs", "MPP", "MEP", "MLA", "MSP", "CEO"])
_NAMED_BY = frozenset(["film", "song", "album", "novel", "movie", "musical", "sitcom", "poem"])


def by_cue(view: DocumentView, spans: Sequence[Span], gazetteer: Gazetteer, lexicon: Lexicon) -> list[Span]:
    """Return ``spans`` with labels that a word before, behind or at the end gives, and ships (``USS Ann Ray``)."""
    result: list[Span] = []
    for span in spans:
        words = view.parts[span.part].words
        if span.last - span.first > 1:
            span = _without_ends(words, _ended(words, span), gazetteer)
        elif is_road(words, span.first):
            span = span._replace(label="FAC", known=None)
        if span.first and words[span.first - 1] in _STORMS:
            span = span._replace(first=span.first - 1, label="MISC", known=None)
        elif span.first > 1:
            span = _after(words, span, result[-1] if result else None, lexicon)
        if span.label in ("PER", "LOC", "ORG"):
            span = _built(view.parts[span.part].tokens.words, span)
        result.append(span)
    return put_over(fill_in([], result), list(_ships(view)))


def _without_ends(words: Sequence[str], span: Span, gazetteer: Gazetteer) -> Span:
    """Cut a people before a machine (``Syrian MiG-21``) and a party before a state (``R-Ohio``)."""
    first = words[span.first]
    if DESIGNATOR.fullmatch(words[span.first + 1]) and gazetteer.is_nation(first):
        return span._replace(first=span.first + 1, label="MISC")
    party = span.last - span.first > 2 and first in ("R", "D", "I") and words[span.first + 1] == "-"
    if party and gazetteer.is_place(" ".join(words[span.first + 2 : span.last])):
        return span._replace(first=span.first + 2, label="LOC")
    return span


def _built(words: Sequence[str], span: Span) -> Span:
    """Return ``span`` with the word for a building or road that follows it: ``Zorvex Stadium``."""
    lists = vocabulary()
    if span.last < len(words) and words[span.last] in _BUILDINGS and words[span.last - 1] not in lists.facility:
        return span._replace(last=span.last + 1, label="LOC", known=None)
    return span


def _ships(view: DocumentView) -> Iterator[Span]:
    for part in (TITLE, TEXT):
        for sentence in view.parts[part].sentences:
            words = sentence.words
            for number in sentence.capitals:
                if words[number] in HULLS:
                    last = number + 1
                    while last < len(words) and last - number < 5 and words[last][0].isupper():
                        last += 1
                    if last > number + 1:
                        yield Span(part, sentence.first + number, sentence.first + last, "MISC", "rule")


def _ended(words: Sequence[str], span: Span) -> Span:
    """Cut an office behind an organisation (``Farmers' Union MP``); an organisation of, an event's or a law's name."""
    last = words[span.last - 1]
    if span.label == "ORG" and last in _MEMBERS:
        return span._replace(last=span.last - 1)
    if (
        span.label in ("LOC", "PER", "MISC")
        and words[span.first] in vocabulary().body
        and words[span.first + 1] == "of"
    ):
        return span._replace(label="ORG", known=None)
    if span.label in ("LOC", "PER", "ORG") and (last in _EVENTS or words[span.first] in _STORMS):
        return span._replace(label="MISC", known=None)
    return span


def _after(words: Sequence[str], span: Span, before: Span | None, lexicon: Lexicon) -> Span:
    """Return ``span`` as the noun right before it would have it."""
    first = span.first
    if words[first - 1] == "of" and words[first - 2] in _EVENTS_OF and span.label == "LOC":
        if before is None or before.part != span.part or before.last <= first - 2:
            return span._replace(first=first - 2, label="MISC", known=None)
        return span
    person = span.label == "PER" and span.last - first > 1 and lexicon.flags(words[first]) & FIRST_NAME
    if words[first - 1] in _NAMED_BY and not person:
        return span._replace(label="WORK_OF_ART", known=None)
    quoted = words[first - 1] in ('"', "“") and words[span.last : span.last + 1] and words[span.last] in ('"', "”", ",")
    if quoted and first > 2 and words[first - 2] in _NAMED_BY:
        return span._replace(label="WORK_OF_ART", known=None)
    return span
