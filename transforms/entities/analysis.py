"""One text as every layer sees it: words, their natural case, and the listed names among them."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from transforms.entities.casing import true_case
from transforms.entities.gazetteer import Gazetteer, Hit
from transforms.entities.lexicon import Lexicon
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


def analyse(text: str, lexicon: Lexicon, gazetteer: Gazetteer, elided: bool = False) -> Analysis:
    """Tokenize ``text``, restore the case of its headlines and find listed names; ``elided`` as in ``tokenize``."""
    tokens = tokenize(text, elided)
    sentences = []
    all_words: list[str] = []
    for first, last in tokens.sentences:
        words = true_case(tokens.words[first:last], lexicon, gazetteer)
        capitals = [number for number, word in enumerate(words) if word[0].isupper()]
        sentences.append(Sentence(first, words, gazetteer.match(words), capitals))
        all_words += words
    return Analysis(text, tokens, all_words, sentences)
