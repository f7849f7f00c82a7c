"""From coarse labels to fine ones: LOC to GPE, LOC or FAC; MISC to NORP, EVENT, PRODUCT, WORK_OF_ART, LAW, LANGUAGE."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.entities.gazetteer import Gazetteer, Known
from transforms.entities.kinds import KINDS, kinds
from transforms.entities.rules import coarse
from transforms.entities.spans import DocumentView, Span
from transforms.entities.vocabulary import vocabulary

SURE = frozenset(("FAC", "LAW", "WORK_OF_ART", "LANGUAGE"))  # labels that the model gets right no more often
HULLS = frozenset(["USS", "HMS", "HMCS", "HMAS", "USNS", "USCGC", "RMS"])  # before the names of ships
_PARTY = re.compile(
    r"(?:^|\s)(?:Party|Democrats|Front|Movement|Coalition|(?:Democratic|Social|Patriotic|People's|Civic) Union)$"
)
_MINISTRY = re.compile(r"^(?:Ministry|Department) of |(?:^|\s)(?:Ministry|Department)$")
_COMPANY = re.compile(
    r"(?:^|\s)(?:Inc|Corp|Co|Ltd|LLC|Plc|plc|PLC|AG|SA|GmbH|Group|Holdings|Company|Corporation|"
    r"Airlines|Airways|Motors|Industries|Technologies|Systems|Records|Pictures|Studios|Bank)\.?$"
)
_TEAM = re.compile(r"(?:^|\s)(?:United|City|FC|F\.C\.|Rovers|Wanderers|Athletic|Hotspur|Rangers|Raiders|Warriors)$")
_UNIVERSITY = re.compile(r"^University of |(?:^|\s)(?:University|College|Polytechnic)$")
_SUBTYPES = (
    (_MINISTRY, "ministry"),
    (_PARTY, "party"),
    (_UNIVERSITY, "university"),
    (_COMPANY, "company"),
    (_TEAM, "team"),
)


class Labelled(NamedTuple):
    """A span with its final label, its subtype and its list entry."""

    span: Span
    label: str
    subtype: str | None
    known: Known | None


def fine_labels(view: DocumentView, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Labelled]:
    """Give each span its final label, by list entry, by its last word, by what stands around it."""
    return [_labelled(view, span, gazetteer) for span in spans]


def _labelled(view: DocumentView, span: Span, gazetteer: Gazetteer) -> Labelled:
    words = view.words(span)
    known = listed_as(view, span, gazetteer)
    if known is not None:
        return Labelled(span, known.label, known.subtype or _organisation(known.label, words), known)
    label = by_rule(view, span, gazetteer)
    if span.label in KINDS and label not in SURE:
        label = kinds().label(view, span, label)
    return Labelled(span, label, _machine(words) if label == "PRODUCT" else _organisation(label, words), None)


def listed_as(view: DocumentView, span: Span, gazetteer: Gazetteer) -> Known | None:
    """Return the list entry that decides the label of ``span``: the user's, or one of its own kind."""
    known = span.known or gazetteer.known(" ".join(view.words(span))) or gazetteer.known(view.text(span))
    if known is not None and (known.kind == "user" or coarse(known.label) == coarse_of(span.label)):
        return known
    return None


def coarse_of(label: str) -> str:
    """Return the coarse label of a coarse or fine one."""
    return label if label in ("PER", "LOC", "ORG", "MISC") else coarse(label)


def by_rule(view: DocumentView, span: Span, gazetteer: Gazetteer) -> str:
    """Return the fine label that the words of ``span`` and those beside it suggest."""
    words = view.words(span)
    if span.label == "PER":
        return "PERSON"
    if span.label == "LOC":
        return _place(words, gazetteer)
    if span.label == "MISC":
        return _other(view, span, words)
    return span.label


def _place(words: list[str], gazetteer: Gazetteer) -> str:
    if gazetteer.is_place(" ".join(words)):
        return "GPE"
    if words[-1] in vocabulary().nature or words[0] in (
        "Lake",
        "Mount",
        "Mt.",
        "Cape",
        "Gulf",
        "River",
        "Bay",
        "Strait",
    ):
        return "LOC"
    if words[-1] in vocabulary().facility or words[0] in ("Interstate", "Route", "Highway", "Fort", "Camp"):
        return "FAC"
    return (
        "GPE"
        if words[-1] in ("County", "Province", "District", "City", "State", "Oblast", "Township", "Borough", "Village")
        or len(words) == 1
        else "LOC"
    )


def _other(view: DocumentView, span: Span, words: list[str]) -> str:
    last = words[-1].rstrip("s") if words[-1] not in vocabulary().event else words[-1]
    part = view.parts[span.part]
    around = part.words[span.last : span.last + 1]
    if around and around[0] in vocabulary().language:
        return "LANGUAGE"
    if words[-1] in vocabulary().law or words[0] in vocabulary().law:
        return "LAW"
    if (
        words[-1] in vocabulary().event
        or last in vocabulary().event
        or words[0] in ("Operation", "Hurricane", "Battle", "Typhoon", "Siege", "Massacre")
    ):
        return "EVENT"
    before = part.words[span.first - 1] if span.first else ""
    if before in "\"“‘'" and before and around and around[0] in "\"”’'":
        return "WORK_OF_ART"
    if words[0] in HULLS:
        return "PRODUCT"
    if any(char.isdigit() for word in words for char in word):
        return "EVENT" if words[0].isdigit() else "PRODUCT"
    if len(words) == 1 and words[0].endswith(
        ("an", "ans", "ish", "ese", "ist", "ists", "ic", "ian", "ians", "i", "is")
    ):
        return "NORP"
    return "MISC"


def _organisation(label: str, words: list[str]) -> str | None:
    if label != "ORG":
        return None
    return _subtype(" ".join(words))


@functools.lru_cache(maxsize=50_000)
def _subtype(name: str) -> str | None:
    return next((subtype for pattern, subtype in _SUBTYPES if pattern.search(name)), None)


def _machine(words: list[str]) -> str | None:
    """Return ship for names of ships, aircraft for designators of western and Russian ones (F-35, Su-27, A380)."""
    if words[0] in HULLS:
        return "ship"
    if any(
        re.fullmatch(
            r"(?:[ABCFPTUV]|[ACEFHKMOQRSTUV]{1,2}H?|[MR]Q|[UACMO]H|Su|MiG|Mig|Tu|Il|An|Mi|Ka|Yak)-\d+[A-Z]*s?|A3\d\d",
            word,
        )
        for word in words
    ):
        return "aircraft"
    return None
