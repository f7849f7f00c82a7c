from __future__ import annotations

import dataclasses
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.keys import Sighting
from tests.related.sightings import SOURCE, after, block, resolved, sighting
from transforms.related.memory import SiteMemory

SEALS, HALL = "Harbour seals return to the old pier", "Council votes to keep the swimming hall open"


def ids(run) -> dict[str, str]:
    return {row.text: row.headline_id for row in run.headlines}


def test_a_list_on_many_pages_is_one_row_and_each_page_carries_it():
    shown = block("Most read", (SEALS, "seals"), (HALL, "hall"))
    run = resolved(*(sighting(f"p{n}", f"Title number {n} of the day", f"t{n}", shown) for n in range(20)))
    assert [(row.heading, len(row.headline_ids)) for row in run.lists] == [("Most read", 2)]
    assert {link.related_list_ids for link in run.links} == {(run.lists[0].list_id,)}
    assert [row.text for row in run.headlines] == [SEALS, HALL]


def test_the_row_of_a_headline_says_where_and_when_it_was_seen_first():
    early, late = block("Latest", (SEALS, "seals")), block("Latest", ("Seals are back", "seals?utm_source=x"))
    (row,) = resolved(sighting("b", "B", "b", late, hours=5), sighting("a", "A", "a", early)).headlines
    assert (row.text, row.variants) == (SEALS, (SEALS, "Seals are back"))
    assert (row.url, row.address) == ("https://courier.example/seals", "courier.example/seals")
    assert row.first_seen.hour == 12


def test_the_text_of_a_cut_headline_is_the_fullest_known():
    run = resolved(
        sighting("a", SEALS, "seals"), sighting("b", "B", "b", block(None, ("Harbour seals return to...", "seals")))
    )
    assert [row.text for row in run.headlines] == [SEALS]


def test_an_article_joins_its_headline_by_address_in_either_order():
    article = sighting("a", "What the seals did next", "seals")
    promoted = sighting("b", "B", "b", block("Latest", (SEALS, "seals?ref=home")))
    run = resolved(article, promoted)
    assert run.links[0].headline_id == run.headlines[0].headline_id
    first = resolved(article)
    second = resolved(promoted, memory=after(first))
    assert second.headlines[0].headline_id == first.links[0].headline_id
    first = resolved(promoted)
    second = resolved(article, memory=after(first))
    assert second.links[0].headline_id == first.headlines[0].headline_id


def test_an_article_without_address_joins_its_headline_by_text():
    first = resolved(sighting("b", "B", None, block("Latest", f"• {SEALS.upper()}")))
    second = resolved(sighting("a", SEALS, None), memory=after(first))
    assert second.links[0].headline_id == first.headlines[0].headline_id
    assert second.headlines == ()


def test_a_page_that_nothing_promotes_has_a_headline_id_but_no_row():
    run = resolved(sighting("a", SEALS, "seals"))
    assert len(run.links[0].headline_id) == 20
    assert run.headlines == ()


def test_an_article_that_is_promoted_later_gets_its_row_then():
    first = resolved(sighting("a", SEALS, "seals"))
    second = resolved(sighting("b", "B", "b", block("Latest", (SEALS, "seals"))), memory=after(first))
    third = resolved(sighting("c", "C", "c", block("Other", (SEALS, "seals"))), memory=after(first, second))
    assert [row.headline_id for row in second.headlines] == [first.links[0].headline_id]
    assert third.headlines == ()


def test_what_is_known_is_not_stored_again():
    page = sighting("a", "A title of the day", "a", block("Latest", (SEALS, "seals"), HALL))
    first = resolved(page)
    again = resolved(page, memory=after(first))
    assert again.links == first.links
    assert (again.headlines, again.lists, again.names, again.versions) == ((), (), (), ())


def test_two_stories_of_one_text_have_two_identifiers():
    run = resolved(sighting("a", "A", "a", block(None, ("Now showing", "20080104/1"), ("Now showing", "20071221/2"))))
    assert len({row.headline_id for row in run.headlines}) == 2


def test_parts_are_two_headlines():
    run = resolved(sighting("a", "A", "a", block(None, "The quiet orbits, Part 1", "The quiet orbits, Part 2")))
    assert len(run.headlines) == 2


def test_equal_lists_under_two_headings_are_two_lists():
    run = resolved(sighting("a", "A", "a", block("Latest", SEALS), block("Most read", SEALS)))
    assert [row.heading for row in run.lists] == ["Latest", "Most read"]


