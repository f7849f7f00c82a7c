"""One document, one name, one label: what was found in one place counts in the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from transforms.entities.gazetteer import Gazetteer
from transforms.entities.labels import coarse_of
from transforms.entities.lexicon import Lexicon
from transforms.entities.spans import TEXT, TITLE, DocumentView, Span, fill_in, put_over

Name = tuple[str, ...]
Votes = dict[str, int]  # for each coarse label
_DEFINED = 1000  # votes of a definition
_MAJORITY = 0.6  # share of the mentions of one name that turns the rest


def consistent(
    view: DocumentView, spans: Sequence[Span], said: Sequence[Span], lexicon: Lexicon, gazetteer: Gazetteer
) -> list[Span]:
    """Give equal names equal labels, surnames of persons in the text their person, and find what was missed.

    ``said`` are the names that the text defines; what it says of them outweighs the labels that were found.
    """
    names = [tuple(view.words(span)) for span in spans]
    votes: dict[Name, Votes] = {}
    for name, span in zip(names, spans, strict=True):
        _vote(votes, name, coarse_of(span.label), 1)
    for span in said:
        _vote(votes, tuple(view.words(span)), coarse_of(span.label), _DEFINED)
    surnames = _surnames(votes, gazetteer)
    for surname, full_names in surnames.items():
        _vote(votes, (surname,), "PER", full_names)
    relabelled = [_relabel(span, votes[name]) for span, name in zip(spans, names, strict=True)]
    sought = {name: _first(counts) for name, counts in votes.items() if _is_sought(name, lexicon)}
    sought |= {(surname,): _first(votes[(surname,)]) for surname in surnames}
    again = list(
        _missed(view, {name: _first(votes[name]) for name in map(tuple, map(view.words, said)) if len(name) > 1})
    )
    fine = {tuple(view.words(span)): span.label for span in said}
    there = put_over(relabelled, again)
    begun = {2 * span.first + span.part for span in there}
    return [_said(span, fine, view) for span in fill_in(there, _missed(view, sought, begun))]


def _said(span: Span, fine: Mapping[Name, str], view: DocumentView) -> Span:
    """Return ``span`` with the fine label that the text gave its name, if that is of the same kind."""
    label = fine.get(tuple(view.words(span))) if fine else None
    return span._replace(label=label) if label is not None and coarse_of(label) == coarse_of(span.label) else span


def _vote(votes: dict[Name, Votes], name: Name, label: str, count: int) -> None:
    cast = votes.get(name)
    if cast is None:
        votes[name] = {label: count}
    else:
        cast[label] = cast.get(label, 0) + count


def _first(votes: Votes) -> str:
    """Return the label with most votes, the first of equals."""
    return max(votes, key=votes.__getitem__) if len(votes) > 1 else next(iter(votes))


def _surnames(votes: dict[Name, Votes], gazetteer: Gazetteer) -> dict[str, int]:
    """Return last words of persons' full names that are no country, with the number of full names."""
    found: dict[str, int] = {}
    for name, counts in votes.items():
        if len(name) > 1 and _first(counts) == "PER":
            last = name[-1]
            if len(last) > 2 and last[0].isupper() and not last.endswith(".") and not gazetteer.is_nation(last):
                found[last] = found.get(last, 0) + sum(counts.values())
    return found


def _relabel(span: Span, votes: Votes) -> Span:
    best = _first(votes)
    if span.source == "user" or best == coarse_of(span.label) or votes[best] <= _MAJORITY * sum(votes.values()):
        return span
    return span._replace(label=best, known=None)


def _is_sought(name: Name, lexicon: Lexicon) -> bool:
    first = name[0]
    if len(name) > 1:
        return first[0].isupper() or first[0].isdigit()
    if not first[0].isupper():
        return False
    return len(first) > 3 and not lexicon.is_common(first) and not first.isupper()


def _missed(view: DocumentView, sought: dict[Name, str], begun: AbstractSet[int] = frozenset()) -> Iterator[Span]:
    """Yield every place where a sought name stands, the longest names first at each word.

    ``begun`` are the words where a name begins already, as 2 * number + part.
    """
    if not sought:
        return
    by_first: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(sought, key=lambda name: (-len(name), name)):
        by_first[name[0]].append(name)
    for part in (TITLE, TEXT):
        words, tokens = view.parts[part].words, view.parts[part].tokens
        for number in [number for number, word in enumerate(words) if word in by_first]:
            if 2 * number + part in begun:
                continue
            for name in by_first[words[number]]:
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
