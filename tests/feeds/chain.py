"""Running a transform with several outputs as a run does: collect what comes out, publish its state."""

from __future__ import annotations

import pickle
import shutil
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import apache_beam as beam

from schemas.keys import StagedFile

Collected = SimpleNamespace  # one list for each output


def collect(outputs: NamedTuple, folder: Path) -> Callable[[], Collected]:
    """Write the elements of every output into ``folder``; the function returned reads them after the pipeline."""
    names = list(outputs._fields)
    folder.mkdir(parents=True)
    for name in names:
        getattr(outputs, name) | f"Collect {folder.name} {name}" >> beam.Map(_save, str(folder), name)

    def read() -> Collected:
        return Collected(**{name: [_load(path) for path in sorted(folder.glob(f"{name}-*"))] for name in names})

    return read


def publish(output: Path, state: Iterable[StagedFile]) -> None:
    """Move staged files to their places and remove what they replace, as the commit does."""
    for file in state:
        (output / file.final).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(output / file.staged, output / file.final)
        for name in file.replaces:
            (output / name).unlink()


def _save(element: Any, folder: str, name: str) -> None:
    (Path(folder) / f"{name}-{uuid.uuid4().hex}").write_bytes(pickle.dumps(element))


def _load(path: Path) -> Any:
    return pickle.loads(path.read_bytes())
