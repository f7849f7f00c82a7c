"""Sentences as agencies and local papers write them (our own), with every name that they hold."""

import pytest

from tests.entities.build import tag

WIRE = [
    (
        "KABUL, June 14, 2011 (AFP) - A bomber killed four policemen outside the Interior Ministry in Kabul, "
        "Afghan officials said.",
        "KABUL GPE|AFP ORG|Interior Ministry ORG|Kabul GPE|Afghan NORP",
    ),
    (
        "BRUSSELS (Reuters) - European Commission President Jose Manuel Barroso met German Chancellor Angela Merkel "
        "to discuss the Greek bailout, an EU diplomat said.",
        "BRUSSELS GPE|Reuters ORG|European Commission ORG|Jose Manuel Barroso PERSON|German NORP|Angela Merkel PERSON"
        "|Greek NORP|EU ORG",
    ),
    (
        "NAIROBI, Kenya (AP) — Al-Shabab militants attacked African Union troops near Mogadishu, "
        "said Col. Paddy Okello.",
        "NAIROBI GPE|Kenya GPE|AP ORG|Al-Shabab ORG|African Union ORG|Mogadishu GPE|Paddy Okello PERSON",
    ),
    (
        "Turkish F-16s and Syrian MiG-21 fighters came close over the Mediterranean, NATO Secretary General "
        "Jens Stoltenberg told CNN in Brussels.",
        "Turkish NORP|F-16s PRODUCT|Syrian NORP|MiG-21 PRODUCT|Mediterranean LOC|NATO ORG|Jens Stoltenberg PERSON"
        "|CNN ORG|Brussels GPE",
    ),
    (
        "The USS Carl Vinson left San Diego for the South China Sea, the US Navy's Pacific Fleet said.",
        "USS Carl Vinson PRODUCT|San Diego GPE|South China Sea LOC|US Navy ORG|Pacific Fleet ORG",
    ),
    (
        "Sen. Hilda Marsh, R-Ohio, and Rep. Leon Fitch, D-Texas, urged the Pentagon to halt the program, "
        "The Washington Post said.",
        "Hilda Marsh PERSON|Ohio GPE|Leon Fitch PERSON|Texas GPE|Pentagon ORG|The Washington Post ORG",
    ),
    (
        "Hurricane Olga made landfall near Galveston, Texas, the National Hurricane Center in Miami said.",
        "Hurricane Olga EVENT|Galveston GPE|Texas GPE|National Hurricane Center ORG|Miami GPE",
    ),
    (
        "The Treaty of London was signed before the Battle of Saint-Quentin.",
        "Treaty of London LAW|Battle of Saint-Quentin EVENT",
    ),
    ("By Staff Writers", ""),
]
LOCAL = [
    (
        "Police in Cedar Falls arrested Dale R. Huckaby, 43, after a crash on Route 9, Sheriff Tom Bascom said Monday.",
        "Cedar Falls GPE|Dale R. Huckaby PERSON|Tom Bascom PERSON",
    ),
    (
        "MILLBROOK — Councilwoman Dana Pruitt, who represents Oak Street, told the Millbrook Gazette.",
        "MILLBROOK GPE|Dana Pruitt PERSON|Oak Street FAC|Millbrook Gazette ORG",
    ),
    (
        "The Millbrook Board of Education voted 5-2 to close Lincoln Elementary School, "
        "Superintendent Carla Denning said.",
        "Millbrook Board of Education ORG|Lincoln Elementary School ORG|Carla Denning PERSON",
    ),
    (
        "Manchester City host Bayern Munich in the Champions League on Wednesday at the Etihad Stadium.",
        "Manchester City ORG|Bayern Munich ORG|Champions League EVENT|Etihad Stadium FAC",
    ),
    (
        "A spokeswoman for the University of Leeds said Dr. Amara Obi would lead the study, published in The Lancet.",
        "University of Leeds ORG|Amara Obi PERSON|The Lancet ORG",
    ),
]
HEADLINES = [
    ("Lockheed Martin Wins $500 Million Contract To Build Radar For Poland", "Lockheed Martin ORG|Poland GPE"),
    ("Oil Prices Rise After OPEC Agrees To Cut Output", "OPEC ORG"),
]


