"""Responses as records that any reader of WARC files reads."""

from __future__ import annotations

import io
from pathlib import Path

from fastwarc.warc import ArchiveIterator

from tests.fetch.conftest import NOON
from transforms.fetch.response import Response
from transforms.fetch.warc import WarcStage, warc_record


def response(url: str = "https://news.example/a", body: bytes = b"harbour", **headers: str) -> Response:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(url=url, status=200, headers=named, body=body, wire_bytes=3, fetched_at=NOON)


def test_a_record_holds_address_time_headers_and_decoded_body() -> None:
    data = warc_record(response(content_type="text/html; charset=utf-8", content_encoding="gzip", content_length="3"))
    record = next(iter(ArchiveIterator(io.BytesIO(data))))
    assert record.headers["WARC-Target-URI"] == "https://news.example/a"
    assert record.record_date == NOON
    assert record.http_content_type == "text/html"
    assert record.http_charset == "utf-8"
    assert record.http_headers["Content-Length"] == "7"
    assert record.http_headers["X-Crawl-Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in record.http_headers
    assert record.reader.read() == b"harbour"


def test_digests_are_true() -> None:
    record = next(iter(ArchiveIterator(io.BytesIO(warc_record(response())), parse_http=False)))
    assert record.verify_block_digest()


def test_secrets_are_not_archived() -> None:
    data = warc_record(response("https://me:pw@news.example/a?token=0123456789", set_cookie="session=abc"))
    record = next(iter(ArchiveIterator(io.BytesIO(data))))
    assert record.headers["WARC-Target-URI"] == "https://news.example/a?token=redacted-64f"
    assert "Set-Cookie" not in record.http_headers


def test_a_header_cannot_begin_a_new_line() -> None:
    record = next(iter(ArchiveIterator(io.BytesIO(warc_record(response(x_title="a\r\nX-Forged: 1"))))))
    assert "X-Forged" not in record.http_headers


def test_each_record_is_found_at_its_offset(tmp_path: Path) -> None:
    stage = WarcStage(str(tmp_path), "run1")
    offsets = [stage.append(response(body=body)) for body in (b"one", b"two", b"three")]
    published = stage.close()
    assert published is not None
    assert published.rows == 3
    assert published.staged.startswith("_staging/run1/archive/")
    for offset, body in zip(offsets, (b"one", b"two", b"three"), strict=True):
        with Path(stage.path).open("rb") as stream:
            stream.seek(offset)
            assert next(iter(ArchiveIterator(stream))).reader.read() == body


def test_nothing_is_staged_where_nothing_came(tmp_path: Path) -> None:
    assert WarcStage(str(tmp_path), "run1").close() is None
    assert list(tmp_path.iterdir()) == []
