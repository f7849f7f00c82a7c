"""Prism, the engine that runs streams on one machine: where it is, or how to get it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from apache_beam.version import __version__ as beam_version

COMMAND = "github.com/apache/beam/sdks/v2/go/cmd/prism"


class EngineError(RuntimeError):
    """The engine that a chain needs is not on this machine; the message says how to get it."""


def find_prism(environment: Mapping[str, str] | None = None, home: Path | None = None) -> str:
    """Return the path of Beam's Prism: ``HEADWATER_PRISM``, the command path, Go's folder of programs.

    Nothing is downloaded: Beam's own runner would fetch a binary without asking. Raises ``EngineError``.
    """
    variables = os.environ if environment is None else environment
    if named := variables.get("HEADWATER_PRISM"):
        if not os.access(named, os.X_OK):
            raise EngineError(f"HEADWATER_PRISM is {named}, which is no program")
        return named
    folder = (home or Path.home()) / "go" / "bin"
    found = shutil.which("prism", path=os.pathsep.join((variables.get("PATH", ""), str(folder))))
    if found is None:
        raise EngineError(
            f"Prism is not on this machine: build it with `go install {COMMAND}@v{beam_version}`, "
            "or name its path in HEADWATER_PRISM"
        )
    return found
