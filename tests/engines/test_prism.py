"""The bounded chain on Prism against the in-process runner; skipped where Prism is not built."""

from __future__ import annotations

import pytest

from pipelines.engines import EngineError, find_prism
from tests.conftest import ROOT, headwater
from tests.engines.wire import same_rows


@pytest.fixture(scope="module")
def prism():
    try:
        return find_prism()
    except EngineError as error:
        pytest.skip(str(error))


# Beam leaves the sockets and files of its job service to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_prism_writes_the_rows_of_the_in_process_runner(sample, prism, tmp_path):
    output = tmp_path / "out" / "sample"
    options = ["--runner=PrismRunner", f"--prism_location={prism}", "--environment_type=LOOPBACK"]
    status, _ = headwater("ingest", "--config", str(ROOT / "configs/sample.toml"), "--output", str(output), *options)
    assert status == 0
    assert same_rows(output, sample.output)