@pytest.mark.parametrize(("text", "expected"), [*WIRE, *LOCAL], ids=lambda value: value[:24])
def test_every_name_of_a_news_sentence_is_found_and_nothing_else(text, expected):
    assert "|".join(f"{mention.text} {mention.label}" for mention in tag(text)) == expected


@pytest.mark.parametrize(("title", "expected"), HEADLINES, ids=lambda value: value[:24])
def test_every_name_of_a_headline_is_found_and_nothing_else(title, expected):
    assert "|".join(f"{mention.text} {mention.label}" for mention in tag(title=title)) == expected


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        (
            "40 Days to Marsk (also Forty) is a rock band from Oslo.\nThey played as 40 Days to Marsk.",
            "40 Days to Marsk",
            "ORG",
        ),
        ("Kestrel Vale is a village in Devon. Kestrel Vale has an inn.", "Kestrel Vale", "GPE"),
        ("LONDON, May 3 (Reuters) -- Zorvex is a German airline.", "Zorvex", "ORG"),
        ("Zorvex (born 12 June 1953) is a maker of pots.", "Zorvex", "PERSON"),
        ("Zorvex was a Scottish golfer and maker of clubs.", "Zorvex", "PERSON"),
        ("Caloma is a manufacturer of bicycles. In 1972, Caloma moved.", "Caloma", "ORG"),
        ("The Long Tide is the second album by the singer.", "Long Tide", "WORK_OF_ART"),
        ("They filmed the comedy. In it Ann Ray plays Holt. The film Quiet Harbor won.", "Quiet Harbor", "WORK_OF_ART"),
        ("He was a United Farmers of Ontario MPP.", "United Farmers of Ontario", "ORG"),
    ],
)
def test_what_the_text_says_a_name_is_counts(text, name, label):
    labels = {mention.text: mention.label for mention in tag(text)}
    assert labels.get(name) == label


def test_a_place_behind_a_birth_is_not_what_the_person_is():
    labels = {
        mention.text: mention.label for mention in tag("Mara Holt (born 1993) in Danvers, Massachusetts is a singer.")
    }
    assert labels["Massachusetts"] == "GPE"


def test_towns_that_play_are_teams_and_countries_stay_places():
    text = (
        "Houston defeated Dallas 102-98 in the NBA playoffs as two teammates scored 60 points in Texas.\n"
        "The midfielder signed for Sunderland in January. England beat Scotland in a semifinal in London."
    )
    labels = {mention.text: mention.label for mention in tag(text)}
    assert {labels[name] for name in ("Houston", "Dallas", "Sunderland")} == {"ORG"}
    assert {labels[name] for name in ("Texas", "England", "Scotland", "London")} == {"GPE"}


def test_both_sides_of_a_result_are_teams_but_not_those_who_score():
    text = (
        "Girls basketball\nLincoln 58, Washington 51: Ada Brown led with 24 points.\nBoys soccer: Brazil 2, Chile 1.\n"
        "Marion 3, Lisbon 0; Tipton 2, Durant 1.\nScorers: Ada Brown 24, Berit Holm 12, Cora Lund 9.\n"
        "Seat A: Mary Hasler 61, Peter Eaton 44."
    )
    labels = {mention.text: mention.label for mention in tag(text)}
    assert {labels[name] for name in ("Lincoln", "Washington", "Marion", "Lisbon", "Tipton", "Durant")} == {"ORG"}
    assert {labels[name] for name in ("Brazil", "Chile")} == {"GPE"}
    people = ("Ada Brown", "Berit Holm", "Cora Lund", "Mary Hasler", "Peter Eaton")
    assert {labels[name] for name in people} == {"PERSON"}


def test_towns_are_no_teams_where_nobody_speaks_of_sport():
    labels = {mention.text: mention.label for mention in tag("Houston defeated Dallas in the bid for the museum.")}
    assert {labels["Houston"], labels["Dallas"]} == {"GPE"}


def test_stations_are_known_by_their_call_sign_where_broadcasting_is_spoken_of():
    text = "4QRX is wrong, 5PM is an hour. The radio station 7QX was sold; 7QX has listeners in Marsk at 5PM."
    labels = {mention.text: mention.label for mention in tag(text)}
    assert labels["7QX"] == "ORG"
    assert labels.get("5PM") != "ORG"
