"""Dates in many languages, with the precision and zone they are written with."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from transforms.extract.dates import parse_date, readings
from transforms.extract.zones import offset_of


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2024-05-03T18:19:08.123+0200", "2024-05-03T16:19:08+00:00", "second"),
        ("2024-05-03T18:19Z", "2024-05-03T18:19:00+00:00", "minute"),
        ("20240503T181908Z", "2024-05-03T18:19:08+00:00", "second"),
        ("2024-05-03T18:19:08+02:00[Europe/Berlin]", "2024-05-03T16:19:08+00:00", "second"),
        ("Fri, 03 May 2024 18:19:08 GMT", "2024-05-03T18:19:08+00:00", "second"),
        ("Fri May 03 18:19:08 EDT 2024", "2024-05-03T22:19:08+00:00", "second"),
        ("1714760348000", "2024-05-03T18:19:08+00:00", "second"),
        ("May 3, 2024 at 5:12 p.m. ET", "2024-05-03T21:12:00+00:00", "minute"),
        ("Published 5 p.m. EST Jan. 3, 2024", "2024-01-03T22:00:00+00:00", "minute"),
        ("3. Mai 2024, 10.30 Uhr MESZ", "2024-05-03T08:30:00+00:00", "minute"),
        ("Fri 3 May 2024 18.19 BST", "2024-05-03T17:19:00+00:00", "minute"),
        ("2024/05/03 18:19 (UTC+8)", "2024-05-03T10:19:00+00:00", "minute"),
        ("Updated 1819 GMT (0219 HKT) May 3, 2024", "2024-05-03T18:19:00+00:00", "minute"),
        ("3 thg 5, 2024 18:19 (GMT+7)", "2024-05-03T11:19:00+00:00", "minute"),
        ("03 мая 2024, 12:30 МСК", "2024-05-03T09:30:00+00:00", "minute"),
        ("3 de mayo de 2024", "2024-05-03T00:00:00+00:00", "day"),
        ("2024年5月3日 10時30分", "2024-05-03T10:30:00+00:00", "minute"),
        ("2024. 5. 3. 오후 3:20", "2024-05-03T15:20:00+00:00", "minute"),
        ("2024-05-03T00:00:00+02:00", "2024-05-03T00:00:00+00:00", "day"),
        ("3 maggio 202410:43", "2024-05-03T10:43:00+00:00", "minute"),
        ("May 3, 20246:46 PM", "2024-05-03T18:46:00+00:00", "minute"),
        ("3 maj 2024, 09:08", "2024-05-03T09:08:00+00:00", "minute"),
        ("13 gusht 2024", "2024-08-13T00:00:00+00:00", "day"),
        ("3 Αυγούστου 2024 9:02 μμ", "2024-08-03T21:02:00+00:00", "minute"),
        ("3 באוגוסט 2024, 14:30", "2024-08-03T14:30:00+00:00", "minute"),
        ("٣ مايو ٢٠٢٤ - ٠٢:٣٠ م", "2024-05-03T14:30:00+00:00", "minute"),
        ("3 كانون الثاني 2024", "2024-01-03T00:00:00+00:00", "day"),
        ("3 मई 2024", "2024-05-03T00:00:00+00:00", "day"),
        ("2024. május 3., péntek 10:20", "2024-05-03T10:20:00+00:00", "minute"),
        ("2024 m. gegužės 3 d.", "2024-05-03T00:00:00+00:00", "day"),
        ("2024. gada 3. maijs", "2024-05-03T00:00:00+00:00", "day"),
        ("3 tháng 5, 2024", "2024-05-03T00:00:00+00:00", "day"),
        ("03-May-24", "2024-05-03T00:00:00+00:00", "day"),
        ("/Date(1714760348000)/", "2024-05-03T18:19:08+00:00", "second"),
        ("3 พ.ค. 2567 10:20 น.", "2024-05-03T10:20:00+00:00", "minute"),
        ("令和6年5月3日 10時30分", "2024-05-03T10:30:00+00:00", "minute"),
        ("14 اردیبهشت 1403 - 10:20", "2024-05-03T10:20:00+00:00", "minute"),
    ],
)
def test_dates_are_read_as_written(text, expected, precision):
    moment = parse_date(text)
    assert moment is not None
    assert (moment.at.isoformat(), moment.precision) == (expected, precision)


@pytest.mark.parametrize("text", ["", "hello", "May 2024", "2024-13-45", "31.02.2024", "x" * 1000])
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None


def test_figures_are_read_day_first_but_for_american_pages():
    assert parse_date("05/03/2024").at.month == 3
    assert parse_date("05/03/2024", language="en-US").at.month == 5
    assert parse_date("05/13/2024").at.month == 5


@pytest.mark.parametrize(
    ("text", "language", "months"),
    [
        ("05/03/2024", "fr", [3, 5]),
        ("05/03/2024 12:43:42", "de", [5, 3]),
        ("05/03/2024 5:12 PM", "en", [5, 3]),
        ("05/03/2024 5:12 PM", "en-GB", [3, 5]),
        ("05.03.2024", "de", [3, 5]),
        ("05/13/2024", "fr", [5]),
        ("2024-05-03", "fr", [5]),
    ],
)
def test_figures_that_leave_the_day_open_have_two_readings(text, language, months):
    assert [moment.at.month for moment in readings(text, language=language)] == months


@pytest.mark.parametrize(("language", "month"), [("hr", 10), ("pl", 11), ("cs", 11)])
def test_a_name_that_two_languages_give_to_different_months_is_read_in_that_of_the_page(language, month):
    assert parse_date("3 listopada 2024", language=language).at.month == month


def test_a_day_of_the_persian_calendar_in_figures_is_read_on_persian_pages_only():
    assert parse_date("۱۴۰۳/۰۲/۱۴", language="fa").at == datetime(2024, 5, 3, tzinfo=timezone.utc)
    assert parse_date("1403/02/14", language="en") is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("11:48, Fri, May 3, 2024 | UPDATED: 11:50, Fri, May 3, 2024", "11:48"),
        ("Publicerad 3 maj 2024 kl 10.23Uppdaterad kl 12.17", "10:23"),
        ("03/05/2024 Actualizado a las 15:10h.", "00:00"),
    ],
)
def test_the_time_of_an_update_is_not_that_of_publication(text, clock):
    assert parse_date(text).at.strftime("%d %H:%M") == f"03 {clock}"


def test_a_clock_without_zone_is_no_instant_until_it_has_one():
    moment = parse_date("2024-05-03 18:19")
    assert not moment.zoned
    assert moment.in_zone(timedelta(hours=2)).at == datetime(2024, 5, 3, 16, 19, tzinfo=timezone.utc)
    assert moment.as_day().precision == "day"


def test_the_day_of_an_instant_is_that_of_its_own_zone():
    assert parse_date("2024-05-03T00:30:00+09:00").as_day().at == datetime(2024, 5, 3, tzinfo=timezone.utc)


def test_an_offset_farther_than_the_earth_is_no_zone():
    assert offset_of("+23:00", datetime(2024, 5, 3)) is None
    assert offset_of("XYZ", datetime(2024, 5, 3)) is None
