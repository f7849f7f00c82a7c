import pytest

from tests.entities.build import found, tag
from transforms.entities.casing import true_case
from transforms.entities.clusters import clusters
from transforms.entities.gazetteer import gazetteer
from transforms.entities.homes import Homes
from transforms.entities.lexicon import lexicon


def labels(text, **changes):
    return {mention.text: mention.label for mention in tag(text, **changes)}


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("LONDON (AFP) — The bank said so.", "LONDON", "AFP"),
        ("Moscow (UPI) Mar 26, 2008", "Moscow", "UPI"),
        ("SPRINGFIELD, Ill. (AP) - A judge ruled.", "SPRINGFIELD", "AP"),
        ("PARIS, March 3 (Reuters) - Shares fell.", "PARIS", "Reuters"),
        ("NEW DELHI, June 12 (IANS) -- Rain fell.", "NEW DELHI", "IANS"),
        ("VIENNA — The talks went on.", "VIENNA", None),
        ("ORANGE, Jan 5, 2009 (AFP) - The talks went on.", "ORANGE", "AFP"),
        ("TENNIS - ANTALYA OPEN RESULTS\nCARDIFF 1997-08-22\nThe talks went on.", "CARDIFF", None),
    ],
)
def test_datelines_name_a_place_and_an_agency(line, place, agency):
    result = labels(line)
    assert result[place] == "GPE"
    assert agency is None or result[agency] == "ORG"


@pytest.mark.parametrize(
    "line", ["Correction (SEE BELOW) - Nothing.", "Update - The match is over.", "CRICKET - SCOREBOARD AT TEA"]
)
def test_other_lines_are_no_datelines(line):
    assert not {mention.source for mention in tag(line)} & {"rule"}


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Radar To Be Built Into Northrop Grumman's MQ-8B Fire Scout", {"Northrop Grumman", "MQ-8B Fire Scout"}),
        ("NKorea Raises Stakes In Nuclear Dispute", {"NKorea"}),
        ("US, SKorea Demand Full Declaration", {"US", "SKorea"}),
        ("FRANCE AND GERMANY SIGN TREATY IN BERLIN", {"FRANCE", "GERMANY", "BERLIN"}),
        ("Fighter Production To Rise Over The Next Decade", set()),
    ],
)
def test_headlines_in_title_case_and_capitals_are_read_as_sentences(headline, expected):
    assert {mention.text for mention in tag(title=headline)} == expected


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("US-led forces left.", "US", "GPE"),
        ("The F-35C landed near the coast.", "F-35C", "PRODUCT"),
        ("He spoke of COVID-19 and of the G-20 meeting.", "COVID-19", None),
        ("It costs US$5 million.", "US", None),
        ("He fought in the Iran-Iraq War.", "Iran-Iraq War", "EVENT"),
        ("A lorry overturned on the A614 at dawn.", "A614", "FAC"),
        ("Harden P16 W13 D0 L3 Pts 66", "W13", None),
        ("KIGALI, Sept 4, 2025 (The New Times) - Rain fell.", "New Times", "ORG"),
        ("The levy is N80 million.", "N80", None),
        ("By Thursday it was N265,000.", "N265", None),
        ("ROSEAU, Dominica (Aug 27) -- Rain fell.", "Aug 27", None),
        ("The World Food Programme (WFP) sent rice, the WFP said.", "WFP", "ORG"),
        ("Secretary of State Ada Brown flew home.", "State", None),
        ('They sang the song "A Quiet Sea" twice.', "A Quiet Sea", "WORK_OF_ART"),
    ],
)
def test_names_are_told_from_what_looks_like_them(text, name, label):
    assert labels(text).get(name) == label


def test_a_headline_keeps_the_names_that_its_text_has():
    title = "Brazil Seeks Stronger Ties With India As Modi Visits"
    assert "Modi" not in {mention.text for mention in tag(title=title)}
    text = "The two governments said on Friday that Narendra Modi would sign. Later Modi flew home."
    assert found(text, title=title)["Modi"].field == "title"


