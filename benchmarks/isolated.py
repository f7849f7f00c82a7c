"""Run somebody else's function on many pages: each call has a time limit, no network, and cannot end the benchmark."""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

Row = dict[str, Any]
Extractor = Callable[[Row, bytes], Row]


class Isolated:
    """One of ``extractors()`` in a process of its own, which is replaced when a page hangs or ends it.

    Calls return what the extractor returns, or ``{}`` where it failed; ``failures`` counts these by their kind.
    """

    def __init__(self, extractors: Callable[[], Mapping[str, Extractor]], name: str, seconds: float) -> None:
        self.failures: Counter[str] = Counter()
        self._target = (extractors, name)
        self._seconds = seconds
        self._start()

    def __call__(self, row: Row, body: bytes) -> Row:
        """Return what the extractor makes of one page."""
        self._connection.send((row, body))
        try:
            if self._connection.poll(self._seconds):
                return dict(self._connection.recv())
            self.failures["over the time limit"] += 1
        except EOFError:
            self.failures["ended by an error"] += 1
        self.close()
        self._start()
        return {}

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(*self._target, other), daemon=True)
        self._process.start()
        other.close()
        self._connection.recv()  # it is ready: what it imports counts against no page


def _serve(extractors: Callable[[], Mapping[str, Extractor]], name: str, connection: Connection) -> None:
    """Answer each page that arrives on ``connection``; an error of the extractor ends the process."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    socket.socket = _NoSocket  # type: ignore[misc]  # so that no extractor fetches anything
    extract = extractors()[name]
    connection.send("ready")
    while True:
        try:
            row, body = connection.recv()
        except EOFError:
            return
        connection.send(extract(row, body))


class _NoSocket(socket.socket):
    """A socket that leads nowhere: what is measured fetches nothing."""

    def connect(self, address: object, /) -> None:
        raise OSError(f"no network in the benchmark, not even to {address}")
