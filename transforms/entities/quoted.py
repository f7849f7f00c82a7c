"""Titles of works, which stand in quotation marks: ``the song "A Quiet Sea"``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.entities.spans import TEXT, DocumentView, Span, put_over
from transforms.entities.vocabulary import vocabulary

_OPEN, _CLOSE = frozenset('"“‘'), frozenset('"”’')
_LONGEST = 8  # words of a title


def quoted_titles(view: DocumentView, spans: Sequence[Span]) -> list[Span]:
    """Add titles in quotation marks: two or more capitalised words, or any after a word such as song or film.

    A name that fills the quotation marks alone stays what it is; parts of the title are no names of their own.
    """
    titles = list(_titles(view))
    if not titles:
        return list(spans)
    at = {number: span for span in spans if span.part == TEXT for number in range(span.first, span.last)}
    found = []
    for first, last in titles:
        inside = {at[number] for number in range(first, last) if number in at}
        whole = any(span.first <= first and span.last >= last for span in inside)
        across = any(span.first < first or span.last > last for span in inside)
        if not whole and not across:
            found.append(Span(TEXT, first, last, "MISC", "rule"))
    return put_over(spans, found) if found else list(spans)


def _titles(view: DocumentView) -> Iterator[tuple[int, int]]:
    part = view.parts[TEXT]
    words, lists = part.tokens.words, vocabulary()
    if _OPEN.isdisjoint(part.text):
        return
    for sentence in part.sentences:
        end = sentence.first + len(sentence.words)
        for opening in [sentence.first + number for number, word in enumerate(sentence.words) if word in _OPEN]:
            close = next((n for n in range(opening + 2, min(end, opening + _LONGEST + 2)) if words[n] in _CLOSE), None)
            if close is None or part.tokens.starts[opening + 1] != part.tokens.ends[opening]:
                continue
            last = close - 1 if words[close - 1] in (",", ".") else close
            title = words[opening + 1 : last]
            cue = any(word in lists.work for word in words[max(sentence.first, opening - 3) : opening])
            if title and _is_title(title, cue):
                yield opening + 1, last


def _is_title(words: Sequence[str], cue: bool) -> bool:
    small = vocabulary().small
    named = [word for word in words if word[0].isalpha() and word not in small]
    if not named or not all(word[0].isupper() for word in named) or not words[0][0].isalnum():
        return False
    return cue or len(named) > 1
