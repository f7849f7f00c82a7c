"""Who writes to an output: one stream, also where its command was killed and its job lives on in a cluster.

``DIR/_stream`` names the stream and what it is to do. Whoever takes the output over writes or removes the file; what
another stream still has under way is not committed then.
"""

from __future__ import annotations

import contextlib
from typing import Literal

import msgspec
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from transforms import files


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """The stream that owns an output; ``last`` is the second of its last run, once it has ``ended``."""

    stream: str
    state: Literal["running", "draining", "ended"] = "running"
    last: int | None = None


def owner_of(output: str) -> Owner | None:
    """Return the owner of ``output``, ``None`` where no stream owns it."""
    path = _path(output)
    return msgspec.json.decode(files.read_bytes(path), type=Owner) if FileSystems.exists(path) else None


def owns(output: str, stream: str) -> bool:
    """Tell whether ``stream`` may commit to ``output``."""
    owner = owner_of(output)
    return owner is not None and owner.stream == stream


def hand_over(output: str, stream: str | None) -> None:
    """Make ``stream`` the owner of ``output``; with ``None``, no stream is."""
    if stream is not None:
        _write(output, Owner(stream=stream))
        return
    with contextlib.suppress(BeamIOError):  # there was none
        FileSystems.delete([_path(output)])


def drain(output: str, stream: str) -> None:
    """Ask ``stream`` to begin no other run, if it owns ``output``."""
    if owns(output, stream):
        _write(output, Owner(stream=stream, state="draining"))


def end(output: str, stream: str, last: int) -> None:
    """Tell that ``stream``, asked to drain, began its last run in the second ``last``; negative if it began none."""
    if owner_of(output) == Owner(stream=stream, state="draining"):
        _write(output, Owner(stream=stream, state="ended", last=last))


def _path(output: str) -> str:
    return files.join(output, "_stream")


def _write(output: str, owner: Owner) -> None:
    """Write the file at once: half of it would end the stream."""
    draft = f"{_path(output)}.draft"
    files.write_bytes(draft, msgspec.json.encode(owner))
    FileSystems.rename([draft], [_path(output)])
