import json

import pytest

from benchmarks.entities import main

GOLD = {
    "id": "a",
    "scheme": "conll",
    "text": "Ada Brown flew to Oslo.",
    "entities": [
        {"start": 0, "end": 9, "label": "PER"},
        {"start": 18, "end": 22, "label": "LOC", "lat": 59.91, "lon": 10.75},
    ],
}


@pytest.fixture
def gold(tmp_path):
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "own.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    return tmp_path


def test_the_benchmark_scores_labels_and_places(gold, capsys):
    assert main([str(gold)]) == 0
    shown = capsys.readouterr().out
    assert "strict all      P 1.000  R 1.000  F1 1.000  gold 2" in shown
    assert "within 161 km  1.000 of the 1 found, 1.000 of all 1" in shown


@pytest.mark.parametrize("target", ["predictions", "all.jsonl"])
def test_predictions_are_written_for_another_scorer(gold, target):
    assert main([str(gold), "--predictions", str(gold / target)]) == 0
    path = gold / target if target.endswith("jsonl") else gold / target / "own.jsonl"
    (row,) = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert row["id"] == "a"
    assert [(entity["start"], entity["end"], entity["label"]) for entity in row["entities"]] == [
        (0, 9, "PERSON"),
        (18, 22, "GPE"),
    ]


def test_a_folder_without_gold_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "no *.jsonl" in capsys.readouterr().err
