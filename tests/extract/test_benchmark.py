"""The extraction benchmark: its table, and the processes in which other extractors run."""

from __future__ import annotations

import json

import pytest

from benchmarks.extraction import main
from benchmarks.extraction_others import installed
from benchmarks.isolated import Isolated
from tests.extractors import extractors

PAGE = "<html><head><title>Quay</title></head><body><h1>The quay</h1>" + (
    "<p>The harbour council of Lindholm decided on Tuesday to rebuild the northern quay, which a storm broke.</p>" * 4
)
SCORER = """
import json, sys
rows = [json.loads(line) for line in open(sys.argv[2])]
found = sum("northern quay" in (row.get("text") or "") for row in rows) / len(rows)
print(json.dumps({"all": {"F1": found, "bad": 1 - found, "title": 0.5}}) if "--json" in sys.argv else f"F1 {found}")
"""


@pytest.fixture
def gold(tmp_path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    row = {"id": "a", "url": "https://courier.example/quay", "html": "a.html"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    return tmp_path


def test_the_scorer_of_the_folder_judges_the_predictions(gold, capsys):
    assert main([str(gold), "--predictions", str(gold / "own.jsonl")]) == 0
    assert capsys.readouterr().out.strip() == "F1 1.0"
    (row,) = map(json.loads, (gold / "own.jsonl").read_text(encoding="utf-8").splitlines())
    assert (row["id"], row["title"], row["published"]) == ("a", "The quay", None)


def test_a_comparison_has_a_row_for_each_extractor(gold, capsys, monkeypatch):
    monkeypatch.setattr("benchmarks.extraction_others.installed", extractors)
    assert main([str(gold), "--compare", "--seconds", "20"]) == 0
    header, _, *rows = (line.split(" | ") for line in capsys.readouterr().out.strip().splitlines())
    assert header[:5] == ["|", "F1", "P", "R", "page"]
    assert [cells[:2] for cells in rows] == [
        ["| **Headwater**", "1.000"],
        ["| hang", "1.000"],
        ["| break", ".000"],
        ["| fetch", ".000"],
    ]


def test_the_extractors_of_the_comparison_are_named_with_their_versions():
    assert any(name.startswith("trafilatura 2") for name in installed())


@pytest.mark.parametrize(
    ("name", "pages", "answers", "failures"),
    [
        ("hang", [("hang", b"x"), ("a", b"after")], [{}, {"text": "after"}], {"over the time limit": 1}),
        ("break", [("a", b""), ("b", b"x")], [{}, {"text": "1"}], {"ended by an error": 1}),
    ],
)
def test_a_page_on_which_an_extractor_fails_costs_no_other(name, pages, answers, failures):
    extractor = Isolated(extractors, name, 1.0)
    assert [extractor({"id": key}, body) for key, body in pages] == answers
    extractor.close()
    assert extractor.failures == failures


def test_an_extractor_reaches_no_network():
    extractor = Isolated(extractors, "fetch", 20.0)
    assert "no network" in extractor({"id": "a"}, b"")["text"]
    extractor.close()
