"""Agencies are told by name, byline and credit line, and by nothing less."""

import pytest

from transforms.extract.agencies import agency_in_byline, agency_of
from transforms.extract.credits import agency_in_credit, find_agency


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("AFP", "AFP"),
        ("afp", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("The Associated Press", "AP"),
        ("REUTERS", "Reuters"),
        ("Reuters Staff", "Reuters"),
        ("dpa/lnw", "dpa"),
        ("dpa-AFX", "dpa-AFX"),
        ("AFP-Jiji", "AFP"),
        ("Xinhua News Agency", "Xinhua"),
        ("新华社", "Xinhua"),
        ("ТАСС", "TASS"),
        ("EUROPA PRESS", "Europa Press"),
        ("Press Trust of India", "PTI"),
    ],
)
def test_a_name_stands_for_its_agency(name, agency):
    assert agency_of(name) == agency


@pytest.mark.parametrize(
    "name", ["", "Ann Price", "Ani Veld", "Sid Moreau", "Ap", "Reuters-based", "Tarn Valley Post", "/"]
)
def test_other_names_are_no_agencies(name):
    assert agency_of(name) is None


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("By MARA LINDT, Associated Press Writer", "AP"),
        ("Mara Lindt (AFP)", "AFP"),
        ("Mara Lindt | Reuters", "Reuters"),
        ("Agence France-Presse in Paris", "AFP"),
        ("Le Courrier du Tarn avec AFP", "AFP"),
        ("Von dpa", "dpa"),
    ],
)
def test_a_byline_names_an_agency_beside_its_authors(byline, agency):
    assert agency_in_byline(byline) == agency


def test_initials_inside_a_byline_are_no_agency():
    assert agency_in_byline("By Jon Paap and Ana Upik, Tarn Valley") is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Copyright 2008 Agence France-Presse. All rights reserved.", "AFP"),
        ("Copyright 2008 by The Associated Press. All rights reserved.", "AP"),
        ("© 2013 AFP", "AFP"),
        ("(Source: IANS)", "IANS"),
        ("Quelle: dpa", "dpa"),
        ("With Reuters", "Reuters"),
        ("With inputs from PTI", "PTI"),
        ("Con información de EFE", "EFE"),
        ("The bridge will stay closed until May. (AFP)", "AFP"),
        ("- Bernama", "Bernama"),
        ("The Canadian Press", "CP"),
        ("--IANS ab/cd", "IANS"),
        ("dpa ab cd", "dpa"),
        ("© dpa-infocom, dpa:100105-99-12345/2", "dpa"),
        ("Quelle: tarn.example, ab/dpa", "dpa"),
        ("(Xinhua News Agency January 5, 2010)", "Xinhua"),
        ("(This story is published from a syndicated feed from PTI)", "PTI"),
        ("(Reporting by Mara Lindt in Ostrand; Editing by Jon Ash)", "Reuters"),
        ("Additional reporting by Mara Lindt; Editing by Jon Ash and Ida Falk", "Reuters"),
        ("(Reporte de Mara Lindt; editado en español por Jon Ash)", "Reuters"),
        ("To contact the reporter: Mara Lindt in Ostrand at mlindt@bloomberg.net", "Bloomberg"),
        ("＝時事", "Jiji"),
    ],
)
def test_a_credit_line_names_the_agency(line, agency):
    assert agency_in_credit(line) == agency


@pytest.mark.parametrize(
    "line",
    [
        "AFP and UPI stories are copyright Agence France-Presse and United Press International.",
        "With Reuters shares falling, the exchange closed early.",
        "The agency AFP reported on Monday that the bridge was closed.",
        "Copyright 2008 Tarn Valley Post",
        "Reporting by Mara Lindt for the Tarn Valley Post",
        "AP to be seen at the harbour on Monday",
        "The prize was provided by Reuters readers and the town.",
    ],
)
def test_a_sentence_or_a_footer_that_thanks_everybody_is_no_credit(line):
    assert agency_in_credit(line) is None


def test_the_dateline_comes_before_creators_bylines_and_credits():
    texts = {"creators": ["Reuters"], "bylines": ["By Mara Lindt, AP"], "credits": ["© 2013 UPI"]}
    assert find_agency(dateline="AFP", **texts) == "AFP"
    assert find_agency(**texts) == "Reuters"
    assert find_agency(dateline="SPX", bylines=texts["bylines"], credits=texts["credits"]) == "AP"
    assert find_agency(credits=texts["credits"]) == "UPI"
    assert find_agency() is None
