"""Archives of saved pages: WARC in gzip, and JSON lines; both say at which byte each page begins."""

from __future__ import annotations

import json
import posixpath
import struct
import uuid
import zlib
from datetime import datetime, timezone

from samplesite.rendered import Rendered
from samplesite.source import Source

_BLOCK = 65_535  # the most that one stored block of deflate can hold


def stored_gzip(data: bytes) -> bytes:
    """Return ``data`` as one gzip member of stored blocks (RFC 1951, 3.2.4): the same bytes whatever the zlib."""
    chunks = [data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK)] or [b""]
    blocks = [
        struct.pack("<BHH", number == len(chunks), len(chunk), len(chunk) ^ 0xFFFF) + chunk
        for number, chunk in enumerate(chunks, start=1)
    ]
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return head + b"".join(blocks) + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def warc(source: Source, pages: list[Rendered]) -> tuple[bytes, list[int]]:
    """Return the archive, one gzip member a record, and the offset of each page's record in it."""
    info = b"software: Headwater samples\r\nformat: WARC File Format 1.1\r\n"
    records = [stored_gzip(_record("warcinfo", None, _utc(pages[0].captured), "application/warc-fields", info))]
    offsets = []
    for page in pages:
        offsets.append(sum(map(len, records)))
        body = page.content.encode(page.charset)
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={page.charset}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        http = head.encode("ascii") + body
        target = source.url(page.story)
        kind = "application/http; msgtype=response"
        records.append(stored_gzip(_record("response", target, _utc(page.captured), kind, http)))
    return b"".join(records), offsets


def json_lines(source: Source, pages: list[Rendered]) -> tuple[bytes, list[int]]:
    """Return one page a line, as HTML, as text or as the path of a file beside it, and the offset of each line."""
    lines: list[bytes] = []
    offsets = []
    for page in pages:
        offsets.append(sum(map(len, lines)))
        field, value = ("text" if page.story.outlet == "kurier" else "html"), page.content
        if page.page_file:
            field, value = "path", posixpath.relpath(page.page_file, posixpath.dirname(page.container))
        record = {"url": page.story.seen_url or source.url(page.story), field: value, "fetched_at": _utc(page.captured)}
        lines.append(json.dumps(record, ensure_ascii=False).encode() + b"\n")
    return b"".join(lines), offsets


def _record(kind: str, target: str | None, date: str, content_type: str, body: bytes) -> bytes:
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {target} {date}")
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{identity}>",
        f"WARC-Date: {date}",
        *([f"WARC-Target-URI: {target}"] if target else []),
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body + b"\r\n\r\n"


def _utc(when: datetime | None) -> str:
    if when is None:
        raise ValueError("a page in an archive needs the time at which it was captured")
    return f"{when.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
