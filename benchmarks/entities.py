"""Tag a folder of gold documents as the pipeline does, score the result, and measure speed.

Usage: python benchmarks/entities.py GOLD_DIR [--predictions FILE_OR_DIR] [--tagger NAME] [--compare-spacy PIPELINE]

GOLD_DIR     ``dev/*.jsonl`` or ``*.jsonl``: one document a line, as docs/entities.md describes
PREDICTIONS  where predictions are written, {"id", "entities"} a line: a folder (a file for each gold file),
             or a single file for all of them; without it they are scored and dropped
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from transforms.entities.mentions import EntityTagger, Mention, TaggerDocument
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import load_tagger

BATCH = 16  # documents a call, as the pipeline does (TAG_BATCH)
PLACES = {"GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
NAMES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG"}
OTHERS = dict.fromkeys(("NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE", "MISC"), "MISC")
FOLDED = {  # how a scheme reads a label; labels that it does not name are not scored
    "conll": PLACES | NAMES | OTHERS,
    "uner": PLACES | NAMES,
    "place": {"GPE": "LOC", "LOC": "LOC"},
    "ontonotes": {"GPE": "LOC", "LOC": "LOC", "PERSON": "PERSON", "PER": "PERSON"}
    | {label: label for label in ("ORG", "NORP", "PRODUCT")},
}
Row = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--tagger", default="builtin", help="as entities.tagger in the configuration")
    parser.add_argument(
        "--compare-spacy", metavar="PIPELINE", default="en_core_web_sm", help="spaCy pipeline to run beside"
    )
    args = parser.parse_args(argv)
    files = sorted((args.gold / "dev").glob("*.jsonl")) or sorted(args.gold.glob("*.jsonl"))
    if not files:
        parser.error(f"{args.gold}: no *.jsonl, nor dev/*.jsonl")
    report(args.tagger, files, args.predictions)
    if all(importlib.util.find_spec(package) is not None for package in ("spacy", args.compare_spacy)):
        report(f"spacy:{args.compare_spacy}", files, None)
    return 0


def report(name: str, files: Sequence[Path], predictions: Path | None) -> None:
    """Tag every file with the tagger ``name``; print its scores and its speed."""
    started = time.process_time()
    tagger = load_tagger(EntitySettings(tagger=name))
    print(f"tagger {name}: loaded in {time.process_time() - started:.2f} s of processor time")
    if predictions is not None and predictions.suffix == ".jsonl":
        predictions.write_text("", encoding="utf-8")
    for path in files:
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        documents = [
            TaggerDocument(title=row.get("title") or "", text=row["text"], language=row.get("language", "en"))
            for row in gold
        ]
        first, warm, mentions = timed(tagger, documents)
        rows = [
            {"id": row["id"], "entities": list(_entities(found))} for row, found in zip(gold, mentions, strict=True)
        ]
        if predictions is not None:
            _write(rows, predictions, path.name)
        words = max(1, sum(len(document.text.split()) for document in documents))
        speed = f"{first / words * 1e6:.1f} ms for 1,000 words at first, {warm / words * 1e6:.1f} warm"
        print(f"\n{path.name}: {len(gold)} documents, {words:,} words, {speed}")
        print("\n".join(scores(gold, rows)))


def timed(tagger: EntityTagger, documents: Sequence[TaggerDocument]) -> tuple[float, float, list[tuple[Mention, ...]]]:
    """Return processor seconds of a first pass and of the quickest of three more, and the mentions."""
    seconds: list[float] = []
    for _ in range(4):
        mentions: list[tuple[Mention, ...]] = []
        started = time.process_time()
        for start in range(0, len(documents), BATCH):
            mentions += tagger.tag(documents[start : start + BATCH])
        seconds.append(time.process_time() - started)
    return seconds[0], min(seconds[1:]), mentions


def _entities(mentions: Iterable[Mention]) -> Iterator[Row]:
    for mention in mentions:
        if mention.field == "text":
            row: Row = {"start": mention.start, "end": mention.end, "label": mention.label}
            if mention.entity_id is not None:
                row["id"] = mention.entity_id
            if mention.latitude is not None:
                row |= {"lat": mention.latitude, "lon": mention.longitude}
            yield row


def _write(rows: Sequence[Row], target: Path, name: str) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if target.suffix == ".jsonl":
        with target.open("a", encoding="utf-8") as file:
            file.write(lines)
        return
    target.mkdir(parents=True, exist_ok=True)
    (target / name).write_text(lines, encoding="utf-8")


def scores(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[str]:
    """Yield lines: strict spans by label, spans alone, and located places."""
    strict, spans = Tally(), Tally()
    located = near = places = 0
    for row, answer in zip(gold, predicted, strict=True):
        wanted, found = (folded(side["entities"], row["scheme"]) for side in (row, answer))
        strict.add(*([(e["label"], e["start"], e["end"]) for e in side] for side in (wanted, found)))
        spans.add(*([("any", *key) for key in {(e["start"], e["end"]) for e in side}] for side in (wanted, found)))
        at = {(e["start"], e["end"]): e for e in found}
        for entity in wanted:
            if entity.get("lat") is None:
                continue
            places += 1
            match = at.get((entity["start"], entity["end"]))
            located += match is not None
            near += match is not None and match.get("lat") is not None and kilometres(entity, match) <= 161.0
    yield from strict.lines("strict")
    yield from list(spans.lines("span"))[-1:]
    if places:
        share = f"{near / max(1, located):.3f} of the {located} found, {near / places:.3f} of all {places}"
        yield f"  within 161 km  {share}"


def folded(entities: Iterable[Row], scheme: str) -> list[Row]:
    """Return entities with labels as the gold scheme reads them, those outside it dropped."""
    names = FOLDED.get(scheme)
    if names is None:
        return list(entities)
    return [entity | {"label": names[entity["label"]]} for entity in entities if entity["label"] in names]


def kilometres(one: Row, other: Row) -> float:
    """Return the great-circle distance."""
    lat, lon, lat_other, lon_other = map(math.radians, (one["lat"], one["lon"], other["lat"], other["lon"]))
    half = math.sin((lat_other - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat_other) * math.sin((lon_other - lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


class Tally:
    """Hits, predictions and gold items, by label."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {}

    def add(self, gold: Iterable[tuple[Any, ...]], predicted: Iterable[tuple[Any, ...]]) -> None:
        """Add one document's items, the label first."""
        wanted, found = Counter(gold), Counter(predicted)
        for column, items in enumerate((wanted & found, found, wanted)):
            for (label, *_), count in items.items():
                self.counts.setdefault(label, [0, 0, 0])[column] += count

    def lines(self, name: str) -> Iterator[str]:
        """Yield precision, recall and F1 of each label, and of all together."""
        total = [sum(column) for column in zip(*self.counts.values(), strict=True)] or [0, 0, 0]
        for label, (hits, found, wanted) in [*sorted(self.counts.items()), ("all", total)]:
            precision, recall, f1 = (hits / max(1, n) for n in (found, wanted, (found + wanted) / 2))
            yield f"  {name:6} {label:8} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  gold {wanted}"


if __name__ == "__main__":
    sys.exit(main())
