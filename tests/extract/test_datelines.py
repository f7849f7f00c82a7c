"""Datelines in the layouts of the wires; and sentences, labels and names that are none."""

from datetime import date

import pytest

from transforms.extract.datelines import parse_dateline
from transforms.extract.daymonth import WrittenDay, month_number, read_day

LATEST = date(2013, 6, 10)
TEXT = "The council of the valley said on Monday that the old bridge would stay closed."


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("Washington (AFP) March 27, 2008", "Washington", "AFP", date(2008, 3, 27)),
        ("Moscow (UPI) Mar 26, 2008", "Moscow", "UPI", date(2008, 3, 26)),
        ("Cape Arden, Florida (SPX) May 1, 2012", "Cape Arden, Florida", None, date(2012, 5, 1)),
        ("Georgetown, GINA, November 28, 2007", "Georgetown, GINA", None, date(2007, 11, 28)),
        ("London (Reuters)", "London", "Reuters", None),
    ],
)
def test_a_dateline_stands_alone_on_its_line(line, place, agency, day):
    found = parse_dateline(line)
    assert found is not None
    assert (found.place, found.agency, found.date, found.rest) == (place, agency, day, "")
    assert found.precision == ("day" if day else None)


@pytest.mark.parametrize(
    ("opening", "place", "agency", "day"),
    [
        ("LONDON, June 3 (Reuters) - ", "LONDON", "Reuters", date(2013, 6, 3)),
        ("MOSCOW (AP) — ", "MOSCOW", "AP", None),
        ("BERLIN (dpa) - ", "BERLIN", "dpa", None),
        ("Berlin/Frankfurt (dpa/lnw) - ", "Berlin/Frankfurt", "dpa", None),
        ("PARIS, 3 juin (AFP) - ", "PARIS", "AFP", date(2013, 6, 3)),
        ("Madrid, 27 mar (EFE).- ", "Madrid", "EFE", date(2013, 3, 27)),
        ("MADRID, 3 Jun. (EUROPA PRESS) - ", "MADRID", "Europa Press", date(2013, 6, 3)),
        ("MADRID, 5 (EUROPA PRESS) ", "MADRID", "Europa Press", None),
        ("Mexico City, Sep 3 (Prensa Latina) ", "Mexico City", "Prensa Latina", date(2012, 9, 3)),
        ("New Delhi [India], June 3 (ANI): ", "New Delhi", "ANI", date(2013, 6, 3)),
        ("HANOI, Tuesday, June 3 (AP) — ", "HANOI", "AP", date(2013, 6, 3)),
        ("WASHINGTON, D.C., June 3 (UPI) -- ", "WASHINGTON, D.C.", "UPI", date(2013, 6, 3)),
        ("Rome (ANSA) - Rome, June 3 - ", "Rome", "ANSA", date(2013, 6, 3)),
        ("(ANSA) - ROMA, 3 GIU - ", "ROMA", "ANSA", date(2013, 6, 3)),
        ("AGI - Roma, 3 giu. - ", "Roma", "AGI", date(2013, 6, 3)),
        ("(Xinhua) -- ", None, "Xinhua", None),
        ("(CNN) -- ", None, None, None),
        ("ATLANTA (CNN) -- ", "ATLANTA", None, None),
        ("SAN FRANCISCO (MarketWatch) — ", "SAN FRANCISCO", None, None),
        ("STOCKHOLM (TT) ", "STOCKHOLM", "TT", None),
        ("SPRINGFIELD, Ill. — ", "SPRINGFIELD, Ill.", None, None),
        ("CARACAS, Venezuela — ", "CARACAS, Venezuela", None, None),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("Islamabad: ", "Islamabad", None, None),
        ("Vienna, 3 June 2013 – ", "Vienna", None, date(2013, 6, 3)),
        ("NEW YORK--(BUSINESS WIRE)--", "NEW YORK", "Business Wire", None),
        ("NEW YORK, June 3, 2013 /PRNewswire/ -- ", "NEW YORK", "PR Newswire", date(2013, 6, 3)),
        ("NEW YORK, NY--(Marketwire - June 3, 2010) - ", "NEW YORK, NY", "Marketwired", date(2010, 6, 3)),
        ("МОСКВА, 27 мар - РИА Новости. ", "МОСКВА", "RIA Novosti", date(2013, 3, 27)),
        ("МОСКВА, 3 июня. /ТАСС/. ", "МОСКВА", "TASS", date(2013, 6, 3)),
        ("Москва. 3 июня. ИНТЕРФАКС - ", "Москва", "Interfax", date(2013, 6, 3)),
        ("القاهرة (رويترز) - ", "القاهرة", "Reuters", None),
        ("القاهرة 5 يناير (رويترز) - ", "القاهرة", "Reuters", date(2013, 1, 5)),
        ("June 3 (UPI) -- ", None, "UPI", date(2013, 6, 3)),
        ("(NTB) ", None, "NTB", None),
        ("Paris AFP - ", "Paris", "AFP", None),
        ("Berlin. (dpa) ", "Berlin", "dpa", None),
        ("WASHINGTON (AP) _ ", "WASHINGTON", "AP", None),
        ("LONDON, Wednesday (AP) - ", "LONDON", "AP", None),
        ("Pasadena - June 3, 2001 - ", "Pasadena", None, date(2001, 6, 3)),
        ("Huntsville AL - June 3, 2001 ", "Huntsville AL", None, date(2001, 6, 3)),
        ("BAKU, Azerbaijan, June 3. ", "BAKU, Azerbaijan", None, date(2013, 6, 3)),
        ("МОСКВА, 3 июня — ПРАЙМ. ", "МОСКВА", "Prime Business News", date(2013, 6, 3)),
        ("Tarn NY (Sound University) Jun 03, 2010 ", "Tarn NY", None, date(2010, 6, 3)),
        ("Washington (Voice of America) Jun 03, 2010 ", "Washington", "VOA", date(2010, 6, 3)),
        ("LONDON, June 3 (Thomson Reuters Foundation) - ", "LONDON", "Reuters", date(2013, 6, 3)),
        ("Dhaka, Jun 3 (tarnnews24.com) - ", "Dhaka", None, date(2013, 6, 3)),
        ("JAKARTA, TARNPOST.com - ", "JAKARTA", None, None),
        ("[LONDON] ", "LONDON", None, None),
    ],
)
def test_a_dateline_leaves_the_first_sentence_clean(opening, place, agency, day):
    found = parse_dateline(opening + TEXT, latest=LATEST)
    assert found is not None
    assert (found.place, found.agency, found.date, found.rest) == (place, agency, day, TEXT)


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("新华社北京3月27日电（记者李明）", "北京", "Xinhua"),
        ("北京3月27日电 ", "北京", None),
        ("【東京共同】", "東京", "Kyodo"),
        ("（東京 共同）", "東京", "Kyodo"),
        ("[東京 3日 ロイター] - ", "東京", "Reuters"),
        ("【3月27日 AFP】", None, "AFP"),
        ("中新网3月27日电 ", None, "China News Service"),
        ("（中央社記者王明台北27日電）", "台北", "CNA"),
        ("東京 27日 共同 ", "東京", "Kyodo"),
        ("【ソウル聯合ニュース】", "ソウル", "Yonhap"),
    ],
)
def test_east_asian_layouts_are_read(opening, place, agency):
    found = parse_dateline(opening + "両国は交渉を終えた。", latest=LATEST)
    assert found is not None
    assert (found.place, found.agency, found.rest) == (place, agency, "両国は交渉を終えた。")
    assert found.date in (None, date(2013, 3, 27))


