"""Functions for the pool's processes, which import them by name."""

import ctypes
import itertools
import os

from transforms.errors import PageError


def behave(task: str) -> str:
    if task == "hang":
        for _ in itertools.count():
            pass
    if task == "segfault":
        ctypes.string_at(0)
    if task == "eat":
        hoard = [bytearray(50_000_000) for _ in range(200)]
        return str(len(hoard))
    if task == "bad":
        raise PageError("extract-empty", "no text")
    if task == "bug":
        raise ZeroDivisionError("by zero")
    return task.upper()


def signed(mark: str, task: str) -> tuple[str, int]:
    """Answer with what was asked and the process that answers."""
    return task + mark, os.getpid()
