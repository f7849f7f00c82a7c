"""One text as every layer sees it: words, their natural case, and the listed names among them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import NamedTuple

from transforms.entities.casing import RUNNING, case_of, names_in, true_case
from transforms.entities.gazetteer import Gazetteer, Hit
from transforms.entities.lexicon import CAPITAL, LONG_CAPITALS, Lexicon
from transforms.entities.tokens import Tokens, tokenize


class Sentence(NamedTuple):
    """Words from number ``first`` of their text; ``words`` in natural case.

    ``hits`` and ``capitals`` (the words that begin with a capital) count from the sentence's start.
    """

    first: int
    words: list[str]
    hits: list[Hit]
    capitals: list[int]


@dataclasses.dataclass(frozen=True, slots=True)
class Analysis:
    """One text (title or body), tokenized and looked up; ``words`` are all its words in natural case."""

    text: str
    tokens: Tokens
    words: list[str]
    sentences: list[Sentence]


def analyse(
    text: str, lexicon: Lexicon, gazetteer: Gazetteer, elided: bool = False, body: Tokens | None = None
) -> Analysis:
    """Tokenize ``text``, restore the case of its headlines and find listed names; ``elided`` as in ``tokenize``.

    ``body`` is the text that a title belongs to: what is a name there is one in the title.
    """
    tokens = tokenize(text, elided)
    sentences = []
    all_words: list[str] = []
    names: frozenset[str] | None = None
    for first, last in tokens.sentences:
        words = tokens.words[first:last]
        forms = list(map(lexicon.forms.__getitem__, words))
        kind = case_of(words, forms, lexicon)
        if names is None and kind != RUNNING:
            names = names_in(_running(body or tokens, lexicon))
        if kind != RUNNING or LONG_CAPITALS in forms:
            words = true_case(words, lexicon, gazetteer, names or frozenset())
            forms = list(map(lexicon.forms.__getitem__, words))
        capitals = [number for number, written in enumerate(forms) if written >= CAPITAL]
        sentences.append(Sentence(first, words, gazetteer.match(words), capitals))
        all_words += words
    return Analysis(text, tokens, all_words, sentences)


def _running(tokens: Tokens, lexicon: Lexicon) -> Iterator[list[str]]:
    """Yield the sentences that are neither headlines nor capitals."""
    for first, last in tokens.sentences:
        words = tokens.words[first:last]
        if case_of(words, list(map(lexicon.forms.__getitem__, words)), lexicon) == RUNNING:
            yield words