def test_a_link_to_the_front_page_is_no_identity():
    run = resolved(sighting("a", "A", "a", block(None, (SEALS, ""), (HALL, ""))))
    assert len(run.headlines) == 2


def test_an_entry_in_doubt_counts_once_its_list_changes():
    pages = [
        sighting(f"p{n}", f"Title {n}", f"t{n}", block("Read", *((text, text) for text in texts), weak=(0,)))
        for n, texts in enumerate((["One", "Two"], ["One", "Two"], ["Six", "Two"]))
    ]
    assert sorted(ids(resolved(*pages))) == ["One", "Six", "Two"]
    assert sorted(ids(resolved(*pages, settle_pages=0))) == ["Two"]
    assert sorted(ids(resolved(*pages[:2]))) == ["Two"]


def test_navigation_that_never_changes_stays_out():
    pages = [
        sighting(f"p{n}", f"Title {n}", f"t{n}", block("Menu", ("Island life", "life"), weak=(0,))) for n in range(9)
    ]
    assert resolved(*pages).lists == ()


def test_an_entry_in_doubt_counts_where_it_leads_to_a_known_article():
    promoting = sighting("b", "B", "b", block("Read", ("Seals", "seals"), weak=(0,)))
    assert resolved(promoting).headlines == ()
    assert len(resolved(promoting, memory=after(resolved(sighting("a", SEALS, "seals")))).headlines) == 1


def test_lists_of_earlier_runs_settle_a_doubt():
    first = resolved(
        *(sighting(f"p{n}", f"T{n}", f"t{n}", block("Read", (f"N{n}", f"n{n}"), weak=(0,))) for n in range(2))
    )
    second = resolved(sighting("q", "Q", "q", block("Read", ("N9", "n9"), weak=(0,))), memory=after(first))
    assert (first.headlines, [row.text for row in second.headlines]) == ((), ["N9"])


texts = st.sampled_from(
    [SEALS, SEALS.upper(), "Harbour seals return to...", HALL, "Now showing", "The orbits, Part 1", "Orbits"]
)
paths = st.sampled_from([None, "seals", "hall", "2024/05/17/x", "b-1234567"])
entries = st.tuples(texts, paths).map(lambda pair: pair[0] if pair[1] is None else pair)
blocks = st.builds(
    lambda heading, shown, weak: block(heading, *shown, weak=weak),
    st.sampled_from([None, "Latest", "Most read"]),
    st.lists(entries, min_size=1, max_size=4),
    st.sets(st.integers(0, 1)),
)
pages = st.lists(
    st.builds(
        lambda n, title, path, shown, hours: sighting(f"p{n}", title, path, *shown, hours=hours),
        st.integers(0, 5),
        texts,
        paths,
        st.lists(blocks, max_size=3),
        st.integers(0, 2),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pages, pages, st.integers(0, 1000))
def test_the_result_does_not_depend_on_the_order_of_the_pages(earlier: list[Sighting], now: list[Sighting], seed: int):
    memory = after(resolved(*earlier))
    shuffled = random.Random(seed).sample(now, len(now))
    assert resolved(*now, memory=memory) == resolved(*shuffled, memory=memory)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pages, pages)
def test_rows_are_new_once_and_every_reference_has_its_row(earlier: list[Sighting], now: list[Sighting]):
    first = resolved(*earlier)
    second = resolved(*now, memory=after(first))
    headline_ids = [row.headline_id for run in (first, second) for row in run.headlines]
    list_ids = [row.list_id for run in (first, second) for row in run.lists]
    assert len(headline_ids) == len(set(headline_ids))
    assert len(list_ids) == len(set(list_ids))
    assert {ref for run in (first, second) for row in run.lists for ref in row.headline_ids} <= set(headline_ids)
    assert {ref for run in (first, second) for link in run.links for ref in link.related_list_ids} <= set(list_ids)
    assert {link.input for link in second.links} == {page.input for page in now}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(pages)
def test_a_second_run_over_the_same_pages_adds_nothing(seen: list[Sighting]):
    first = resolved(*seen)
    again = resolved(*seen, memory=after(first))
    assert (again.headlines, again.lists, again.links) == ((), (), first.links)


def test_memory_is_made_of_rows_alone():
    memory = after(resolved(sighting("a", SEALS, "seals", block("Latest", HALL))))
    assert memory.keys() == {"courier.example/seals"}
    assert memory.promoted < set(memory.names)
    assert dataclasses.replace(SiteMemory(SOURCE)).names == {}
