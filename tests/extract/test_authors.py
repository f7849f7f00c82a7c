"""Bylines: people only, in several languages."""

from __future__ import annotations

import pytest

from transforms.extract.authors import is_byline, parse_byline, person_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Mara Lindt", ("Mara Lindt",)),
        ("By MARA LINDT, Associated Press Writer", ("MARA LINDT",)),
        ("By Mara Lindt in London and Jon Ash in Paris", ("Mara Lindt", "Jon Ash")),
        ("By Mara Lindt | mara@courier.example | May 3, 2024", ("Mara Lindt",)),
        ("ByMara Lindt", ("Mara Lindt",)),
        ("Von Anna Groß und Peter Klein", ("Anna Groß", "Peter Klein")),
        ("Par Anne Petit et Luc Morel", ("Anne Petit", "Luc Morel")),
        ("Por José da Silva e Maria Souza", ("José da Silva", "Maria Souza")),
        ("Text: Anna Groß", ("Anna Groß",)),
        ("김철수 기자", ("김철수",)),
        ("Sammy Davis Jr.", ("Sammy Davis Jr.",)),
        ("Mara Lindt, Manila", ("Mara Lindt",)),
        ("Mara Lindt; mara lindt", ("Mara Lindt",)),
        ("By Jon Haberman and Mara Habermas", ("Jon Haberman", "Mara Habermas")),
        ("Photos and Story By Mara Lindt", ("Mara Lindt",)),
        ("Eine Kolumne von Anna Groß", ("Anna Groß",)),
        ("Autorin/Autor Anna Groß", ("Anna Groß",)),
        ("Mara LindtPublished: December 20, 2023", ("Mara Lindt",)),
        ("Reporting by Mara Lindt in Oslo; Writing by Jon Ash; Editing by Ida Berg", ("Mara Lindt", "Jon Ash")),
        ("By MARA LINDT FOR DAILY COURIER", ("MARA LINDT",)),
        ("By Mara Lindt The Courier", ("Mara Lindt",)),
        ("A cura di Mara Lindt", ("Mara Lindt",)),
        ("Teksti: Mara Lindt, Kuva: Jon Ash", ("Mara Lindt",)),
        ("Γράφει ο Γιώργος Αντωνίου", ("Γιώργος Αντωνίου",)),
        ("بقلم: أحمد محمود", ("أحمد محمود",)),
        ("מאת דנה לוי", ("דנה לוי",)),
        ("記者王大明／台北報導", ("王大明",)),
        ("김철수 기자 = 서울", ("김철수",)),
        ("Tác giả: Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("Mara Lindt Senior Washington Correspondent", ("Mara Lindt",)),
    ],
)
def test_bylines_name_people(text, names):
    assert parse_byline(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "by Staff Writers",
        "Reuters Staff",
        "Reuters, Washington",
        "New Delhi",
        "dpa",
        "Lindholm Courier News",
        "admin",
        "No Author",
        "Haber Merkezi",
        "Lindholmer Landesanstalt",
        "newsroom@courier.example",
        "By",
        "",
        "2024",
    ],
)
def test_houses_desks_and_addresses_are_no_people(text):
    assert parse_byline(text) == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Mara Lindt", True),
        ("By Monday the river had fallen.", False),
        ("Mara Lindt", False),
        ("By and large", False),
    ],
)
def test_a_byline_needs_its_cue_and_nothing_but_names(line, expected):
    assert is_byline(line) is expected


def test_roles_and_degrees_are_taken_off():
    assert person_name("Dr. Mara Lindt, PhD") == "Mara Lindt"
    assert person_name("Mara Lindt senior political editor") == "Mara Lindt"
    assert person_name("Chief Technology Officer") is None


def test_a_very_long_byline_is_read_in_time():
    assert parse_byline("By " + "Mara Lindt and " * 100_000)[0] == "Mara Lindt"
