"""A web server for tests that does as it is told: any status, any header, and faults of the wire."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any


@dataclasses.dataclass(frozen=True)
class Seen:
    """One request as the server met it; ``at`` is in seconds of a steady clock."""

    path: str
    headers: dict[str, str]
    at: float
    host: str


@dataclasses.dataclass(frozen=True)
class Answer:
    """One response, and the fault to commit while sending it.

    ``fault``: ``reset`` breaks the connection in the middle of the body, ``short`` closes it before the stated length,
    ``drip`` sends a byte every ``pause`` seconds, ``silent`` never answers, ``endless`` never stops, ``garbage`` is no
    HTTP.
    """

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fault: str | None = None
    pause: float = 0.05


MODIFIED = "Mon, 02 Mar 2026 08:00:00 GMT"
Reply = Answer | Callable[[Seen], Answer]


class Site:
    """What the server answers at each path, and the requests that it has met. Unknown paths are 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Reply] = {}
        self.seen: list[Seen] = []
        self.stopped = threading.Event()
        self.url = ""
        self._lock = threading.Lock()

    def answer(self, seen: Seen) -> Answer:
        """Return the answer for one request, and remember the request."""
        with self._lock:
            self.seen.append(seen)
        reply = self.answers.get(seen.path) or self.answers.get(seen.path.partition("?")[0]) or Answer(status=404)
        return reply if isinstance(reply, Answer) else reply(seen)

    def paths(self) -> list[str]:
        """Return the paths asked for, robots.txt left out."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt"]

    def asked(self, path: str) -> list[Seen]:
        """Return the requests for ``path``."""
        return [seen for seen in self.seen if seen.path == path]


class _Handler(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while self._one():
                pass

    def _one(self) -> bool:
        line = self.rfile.readline(65_536).decode("latin-1")
        if not line.strip():
            return False
        headers: dict[str, str] = {}
        while (field := self.rfile.readline(65_536).decode("latin-1").strip()) != "":
            name, _, value = field.partition(":")
            headers[name.lower()] = value.strip()
        site: Site = self.server.site  # type: ignore[attr-defined]  # set by serve()
        seen = Seen(line.split()[1], headers, time.monotonic(), self.request.getsockname()[0])
        return self._send(site, site.answer(seen))

    def _send(self, site: Site, answer: Answer) -> bool:
        if answer.fault == "silent":
            site.stopped.wait(10)
            return False
        if answer.fault == "garbage":
            self.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")
            return False
        length = len(answer.body) + (100 if answer.fault in ("short", "reset") else 0)
        lines = [f"HTTP/1.1 {answer.status} Answer", *(f"{name}: {value}" for name, value in answer.headers)]
        if answer.fault != "endless" and answer.status not in (204, 304):
            lines.append(f"Content-Length: {length}")
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        if answer.fault == "drip":
            return self._drip(site, answer)
        if answer.fault == "endless":
            while not site.stopped.is_set():
                self.wfile.write(answer.body or b"x" * 65_536)
            return False
        self.wfile.write(answer.body)
        if answer.fault == "reset":
            self.wfile.flush()
            # Linger of 0 seconds: close() sends RST instead of FIN.
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            return False
        return answer.fault != "short"

    def _drip(self, site: Site, answer: Answer) -> bool:
        for position in range(len(answer.body)):
            self.wfile.write(answer.body[position : position + 1])
            if site.stopped.wait(answer.pause):
                return False
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def shutdown_request(self, request: Any) -> None:
        """Close without the polite FIN of the base class, which would go ahead of a reset."""
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet: clients of a misbehaving server hang up on it."""


@contextlib.contextmanager
def serve(host: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    """Run a server on ``host`` until the block ends."""
    site = Site()
    with _Server((host, port), _Handler) as server:
        server.site = site  # type: ignore[attr-defined]  # read by the handler
        site.url = f"http://{host}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.stopped.set()
            server.shutdown()
            thread.join()


def conditional(body: bytes, etag: str = '"a"') -> Reply:
    """Return a reply that answers 304 to its own ETag."""
    return lambda seen: (
        Answer(status=304, headers=(("ETag", etag),))
        if seen.headers.get("if-none-match") == etag
        else Answer(body, headers=(("ETag", etag), ("Last-Modified", MODIFIED)))
    )
