"""The benchmark scores what the pipeline decides."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.dedupe import predict_articles, read_articles, write_table
from benchmarks.dedupe_scale import page_key
from tests.dedupe.stories import cut, story


def test_predictions_of_a_gold_folder(tmp_path: Path):
    texts = {"a": story(1), "b": cut(story(1), 0.5), "c": story(2)}
    rows = [{"doc": doc, "cluster": "", "title": doc, "text": text, "source": "s"} for doc, text in texts.items()]
    write_table(tmp_path / "gold", "articles", rows)
    predicted = {row["doc"]: row["cluster"] for row in predict_articles(read_articles(tmp_path))}
    assert predicted["a"] == predicted["b"] != predicted["c"]
    assert json.loads((tmp_path / "gold" / "articles.jsonl").read_text().splitlines()[0])["doc"] == "a"


def test_made_up_articles_are_functions_of_their_number():
    assert page_key(30) == page_key(30)
    assert page_key(31).fingerprint != page_key(32).fingerprint
