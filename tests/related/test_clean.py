from __future__ import annotations

import pytest

from schemas.page import RelatedBlock, RelatedItem
from tests.related.pages import PARAGRAPH, STORIES
from transforms.related.clean import cut_headline_lines

BLOCKS = (RelatedBlock(heading="Most read", items=tuple(RelatedItem(text=text) for text in STORIES)),)


@pytest.mark.parametrize(
    "line",
    [
        STORIES[0],
        STORIES[0].upper(),
        f"• {STORIES[0]}",
        f"Related: {STORIES[0]}",
        f"{STORIES[0]} (18:30)",
        "Read more:",
        "Lire aussi :",
        "Mehr zum Thema:",
        f"Lesen Sie auch: {STORIES[1]}",
    ],
)
def test_headlines_and_their_cues_go(line):
    assert cut_headline_lines([PARAGRAPH, line], BLOCKS) == ([PARAGRAPH], 1)


@pytest.mark.parametrize(
    "line",
    [
        PARAGRAPH,
        f"Under the words “{STORIES[0]}” the paper had printed the wrong photograph for the third time.",
        "More rain is on the way.",
        "Related to whom?",
        "See you there: six in the morning.",
    ],
)
def test_what_the_article_says_itself_stays(line):
    assert cut_headline_lines([line], BLOCKS) == ([line], 0)


def test_an_entry_in_doubt_cuts_nothing():
    doubtful = (RelatedBlock(heading=None, items=(RelatedItem(text=STORIES[0], weak=True),)),)
    assert cut_headline_lines([STORIES[0]], doubtful) == ([STORIES[0]], 0)


def test_without_lists_nothing_but_cues_goes():
    assert cut_headline_lines(["One line.", "Read more:"], ()) == (["One line."], 1)
