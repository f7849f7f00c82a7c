"""The last lines of a run say what went in and what came out."""

import dataclasses
from datetime import datetime, timedelta, timezone

import pytest

from pipelines.manifest import AccountingError, check_accounts
from pipelines.summary import line, summary
from schemas.run import Run

BEGUN = datetime(2026, 3, 2, 6, 0, tzinfo=timezone.utc)
RUN = Run(
    run_id="20260302T060000Z-abc123",
    started_at=BEGUN,
    committed_at=BEGUN + timedelta(seconds=4),
    config_hash="0",
    version="0.1.0",
    inputs=100,
    articles_new=70,
    articles_revised=3,
    articles_known=20,
    copies=9,
    rejects=7,
    lists_seen=96,
    lists_new=11,
    headlines_seen=410,
    headlines_new=52,
    entities=1234,
)


def test_the_summary_names_every_figure():
    counts = {"reject:read-empty": 2, "reject:extract-listing": 5, "pages": 100}
    assert summary(RUN, counts, "out/sample").splitlines() == [
        "Run 20260302T060000Z-abc123: 100 inputs in 4.0 s, 25 a second",
        "  articles   70 new, 3 revised, 20 known; 9 copies of other articles",
        "  lists      96 on the pages, 11 new after deduplication",
        "  headlines  410 on the pages, 52 new after deduplication",
        "  entities   1,234 mentions",
        "  rejects    7: extract-listing 5, read-empty 2",
        "Data in out/sample",
    ]


def test_a_run_that_adds_nothing_says_so():
    known = dataclasses.replace(RUN, articles_new=0, articles_revised=0, articles_known=93, rejects=0, copies=0)
    assert "  nothing new: every article was known" in summary(known, {}, "out").splitlines()


def test_lines_cut_and_lost_stories_are_named():
    run = dataclasses.replace(RUN, lines_cut=5, polls=2)
    counts = {"lines_cut:harbour.example": 4, "lines_cut:b.example": 1, "missed_suspected": 1}
    text = summary(run, {**counts, "enough:https://harbour.example/rss.xml": 1260}, "out")
    assert "  cut        5 lines from bodies: harbour.example 4, b.example 1" in text
    assert "  polls      2; 1 feed may have lost stories between polls" in text
    assert "https://harbour.example/rss.xml: a poll every 21 minutes would have been enough" in text


@pytest.mark.parametrize(("known", "fits"), [(20, True), (19, False)])
def test_every_page_that_goes_in_must_come_out(known, fits):
    counts = {"pages": 100, "articles_new": 70, "articles_revision": 3, "articles_known": known, "pages_rejected": 7}
    if fits:
        check_accounts(counts)
    else:
        with pytest.raises(AccountingError, match="100 pages went in, 92 articles and 7 rejects came out"):
            check_accounts(counts)


def test_the_line_of_a_stream_leaves_out_what_did_not_occur():
    quiet = Run(run_id="", started_at=BEGUN, committed_at=RUN.committed_at, config_hash="0", version="0.1.0", polls=1)
    assert line(quiet) == "2026-03-02 06:00:00  1 feed · articles 0 new · 4.0 s"
    busy = dataclasses.replace(quiet, articles_new=1200, articles_known=3, copies=1, headlines_new=7, rejects=2)
    assert " · articles 1,200 new, 3 known · 1 copy · 7 new headlines · 2 rejects · " in line(busy)
