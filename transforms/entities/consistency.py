"""One document, one name, one label: what was found in one place counts in the others."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.labels import coarse_of
from transforms.entities.lexicon import Lexicon
from transforms.entities.spans import TEXT, TITLE, DocumentView, Span, fill_in

Name = tuple[str, ...]
_MAJORITY = 0.6  # share of the mentions of one name that turns the rest


def consistent(view: DocumentView, spans: Sequence[Span], lexicon: Lexicon, gazetteer: Gazetteer) -> list[Span]:
    """Give equal names equal labels, surnames of persons in the text their person, and find what was missed."""
    names = [tuple(view.words(span)) for span in spans]
    votes: dict[Name, Counter[str]] = defaultdict(Counter)
    for name, span in zip(names, spans, strict=True):
        votes[name][coarse_of(span.label)] += 1
    surnames = _surnames(votes, gazetteer)
    for surname, full_names in surnames.items():
        votes[(surname,)]["PER"] += full_names
    relabelled = [_relabel(span, votes[name]) for span, name in zip(spans, names, strict=True)]
    sought = {name: counts.most_common(1)[0][0] for name, counts in votes.items() if _is_sought(name, lexicon)}
    sought |= {(surname,): votes[(surname,)].most_common(1)[0][0] for surname in surnames}
    return fill_in(relabelled, _missed(view, sought))


def _surnames(votes: dict[Name, Counter[str]], gazetteer: Gazetteer) -> Counter[str]:
    """Return last words of persons' full names that are no country, with the number of full names."""
    found: Counter[str] = Counter()
    for name, counts in votes.items():
        if len(name) > 1 and counts.most_common(1)[0][0] == "PER":
            last = name[-1]
            if len(last) > 2 and last[0].isupper() and not last.endswith(".") and not gazetteer.is_nation(last):
                found[last] += counts.total()
    return found


def _relabel(span: Span, votes: Counter[str]) -> Span:
    label = coarse_of(span.label)
    best, count = votes.most_common(1)[0]
    if span.source == "user" or best == label or count <= _MAJORITY * votes.total():
        return span
    return dataclasses.replace(span, label=best, known=None)


def _is_sought(name: Name, lexicon: Lexicon) -> bool:
    first = name[0]
    if len(name) > 1:
        return first[0].isupper() or first[0].isdigit()
    if not first[0].isupper():
        return False
    return len(first) > 3 and not lexicon.is_common(first) and not first.isupper()


def _missed(view: DocumentView, sought: dict[Name, str]) -> Iterator[Span]:
    """Yield every place where a sought name stands, the longest names first at each word."""
    by_first: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(sought, key=lambda name: (-len(name), name)):
        by_first[name[0]].append(name)
    for part in (TITLE, TEXT):
        words, tokens = view.parts[part].words, view.parts[part].tokens
        for number, word in enumerate(words):
            for name in by_first.get(word, ()):
                last = number + len(name)
                if tuple(words[number:last]) == name and not _glued(words, tokens.starts, tokens.ends, number, last):
                    yield Span(part, number, last, sought[name], "document")
                    break


def _glued(words: list[str], starts: list[int], ends: list[int], first: int, last: int) -> bool:
    """Say whether a hyphen joins the words ``first`` to ``last`` to a word before or after."""
    before = (
        first > 1 and words[first - 1] == "-" and ends[first - 1] == starts[first] and words[first - 2][0].isupper()
    )
    after = (
        last + 1 < len(words) and words[last] == "-" and ends[last - 1] == starts[last] and words[last + 1][0].isupper()
    )
    return before or after
