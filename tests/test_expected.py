"""What must come out of the sample: every fact of ``samples/expected.json``, in the datasets as a user reads them."""

from __future__ import annotations

import json
import os.path
import re
from datetime import timezone
from typing import Any

import duckdb
import pytest

from tests.conftest import ROOT, Ingested

EXPECTED = json.loads((ROOT / "samples/expected.json").read_text(encoding="utf-8"))
STORY = {page["input"]: page["url"] or page["story"] for page in EXPECTED["pages"]}
STORED = [page for page in EXPECTED["pages"] if page["outcome"] != "known"]


def page_key(page: dict[str, Any]) -> tuple[str, int]:
    """Return what an article of the samples is known by: its address, or for a file without one its story."""
    return page["url"] or page["story"], page["revision"]


def name(page: Any) -> str:
    return f"{page['story']}-{page['revision']}" if isinstance(page, dict) else str(page)


def rows(sample: Ingested, query: str) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        for dataset in ("articles", "headlines", "headline_lists", "entities", "rejects", "runs"):
            path = str(sample.output / dataset / "**/*.parquet")
            connection.execute(
                f"CREATE VIEW {dataset} AS SELECT * FROM read_parquet('{path}', hive_partitioning = true)"
            )
        result = connection.execute(query)
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


@pytest.fixture(scope="module")
def articles(sample: Ingested) -> dict[tuple[str, int], dict[str, Any]]:
    found = rows(sample, "SELECT * FROM articles")
    return {(STORY.get(of_sample(row["input"]), row["input"]), row["revision"]): row for row in found}


def of_sample(path: str) -> str:
    """Return an input's name relative to the samples."""
    return os.path.relpath(path, ROOT / "samples")


def instant(row: dict[str, Any]) -> str | None:
    moment = row["published_at"]
    if moment is None:
        return None
    text: str = moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return text[:10] if row["published_precision"] == "day" else text


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_exactly_the_expected_articles_and_revisions_are_stored(articles):
    assert sorted(articles) == sorted(set(map(page_key, STORED)))


@pytest.mark.parametrize("page", STORED, ids=name)
def test_an_article_has_the_facts_of_its_page(articles, page):
    row = articles[page_key(page)]
    page = next(one for one in EXPECTED["pages"] if one["input"] == of_sample(row["input"]))  # any of equal captures
    facts = {key: row[key] for key in ("source", "title", "agency", "dateline", "language", "authors") if key in page}
    assert facts == {key: page[key] for key in facts}
    assert (instant(row), row["published_precision"]) == (page["published_at"], page["published_precision"])
    start = row["text"] if "dateline" in page else re.sub(r"^\w+\. ", "", row["text"])  # of a place that no list knows
    assert start.startswith(page["first_words"])
    assert row["text"].endswith(page["last_words"])
    assert len(row["text"].replace("\n", "")) == pytest.approx(page["characters"], rel=0.02)


@pytest.mark.parametrize("page", [page for page in STORED if page["lists"]], ids=name)
def test_the_lists_of_a_page_are_data_and_not_in_its_text(sample, articles, page):
    row = articles[page_key(page)]
    found = rows(
        sample,
        f"""SELECT l.list_id, l.heading, list(h.text || '\t' || array_to_string(h.variants, '\t')) AS shown
        FROM headline_lists l JOIN headlines h ON list_contains(l.headline_ids, h.headline_id)
        WHERE l.list_id IN {(*row["related_list_ids"], "")} GROUP BY ALL""",
    )
    shown = {words(text) for one in found for texts in one["shown"] for text in texts.split("\t")}
    wanted = {words(headline) for one in page["lists"] for headline in one["headlines"]}
    assert {headline for headline in wanted if not any(text.startswith(headline) for text in shown)} == set()
    lines = {words(line) for line in row["text"].split("\n")}
    assert wanted & lines == set()


def test_every_bad_input_is_one_reject_with_its_reason(sample):
    found = rows(sample, "SELECT input, reason FROM rejects")
    assert {(of_sample(row["input"]), row["reason"]) for row in found} == {
        (reject["input"], reject["reason"]) for reject in EXPECTED["rejects"]
    }


def test_copies_share_a_cluster_and_nothing_else_does(articles):
    found: dict[str, set[str]] = {}
    for (story, _), row in articles.items():
        found.setdefault(row["cluster_id"], set()).add(story)
    wanted = ({known_as(story) for story in stories} for stories in EXPECTED["clusters"])
    assert sorted(map(sorted, (group for group in found.values() if len(group) > 1))) == sorted(
        sorted(group) for group in wanted if len(group) > 1
    )


def known_as(story: str) -> str:
    return next(page["url"] or story for page in EXPECTED["pages"] if page["story"] == story)


@pytest.mark.parametrize("join", EXPECTED["joins"], ids=lambda join: join["headline"][:30])
def test_a_promoted_headline_joins_its_article(sample, articles, join):
    row = articles[known_as(join["story"]), 0]
    (found,) = rows(
        sample,
        f"""SELECT count(DISTINCT a.article_id) AS pages FROM headline_lists l
        JOIN articles a ON list_contains(a.related_list_ids, l.list_id)
        WHERE list_contains(l.headline_ids, '{row["headline_id"]}')""",
    )
    assert found["pages"] > 0
