from __future__ import annotations

import pytest

from transforms.related.keys import (
    Core,
    adds_authors,
    adds_subtitle,
    continues,
    core_of,
    is_long_enough,
    marks,
    names_site,
    url_date,
    url_number,
)

PLAIN = "Harbour seals return to the old pier"


@pytest.mark.parametrize(
    "shown",
    [
        "HARBOUR SEALS RETURN TO THE OLD PIER",
        "• Harbour seals return to the old pier",
        "3. Harbour seals return to the old pier",
        "#2 : Harbour seals return to the old pier",
        "15.01.08 19:45 Harbour seals return to the old pier",
        "Harbour seals return to the old pier (2 hours ago)",
        "Harbour seals return to the old pier 14:05",
        "Harbour seals return to the old pier [Read more]",
        "Harbour seals return to the old pier »",
        "Harbour seals return to the old pier - Nov 20, 2019",
        "Harbour&nbsp;seals return to the “old” pier",
        "Harbour seals return to the old pier | Kestrel Courier",
        "Harbour seals return to the old pier - The Kestrel Courier",
    ],
)
def test_what_a_page_adds_to_a_headline_is_not_its_core(shown):
    assert core_of(shown, "kestrelcourier.example") == core_of(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        "Harbour seals return to the old pier: Part 2",
        "Harbour seals return to the old pier (2)",
        "Harbour seals return to the new pier",
        "Harbour seals do not return to the old pier",
        "Video: Harbour seals return to the old pier",
        "Harbour seals return to the old pier | Another Paper",
    ],
)
def test_other_words_numbers_and_labels_make_another_core(other):
    assert core_of(other, "kestrelcourier.example") != core_of(PLAIN)


def test_a_score_is_not_a_number_without_its_dash():
    assert core_of("Rovers 1-0 United") != core_of("Rovers 10 United")


def test_a_day_of_a_month_is_no_rank():
    assert core_of("7. August 2020: Fest am Hafen") != core_of("8. August 2020: Fest am Hafen")


def test_a_date_stays_where_the_title_recurs():
    assert core_of("Weather forecast - Nov 20, 2019") != core_of("Weather forecast - Nov 21, 2019")


def test_an_ellipsis_at_the_end_is_a_cut_and_one_inside_is_not():
    assert core_of("Why the harbour freezes ev…") == Core("why the harbour freezes ev", cut=True)
    assert core_of("Someone called … over a book") == Core("someone called over a book")


def test_a_headline_of_signs_alone_has_an_empty_core():
    assert core_of("…") == Core("")


def test_only_a_cut_headline_is_continued():
    whole = core_of("Why the harbour freezes every year")
    assert continues(core_of("Why the harbour freezes ev..."), whole)
    assert not continues(core_of("Why the harbour freezes"), whole)
    assert not continues(core_of("Why the..."), whole)


def test_four_words_and_sixteen_characters_can_stand_for_the_whole():
    assert is_long_enough(core_of("Two boats lost at..."))
    assert not is_long_enough(core_of("Superconductivity expl..."))


@pytest.mark.parametrize("tail", [": Part Two", ": day 3", " - 20 pictures", ": not yet", ": the final"])
def test_a_subtitle_that_tells_stories_apart_is_none(tail):
    assert not adds_subtitle("The deadlock in the talks", "The deadlock in the talks" + tail)


def test_a_subtitle_begins_after_a_mark():
    assert adds_subtitle("The deadlock in the talks", "The deadlock in the talks: who can break it")
    assert not adds_subtitle("The deadlock in the talks", "The deadlock in the talks widens")
    assert not adds_subtitle("The talks", "The talks: who can break the deadlock")


def test_names_after_a_title_are_its_authors_only_where_they_look_like_names():
    title = "The Long Story Behind the Frozen Harbour Bridge"
    assert adds_authors(title, f"{title} by Ada Lind and Bo Ek")
    assert not adds_authors(title, f"{title} opens at last")
    assert not adds_authors(title, f"{title} Part Two")
    assert not adds_authors("The Frozen Bridge", "The Frozen Bridge Ada Lind")


@pytest.mark.parametrize(
    ("name", "site", "known"),
    [
        ("Kestrel Courier", "kestrelcourier.example", True),
        ("The Old York Times", "oytimes.example", True),
        ("The Wide Street Journal", "wsj.example", True),
        ("Harbour", "kestrelcourier.example", False),
    ],
)
def test_a_site_is_known_by_its_name_or_initials(name, site, known):
    assert names_site(name, site) is known


def test_addresses_tell_number_and_day():
    assert url_number("https://a.example/x-12345?id=7") == "12345"
    assert url_number("https://a.example/2024/x") is None
    assert url_date("https://a.example/2024/5/17/x") == "20240517"
    assert url_date("https://a.example/x") is None


def test_equal_texts_share_a_mark_by_number_or_if_specific_by_day():
    specific, recurring = core_of("Young actor found alive on island"), core_of("Your daily horoscope for everyone")
    assert marks(specific, "https://a.example/x", 0) == ["day "]
    assert marks(specific, "https://a.example/x", 2) == []
    assert marks(specific, "https://a.example/2024/05/17/x", 2) == ["day 20240517"]
    assert marks(recurring, "https://a.example/x", 0) == []
    assert marks(recurring, "https://a.example/x-1234567", 0) == ["number 1234567"]
