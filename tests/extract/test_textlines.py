"""The lines of a text page as a reader sees them, whatever program wrote the page."""

import textwrap

import pytest

from transforms.extract.textlines import read_lines

FIRST = (
    "Island and mainland officials ended two days of meetings here on Thursday without agreeing on who should pay for "
    "the new ferry that is to cross the sound from next summer, Transport Minister Olga Brandt said."
)
SECOND = (
    "The Harbour Board of Ostrand and the Valley Council of Lower Tarn plan more talks at a summit of the coastal "
    "towns in early April, and Brandt said that both sides had made progress on the timetable."
)
THIRD = (
    "The island opposes plans to build a second pier below the old lighthouse, which it says would be a danger to the "
    "colony of puffins that nests there every spring, and it wants the harbour master to look for another place."
)


def texts(page):
    return [line.text for line in read_lines(page)]


@pytest.mark.parametrize("width", [60, 64, 72])
@pytest.mark.parametrize("indent", ["", "   "], ids=["flush", "indented"])
def test_a_page_broken_at_a_column_is_joined_before_capitals_too(width, indent):
    broken = [textwrap.fill(text, width, initial_indent=indent) for text in (FIRST, SECOND, THIRD)]
    assert any(line[:1].isupper() for text in broken for line in text.splitlines()[1:])
    assert texts(("\n" if indent else "\n\n").join(broken)) == [FIRST, SECOND, THIRD]


def test_entries_of_a_list_on_such_a_page_stay_apart():
    entries = ["Storm closes the northern road for a third day", "Fishermen ask for help with rising fuel costs"]
    page = "\n\n".join(textwrap.fill(text, 72) for text in (FIRST, SECOND, THIRD))
    page += "\n\n" + "\n".join(f"  * {entry}" for entry in entries)
    assert texts(page) == [FIRST, SECOND, THIRD, *entries]


def test_a_byline_is_not_the_end_of_the_title():
    title = "Harbour talks end without a deal on the new ferry: minister"
    assert texts(f"{title}\nby Staff Writers") == [title, "by Staff Writers"]


def test_numbers_of_links_are_no_text():
    page = "\n".join(f"  * [{number}]Storm closes road {number}" for number in range(1, 7))
    assert texts(page) == [f"Storm closes road {number}" for number in range(1, 7)]
    assert texts("The bridge[1] is old.[2] It is closed.") == ["The bridge[1] is old.[2] It is closed."]


def test_markdown_is_read_as_it_is_shown():
    page = """# Ferry to cross the sound

![The ferry](/img/1.jpg)

**Ostrand** is _glad_ of its [new ferry](/ferry "Ferry"), 3\\. of its kind.

## Read more

  * [Storm closes the northern road](/news/1)
"""
    assert texts(page) == [
        "Ferry to cross the sound",
        "Ostrand is glad of its new ferry, 3. of its kind.",
        "Read more",
        "Storm closes the northern road",
    ]


def test_texts_side_by_side_are_lines_and_a_menu_is_one():
    assert texts("Ferry to cross the sound\t\tLatest news") == ["Ferry to cross the sound", "Latest news"]
    assert len(texts("Home\tNews\tSport")) == 1


def test_ranks_without_a_stop_are_ranks_where_they_count_on():
    assert texts("1 Storm closes road\n\n2 Heist nets rare birds\n\n3 Choir moves out") == [
        "Storm closes road",
        "Heist nets rare birds",
        "Choir moves out",
    ]
    assert texts("3 Storms close road\n4 Towns cut off") == ["3 Storms close road", "4 Towns cut off"]


@pytest.mark.parametrize("trailer", [" - January 5th, 2010", " (5 January 2010)", " | Jan. 5, 2010"])
def test_the_date_behind_a_headline_is_not_part_of_it(trailer):
    (line,) = read_lines(f"Storm closes the northern road{trailer}")
    assert line.text == "Storm closes the northern road"
