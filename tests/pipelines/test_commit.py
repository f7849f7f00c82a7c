"""A run is published whole or not at all, however often and wherever it is interrupted."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.commit import publish, recover, write_manifest
from schemas.manifest import Manifest
from transforms import files
from transforms.state import StateStore
from transforms.write.staging import Stage

ROWS = pa.table({"name": ["a", "b"]})


def staged_run(output: Path, run_id: str = "run-1", **changes: object) -> Manifest:
    stage, store = Stage(str(output), run_id), StateStore(str(output), run_id)
    parts = (
        stage.write("articles", (("published_date", "2026-03-02"),), ROWS),
        stage.write("headlines", (), ROWS),
        store.stage("articles", "07", ROWS, **changes),
    )
    return Manifest(run_id=run_id, files=parts, counts={"pages": 2})


def visible(output: Path) -> list[str]:
    return sorted(
        str(path.relative_to(output).parent)
        for path in output.rglob("*.parquet")
        if not any(part.startswith("_") for part in path.relative_to(output).parts)
    )


def test_nothing_is_visible_before_the_manifest(tmp_path):
    staged_run(tmp_path)
    assert visible(tmp_path) == []
    assert recover(str(tmp_path)).swept == ("run-1",)
    assert list(tmp_path.rglob("*.parquet")) == []


def test_a_published_run_is_data_and_state_and_leaves_no_stage(tmp_path):
    write_manifest(str(tmp_path), staged_run(tmp_path))
    publish(str(tmp_path), "run-1")
    assert visible(tmp_path) == ["articles/published_date=2026-03-02", "headlines"]
    assert len(list(tmp_path.glob("_state/articles/bucket=07/*.parquet"))) == 1
    assert not (tmp_path / "_staging" / "run-1").exists()
    assert (tmp_path / "_commits" / "run-1.json").exists()


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_a_run_killed_while_publishing_is_finished_by_the_next_one(tmp_path, moved):
    manifest = staged_run(tmp_path)
    write_manifest(str(tmp_path), manifest)
    for file in manifest.files[:moved]:
        target = tmp_path / file.final
        target.parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.staged).rename(target)
    assert recover(str(tmp_path)).finished == ("run-1",)
    assert visible(tmp_path) == ["articles/published_date=2026-03-02", "headlines"]
    assert recover(str(tmp_path)) == recover(str(tmp_path / "never used"))


def test_replaced_files_go_when_the_run_is_published_and_not_before(tmp_path):
    write_manifest(str(tmp_path), staged_run(tmp_path))
    old = publish(str(tmp_path), "run-1").files[2].final
    write_manifest(str(tmp_path), staged_run(tmp_path, "run-2", replaces=(old,)))
    assert (tmp_path / old).exists()
    publish(str(tmp_path), "run-2")
    assert not (tmp_path / old).exists()
    assert len(list(tmp_path.glob("_state/articles/bucket=07/*.parquet"))) == 1


def test_a_manifest_whose_file_is_gone_is_an_error_that_names_it(tmp_path):
    manifest = staged_run(tmp_path)
    write_manifest(str(tmp_path), manifest)
    (tmp_path / manifest.files[0].staged).unlink()
    with pytest.raises(FileNotFoundError, match="articles/published_date=2026-03-02"):
        publish(str(tmp_path), "run-1")


def test_a_bucket_grows_by_small_files_and_is_merged_before_there_are_many(tmp_path):
    for number in range(20):
        store = StateStore(str(tmp_path), f"run-{number:02d}")
        file = store.append("articles", "07", ROWS)
        write_manifest(str(tmp_path), Manifest(run_id=store.run_id, files=(file,), counts={}))
        publish(str(tmp_path), store.run_id)
    rows, names = store.read("articles", "07", ROWS.schema)
    assert len(rows) == 40
    assert len(names) < 8


def test_a_file_of_an_older_version_is_read_with_nulls_for_new_columns(tmp_path):
    files.write_table(str(tmp_path / "old.parquet"), ROWS)
    newer = pa.schema([("name", pa.string()), ("added", pa.int32())])
    assert files.read_table(str(tmp_path / "old.parquet"), newer).to_pylist()[0] == {"name": "a", "added": None}
