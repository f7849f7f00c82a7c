"""Pages that misbehave on request; a module of its own, so that worker processes can import it."""

from __future__ import annotations

import os
import signal
import threading

from schemas.page import Pointer
from transforms.errors import PageError
from transforms.extract.settings import ExtractSettings
from transforms.work import Extracted, read_and_extract


def extract(pointer: Pointer) -> Extracted:
    """Extract a page, or do what a bad one does."""
    if pointer.input == "hang":
        threading.Event().wait()
    if pointer.input == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    return read_and_extract(ExtractSettings(), pointer)


def outcome(pointer: Pointer) -> str:
    """Extract a page, and say how it ended."""
    try:
        return "done" if extract(pointer) else ""
    except PageError as error:
        return error.reason
