"""Text dumps of labelled HTML pages, and what each of their lines is.

The body is known from the gold file; related headlines and their labels are what Headwater itself finds in the HTML;
the title is the last line before the body that repeats the page's own.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from schemas.page import Page
from transforms.errors import PageError
from transforms.extract.html import decode_page, parse_html
from transforms.extract.linemodel import BODY, HEADLINE, LABEL, OTHER, TITLE
from transforms.extract.settings import ExtractSettings
from transforms.extract.textlines import Line, read_lines
from transforms.related.html import find_related
from transforms.related.wording import folded

LARGEST = 3_000_000  # characters of HTML
SHINGLE = 4  # words
MOSTLY = 0.75  # share of a line's shingles that the body holds, from which it is body
APART = 25  # lines between two stretches of body text that are not one
FOUND = 0.5  # share of the body that a dump must hold


@dataclasses.dataclass(frozen=True)
class Truth:
    """What is known of one HTML page; all texts folded, except ``body``."""

    body: str
    titles: frozenset[str]
    headlines: frozenset[str]
    labels: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Dump:
    """A text page: its lines as written, and the kind of each (``None`` for a blank one)."""

    lines: tuple[str, ...]
    kinds: tuple[int | None, ...]


def labelled_dumps(gold: Path, without: frozenset[str]) -> Iterator[Dump]:
    """Yield two dumps (whole page, main content) of each page of ``gold`` but those of the sites ``without``."""
    for row in map(json.loads, (gold / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        site = f"{row.get('domain') or ''} {row['id']}".lower()
        if "body" not in row or any(name in site for name in without):
            continue
        page = Page(
            input=row["id"], kind="html", url=row["url"], body=gzip.decompress((gold / row["html"]).read_bytes())
        )
        try:
            html = decode_page(page, ExtractSettings())
            truth = truth_of(html, row)
        except PageError:
            continue
        if len(html) > LARGEST:
            continue
        tree = HTMLTree.parse(html)
        for main_content in (False, True):
            text = extract_plain_text(tree, main_content=main_content, list_bullets=True)
            if dump := labelled(text, truth):
                yield dump


def truth_of(html: str, row: dict[str, Any]) -> Truth:
    """Return what gold file and HTML say about a page."""
    tree = parse_html(html.encode("utf-8"))
    blocks = find_related(tree, row["url"]).blocks
    named = [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:title"]
    titles = [row.get("title"), tree.findtext(".//title"), *named, *("".join(h1.itertext()) for h1 in tree.iter("h1"))]
    return Truth(
        body=row["body"],
        titles=frozenset(map(folded, filter(None, titles))) - {""},
        headlines=frozenset(text for block in blocks for item in block.items if len(text := folded(item.text)) >= 6),
        labels=frozenset(folded(block.heading) for block in blocks if block.heading),
    )


def labelled(text: str, truth: Truth) -> Dump | None:
    """Return the lines of ``text`` with their kinds, ``None`` where the dump lacks most of the body."""
    lines = read_lines(text)
    stretch = _body_stretch(lines, truth)
    if stretch is None:
        return None
    paragraphs = {folded(paragraph) for paragraph in truth.body.split("\n")} - {""}
    first, last, certain = stretch
    kinds = [_kind(line, at, (first, last), at in certain, paragraphs, truth) for at, line in enumerate(lines)]
    titles = [at for at in range(first) if kinds[at] == TITLE]
    raw = text.split("\n")
    by_number: list[int | None] = [OTHER if line.strip() else None for line in raw]
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        by_number[line.number] = OTHER if kind == TITLE and at != titles[-1] else kind
    return Dump(tuple(raw), tuple(by_number))


def _body_stretch(lines: list[Line], truth: Truth) -> tuple[int, int, set[int]] | None:
    """Return the first, the last and all certain lines of the heaviest stretch of body text."""
    words = folded(truth.body).split()
    shingles = {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    certain = [at for at, line in enumerate(lines) if _in_body(line, shingles)]
    if sum(len(lines[at].text) for at in certain) < FOUND * len(truth.body):
        return None
    chains: list[list[int]] = []
    for at in certain:
        if not chains or at - chains[-1][-1] > APART:
            chains.append([])
        chains[-1].append(at)
    best = max(chains, key=lambda chain: sum(len(lines[at].text) for at in chain))
    return best[0], best[-1], set(best)


def _in_body(line: Line, shingles: set[tuple[str, ...]]) -> bool:
    words = folded(line.text).split()
    found = [tuple(words[at : at + SHINGLE]) in shingles for at in range(len(words) - SHINGLE + 1)]
    return len(found) >= 5 and sum(found) >= MOSTLY * len(found)


def _kind(line: Line, at: int, stretch: tuple[int, int], certain: bool, paragraphs: set[str], truth: Truth) -> int:
    text = folded(line.text)
    if certain:
        return HEADLINE if text in truth.headlines and text not in paragraphs and len(text) < 120 else BODY
    if stretch[0] <= at <= stretch[1] and text in paragraphs and text not in truth.headlines:
        return BODY
    if text in truth.titles and text not in truth.headlines and len(text) >= 8 and at < stretch[0]:
        return TITLE
    if text in truth.headlines:
        return HEADLINE
    return LABEL if text in truth.labels else OTHER
