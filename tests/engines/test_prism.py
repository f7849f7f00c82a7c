"""The bounded chain on Prism against the in-process runner; skipped where Prism is not built."""

from __future__ import annotations

from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipelines.engines import EngineError, find_prism
from tests.conftest import headwater

ROOT = Path(__file__).parents[2]
OWN_OF_A_RUN = {"run_id", "ingested_at", "first_seen", "seen_at"}
DATASETS = ("articles", "headlines", "headline_lists", "entities", "rejects")


@pytest.fixture(scope="module")
def prism():
    try:
        return find_prism()
    except EngineError as error:
        pytest.skip(str(error))


def rows(folder, name):
    table = ds.dataset(folder / name, partitioning="hive").to_table()
    kept = [column for column in sorted(table.column_names) if column not in OWN_OF_A_RUN]
    return sorted(map(repr, table.select(kept).to_pylist()))


# Beam leaves the sockets and files of its job service to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_prism_writes_the_rows_of_the_in_process_runner(sample, prism, tmp_path):
    output = tmp_path / "out" / "sample"
    options = ["--runner=PrismRunner", f"--prism_location={prism}", "--environment_type=LOOPBACK"]
    status, _ = headwater("ingest", "--config", str(ROOT / "configs/sample.toml"), "--output", str(output), *options)
    assert status == 0
    for name in DATASETS:
        assert rows(output, name) == rows(sample.output, name)
