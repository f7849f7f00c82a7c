"""The sample, ingested once for all tests that look at what comes out."""

from __future__ import annotations

import contextlib
import dataclasses
import io
from pathlib import Path

import pytest

from pipelines.cli import main

ROOT = Path(__file__).parents[1]


@dataclasses.dataclass(frozen=True)
class Ingested:
    """One run of the command: where its data lies, what it printed, and how it ended."""

    output: Path
    printed: str
    status: int


def headwater(*argv: str) -> tuple[int, str]:
    """Run the command in this process; return exit status and standard output."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = main(argv)
    return status, printed.getvalue()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """The sample as ``make sample`` ingests it, into ``<folder>/out/sample``."""
    output = tmp_path_factory.mktemp("sample") / "out" / "sample"
    status, printed = headwater("ingest", "--config", str(ROOT / "configs/sample.toml"), "--output", str(output))
    return Ingested(output, printed, status)
