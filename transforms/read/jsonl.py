"""JSON lines: a page a line, ``{"url", "html" | "text" | "path", "fetched_at"?}``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timezone

import msgspec

from schemas.page import Pointer
from schemas.reject import Reject
from transforms.errors import PageError
from transforms.read.gunzip import MAX_PAGE, GunzipStream, damage, open_plain, seekable

CONTENT = ("html", "text", "path")
MAX_LINE = 2 * MAX_PAGE  # bytes; JSON escapes make a line longer than its page


class Line(msgspec.Struct, frozen=True):
    """One line as written; exactly one of ``html``, ``text`` and ``path`` is there."""

    url: str
    html: str | None = None
    text: str | None = None
    path: str | None = None
    fetched_at: datetime | None = None


def parse_line(line: bytes) -> Line:
    """Return the page that ``line`` holds; raises ``PageError`` (``read-jsonl``)."""
    try:
        parsed = msgspec.json.decode(line, type=Line)
    except msgspec.ValidationError as error:
        raise PageError("read-jsonl", f"{error} in {line[:60]!r}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PageError("read-jsonl", f"not JSON ({error}): {line[:60]!r}") from error
    given = [name for name in CONTENT if getattr(parsed, name) is not None]
    if len(given) != 1:
        raise PageError("read-jsonl", f"expected one of html, text and path, found {given or 'none'}: {line[:60]!r}")
    if not parsed.url.lower().startswith(("http://", "https://")):
        raise PageError("read-jsonl", f"expected the address of a page in url, found {parsed.url[:80]!r}")
    return parsed


def pointers_in_lines(path: str) -> Iterator[Pointer | Reject]:
    """Yield a pointer for each good line, and a reject (``read-jsonl``) for each bad one.

    A gzip file that breaks off gives its whole lines, then one reject.
    """
    reader, stream = open_plain(path)
    with reader:
        for offset, line in _lines(reader, stream):
            if line.strip():
                yield _pointer(path, offset, line)
        if stream is not None and stream.damage:
            error = damage(path, stream.damage, stream.delivered)
            yield Reject(input=path, stage="read", reason=error.reason, message=error.message)


def read_line(path: str, offset: int) -> Line:
    """Return the line that begins at ``offset`` of the decompressed file; raises ``PageError``."""
    stream = seekable(path)
    stream.seek(offset)
    return parse_line(stream.readline(MAX_LINE))


def _lines(reader: io.BufferedReader, stream: GunzipStream | None) -> Iterator[tuple[int, bytes]]:
    """Yield (offset, line); what a broken gzip file gives of its last line is left out."""
    offset = 0
    while line := reader.readline(MAX_LINE):
        if line.endswith(b"\n") or stream is None or not stream.damage:
            yield offset, line
        offset += len(line)


def _pointer(path: str, offset: int, line: bytes) -> Pointer | Reject:
    name = f"{path}#{offset}"
    try:
        parsed = parse_line(line)
    except PageError as error:
        return Reject(input=name, stage="read", reason=error.reason, message=error.message)
    fetched_at = parsed.fetched_at
    if fetched_at is not None:
        fetched_at = (
            fetched_at.astimezone(timezone.utc) if fetched_at.tzinfo else fetched_at.replace(tzinfo=timezone.utc)
        )
    return Pointer(input=name, path=path, kind="jsonl", offset=offset, url=parsed.url, fetched_at=fetched_at)
