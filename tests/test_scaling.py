"""The arithmetic of benchmarks/scaling.py, and its corpus; nothing is timed here."""

from __future__ import annotations

import dataclasses

import pytest

from benchmarks import scaling_shuffles
from benchmarks.scaling_corpus import Original, articles
from benchmarks.scaling_needs import DAY, Costs, Flow, crossed, needs, slope
from tests.pipelines.newsroom import write_pages

COSTS = Costs(
    cpu_ms=50,
    window_ms=10,
    shuffled=10_000,
    data=20_000,
    dedupe_state=2_000,
    index=1_000,
    known_state=100,
    slot_mib=1024,
    page=1e5,
)
FLOW = Flow("a million a day", 1_000_000, 1_000_000, 2.0, 300)
PAGE = (
    '<html><head><title>Harbour ferry returns</title><link rel="canonical" href="https://news.example/ferry">'
    "</head><body><nav><a href='/'>Front pages</a></nav><h1>Harbour ferry returns</h1><h2>Related stories</h2>"
    "<p>Winter ferries were late on Monday, the harbour master said.</p></body></html>"
)


def test_slots_are_the_work_of_the_peak_and_of_the_state_over_the_share_that_may_be_busy():
    found = needs(FLOW, COSTS)
    extracting = 1_000_000 / DAY * 2 * 0.050
    reading = 30_000_000 / 1000 * 0.010 / 300
    assert found.slots == pytest.approx((extracting + reading) / 0.6, abs=1)
    assert found.memory_gib == pytest.approx(found.slots * (1 + 2 * 30_000_000 * 1_000 / 64 / 2**30))
    assert found.managers * 4 >= found.slots > (found.managers - 1) * 4


def test_network_and_disk_follow_from_bytes_an_article():
    found = needs(FLOW, COSTS)
    assert found.shuffle_mb_s == pytest.approx(found.peak_rate * 0.01)
    assert found.data_gb_a_year == pytest.approx(365 * 20)
    assert found.state_gb == pytest.approx(30 * 2 + 365 * 0.1)
    assert found.index_mb_s == pytest.approx(30_000_000 * 1_000 / 300 / 1e6)
    assert found.window_articles == round(found.peak_rate * 300)


def test_an_archive_that_is_made_up_for_leaves_no_more_state_than_its_days_did():
    faster = dataclasses.replace(FLOW, a_day=50_000_000)
    assert needs(faster, COSTS).state_gb == needs(FLOW, COSTS).state_gb
    assert needs(faster, COSTS).slots > needs(FLOW, COSTS).slots


def test_articles_that_cost_nothing_need_one_slot():
    free = dataclasses.replace(COSTS, cpu_ms=0, window_ms=0)
    assert needs(FLOW, free).slots == 1


def test_a_slope_leaves_the_start_up_out():
    assert slope(100, 60.0, 1100, 70.0) == pytest.approx(0.01)


def test_only_what_comes_from_other_slots_has_crossed():
    nodes = [
        {"id": "source"},
        {"id": "grouped", "inputs": [{"ship_strategy": "Hash Partition on [0]"}]},
        {"id": "chained", "inputs": [{"ship_strategy": "Forward"}]},
        {"id": "mixed", "inputs": [{"ship_strategy": "Forward"}, {"ship_strategy": "Rebalance"}]},
    ]
    vertices = [{"id": node["id"], "metrics": {"read-bytes": 10}} for node in nodes]
    assert crossed({"plan": {"nodes": nodes}}, {"vertices": vertices}) == 10


def test_copies_of_a_page_differ_in_address_and_words_and_keep_markup_and_headings():
    first, second = list(articles([Original("https://news.example/ferry", PAGE)], 20))[8:20:11]
    assert first[0] == "https://news-0.example/ferry-8"
    assert second[0] == "https://news-1.example/ferry-19"
    for address, html in (first, second):
        assert f'href="{address}"' in html
        assert "<h2>Related stories</h2>" in html
        assert html.count("<") == PAGE.count("<")
    assert first[1] != second[1]


def test_no_record_crosses_a_shuffle_as_a_pickle(tmp_path):
    pages = write_pages(tmp_path / "pages", 60)
    assert scaling_shuffles.count([str(pages)], tmp_path / "out") == 60
    assert not scaling_shuffles.PICKLED
