"""Names that a model leaves in pieces, and the acronyms behind them."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.repairs import NAME_OPENING
from transforms.entities.spans import DocumentView, Span, fill_in, in_order
from transforms.entities.vocabulary import vocabulary

_AROUND_NICKNAMES = frozenset(zip('"“‘', '"”’', strict=True))
_WARS = frozenset(["War", "Wars"])
_SAINTS = frozenset(["St.", "St", "Saint"])


def acronyms(view: DocumentView, spans: Sequence[Span]) -> list[Span]:
    """Give ``(WFP)`` behind a name with these initials the label of the name."""
    added = []
    for span in spans:
        words = view.parts[span.part].words
        at = span.last + 1
        if (
            span.label in ("ORG", "LOC", "MISC")
            and at + 1 < len(words)
            and words[span.last] == "("
            and words[at + 1] == ")"
        ):
            initials = "".join(word[0] for word in words[span.first : span.last] if word[0].isupper())
            if words[at].isupper() and len(words[at]) > 1 and words[at].replace("&", "") == initials:
                added.append(Span(span.part, at, at + 1, span.label, "rule"))
    places = {(span.part, span.first) for span in added}
    return in_order(fill_in([span for span in spans if (span.part, span.first) not in places], added))


def joined(view: DocumentView, spans: Sequence[Span]) -> list[Span]:
    """Join the parts of one name: ``Abu Omar al-Basri``, ``Merle "Speedy" Holm``, ``Iran-Iraq War``."""
    result: list[Span] = []
    for span in spans:
        words = view.parts[span.part].words
        span = _with_field(words, span)
        if result and (result[-1].part, result[-1].last) > (span.part, span.first):
            continue  # it is the field of the one before
        if len(result) > 1 and _is_nickname(words, result[-2], result[-1], span):
            result.pop()
        if result and (end := _end_of_war(words, result[-1], span)):
            result[-1] = span._replace(first=result[-1].first, last=end, label="MISC", known=None)
        elif result and (_is_one_person(words, result[-1], span) or _is_patron(words, result[-1], span)):
            result[-1] = span._replace(first=result[-1].first)
        else:
            result.append(span)
    return result


def _with_field(words: Sequence[str], span: Span) -> Span:
    """Return a body with its field: ``Halden Board of Education``, where only ``Halden Board`` was found."""
    last = span.last
    if span.label != "ORG" or words[last - 1] not in vocabulary().fielded or words[last : last + 1] != ["of"]:
        return span
    while last + 1 < len(words) and words[last] in ("of", "and", "&") and words[last + 1][0].isupper():
        last += 2
        while last < len(words) and words[last][0].isupper():
            last += 1
    return span._replace(last=last)


def _is_one_person(words: Sequence[str], one: Span, other: Span) -> bool:
    """Say whether the person ``other`` goes on with the name that ``one`` begins."""
    if one.part != other.part or other.label != "PER":
        return False
    between = words[one.last : other.first]
    if len(between) == 3:
        return one.label == "PER" and (between[0], between[2]) in _AROUND_NICKNAMES and between[1][0].isupper()
    return not between and words[other.first] in NAME_OPENING and one.label in ("PER", "ORG")


def _end_of_war(words: Sequence[str], one: Span, other: Span) -> int:
    """Return the end of ``Iran-Iraq War``, of which ``one`` and ``other`` are parts; 0 if they are not."""
    if one.part != other.part or words[one.last : other.first] != ["-"]:
        return 0
    end = other.last if words[other.last - 1] in _WARS else other.last + 1
    return end if words[end - 1 : end] and words[end - 1] in _WARS else 0


def _is_patron(words: Sequence[str], one: Span, other: Span) -> bool:
    """Say whether ``one`` is the saint after whom the church or school ``other`` is called."""
    return (
        one.part == other.part
        and words[one.first] in _SAINTS
        and other.label in ("ORG", "LOC")
        and words[one.last : other.first] in (["'s"], ["’s"])
    )


def _is_nickname(words: Sequence[str], one: Span, nickname: Span, other: Span) -> bool:
    """Say whether ``nickname``, a word in quotation marks, stands within the name of a person."""
    return (
        (one.part, one.label, nickname.label) == (other.part, "PER", "PER")
        and (one.last + 1, nickname.first + 2) == (nickname.first, other.first)
        and (words[one.last], words[nickname.last]) in _AROUND_NICKNAMES
    )
