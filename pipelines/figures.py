"""The figures of the report: what lies in an output folder, counted."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.documentation import DATASETS
from transforms import files

TOP = 12
RUNS_SHOWN = 60
MOST_DAYS = 120  # more days than this are shown by month
ENTITY_GROUPS = {"People": ("PERSON",), "Organisations": ("ORG",), "Places": ("GPE", "LOC", "FAC")}


@dataclasses.dataclass(frozen=True)
class Ranking:
    """The largest of a count: (name, number), largest first."""

    title: str
    unit: str
    rows: tuple[tuple[str, int], ...]


@dataclasses.dataclass(frozen=True)
class Figures:
    """What the report shows.

    ``days`` are (day or month, articles by source), in order; ``promoted`` (headline, source, pages that list it);
    ``copies`` (source of the copy, source of the first one, articles), most first.
    """

    totals: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, dict[str, int]], ...]
    undated: int
    promoted: tuple[tuple[str, str, int], ...]
    mentioned: tuple[Ranking, ...]
    sources: tuple[tuple[str, int], ...]
    copies: tuple[tuple[str, str, int], ...]
    runs: tuple[dict[str, Any], ...]
    rejects: tuple[tuple[str, int], ...]
    feeds: tuple[dict[str, object], ...]
    newest: datetime | None


def figures(output: str) -> Figures:
    """Count what lies below ``output``; raises ``FileNotFoundError`` where no run was ever committed."""
    runs = dataset(output, "runs")
    if not len(runs):
        raise FileNotFoundError(f"{output}: no runs dataset here; expected the output folder of headwater ingest")
    articles = dataset(
        output, "articles", ["article_id", "revision", "published_at", "source", "duplicate_of", "related_list_ids"]
    )
    headlines = dataset(output, "headlines", ["headline_id", "text", "source"])
    lists = dataset(output, "headline_lists", ["list_id", "headline_ids"])
    entities = dataset(output, "entities", ["article_id", "text", "label", "entity_id"])
    rejects = dataset(output, "rejects", ["reason"])
    first = articles.filter(pc.equal(articles["revision"], 0))
    dated = first.filter(pc.is_valid(first["published_at"]))
    return Figures(
        totals=(
            ("articles", len(first)),
            ("revisions", len(articles) - len(first)),
            ("copies", len(first) - first["duplicate_of"].null_count),
            ("related lists", len(lists)),
            ("headlines", len(headlines)),
            ("entity mentions", len(entities)),
            ("rejects", len(rejects)),
            ("runs", len(runs)),
        ),
        days=_days(dated),
        undated=len(first) - len(dated),
        promoted=_promoted(articles, lists, headlines),
        mentioned=tuple(
            Ranking(title, "articles", _mentioned(entities, labels)) for title, labels in ENTITY_GROUPS.items()
        ),
        sources=_counted(first["source"]),
        copies=_copies(first, dataset(output, "duplicates", ["source", "duplicate_of"])),
        runs=tuple(runs.sort_by([("started_at", "descending")]).slice(0, RUNS_SHOWN).to_pylist()),
        rejects=_counted(rejects["reason"]),
        feeds=_feeds(dataset(output, "polls")),
        newest=pc.max(runs["committed_at"]).as_py(),
    )


def has_runs(output: str) -> bool:
    """Tell whether any run was committed below ``output``."""
    return bool(files.listing(files.join(output, "runs", "**")))


def dataset(output: str, name: str, columns: list[str] | None = None) -> pa.Table:
    """Return the rows of a dataset, of ``columns`` or all; an empty table where there are none yet."""
    schema = DATASETS[name]
    found = [path for path, _ in files.listing(files.join(output, name, "**")) if path.endswith(".parquet")]
    tables = [files.read_table(path, schema, columns) for path in found]
    empty = schema if columns is None else pa.schema([schema.field(column) for column in columns])
    return pa.concat_tables(tables) if tables else empty.empty_table()


def _days(dated: pa.Table) -> tuple[tuple[str, dict[str, int]], ...]:
    day = pc.strftime(dated["published_at"], "%Y-%m-%d")
    if pc.count_distinct(day).as_py() > MOST_DAYS:
        day = pc.utf8_slice_codeunits(day, 0, 7)
    counted = (
        pa.table({"day": day, "source": dated["source"]}).group_by(["day", "source"]).aggregate([([], "count_all")])
    )
    days: dict[str, dict[str, int]] = {}
    for row in counted.to_pylist():
        days.setdefault(row["day"], {})[row["source"]] = row["count_all"]
    return tuple((name, days[name]) for name in sorted(days))


def _promoted(articles: pa.Table, lists: pa.Table, headlines: pa.Table) -> tuple[tuple[str, str, int], ...]:
    holds = dict(zip(lists["list_id"].to_pylist(), map(set, lists["headline_ids"].to_pylist()), strict=True))
    on_page: dict[str, set[str]] = {}  # of one article, however many of its lists or revisions show the headline
    for article, shown_lists in zip(
        articles["article_id"].to_pylist(), articles["related_list_ids"].to_pylist(), strict=True
    ):
        on_page.setdefault(article, set()).update(*(holds.get(name, set()) for name in shown_lists))
    shown = Counter(headline for headlines_of in on_page.values() for headline in headlines_of)
    known = {row["headline_id"]: row for row in headlines.to_pylist()}
    found = [(known[name]["text"], known[name]["source"], number) for name, number in shown.items() if name in known]
    return tuple(sorted(found, key=lambda row: (-row[2], row))[:TOP])


def _copies(articles: pa.Table, dropped: pa.Table) -> tuple[tuple[str, str, int], ...]:
    """Count the copies by source and by the source of the first one, stored copies and dropped ones alike."""
    source = dict(zip(articles["article_id"].to_pylist(), articles["source"].to_pylist(), strict=True))
    pairs = Counter(
        (row["source"], source[row["duplicate_of"]])
        for table in (articles.select(["source", "duplicate_of"]), dropped)
        for row in table.filter(pc.is_valid(table["duplicate_of"])).to_pylist()
        if row["duplicate_of"] in source
    )
    return tuple((copy, first, number) for (copy, first), number in sorted(pairs.items(), key=lambda p: (-p[1], p[0])))[
        :TOP
    ]


def _mentioned(entities: pa.Table, labels: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Count the articles that mention each entity; names of one identifier count as its most usual name."""
    rows = entities.filter(pc.is_in(entities["label"], pa.array(labels)))
    keys = pc.coalesce(rows["entity_id"], rows["text"])
    keyed = pa.table({"key": keys, "text": rows["text"], "article": rows["article_id"]})
    names = keyed.group_by(["key", "text"]).aggregate([([], "count_all")]).sort_by([("count_all", "ascending")])
    usual = dict(zip(names["key"].to_pylist(), names["text"].to_pylist(), strict=True))  # the last one wins
    found = keyed.group_by("key").aggregate([("article", "count_distinct")])
    counts = zip(found["key"].to_pylist(), found["article_count_distinct"].to_pylist(), strict=True)
    return _top(Counter({usual[key]: number for key, number in counts}))


def _counted(column: pa.ChunkedArray) -> tuple[tuple[str, int], ...]:
    return _top(Counter(column.to_pylist()))


def _top(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP])


def _feeds(polls: pa.Table) -> tuple[dict[str, object], ...]:
    """Return the last poll of each feed, and how many polls there were."""
    last: dict[str, dict[str, object]] = {}
    number: Counter[str] = Counter()
    for row in polls.sort_by([("polled_at", "ascending")]).to_pylist():
        number[row["feed_url"]] += 1
        last[row["feed_url"]] = row
    return tuple({**last[url], "polls": number[url]} for url in sorted(last))
