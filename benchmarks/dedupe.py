"""How well copies are found, and what it costs.

    python benchmarks/dedupe.py GOLD_DIR [--predictions FILE_OR_DIR] [--others]
    python benchmarks/dedupe.py --scale 10000 100000 1000000

GOLD_DIR holds gold/articles.jsonl (doc, cluster, title, text, source) and score.py. The predictions (doc, cluster)
are those of ``fingerprint`` and ``ResolveArticles``, as the pipeline calls them. ``--others`` also scores MinHash
(datasketch) and SimHash where these are installed.
"""

from __future__ import annotations

import argparse
import functools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import apache_beam as beam

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import dedupe_others, dedupe_scale
from schemas.keys import Decision, PageKey, StagedRow
from transforms.dedupe.address import article_id
from transforms.dedupe.fingerprint import fingerprint
from transforms.dedupe.resolve import ResolveArticles
from transforms.state import StateStore

SEEN = datetime(2026, 1, 1, tzinfo=timezone.utc)


def read_articles(gold_dir: Path) -> list[dict[str, Any]]:
    """Return the labelled texts."""
    with (gold_dir / "gold" / "articles.jsonl").open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def predict_articles(articles: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Return (doc, cluster) of each article, as one run on an empty output decides."""
    keys = [_key(row) for row in articles]
    with tempfile.TemporaryDirectory() as output:
        found = Path(output) / "decisions"
        with beam.Pipeline("DirectRunner") as root:
            resolved = root | beam.Create(keys) | ResolveArticles(StateStore(output, "benchmark"))
            resolved.decisions | beam.Map(_row) | beam.io.WriteToText(str(found))
        found_rows = [path.read_text(encoding="utf-8") for path in sorted(Path(output).glob("decisions*"))]
    rows = [json.loads(line) for text in found_rows for line in text.splitlines()]
    return sorted(rows, key=lambda row: str(row["doc"]))


def _key(row: dict[str, Any]) -> PageKey:
    """Address each text by its own name: made copies carry the address of the text they were made from."""
    return PageKey(
        input=row["doc"],
        article_id=article_id(None, None, row["doc"]),
        source=row.get("source") or row["doc"],
        seen_at=SEEN,
        published_at=None,
        fingerprint=fingerprint(row.get("title") or "", row["text"], row.get("language")),
        staged=StagedRow(fragment="", group=0, row=0),
    )


def _row(decision: Decision) -> str:
    return json.dumps({"doc": decision.input, "cluster": decision.cluster_id})


def write_table(folder: Path, name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write a prediction table as score.py reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


def score(gold_dir: Path, predictions: Path) -> str:
    """Return what GOLD_DIR/score.py prints."""
    command = [sys.executable, str(gold_dir / "score.py"), str(gold_dir / "gold"), str(predictions)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def score_folder(gold_dir: Path, rows: Iterable[dict[str, Any]], predictions: Path | None) -> dict[str, Any]:
    """Write ``rows`` as ``articles`` into ``predictions`` (or a temporary folder) and return their scores."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_table(folder, "articles", rows)
        if predictions is not None:
            target = predictions.parent if predictions.suffix == ".jsonl" else predictions
            write_table(target, predictions.stem if predictions.suffix == ".jsonl" else "articles", rows)
        return dict(json.loads(score(gold_dir, folder))["articles"])


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0], allow_abbrev=False)
    parser.add_argument("gold_dir", type=Path, nargs="?")
    parser.add_argument("--predictions", type=Path, help="folder, or .jsonl file, for the predictions")
    parser.add_argument("--others", action="store_true", help="score MinHash and SimHash too, where installed")
    parser.add_argument("--scale", type=int, nargs="+", metavar="ARTICLES", help="time and memory on synthetic texts")
    args = parser.parse_args(argv)
    if args.gold_dir is None and not args.scale:
        parser.error("GOLD_DIR or --scale is needed")
    if args.gold_dir is not None:
        articles = read_articles(args.gold_dir)
        rows = predict_articles(articles)
        print(json.dumps({"articles": score_folder(args.gold_dir, rows, args.predictions)}, indent=2))
        scored = functools.partial(score_folder, args.gold_dir, predictions=None)
        for name, labels in dedupe_others.methods(articles) if args.others else ():
            result = scored(labels)
            print(f"{name:48} P {result['precision']:.3f}  R {result['recall']:.3f}  F1 {result['f1']:.3f}")
    if args.scale:
        dedupe_scale.report(args.scale)
    return 0


if __name__ == "__main__":
    sys.exit(main())
