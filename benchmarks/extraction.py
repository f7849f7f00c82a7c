#!/usr/bin/env python3
"""Score the extraction of HTML pages against labelled ones, and measure what a page costs.

    python benchmarks/extraction.py GOLD_DIR [--predictions FILE] [--without json-ld] [--without meta]
                                              [--compare [--seconds N]] [--cost] [--worst N]

GOLD_DIR holds ``gold.jsonl`` (a labelled page a line: ``id``, ``url``, ``html`` and the labels), the pages it names,
and ``score.py``, which reads the predictions. ``docs/extraction.md`` describes the layout.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml.html import tostring

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from schemas.page import ExtractedPage, Page
from transforms.errors import PageError
from transforms.extract.html import markup_of, parse_html
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings

Row = dict[str, Any]

# Heading in the comparison, the field of a prediction that it judges, and the scorer's name for it.
_COLUMNS = (
    ("F1", ("text", "F1")),
    ("P", ("text", "P")),
    ("R", ("text", "R")),
    ("page", ("text", "page")),
    ("bad", ("text", "bad")),
    ("title", ("title", "title")),
    ("authors", ("authors", "author")),
    ("author F1", ("authors", "authF1")),
    ("day", ("published", "day")),
    ("instant within 60 s", ("published", "time")),
)

# Every labelled page counts as an article here: a stub or a short text is extracted, not rejected.
SETTINGS = ExtractSettings(min_words=1, reject_paywalled=False, reject_listings=False)


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="keep the predictions here (JSON lines)")
    parser.add_argument("--compare", action="store_true", help="a table of this and other extractors on the same pages")
    parser.add_argument("--seconds", type=float, default=60, help="with --compare: time limit for a page (default: 60)")
    parser.add_argument(
        "--without", action="append", choices=("json-ld", "meta"), default=[], help="take these out of the pages first"
    )
    parser.add_argument("--cost", action="store_true", help="measure CPU time against trafilatura, interleaved")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages with the lowest body F1")
    args = parser.parse_args(argv)
    if args.cost:
        print(cost_table(args.gold))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        path = args.predictions or Path(scratch) / "predictions.jsonl"
        write_predictions(args.gold, path, lambda row, body: predict(row, stripped(body, args.without)))
        if args.compare:
            print(comparison(args.gold, path, args.seconds))
        else:
            print(score(args.gold, path, args.worst))
    return 0


def gold_rows(folder: Path) -> Iterator[tuple[Row, bytes]]:
    """Yield each labelled page with its bytes as served."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            body = (folder / row["html"]).read_bytes()
            yield row, gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def write_predictions(folder: Path, path: Path, extractor: Callable[[Row, bytes], Row]) -> None:
    """Write what ``extractor`` finds on each page of ``folder`` to ``path``, one JSON object a line."""
    with path.open("w", encoding="utf-8") as lines:
        for row, body in gold_rows(folder):
            lines.write(json.dumps({"id": row["id"], **extractor(row, body)}, ensure_ascii=False) + "\n")


def predict(row: Row, body: bytes | str) -> Row:
    """Return what the pipeline extracts from one page; a rejected page has only its reason."""
    try:
        page = extract_page(Page(input=row["html"], kind="html", body=body, url=row["url"]), SETTINGS)
    except PageError as error:
        return {"rejected": error.reason}
    return as_prediction(page)


def stripped(body: bytes, parts: Sequence[str]) -> bytes | str:
    """Return a page without its JSON-LD or its ``<meta>`` elements, to see what the rest of it is worth."""
    if not parts:
        return body
    tree = parse_html(markup_of(Page(input="", kind="html", body=body), SETTINGS))
    paths = {"json-ld": "//script[contains(@type, 'ld+json')]", "meta": "//meta"}
    for element in tree.xpath("|".join(paths[part] for part in parts)):
        element.getparent().remove(element)
    return str(tostring(tree, encoding="unicode"))


def as_prediction(page: ExtractedPage) -> Row:
    """Return ``page`` in the form that score.py reads: its columns as they are stored."""
    return {
        "title": page.title,
        "authors": list(page.authors or page.credits),
        "published": page.published_at.isoformat() if page.published_at else None,
        "text": page.text,
        "text_source": page.text_source,
        "published_source": page.published_source,
        "language": page.language,
    }


def score(folder: Path, predictions: Path, worst: int) -> str:
    """Return the table of the folder's own scorer."""
    return _run_scorer(folder, predictions, *(("--worst", str(worst)) if worst else ()))


def _run_scorer(folder: Path, predictions: Path, *options: str) -> str:
    command = [sys.executable, str(folder / "score.py"), str(folder / "gold.jsonl"), str(predictions), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def comparison(folder: Path, predictions: Path, seconds: float) -> str:
    """Return a Markdown table of the scores over all pages: of ``predictions`` and of each other extractor.

    The others run one after the other, each in a process without network in which a page has ``seconds``.
    """
    from benchmarks.extraction_others import installed
    from benchmarks.isolated import Isolated

    header = " | ".join(name for name, _ in _COLUMNS)
    lines = [f"| | {header} |", f"|{' --- |' * (len(_COLUMNS) + 1)}", _table_row("**Headwater**", folder, predictions)]
    notes = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in installed():
            extractor = Isolated(installed, name, seconds)
            write_predictions(folder, Path(scratch) / "other.jsonl", extractor)
            extractor.close()
            lines.append(_table_row(name, folder, Path(scratch) / "other.jsonl"))
            notes += [f"{name}: {count} pages {kind}" for kind, count in extractor.failures.items()]
    return "\n".join([*lines, "", *notes])


def _table_row(name: str, folder: Path, predictions: Path) -> str:
    """Return a row of the comparison; a field that no prediction has is left empty."""
    scores = json.loads(_run_scorer(folder, predictions, "--json"))["all"]
    with predictions.open(encoding="utf-8") as lines:
        given = set().union(*(json.loads(line) for line in lines))
    cells = (_cell(scores, column) if field in given else "" for _, (field, column) in _COLUMNS)
    return f"| {name} | {' | '.join(cells)} |"


def _cell(scores: Row, column: str) -> str:
    value = scores.get(column)
    return "" if value is None else f"{value:.1%}" if column == "bad" else f"{value:.3f}".removeprefix("0")


def cost_table(folder: Path) -> str:
    """Return CPU seconds of this extraction and of trafilatura over the same pages, in turns within one run."""
    import trafilatura

    def other(row: Row, body: bytes) -> object:
        return trafilatura.extract(body, url=row["url"], with_metadata=True)

    contenders: list[tuple[str, Callable[[Row, bytes], object]]] = [("headwater", predict), ("trafilatura", other)]
    spent = dict.fromkeys(("headwater", "trafilatura"), 0.0)
    pages = 0
    for number, (row, body) in enumerate(gold_rows(folder)):
        for name, extractor in contenders if number % 2 else contenders[::-1]:
            start = time.process_time()
            extractor(row, body)
            spent[name] += time.process_time() - start if number > 1 else 0.0  # the first pages load models
        pages += number > 1
    lines = [f"{name:12} {1000 * total / pages:7.2f} ms a page" for name, total in spent.items()]
    return "\n".join([*lines, f"ratio        {spent['headwater'] / spent['trafilatura']:7.3f} over {pages} pages"])


if __name__ == "__main__":
    sys.exit(main())
