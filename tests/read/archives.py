"""Small archives, built record by record."""

from __future__ import annotations

import gzip


def response(
    url: str, body: bytes, content_type: str = "text/html; charset=utf-8", status: str = "200 OK", headers: str = ""
) -> bytes:
    """Return one WARC response record."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    return record("response", url, http, "application/http; msgtype=response")


def record(kind: str, url: str, block: bytes, content_type: str) -> bytes:
    """Return one WARC record of any kind."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def compressed(records: list[bytes]) -> bytes:
    """Return the records as crawlers write them: each its own gzip member."""
    return b"".join(gzip.compress(each) for each in records)
