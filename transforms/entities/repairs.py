"""What a model gets wrong by habit: edges of names, two names in one, listed names with another label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.entities.gazetteer import Gazetteer, Hit, Known
from transforms.entities.lexicon import FIRST_NAME, Lexicon
from transforms.entities.rules import coarse
from transforms.entities.spans import DocumentView, Span
from transforms.entities.tokens import Tokens
from transforms.entities.vocabulary import vocabulary

NAME_OPENING = frozenset(
    ["al", "el", "de", "la", "le", "van", "von", "bin", "ibn", "bint", "abu", "ad", "as", "ash", "d", "di", "da", "du"]
)  # may begin a name
_INSIDE = frozenset(  # longer words in small letters that stand within names
    (
        "with",
        "from",
        "against",
        "without",
        "between",
        "into",
        "over",
        "under",
        "after",
        "para",
        "pour",
        "della",
        "delle",
    )
)
_CLOSING_SIGNS = frozenset("!)")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Z]?")  # London E17
_ENDS = frozenset('.!?:;"“)”')  # signs before a sentence
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?")
_KNOWN = 1  # rank of towns whose name of several words is a place, if it does not begin like a person's
_LARGE = 3  # rank of cities whose name is a place before it is a person


def trimmed(view: DocumentView, spans: Sequence[Span]) -> list[Span]:
    """Cut words in small letters and signs from both ends; drop what has no capital left, and ``US`` of ``US$``."""
    result = []
    for span in spans:
        words = view.parts[span.part].tokens.words  # as written: in a headline every word may belong
        first, last = trim(words, span.first, span.last, span.label)
        if first < last and not _is_no_name(words, first, last):
            result.append(_cut(span, first, last))
    return result


def _cut(span: Span, first: int, last: int) -> Span:
    return span if (first, last) == (span.first, span.last) else span._replace(first=first, last=last)


def trim(words: Sequence[str], first: int, last: int, label: str) -> tuple[int, int]:
    """Return the range of words without those at either end that no name begins or ends with."""
    while first < last and not _may_begin(words[first], label):
        first += 1
    while first < last and not _may_end(words[last - 1], label):
        last -= 1
    return first, last


def _may_begin(word: str, label: str) -> bool:
    if word[0].isdigit():
        return label not in ("LOC", "PER")
    return (
        word[0].isupper()
        or any(char.isupper() for char in word)
        or not word[0].isascii()
        or (word in NAME_OPENING and label in ("PER", "ORG"))
    )


def _may_end(word: str, label: str) -> bool:
    if label == "PER" and word[0].isdigit():  # what a player scored
        return False
    return (
        word[0].isupper()
        or any(char.isupper() or char.isdigit() for char in word)
        or (not word[0].isascii() and word[0].isalpha())
        or word in _CLOSING_SIGNS
    )


def _is_no_name(words: Sequence[str], first: int, last: int) -> bool:
    if last < len(words) and words[last] == "$" and words[first] in ("US", "A", "C", "NZ", "HK"):
        return True
    lists = vocabulary()
    offices = lists.offices
    name = words[first:last]
    if not any(char.isalpha() for word in name for char in word):
        return name not in (["9/11"], ["7/7"])
    if name[-1] in lists.page and all(word in lists.page for word in name):
        return True
    if name[-1] not in offices and name[-1] not in lists.disease:
        return False
    return all(word in offices or word in lists.disease for word in name) or (
        name[-1] in offices and all(word in offices or word in lists.portfolio for word in name)
    )


def parted(view: DocumentView, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Part what is two names: ``Paris, Texas``, ``Ann Ray alias Bo``, ``Acme Corp's Star Lab``, ``This / That``."""
    result: list[Span] = []
    for span in spans:
        parts = list(_parts(view, span, gazetteer))
        if parts != [span]:
            words = view.parts[span.part].tokens.words
            parts = [part for part in parts if not _is_no_name(words, part.first, part.last)]
        result += parts
    return result


