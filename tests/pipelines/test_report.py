"""The report: one page that needs nothing else, with the figures of the datasets."""

from __future__ import annotations

import re
import shutil
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser

import duckdb
import pyarrow as pa
import pytest
from pyarrow import types

from pipelines.figures import MOST_DAYS, Figures, figures
from pipelines.report import COLOURS, HEIGHT, OTHERS, WIDTH, day_chart, stacked
from schemas.article import ARTICLE
from schemas.column import table_of
from schemas.run import RUN, Run
from tests.conftest import headwater
from transforms import files

BEGUN = datetime(2026, 3, 2, 6, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def reported(sample, tmp_path_factory):
    """The sample's output with a report, and what the command printed."""
    output = tmp_path_factory.mktemp("report") / "out"
    shutil.copytree(sample.output, output)
    status, printed = headwater("report", str(output))
    assert status == 0
    return output, printed


def test_the_totals_are_those_of_the_datasets(reported):
    output, printed = reported
    lines = dict(reversed(line.split(maxsplit=1)) for line in printed.splitlines()[:-1])
    (counted,) = duckdb.sql(
        f"select count(*) filter (revision = 0), count(*) filter (revision > 0)"
        f" from read_parquet('{output}/articles/*/*.parquet')"
    ).fetchall()
    assert (lines["articles"], lines["revisions"]) == tuple(map(str, counted))
    assert printed.splitlines()[-1] == f"{output}/report.html"


def test_the_page_is_well_formed_and_fetches_and_runs_nothing(reported):
    page = (reported[0] / "report.html").read_text(encoding="utf-8")
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))
    parser.feed(page)
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe"}
    assert not [value for _, attributes in tags for value in attributes.values() if value and "://" in value]
    assert "url(" not in page
    assert "prefers-color-scheme: dark" in page


def test_the_page_shows_days_headlines_entities_copies_rejects_and_runs(reported):
    found = figures(str(reported[0]))
    page = (reported[0] / "report.html").read_text(encoding="utf-8")
    assert found.promoted
    assert found.copies
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == [
        "Articles by day of publication",
        "Headlines promoted on most pages",
        "People",
        "Organisations",
        "Places",
        "Sources",
        "Copies: who has whose text",
        "Rejects by reason",
        "Runs",
    ]
    assert page.count("<rect") >= len(found.days)


def article(number, **changes):
    row = {field.name: None for field in ARTICLE}
    lists = {"authors": [], "related_list_ids": []}
    return row | lists | {"article_id": f"a{number}", "revision": 0, "source": "tidings.example", "text": ""} | changes


def written(folder, articles):
    """Write articles and one run as their datasets."""
    filled = [
        {
            field.name: value if (value := row[field.name]) is not None or field.nullable else _any(field.type)
            for field in ARTICLE
        }
        for row in articles
    ]
    files.write_table(str(folder / "articles/part.parquet"), pa.Table.from_pylist(filled, schema=ARTICLE))
    run = Run(run_id="r", started_at=BEGUN, committed_at=BEGUN, config_hash="0", version="0")
    files.write_table(str(folder / "runs/part.parquet"), table_of([run], RUN))
    return figures(str(folder))


def _any(kind):
    if types.is_timestamp(kind):
        return BEGUN
    return 0 if types.is_integer(kind) or types.is_floating(kind) else False if types.is_boolean(kind) else "-"


def test_many_days_are_shown_by_month(tmp_path):
    days = [article(n, published_at=BEGUN + timedelta(days=n)) for n in range(MOST_DAYS + 1)]
    assert [day for day, _ in written(tmp_path, days).days] == [f"2026-{month:02d}" for month in range(3, 7)]


def test_copies_are_counted_by_pair_of_sources(tmp_path):
    found = written(
        tmp_path,
        [
            article(1),
            article(2, source="evening.example", duplicate_of="a1"),
            article(3, source="evening.example", duplicate_of="a1"),
            article(4, duplicate_of="a1"),
            article(5, duplicate_of="gone"),
        ],
    )
    assert found.copies == (
        ("evening.example", "tidings.example", 2),
        ("tidings.example", "tidings.example", 1),
    )
    assert found.undated == 5


def test_names_from_pages_are_escaped(tmp_path):
    written(tmp_path, [article(1, source="<b>bold</b>.example")])
    assert headwater("report", str(tmp_path))[0] == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;bold" in page
    assert "<b>bold" not in page


def test_columns_stand_on_the_axis_and_fill_the_height():
    chart = stacked([("one", {"x": 1, "y": 3}), ("two", {"x": 2})], {"x": "#111", "y": "#222"})
    assert chart.highest == 4
    first, second, third = chart.bars
    assert first.y + first.height == HEIGHT
    assert second.y + second.height == first.y
    assert second.y == 0
    assert third.height == HEIGHT / 2
    assert 0 < first.x < third.x < WIDTH


def test_no_columns_make_no_chart():
    assert stacked([], {"x": "#111"}).bars == ()


def test_sources_beyond_the_colours_are_one_series():
    numbers = {f"{name}.example": 10 - name for name in range(len(COLOURS) + 2)}
    ranked = tuple(numbers.items())
    blank = dict.fromkeys(Figures.__dataclass_fields__, ())
    found = Figures(**{**blank, "undated": 0, "newest": None, "days": (("2026-03-02", numbers),), "sources": ranked})
    chart = day_chart(found)
    assert chart.legend[-1][0] == OTHERS
    assert chart.bars[-1].label == f"2026-03-02: {4 + 3} {OTHERS}"
