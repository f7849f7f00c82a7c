"""Functions for the benchmark's processes, which import them by name."""

import itertools
import socket


def _fetch(row, body):
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except OSError as error:
        return {"text": str(error)}
    return {"text": "connected"}


def _hang(row, body):
    for _ in itertools.count():
        if row["id"] != "hang":
            break
    return {"text": body.decode()}


def _break(row, body):
    return {"text": str(1 // len(body))}


def extractors():
    """Return one that hangs on a page, one that breaks on an empty one, and one that asks the network."""
    return {"hang": _hang, "break": _break, "fetch": _fetch}