def test_a_korean_dateline_takes_its_reporter_along():
    found = parse_dateline("(서울=연합뉴스) 홍길동 기자 = 정부는 27일 발표했다.")
    assert found is not None
    assert (found.place, found.agency, found.rest) == ("서울", "Yonhap", "정부는 27일 발표했다.")


@pytest.mark.parametrize(
    "line",
    [
        TEXT,
        "",
        "Paris (by night) is another city in the summer months of the year.",
        "Mara Lindt (left) - the mayor - spoke to reporters in Washington on Tuesday.",
        "In London, June 3 was a day like any other for the people of the city.",
        "Jana Veld (CDU) sagte am Montag in Berlin, die Gespräche seien beendet.",
        "BREAKING: The council on Monday said it would begin talks with the union.",
        "UPDATE - The council on Monday said it would begin talks with the union.",
        "DEAR AGONY AUNT: My husband of more than twenty years has bought a boat.",
        "AP: You say in your book that the bridge was never built. Who told you so?",
        "Tuesday, June 3 - the day on which everything changed for the town.",
        "Sunday, March 27, 2008",
        "March 27, 2008",
        "Updated: June 3, 2013",
        "By Mara Lindt (Reuters)",
        "Mara Lindt, June 3, 2013",
        "Washington and Moscow - the old rivals - met on Monday to talk about arms.",
        "The company (NYSE: XYZ) said on Monday that it would buy its rival.",
        "London is the capital of England.",
        "Moscow: A Guide",
        "Outside View: Bridge talks deadlock -- Part 2",
        "Apple (AAPL) - shares of the company rose on Monday by more than three percent.",
        "NASA — the agency that sends people to space — said on Monday it would wait.",
        "Mara Lindt - January 5, 2001 - the mayor spoke to reporters in the hall on Tuesday.",
        "June 3. It was a day like any other for the people of the valley and the town.",
        "In Paris, June 3. The council of the valley met in the hall to speak of the bridge.",
        "(UPDATE) The council on Monday said it would begin talks with the union in June.",
        "[VIDEO] The council on Monday said it would begin talks with the union in June.",
        "(AP) of the town said",
        "OPINION | The council on Monday said it would begin talks with the union in June.",
        "1. London: The first city on the list of the most expensive places to live in.",
    ],
)
def test_sentences_labels_and_names_are_no_datelines(line):
    assert parse_dateline(line, latest=LATEST) is None


def test_a_day_without_a_year_is_the_last_one_and_unknown_without_a_reference():
    line = "LONDON, Dec 30 (Reuters) - " + TEXT
    undated, dated = parse_dateline(line), parse_dateline(line, latest=date(2008, 1, 3))
    assert undated is not None
    assert dated is not None
    assert (undated.date, undated.day) == (None, WrittenDay(day=30, month=12))
    assert dated.date == date(2007, 12, 30)


@pytest.mark.parametrize(
    ("name", "number"), [("Sept.", 9), ("Juillet", 7), ("мая", 5), ("août", 8), ("Marseille", None)]
)
def test_months_are_known_by_name_and_abbreviation(name, number):
    assert month_number(name) == number


@pytest.mark.parametrize("text", ["Route 66", "February 30, 2010", "31 abril", "3", ""])
def test_what_no_calendar_has_is_no_day(text):
    assert read_day(text) is None
