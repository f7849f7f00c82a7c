"""Dates in many languages, with the precision and zone they are written with."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from transforms.extract.dates import parse_date
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
        ("03 мая 2024, 12:30 МСК", "2024-05-03T09:30:00+00:00", "minute"),
        ("3 de mayo de 2024", "2024-05-03T00:00:00+00:00", "day"),
        ("2024年5月3日 10時30分", "2024-05-03T10:30:00+00:00", "minute"),
        ("2024. 5. 3. 오후 3:20", "2024-05-03T15:20:00+00:00", "minute"),
        ("2024-05-03T00:00:00+02:00", "2024-05-03T00:00:00+00:00", "day"),
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
