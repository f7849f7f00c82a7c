"""One text as every layer sees it: words, their natural case, and the listed names among them."""

from __future__ import annotations

import dataclasses

from transforms.entities.casing import true_case
from transforms.entities.gazetteer import Gazetteer, Hit
from transforms.entities.lexicon import Lexicon
from transforms.entities.tokens import Tokens, tokenize


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """Words from number ``first`` of their text; ``words`` in natural case; ``hits`` count from the sentence's start.

    ``headline`` says that the case had to be restored.
    """

    first: int
    words: list[str]
    hits: list[Hit]
    headline: bool


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
        written = tokens.words[first:last]
        words = true_case(written, lexicon, gazetteer)
        sentences.append(Sentence(first, words, gazetteer.match(words), words != written))
        all_words += words
    return Analysis(text, tokens, all_words, sentences)
