"""What stands right before a name, or ends it, and says what it is: ``the film Quiet Sea``, ``Treaty of Marsk``."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.lexicon import FIRST_NAME, Lexicon
from transforms.entities.spans import DocumentView, Span, in_order
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
_MEMBERS = frozenset(["MP", "MPs", "MPP", "MEP", "MLA", "MSP", "CEO"])
_NAMED_BY = frozenset(["film", "song", "album", "novel", "movie", "musical", "sitcom", "poem"])


def by_cue(view: DocumentView, spans: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """Return ``spans`` with events named after a place whole, and labels that a noun before or at the end gives."""
    result: list[Span] = []
    for span in spans:
        words = view.parts[span.part].words
        if span.last - span.first > 1:
            span = _ended(words, span)
        if span.label in ("PER", "LOC", "ORG") and span.first > 1:
            span = _after(words, span, result[-1] if result else None, lexicon)
        result.append(span)
    return in_order(result)


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
    if span.label in ("LOC", "PER", "ORG") and last in _EVENTS:
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
        return span._replace(label="MISC", known=None)
    quoted = words[first - 1] in ('"', "“") and words[span.last : span.last + 1] and words[span.last] in ('"', "”", ",")
    if quoted and first > 2 and words[first - 2] in _NAMED_BY:
        return span._replace(label="MISC", known=None)
    return span