def test_a_headline_keeps_the_school_behind_a_name():
    assert {mention.text for mention in tag(title="Smithfield High School Choir To Sing In Cedar Rapids")} == {
        "Smithfield High School",
        "Cedar Rapids",
    }


def test_names_in_capitals_amid_a_sentence_are_read_as_names_and_acronyms_stay():
    written = "The opinion was filed by JOHNSON and UNESCO in PARIS"
    cased = true_case(written.split(), lexicon(), gazetteer())
    assert " ".join(cased) == "The opinion was filed by Johnson and UNESCO in Paris"


def test_a_title_with_offices_leaves_nation_and_person():
    assert labels("He met U.S. Defense Secretary Mara Holt there.") == {"U.S.": "GPE", "Mara Holt": "PERSON"}


def test_a_place_and_its_state_are_two():
    assert labels("She was born in Dayton, Ohio, in 1950.") == {"Dayton": "GPE", "Ohio": "GPE"}


def test_pairs_of_nations_are_two():
    assert {m.text: m.entity_id for m in tag("They discussed US-Russian ties.")} == {
        "US": "iso3166:US",
        "Russian": "iso3166:RU",
    }


def test_facilities_and_waters_are_told_from_towns():
    result = labels("Planes left Heathrow Airport and crossed the River Thames to Bristol.")
    assert result["Heathrow Airport"] == "FAC"
    assert result["Bristol"] == "GPE"


def test_context_decides_between_towns_of_one_name():
    ontario = found("The mayor of London, Ontario, met colleagues from Toronto and Hamilton.")["London"]
    england = found("The mayor of London met colleagues from Paris and Manchester.")["London"]
    assert (ontario.country, england.country) == ("CA", "GB")


def test_ministries_companies_and_parties_have_a_subtype():
    subtypes = {
        m.text: m.subtype for m in tag("The Russian Defense Ministry bought from Boeing and Zorvex Systems Inc.")
    }
    assert subtypes["Russian Defense Ministry"] == "ministry"
    assert subtypes["Boeing"] == "company"


def test_persons_of_one_surname_stay_apart_and_the_last_named_is_meant():
    numbers = clusters([(name, "PERSON", None) for name in ("Holt", "Ann Holt", "Holt", "Bo Holt", "Holt", "Ann")])
    assert numbers == [0, 0, 0, 1, 1, 0]


def test_equal_identifiers_are_one_cluster():
    assert clusters([("US", "GPE", "iso3166:US"), ("U.S.", "GPE", "iso3166:US"), ("Oslo", "GPE", None)]) == [0, 0, 1]


def test_a_long_document_takes_time_in_proportion():
    sentence = "Ada Brown of Zorvex Corp. met Jens Holm in Springfield, Ohio, and in New York. "
    assert len(tag(sentence * 400)) == 400 * len(tag(sentence * 2)) / 2


def test_homes_come_from_settings_or_the_domain_of_a_country():
    homes = Homes(["Example.com=US.IL", "paper.example=FR"])
    assert homes.of("example.com") == ("US", "IL")
    assert homes.of("paper.example") == ("FR", "")
    assert [homes.of(site) for site in ("a.co.uk", "b.de", "c.io", "d.com", "Example News", None)] == [
        ("GB", ""),
        ("DE", ""),
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ('Merle "Speedy" Holm, a farmer, died on Monday.', 'Merle "Speedy" Holm', "PERSON"),
        ("She was a member of St. Mark's Lutheran Church.", "St. Mark's Lutheran Church", "ORG"),
        ("Levi J. Carlsen of Fredericksburg won the raffle.", "Levi J. Carlsen", "PERSON"),
        ("Levi J. Carlsen of Fredericksburg won the raffle.", "Fredericksburg", "GPE"),
        ("The innings went on (H. Lindqvist 102, S. Pollard 61).", "H. Lindqvist", "PERSON"),
        ("Police closed the Hawthorne Viaduct near Oslo on Monday.", "Hawthorne Viaduct", "FAC"),
        ("The frigate HMS Bittern fired two Zephyr-3 missiles.", "HMS Bittern", "PRODUCT"),
    ],
)
def test_a_name_is_read_whole_and_no_more_than_it(text, name, label):
    assert labels(text).get(name) == label
