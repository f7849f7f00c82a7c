from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.related.stories import Name, join_names

SITE = "courier.example"


def link(text: str, path: str) -> Name:
    return Name(text, f"courier.example/{path}", f"https://courier.example/{path}")


def joined(*names: Name, known=None, titles=frozenset()) -> set[frozenset[Name]]:
    return {frozenset(story) for _, story in join_names(names, known or {}, titles, SITE)}


def test_one_address_is_one_story_whatever_it_says():
    a, b = link("Seals return to the pier", "seals"), link("What the seals did next", "seals")
    assert joined(a, b) == {frozenset({a, b})}


def test_a_text_without_address_joins_the_one_story_of_that_text():
    a, b = link("Seals return to the pier", "seals"), Name("SEALS RETURN TO THE PIER")
    assert joined(a, b) == {frozenset({a, b})}


def test_a_text_without_address_stays_alone_where_two_stories_bear_it():
    a, b = link("At the movies: Now showing", "20080104/1"), link("At the movies: Now showing", "20071221/2")
    free = Name("At the movies: Now showing")
    assert joined(a, b, free) == {frozenset({a}), frozenset({b}), frozenset({free})}


def test_two_addresses_of_one_specific_text_are_one_story():
    a, b = (
        link("Court rules against harbour investors", "politics/a"),
        link("Court rules against harbour investors", "b"),
    )
    assert joined(a, b) == {frozenset({a, b})}


def test_an_ellipsis_joins_the_one_story_that_continues_it():
    cut, whole = Name("Rowing into glory: the long..."), Name("Rowing into glory: the long way home")
    assert joined(cut, whole) == {frozenset({cut, whole})}


def test_an_ellipsis_that_two_stories_continue_joins_none():
    cut = Name("Harbour photos of the...")
    first, second = Name("Harbour photos of the storm"), Name("Harbour photos of the regatta")
    assert joined(cut, first, second) == {frozenset({cut}), frozenset({first}), frozenset({second})}


def test_equally_cut_texts_at_two_addresses_stay_two_stories():
    a, b = link("Harbour photos of the...", "june"), link("Harbour photos of the...", "may")
    assert joined(a, b) == {frozenset({a}), frozenset({b})}


def test_two_cut_addresses_never_meet_in_a_text_without_one():
    a, b = link("Harbour photos of the wi...", "june"), link("Harbour photos of the win...", "may")
    whole = Name("Harbour photos of the winter")
    assert len(joined(a, b, whole)) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The quiet orbits, Part 1", "The quiet orbits, Part 2"),
        ("The quiet orbits Version One", "The quiet orbits Version Two"),
        ("Firm to cut 2,000 jobs to save £200m", "Firm to cut 2,000 jobs to save £20m"),
        ("Rovers 1-0 United", "Rovers 2-0 United"),
        ("Minister resigns over harbour deal", "Minister does not resign over harbour deal"),
        ("Court rules for investors in the harbour", "Court rules against investors in the harbour"),
    ],
)
def test_what_differs_in_a_number_part_score_or_negation_is_never_one(one, other):
    assert len(joined(Name(one), Name(other))) == 2


def test_a_title_is_continued_by_its_authors():
    title = Name("The Long Story Behind the Frozen Harbour Bridge")
    shown = Name(title.text + " Ada Lind, Bo Ek")
    assert joined(title, shown) == {frozenset({title}), frozenset({shown})}
    assert joined(title, shown, titles={title}) == {frozenset({title, shown})}


def test_known_stories_are_found_again_and_never_joined():
    old = {"id1": [link("Seals return to the pier", "seals")], "id2": [Name("What the seals did next")]}
    both = link("What the seals did next", "seals")
    stories = {headline_id: set(names) for headline_id, names in join_names([both], old, frozenset(), SITE)}
    assert stories == {"id1": {*old["id1"], both}, "id2": set(old["id2"])}


WORDS = ("snow", "falls", "on", "the", "old", "harbour", "town", "again", "part", "2", "10")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7)
texts = st.builds(lambda parts, end: " ".join(parts) + end, words, st.sampled_from(["", "...", ": more", " | Courier"]))
names = st.builds(
    lambda text, path: link(text, path) if path else Name(text),
    texts,
    st.sampled_from(["", "a", "b-12345", "2024/05/01"]),
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(names, max_size=12), st.integers(0, 1000))
def test_the_stories_do_not_depend_on_the_order_of_the_names(found, seed):
    shuffled = random.Random(seed).sample(found, len(found))
    assert joined(*found) == joined(*shuffled)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(names, max_size=12))
def test_every_name_has_one_story_and_one_address_never_two(found):
    stories = joined(*found)
    assert sorted(name for story in stories for name in story) == sorted(set(found))
    for name in found:
        same = {other for other in found if name.key and other.key == name.key}
        assert sum(bool(same & story) for story in stories) <= 1
