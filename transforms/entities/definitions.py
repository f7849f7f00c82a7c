"""What a text says outright that a name is: ``Zorvex is a German airline``, ``Zorvex, a maker of pumps``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from transforms.entities.labels import coarse_of
from transforms.entities.lexicon import Lexicon
from transforms.entities.spans import TEXT, DocumentView, Span
from transforms.entities.vocabulary import vocabulary

_IS = frozenset(["is", "are", "was", "were"])
_ARTICLES = frozenset(["a", "an", "the"])
_LONGEST_NAME, _LONGEST_KIND, _LONGEST_ASIDE = 8, 14, 40  # words
_LINKING = frozenset(
    ["of", "the", "and", "&", "to", "for", "in", "on", "de", "la", "a", "at", "-", "'s", "’s", ".", "!"]
)
# Words and signs at which "a German maker of pumps" is past its noun.
_STOPS = frozenset(
    [
        *(
            "of",
            "in",
            "for",
            "from",
            "that",
            "which",
            "who",
            "whose",
            "by",
            "based",
            "located",
            "at",
            "to",
            "with",
            "on",
        ),
        *("where", "founded", "formed", "established", "owned", "operated", "released", "written", "directed", "near"),
        *(
            "under",
            "known",
            "serving",
            "between",
            "within",
            "created",
            "played",
            "born",
            "when",
            "until",
            "as",
            "about",
        ),
        "and",
        *(".", ",", ";", ":", "(", ")", "-", "–", "—", "!", "?", '"', "”"),
    ]
)
_TWO_WORDS = frozenset(
    [
        *((kind, "station") for kind in ("radio", "television", "tv", "broadcasting", "news", "talk")),
        ("school", "district"),
    ]
)
_DASHES = frozenset(["-", "–", "—"])
_PLACING = frozenset(["in", "at", "on", "for", "to"])
_BEHIND = frozenset(
    [",", "&", ")", *_PLACING, "of", "from", "with", "by", "near", "and", "or", "against"]
)  # no subject


def defined(view: DocumentView, spans: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """Return the names of the text that it defines, with the label of what they are said to be.

    These are found names with an apposition or a copula behind them, and what stands before the copula of a sentence.
    """
    part = view.parts[TEXT]
    words, found = part.words, []
    starts = {span.first for span in spans if span.part == TEXT}
    for sentence in part.sentences:
        subject = _subject(sentence.words, lexicon)
        if subject is not None:
            first, last, label = sentence.first + subject[0], sentence.first + subject[1], subject[2]
            apart = [n for n in range(first + 1, last) if n in starts and words[n - 1] in _PLACING]
            if not (apart and first in starts):  # Acme in Oslo
                found.append(Span(TEXT, first, last, label, "rule"))
    taken = {number for span in found for number in range(span.first, span.last)}
    for span in spans:
        if span.part == TEXT and span.first not in taken and span.source != "user":
            said = _said(words, span.first, span.last)
            if said is not None:
                same = coarse_of(span.label) == coarse_of(said)
                found.append(span._replace(label=said, known=span.known if same else None))
    return found


def _subject(words: Sequence[str], lexicon: Lexicon) -> tuple[int, int, str] | None:
    """Return first and last word of the name that begins a sentence and what it is said to be, if it is."""
    first = _dateline_end(words)
    first += words[first : first + 1] in (["-"], ["The"])  # the second sign of a dash, an article
    last = first
    while last < len(words) and last - first <= _LONGEST_NAME and (_is_name(words[last]) or words[last] in _LINKING):
        last += 1
    name = words[first:last]
    if not name or not _is_name(name[0]) or not _is_name(name[-1]) or last - first > _LONGEST_NAME:
        return None
    if len(name) == 1 and (lexicon.is_common(name[0]) or name[0].isdigit() or len(name[0]) < 3):
        return None
    if not any(word[0].isupper() for word in name):
        return None
    label = _copula(words, last)
    if label is None or (label == "PER" and (len(name) > 4 or "and" in name)):
        return None
    return first, last, label


def _dateline_end(words: Sequence[str]) -> int:
    """Return the word behind the agency and the dash of a dateline, 0 where there is none."""
    return next((n + 2 for n in range(2, min(12, len(words) - 1)) if words[n] == ")" and words[n + 1] in _DASHES), 0)


def _is_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _said(words: Sequence[str], first: int, last: int) -> str | None:
    """Return what the name from word ``first`` to ``last`` is said to be."""
    if words[last : last + 1] == [","] and last + 1 < len(words) and words[last + 1] in _ARTICLES:
        return _kind(words, last + 2)
    return None if first and words[first - 1].lower() in _BEHIND else _copula(words, last)


def _copula(words: Sequence[str], at: int) -> str | None:
    born = False
    if words[at : at + 1] == ["("]:
        close = next((n for n in range(at, min(at + _LONGEST_ASIDE, len(words))) if words[n] == ")"), None)
        if close is None:
            return None
        born = "born" in words[at:close]
        at = close + 1
    if at + 2 >= len(words) or words[at] not in _IS:
        return None
    if words[at + 1] in _ARTICLES:
        return "PER" if born else _kind(words, at + 2)
    return None


def _kind(words: Sequence[str], at: int) -> str | None:
    """Return the label that the noun of the phrase from word ``at`` stands for."""
    for number in range(at, min(at + _LONGEST_KIND, len(words))):
        if words[number] in _STOPS:
            noun = words[number - 1].lower()
            if (words[number - 2].lower(), noun) in _TWO_WORDS:
                return "ORG"
            return _labels().get(noun) if number > at else None
    return None


@functools.lru_cache(maxsize=1)
def _labels() -> Mapping[str, str]:
    lists = vocabulary()
    kinds = {
        "ORG": lists.is_organisation,
        "PER": lists.is_person,
        "GPE": lists.is_place,
        "LOC": lists.is_land,
        "WORK_OF_ART": lists.is_work,
        "EVENT": lists.is_event,
        "PRODUCT": lists.is_product,
        "LAW": lists.is_law,
        "LANGUAGE": lists.is_language,
    }
    return {word: label for label, words in kinds.items() for word in words}
