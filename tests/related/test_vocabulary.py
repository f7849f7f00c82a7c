"""What stands beside a headline in a card, and what is one."""

from __future__ import annotations

import pytest

from transforms.related.vocabulary import ASIDE


@pytest.mark.parametrize(
    "text",
    [
        "3 hours ago",
        "5 min read",
        "2d",
        "10 minutes",
        "3 days ago • Sport",
        "14 h",
        "6:19 p.m.",
        "May 3, 2024",
        "12 comments",
    ],
)
def test_times_and_counts_stand_beside_a_headline(text):
    assert ASIDE.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "2012 map takes readers back to the old harbour",
        "24 miners are rescued from the Lindholm pit",
        "3 days that changed the harbour of Lindholm",
        "10 million crowns for the northern quay",
        "12 dead in storm",
        "100 houses flooded",
    ],
)
def test_a_headline_may_begin_with_a_number(text):
    assert not ASIDE.match(text)
