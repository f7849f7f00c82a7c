"""One run at a time over one output: a lock that a crash does not leave behind."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from transforms import files

try:
    import fcntl
except ImportError:  # Windows: no advisory locks of this kind
    fcntl = None  # type: ignore[assignment]

POLL_SECONDS = 0.2


class LockedError(RuntimeError):
    """Another run is under way over the same output."""


@contextlib.contextmanager
def locked(output: str, wait_seconds: float) -> Iterator[None]:
    """Hold the output's lock; wait up to ``wait_seconds`` for a run under way, then raise ``LockedError``.

    The kernel gives the lock back when the process ends, however it ends. Object stores have no such lock: there,
    the scheduler must see to it that runs do not overlap (``docs/scheduling.md``).
    """
    if fcntl is None or "://" in output:
        yield
        return
    files.make_folder(output)
    path = Path(output, "_lock")
    with path.open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + wait_seconds
        while not _taken(file.fileno()):
            if time.monotonic() >= deadline:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise LockedError(f"{output}: another run is under way (process {holder}); waited {wait_seconds:g} s")
            time.sleep(POLL_SECONDS)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
