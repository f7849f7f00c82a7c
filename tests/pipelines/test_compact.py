"""Merging small files changes files, not rows."""

from __future__ import annotations

import duckdb
import pytest

from tests.conftest import headwater
from tests.pipelines.newsroom import rows, visible, write_pages


@pytest.fixture(scope="module")
def frequent(tmp_path_factory):
    """Three runs of a few pages each, without and with compaction after them."""
    folder = tmp_path_factory.mktemp("frequent")
    (folder / "hw.toml").write_text('[run]\nworkers = 1\n[entities]\ntagger = "gazetteer"\n')
    for number in range(3):
        pages = write_pages(folder / f"pages{number}", 5, first=5 * number)
        argv = ("ingest", str(pages), "--config", str(folder / "hw.toml"), "--output", str(folder / "out"))
        assert headwater(*argv)[0] == 0
    return folder


def everything(output):
    return {
        name: sorted(map(str, rows(output, name).to_pylist()))
        for name in ("articles", "headlines", "headline_lists", "entities", "rejects", "polls", "runs")
    }


def test_rows_stay_what_they_are_in_one_file_for_each_partition(frequent):
    output = frequent / "out"
    before, files_before = everything(output), len(visible(output))
    status, printed = headwater("compact", str(output))
    assert status == 0
    assert everything(output) == before
    folders = {path.parent for path in visible(output)}
    assert len(visible(output)) == len(folders) < files_before
    assert printed == f"{files_before} files became {len(folders)} in {output}\n"


def test_a_second_compaction_finds_nothing_to_do(frequent):
    output = frequent / "out"
    headwater("compact", str(output))
    names = sorted(visible(output))
    status, printed = headwater("compact", str(output))
    assert status == 0
    assert printed == f"{len(names)} files became {len(names)} in {output}\n"
    assert sorted(visible(output)) == names


def test_partitions_are_read_by_others_and_a_run_goes_on_afterwards(frequent):
    output = frequent / "out"
    headwater("compact", str(output))
    found = duckdb.sql(
        f"select count(*), count(distinct published_date), bool_and(published_at::date = published_date::date)"
        f" from read_parquet('{output}/articles/*/*.parquet', hive_partitioning=true)"
    ).fetchall()
    assert found == [(15, 5, True)]
    _, printed = headwater("ingest", str(frequent / "pages0"), "--output", str(output))
    assert "nothing new" in printed
    assert len(rows(output, "articles")) == 15
