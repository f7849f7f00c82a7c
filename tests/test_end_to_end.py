"""The whole chain, in one worker process and in several, twice into the same folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import ROOT, Ingested, headwater

DATASETS = ("articles", "headlines", "headline_lists", "entities", "rejects")


def contents(output: Path) -> dict[str, list[Any]]:
    """Return the rows of every dataset, without what names the run."""
    with duckdb.connect() as connection:
        return {
            dataset: connection.execute(
                f"SELECT COLUMNS(lambda c: c NOT IN ('run_id', 'ingested_at', 'first_seen', 'seen_at')) "
                f"FROM read_parquet('{output}/{dataset}/**/*.parquet', hive_partitioning = true) ORDER BY ALL"
            ).fetchall()
            for dataset in DATASETS
        }


def ingest(output: Path, workers: int, tmp_path: Path) -> str:
    config = tmp_path / "workers.toml"
    text = (ROOT / "configs/sample.toml").read_text(encoding="utf-8").replace("../samples", str(ROOT / "samples"))
    config.write_text(f"{text}\n[run]\nworkers = {workers}\n", encoding="utf-8")
    status, printed = headwater("ingest", "--config", str(config), "--output", str(output))
    assert status == 0
    return printed


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alone")
    ingest(folder / "out", 1, folder)
    return folder / "out"


def test_the_command_ends_well_and_says_where_the_data_lies(sample: Ingested) -> None:
    assert sample.status == 0
    assert sample.printed.strip().endswith(f"Data in {sample.output}")


def test_one_process_and_several_write_the_same_rows(alone: Path, sample: Ingested) -> None:
    assert contents(alone) == contents(sample.output)


@pytest.mark.parametrize("workers", [1, 3], ids=["one process", "three processes"])
def test_a_second_run_over_the_same_input_adds_nothing(
    alone: Path, sample: Ingested, workers: int, tmp_path: Path
) -> None:
    output = alone if workers == 1 else sample.output
    before = contents(output)
    printed = ingest(output, workers, tmp_path)
    assert contents(output) == before
    assert " 0 new, 0 revised, " in printed


def test_every_input_is_accounted_for(sample: Ingested) -> None:
    (row,) = duckdb.sql(
        f"""SELECT inputs, articles_new + articles_revised + articles_known + articles_dropped + rejects AS ended
        FROM '{sample.output}/runs/*.parquet' ORDER BY run_id LIMIT 1"""
    ).fetchall()
    assert row[0] == row[1] > 60


def test_nothing_of_the_run_is_left_in_the_stage(sample: Ingested) -> None:
    assert list((sample.output / "_staging").rglob("*.parquet")) == []
