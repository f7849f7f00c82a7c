"""Everything together, run after run: copies, revisions and known pages, in whatever order they come."""

from __future__ import annotations

import itertools
import json
import pickle
import random
import tempfile
from pathlib import Path

import apache_beam as beam
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import ARTICLE, Article
from schemas.column import table_of
from schemas.keys import Decision, PageKey
from tests.dedupe.stories import DAY, Output, cut, edited, later, page, story
from transforms import files
from transforms.dedupe.resolve import ResolveArticles
from transforms.dedupe.settings import DedupeSettings
from transforms.state import StateStore


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path)


def clusters(decisions: dict[str, Decision]) -> set[frozenset[str]]:
    """Return which inputs share a cluster."""
    groups = itertools.groupby(sorted(decisions.values(), key=lambda d: d.cluster_id), key=lambda d: d.cluster_id)
    return {frozenset(decision.input for decision in group) for _, group in groups}


def test_copies_name_the_first_one(output: Output):
    pages = [
        page(story(1), "first", published_at=later(-3)),
        page(cut(story(1), 0.4), "cut"),
        page(edited(story(1)), "edited"),
        page(story(2), "other"),
    ]
    decisions = output.run(*pages)
    first = pages[0].article_id
    assert {name: decision.outcome for name, decision in decisions.items()} == dict.fromkeys(decisions, "new")
    assert {name: decision.duplicate_of for name, decision in decisions.items()} == {
        "first": None,
        "cut": first,
        "edited": first,
        "other": None,
    }
    assert {name: decision.relation for name, decision in decisions.items()} == {
        "first": None,
        "cut": "cut",
        "edited": "edited",
        "other": None,
    }
    assert clusters(decisions) == {frozenset({"first", "cut", "edited"}), frozenset({"other"})}


def test_a_copy_in_a_later_run_joins_the_cluster(output: Output):
    first = output.run(page(story(1), "first"))["first"]
    copy = output.run(page(cut(story(1), 0.5), "copy", seen_at=later(20)))["copy"]
    assert copy.cluster_id == first.cluster_id == first.article_id
    assert copy.duplicate_of == first.article_id
    assert copy.similarity is not None
    assert copy.similarity > 0.95


def test_a_text_is_forgotten_after_the_days_that_are_set(tmp_path: Path):
    output = Output(tmp_path, DedupeSettings(days=2))
    first = output.run(page(story(1), "first"))["first"]
    assert output.run(page(story(1), "soon", seen_at=later(40)))["soon"].cluster_id == first.cluster_id
    assert output.run(page(story(1), "late", seen_at=later(200)))["late"].duplicate_of is None


def test_the_same_page_again_is_known_for_ever(tmp_path: Path):
    output = Output(tmp_path, DedupeSettings(days=1))
    output.run(page(story(1), "first", article="harbour"))
    for hours in (1, 100, 3_000):
        again = output.run(
            page(story(1), f"at{hours}", article="harbour", title="Title of first", seen_at=later(hours))
        )
        assert again[f"at{hours}"].outcome == "known"


def test_a_page_met_twice_in_one_run_is_stored_once(output: Output):
    both = [page(story(1), name, article="harbour", title="Harbour") for name in ("from feed", "from file")]
    assert sorted(decision.outcome for decision in output.run(*both).values()) == ["known", "new"]


def test_a_revision_keeps_its_cluster(output: Output):
    output.run(page(story(1), "first"))
    copy = output.run(page(story(1), "copy", seen_at=later(1)))["copy"]
    rewritten = page(story(7), "again", article="copy", title="Title of copy", seen_at=later(2))
    revision = output.run(rewritten)["again"]
    assert (revision.outcome, revision.revision, revision.changed) == ("revision", 1, ("text",))
    assert (revision.cluster_id, revision.duplicate_of) == (copy.cluster_id, copy.duplicate_of)


def test_a_copy_of_a_revision_is_found(output: Output):
    output.run(page("Fire at the harbour. More follows.", "flash", article="fire"))
    output.run(page(story(1), "full", article="fire", seen_at=later(1)))
    copy = output.run(page(edited(story(1)), "copy", seen_at=later(2)))["copy"]
    assert copy.duplicate_of == page("", article="fire").article_id


def test_a_revision_that_becomes_a_copy_merges_the_clusters(output: Output):
    older = output.run(page(story(1), "older"))["older"]
    output.run(page(story(2), "younger", seen_at=later(1)))
    turned = page(story(1), "turned", article="younger", title="Title of younger", seen_at=later(2))
    decision = output.run(turned)["turned"]
    assert decision.outcome == "revision"
    assert decision.cluster_id == decision.duplicate_of == older.cluster_id
    known = output.run(page(story(1), "again", article="younger", title="Title of younger", seen_at=later(3)))["again"]
    assert (known.outcome, known.cluster_id) == ("known", older.cluster_id)


def test_lines_of_the_site_do_not_make_copies_and_are_cut(output: Output):
    footer = "\n".join(f"Our house rules, part {n}: be kind to every {n} of the harbour." for n in ("a", "b"))
    pages = [page(f"{story(n, 3)}\n{footer}", f"p{n}", source="velmora.example") for n in range(5)]
    decisions = output.run(*pages)
    assert len(clusters(decisions)) == 5
    assert {decision.boilerplate for decision in decisions.values()} == {(2, 3)}


