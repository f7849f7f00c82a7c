"""How well related headlines are found, told apart, joined to their articles and kept out of bodies.

    python benchmarks/related.py GOLD_DIR [--predictions DIR] [--detail] [--cost]

GOLD_DIR holds gold/ (pages, pairs, articles, links and corpus, a JSON object a line), pages/ and score.py;
docs/related.md describes them. Items and bodies come from ``extract_page``, pairs and links from ``resolve``, articles
from ``ResolveArticles``: what the pipeline calls, and nothing else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.dedupe import predict_articles, read_articles, write_table
from schemas.headline_state import HEADLINE_NAME, LIST_VERSION
from schemas.keys import SeenBlock, Sighting
from schemas.page import ExtractedPage, Page
from transforms.errors import PageError
from transforms.extract.html import markup_of, parse_html
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings
from transforms.related.html import find_related
from transforms.related.resolve import resolve
from transforms.related.settings import RelatedSettings
from transforms.related.site import Resolved
from transforms.urls import site_of, story_key

Row = dict[str, Any]
SEEN = datetime(2026, 1, 1, tzinfo=timezone.utc)
ASKING = "the page that shows the headline"


def rows_of(gold_dir: Path, name: str) -> list[Row]:
    """Return a table of the gold folder; one that is not there is empty."""
    path = gold_dir / "gold" / f"{name}.jsonl"
    return [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()] if path.exists() else []


def read_pages(gold_dir: Path) -> Iterator[tuple[Row, Page]]:
    """Yield each labelled page with its bytes as served."""
    for row in rows_of(gold_dir, "pages"):
        body = (gold_dir / "pages" / row["page"]).read_bytes()
        body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        yield row, Page(input=row["page"], kind=row["kind"], body=body, url=row["url"])


def predict_pages(gold_dir: Path) -> tuple[list[Row], list[Row], dict[str, str]]:
    """Return the headlines and the bodies that the pipeline extracts, and the reason for each rejected page."""
    items: list[Row] = []
    bodies: list[Row] = []
    rejected: dict[str, str] = {}
    for row, page in read_pages(gold_dir):
        try:
            extracted = extract_page(page, ExtractSettings())
        except PageError as error:
            rejected[row["page"]] = error.reason
            continue
        items += item_rows(row["page"], extracted)
        bodies.append({"page": row["page"], "text": extracted.text})
    return items, bodies, rejected


def item_rows(name: str, page: ExtractedPage) -> Iterator[Row]:
    """Yield a row for each headline of a page that counts by the page alone."""
    shown = [(block.heading, item) for block in page.blocks for item in block.items if not item.weak]
    for position, (heading, item) in enumerate(shown):
        yield {"page": name, "text": item.text, "href": item.href, "heading": heading, "position": position}


def predict_pairs(gold_dir: Path) -> list[Row]:
    """Return for each pair whether two pages of the site that show one headline each share a row of headlines."""
    return [{"pair": row["pair"], "same": len(_pair(row).headlines) == 1} for row in rows_of(gold_dir, "pairs")]


def _pair(row: Row) -> Resolved:
    return _resolve([_page(name, row["site"], "", None, [_list(row["site"], row[name])]) for name in ("a", "b")])


def predict_links(gold_dir: Path) -> list[Row]:
    """Return for each headline the article that its headline_id names, or, on another site, its address."""
    by_site: dict[str | None, list[Row]] = defaultdict(list)
    by_address: dict[str | None, str] = {}
    for article in rows_of(gold_dir, "corpus"):
        by_site[_site(article["site"])].append(article)
        by_address[story_key(article["url"])] = article["article"]
    found = []
    for row in rows_of(gold_dir, "links"):
        site = _site(row["site"])
        pages = [_page(article["article"], site, article["title"], article["url"], []) for article in by_site[site]]
        resolved = _resolve([*pages, _page(ASKING, site, "", None, [_list(row["site"], row)])])
        (headline,) = resolved.headlines
        joined = [link.input for link in resolved.links if link.headline_id == headline.headline_id]
        article_id = next((name for name in joined if name != ASKING), by_address.get(headline.address or ""))
        found.append({"link": row["link"], "article": article_id})
    return found


def _site(name: str) -> str:
    return site_of(f"https://{name}/") or name


def _page(name: str, site: str, title: str, url: str | None, blocks: list[SeenBlock]) -> Sighting:
    return Sighting(
        input=name,
        article_id=name,
        source=site,
        address=story_key(url),
        title=title,
        seen_at=SEEN,
        blocks=tuple(blocks),
    )


def _list(site: str, row: Row) -> SeenBlock:
    url = urljoin(f"https://{site}/", row["href"]) if row["href"] else None
    return SeenBlock(heading=None, headlines=((row["text"], url),))


def _resolve(pages: Sequence[Sighting]) -> Resolved:
    tables = HEADLINE_NAME.empty_table(), LIST_VERSION.empty_table()
    (resolved,) = resolve(*tables, pages, RelatedSettings(), "benchmark")
    return resolved


def cost(gold_dir: Path, rounds: int = 5) -> str:
    """Return the CPU time of ``find_related`` on trees parsed before; the best of ``rounds`` for each page."""
    times = []
    for row, page in read_pages(gold_dir):
        if row["kind"] == "html":
            trees = [parse_html(markup_of(page, ExtractSettings())) for _ in range(rounds)]
            times.append(min(_milliseconds(tree, page.url) for tree in trees))
    return f"find_related: {statistics.mean(times):.2f} ms a page, {max(times):.2f} ms at most, {len(times)} pages"


def _milliseconds(tree: Any, url: str | None) -> float:
    started = time.process_time()
    find_related(tree, url)
    return (time.process_time() - started) * 1000


def score(gold_dir: Path, predictions: Path, detail: bool) -> str:
    """Return what GOLD_DIR/score.py prints."""
    command = [sys.executable, str(gold_dir / "score.py"), str(gold_dir / "gold"), str(predictions)]
    return subprocess.run(command + ["--detail"] * detail, check=True, capture_output=True, text=True).stdout


def predict(gold_dir: Path, folder: Path) -> dict[str, str]:
    """Write every prediction table into ``folder``; return the reason for each rejected page."""
    items, bodies, rejected = predict_pages(gold_dir)
    write_table(folder, "items", items)
    write_table(folder, "bodies", bodies)
    write_table(folder, "pairs", predict_pairs(gold_dir))
    write_table(folder, "links", predict_links(gold_dir))
    if (gold_dir / "gold" / "articles.jsonl").exists():
        write_table(folder, "articles", predict_articles(read_articles(gold_dir)))
    return rejected


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0], allow_abbrev=False)
    parser.add_argument("gold_dir", type=Path)
    parser.add_argument("--predictions", type=Path, metavar="DIR", help="keep the prediction tables here")
    parser.add_argument("--detail", action="store_true", help="also list what each page missed and got wrong")
    parser.add_argument("--cost", action="store_true", help="measure the time of a page instead")
    args = parser.parse_args(argv)
    if args.cost:
        print(cost(args.gold_dir))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.predictions or Path(temporary)
        for page, reason in predict(args.gold_dir, folder).items():
            print(f"{page} was rejected: {reason}", file=sys.stderr)
        print(score(args.gold_dir, folder, args.detail))
    return 0


if __name__ == "__main__":
    sys.exit(main())