def _parts(view: DocumentView, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    tokens = view.parts[span.part].tokens
    words, start = tokens.words, span.first
    hits = gazetteer.match(words[span.first : span.last]) if span.label == "MISC" and span.last - span.first > 1 else []
    if len(hits) > 1 and all(hit.known is not None for hit in hits) and _are_all(hits, span.last - span.first):
        for hit in hits:
            yield span._replace(first=span.first + hit.first, last=span.first + hit.last)
        return
    results = _are_results(words, span)
    if results and span.label == "MISC":
        span = span._replace(label="ORG")
    for number in range(span.first + 1, span.last - 1):
        if words[number][0].isupper():
            continue  # a part of a name, as most are
        if start < number and (
            (results and not words[number][0].isalpha()) or _parts_names(tokens, start, number, span, gazetteer)
        ):
            yield from _kept(words, _cut(span, start, number), gazetteer)
            start = number + 1
            if words[number] == "of":  # where a person comes from
                span = span._replace(label="LOC")
    yield from _kept(words, _cut(span, start, span.last), gazetteer)


def _are_results(words: Sequence[str], span: Span) -> bool:
    """Say whether names with what they scored were taken for one: ``Halden 3 Marsk 1``, ``A. Berg 102, B. Holm``."""
    numbers = [n for n in range(span.first + 1, span.last) if words[n].isdigit() and len(words[n]) < 4]
    if span.label == "PER":
        return bool(numbers)
    return len(numbers) > 1 and any(words[n + 1][0].isupper() for n in numbers if n + 1 < span.last)


def _are_all(hits: Sequence[Hit], words: int) -> bool:
    return sum(hit.last - hit.first for hit in hits) == words


def _parts_names(tokens: Tokens, start: int, at: int, span: Span, gazetteer: Gazetteer) -> bool:
    """Say whether the word at ``at`` stands between two names, of which the first began at ``start``."""
    words = tokens.words
    word = words[at]
    if word in ("/", ";", ":", ")", "("):
        return word != "(" or ")" not in words[at : span.last]
    if word == ".":  # no space between two sentences
        return len(words[at - 1]) > 1 and words[at + 1][0].isupper() and len(words[at + 1]) > 1
    if word == ",":
        return span.label in ("LOC", "PER")
    if word == "of":
        return span.label == "PER" and at - start > 1 and words[start] not in vocabulary().offices
    if word in ("'s", "’s"):
        long = span.label == "ORG" and at - start > 1 and span.last - at > 2
        return long or (at - start == 1 and gazetteer.is_nation(words[start]))
    if word in ("-", "–", "—"):
        apart = tokens.starts[at] > tokens.ends[at - 1] and tokens.starts[at + 1] > tokens.ends[at]
        return apart or (gazetteer.is_nation(words[at - 1]) and gazetteer.is_nation(words[at + 1]))
    return word.islower() and len(word) > 3 and word not in _INSIDE


def _is_article(words: Sequence[str], first: int, last: int, label: str) -> bool:
    """Say whether ``The`` is none of the name's: not of a place's (but The Hague), not where a sentence begins."""
    if label == "LOC":
        return words[first + 1] != "Hague"
    begins = first == 0 or words[first - 1] in _ENDS
    return label == "ORG" and (begins or words[last - 1] in vocabulary().body)


def _without_portfolio(words: Sequence[str], first: int, last: int) -> int:
    """Return the end of the name without the ``Defense`` of a Defense Secretary, the ``State`` of a Secretary of it."""
    lists = vocabulary()
    after = words[last] if last < len(words) else ""
    while last > first and words[last - 1] in lists.titles and after[:1].isupper():
        last -= 1
        after = words[last]
    while last > first and words[last - 1] in lists.portfolio and after in lists.titles:
        last -= 1
        after = words[last]
    office = first > 1 and words[first - 1].lower() in ("of", "for") and words[first - 2] in lists.titles
    return first if office and all(word in lists.portfolio for word in words[first:last]) else last


def _without_kind(words: Sequence[str], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Return the end of a listed product without its kind: ``Skylark I`` of ``Skylark I UAV``."""
    end = last
    while end - 1 > first and words[end - 1] in vocabulary().machine:
        end -= 1
    known = gazetteer.known(" ".join(words[first:end])) if end < last else None
    return end if known is not None and known.label == "PRODUCT" else last


def _kept(words: Sequence[str], span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the span, trimmed again, unless it is a place made of a word and a number (``Milepost 7.5``)."""
    first, last = trim(words, span.first, span.last, span.label)
    if last - first > 1 and words[first] in ("The", "THE") and _is_article(words, first, last, span.label):
        first += 1
    if last - first > 1 and words[last - 1].isdigit() and words[last : last + 1] == ["-"]:
        last -= 1  # the score of a match
    if span.label == "MISC" and last - first > 1 and _YEAR.fullmatch(words[first]):
        first += 1
    last = _without_kind(words, first, _without_portfolio(words, first, last), gazetteer)
    while span.label in ("LOC", "MISC") and last - first > 1 and _POSTCODE.fullmatch(words[last - 1]):
        last -= 1
        span = span._replace(label="LOC")
    numbered = last - first == 2 and words[last - 1][0].isdigit() and words[first] not in vocabulary().facility
    if first < last and not (span.label == "LOC" and numbered):
        yield _cut(span, first, last)


def by_list(view: DocumentView, spans: Sequence[Span], gazetteer: Gazetteer, lexicon: Lexicon) -> list[Span]:
    """Let the lists decide where they are surer than the model: nations, names, large cities, endings of firms."""
    result: list[Span] = []
    for span in spans:
        words = view.words(span)
        known = gazetteer.known(" ".join(words))
        label = _listed_label(words, span.label, known, gazetteer, lexicon)
        if (
            label == "PER"
            and result
            and _is_origin(view, result[-1], span)
            and gazetteer.place_rank(" ".join(words)) >= 0
        ):
            label = "LOC"
        result.append(span if label == span.label else span._replace(label=label))
    return result


def _is_origin(view: DocumentView, one: Span, other: Span) -> bool:
    """Say whether ``other`` is where the person ``one`` comes from: ``Ada Holm of Lincoln``."""
    return (
        one.label == "PER" and one.part == other.part and view.parts[one.part].words[one.last : other.first] == ["of"]
    )


def _listed_label(words: list[str], label: str, known: Known | None, gazetteer: Gazetteer, lexicon: Lexicon) -> str:
    personal = label == "PER" and len(words) == 1 and lexicon.flags(words[0]) > 0
    if known is not None:
        return label if personal else coarse(known.label)
    if label in ("PER", "MISC") and not personal:
        long = len(words) > 1 and not lexicon.flags(words[0]) & FIRST_NAME
        if gazetteer.place_rank(" ".join(words)) >= (_KNOWN if long else _LARGE):
            return "LOC"
    if label != "ORG" and len(words) > 1 and words[-1] in vocabulary().body:
        return "ORG" if label != "PER" or not lexicon.flags(words[-1]) else label
    return label