def test_keep_first_leaves_a_row_that_says_who_copied_whom(tmp_path: Path):
    output = Output(tmp_path, DedupeSettings(keep="first"))
    first = page(story(1), "first", published_at=later(-1))
    decisions = output.run(first, page(edited(story(1)), "copy"))
    assert {name: decision.outcome for name, decision in decisions.items()} == {"first": "new", "copy": "duplicate"}
    assert [(row.input, row.duplicate_of, row.relation) for row in output.duplicates] == [
        ("copy", first.article_id, "edited")
    ]
    changed = page(edited(story(1), 9), "again", article="copy", title="Title of copy", seen_at=later(3))
    assert output.run(changed)["again"].outcome == "duplicate"
    same = page(edited(story(1)), "same", article="copy", title="Title of copy", seen_at=later(4))
    assert output.run(same)["same"].outcome == "known"


def test_two_hundred_copies_of_one_text_are_one_cluster(output: Output):
    pages = [page(edited(story(1), 20 + n % 40), f"p{n:03}", seen_at=later(n / 10)) for n in range(200)]
    assert len(clusters(output.run(*pages))) == 1


def test_a_bridge_between_two_clusters_renames_what_is_stored(output: Output):
    left, right = story(1, 16), story(2, 16)
    bridge = "\n".join([*left.split("\n")[:8], *right.split("\n")[:8]])
    old, young = page(left, "old"), page(right, "young", seen_at=later(1))
    for key in (old, young):
        decision = output.run(key)[key.input]
        _store(output, key, decision)
    decision = output.run(page(bridge, "bridge", seen_at=later(2)))["bridge"]
    stored = {
        row["article_id"]: (row["cluster_id"], row["duplicate_of"])
        for path in output.folder.rglob("articles/published_date=*/*.parquet")
        if "_staging" not in path.parts
        for row in pq.ParquetFile(path).read().to_pylist()
    }
    assert decision.cluster_id == old.article_id
    assert stored == {
        old.article_id: (old.article_id, None),
        young.article_id: (old.article_id, old.article_id),
    }
    copy = output.run(page(right, "copy", seen_at=later(3)))["copy"]
    assert (copy.cluster_id, copy.duplicate_of) == (old.article_id, old.article_id)


def _store(output: Output, key: PageKey, decision: Decision) -> None:
    row = Article(
        article_id=key.article_id,
        content_hash=decision.content_hash,
        source=key.source,
        title="",
        text="",
        cluster_id=decision.cluster_id,
        duplicate_of=decision.duplicate_of,
        input=key.input,
        ingested_at=DAY,
        run_id=f"run{output.runs}",
    )
    path = output.folder / "articles" / "published_date=2026-03-01" / f"{key.input}.parquet"
    files.write_table(str(path), table_of([row], ARTICLE))


VARIANTS = [
    lambda text: text,
    lambda text: cut(text, 0.5),
    lambda text: text.partition("\n")[0],
    lambda text: edited(text),
    lambda text: edited(cut(text, 0.7), 15),
    lambda text: "\n".join(reversed(text.split("\n"))),
    lambda text: story(99, 2) + "\n" + text,
    lambda text: text + "\n" + story(98, 4),
    lambda text: story(97, 10) + "\n" + "\n".join(text.split("\n")[2:5]),
]


@st.composite
def visits(draw: st.DrawFn) -> list[PageKey]:
    """Draw visits to a few articles that copy, cut, edit or follow up a few stories."""
    texts = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, len(VARIANTS) - 1)), min_size=1, max_size=12))
    hours = draw(st.lists(st.integers(0, 50), min_size=len(texts), max_size=len(texts)))
    sites = draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts)))
    return [
        page(VARIANTS[variant](story(seed)), f"v{n}", seen_at=later(hours[n]), source=f"site{sites[n]}.example")
        for n, (seed, variant) in enumerate(texts)
    ]


@settings(max_examples=15, deadline=None)
@given(visits(), st.integers(1, 5), st.integers(1, 4), st.randoms(use_true_random=False))
def test_order_buckets_and_number_of_runs_do_not_change_who_is_a_copy(
    pages: list[PageKey], runs: int, buckets: int, rng: random.Random
):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        expected = clusters(Output(Path(one)).run(*pages))
        shuffled = rng.sample(pages, len(pages))
        output = Output(Path(other), buckets=buckets)
        for part in range(runs):
            output.run(*shuffled[part::runs])
        again = output.run(*pages)  # all are known by now, under the names that merges have left
    assert {decision.outcome for decision in again.values()} == {"known"}
    assert clusters(again) == expected


@settings(max_examples=6, deadline=None)
@given(visits(), st.randoms(use_true_random=False))
def test_within_a_run_the_order_changes_nothing_at_all(pages: list[PageKey], rng: random.Random):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        assert Output(Path(one)).run(*pages) == Output(Path(other)).run(*rng.sample(pages, len(pages)))


def test_under_beam_every_page_gets_one_decision(tmp_path: Path):
    pages = [page(edited(story(n % 6), 30 + n), f"p{n}") for n in range(12)]
    pages.append(page(story(1), "again", article="p1", title="Title of p1"))
    expected = Output(tmp_path / "plain").run(*pages)
    with beam.Pipeline("DirectRunner") as root:
        resolved = root | beam.Create(pages) | ResolveArticles(StateStore(str(tmp_path / "beam"), "run", 4))
        written = resolved.decisions | beam.Map(lambda d: json.dumps([d.input, d.outcome, d.cluster_id, d.revision]))
        written | beam.io.WriteToText(str(tmp_path / "decisions"))
    rows = [json.loads(line) for path in tmp_path.glob("decisions*") for line in path.read_text().splitlines()]
    assert sorted(rows) == sorted([d.input, d.outcome, d.cluster_id, d.revision] for d in expected.values())


def test_the_transform_can_be_pickled():
    transform = ResolveArticles(StateStore("out", "run"), DedupeSettings(days=3))
    assert pickle.loads(pickle.dumps(transform)).settings.days == 3
