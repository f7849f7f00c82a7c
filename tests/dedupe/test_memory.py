"""What is remembered, and for how long; and records against their schemas."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from schemas.article_state import ARTICLE_STATE, ArticleState
from schemas.column import table_of
from schemas.duplicate import DUPLICATE, Duplicate
from schemas.ids import stable_hash
from schemas.keys import StagedFile
from schemas.signature import SIGNATURE, Signature
from tests.dedupe.stories import DAY, later
from transforms import files
from transforms.dedupe import memory
from transforms.dedupe.candidates import postings_of
from transforms.dedupe.clusters import Merge
from transforms.dedupe.lines import SeenLines
from transforms.dedupe.merged import rewrite_merged
from transforms.dedupe.settings import DedupeSettings
from transforms.state import MERGE_AT, StateStore


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    return StateStore(str(tmp_path), "run", 4)


def publish(store: StateStore, file: StagedFile) -> None:
    target = Path(store.output, file.final)
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(store.output, file.staged).rename(target)
    for name in file.replaces:
        Path(store.output, name).unlink()


def signature(article_id: str, hours: float = 0, revision: int = 0) -> Signature:
    return Signature(
        doc=stable_hash(article_id),
        article_id=article_id,
        revision=revision,
        seen_at=later(hours),
        published_at=None,
        title=1,
        lines=(5, 6),
        line_words=(1, 1),
        words=b"\x01\x00\x02\x00",
        counters=(0,),
        ignored=(1,),
    )


def stored(article_id: str) -> ArticleState:
    return ArticleState(
        doc=stable_hash(article_id),
        article_id=article_id,
        revision=0,
        seen_at=DAY,
        content_hash="ab",
        cluster_id=article_id,
        cluster_since=DAY,
        similarity=0.5,
    )


@pytest.mark.parametrize(
    ("record", "schema"),
    [(ArticleState, ARTICLE_STATE), (Signature, SIGNATURE), (Duplicate, DUPLICATE)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_records_and_their_schemas_name_the_same_fields(record: type, schema: pa.Schema):
    assert [field.name for field in dataclasses.fields(record)] == schema.names


def test_articles_and_signatures_come_back_as_they_were(store: StateStore):
    publish(store, memory.append_articles(store, "01", [stored("a"), stored("b")]))
    file = memory.append_signatures(store, "01", [signature("a", 1, 1), signature("a", 0, 0), signature("b")], 30)
    doc = stable_hash("a")
    assert memory.read_articles(store, "01", [doc]) == {doc: [stored("a")]}
    assert memory.read_articles(store, "02", [doc]) == {}
    expected = {doc: [signature("a", 0, 0), signature("a", 1, 1)]}
    assert memory.read_signatures(store, "01", [doc], [file.staged]) == expected
    publish(store, file)
    assert memory.read_signatures(store, "01", [doc]) == expected


def test_postings_come_back_for_the_hashes_asked_for(store: StateStore):
    publish(store, memory.append_postings(store, "00", postings_of(np.array([8, 16]), 7, 99), 30))
    found = memory.read_postings(store, "00", np.array([8, 12], dtype=np.uint32))
    assert (found.hash.tolist(), found.doc.tolist(), found.size.tolist(), found.seen_at.tolist()) == (
        [8],
        [7],
        [2],
        [99],
    )


def test_lines_come_back_for_those_asked_for(store: StateStore):
    rows = SeenLines(*(np.array(values) for values in ((1, 5), (2, 2), (1, 0), (99, 98))))
    publish(store, memory.append_lines(store, "00", rows, 30))
    found = memory.read_lines(store, "00", np.array([1, 3]))
    assert (found.line.tolist(), found.story.tolist(), found.vote.tolist(), found.seen_at.tolist()) == (
        [1],
        [2],
        [1],
        [99],
    )


def grown(store: StateStore, append: Callable[[int], StagedFile]) -> StagedFile:
    """Publish one file a day until they are merged; return the merged one."""
    for day in range(MERGE_AT):
        file = append(day)
        publish(store, file)
    assert len(file.replaces) == MERGE_AT - 1
    return file


def test_old_postings_and_lines_are_dropped_when_files_are_merged(store: StateStore):
    def postings(day: int) -> StagedFile:
        seen_at = memory.minutes(DAY + timedelta(days=day))
        return memory.append_postings(store, "00", postings_of(np.array([8]), day, seen_at), 3)

    def lines(day: int) -> StagedFile:
        seen_at = memory.minutes(DAY + timedelta(days=day))
        return memory.append_lines(store, "00", SeenLines(*(np.array([x]) for x in (1, day, 2, seen_at))), 3)

    assert grown(store, postings).rows == grown(store, lines).rows == 4
    assert sorted(memory.read_postings(store, "00", np.array([4], dtype=np.uint32)).doc.tolist()) == [4, 5, 6, 7]


def test_old_signatures_lose_their_words_only(store: StateStore):
    grown(store, lambda day: memory.append_signatures(store, "00", [signature(f"a{day}", 24 * day)], 3))
    found = memory.read_signatures(store, "00", [stable_hash(f"a{day}") for day in range(MERGE_AT)])
    assert [len(found[stable_hash(f"a{day}")][0].words) for day in range(MERGE_AT)] == [0] * 4 + [4] * 4
    assert all(signatures[0].lines == (5, 6) for signatures in found.values())


def test_articles_are_never_dropped(store: StateStore):
    file = grown(store, lambda day: memory.append_articles(store, "00", [stored(f"a{day}")]))
    assert file.rows == MERGE_AT


def test_merges_come_back(store: StateStore):
    publish(store, memory.append_merges(store, [Merge("young", "old", 0.8, "cut")]))
    assert memory.read_merges(store) == {"young": "old"}


def test_only_files_with_renamed_clusters_are_written_again(store: StateStore):
    row = Duplicate(
        article_id="a",
        source="s",
        input="i",
        cluster_id="young",
        duplicate_of="young",
        content_hash="",
        seen_at=DAY,
        run_id="r",
    )
    for name, cluster in (("one", "young"), ("two", "else")):
        changed = dataclasses.replace(row, cluster_id=cluster, duplicate_of=cluster)
        table = table_of([changed], DUPLICATE)
        files.write_table(files.join(store.output, "duplicates", "day=1", f"{name}.parquet"), table)
    (file,) = rewrite_merged(store.output, "next", {"young": "old"})
    assert file.replaces == ("duplicates/day=1/one.parquet",)
    assert file.final.startswith("duplicates/day=1/part-next-")
    table = files.read_table(files.join(store.output, file.staged), DUPLICATE)
    assert table.select(["cluster_id", "duplicate_of"]).to_pylist() == [{"cluster_id": "old", "duplicate_of": "old"}]
    assert list(rewrite_merged(store.output, "next", {})) == []


@pytest.mark.parametrize(
    "text",
    ["keep = 'some'", "days = 0", "containment = 1.5", "boilerplate_pages = 1", "thresholds = 1"],
)
def test_wrong_settings_are_refused(text: str):
    with pytest.raises(msgspec.ValidationError):
        msgspec.toml.decode(text, type=DedupeSettings)


def test_settings_have_defaults():
    assert msgspec.toml.decode("keep = 'first'", type=DedupeSettings).days == 30
