"""Web archives: the pages among their records, by the offset at which each record begins."""

from __future__ import annotations

import collections
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from schemas.page import Page, PageKind, Pointer
from schemas.reject import Reject
from transforms.errors import PageError
from transforms.read.gunzip import MAGIC, MAX_PAGE, open_file, seekable
from transforms.read.sniff import HEAD, sniff

PAGE_TYPES: dict[str, PageKind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_MARK = b"WARC/"


def pointers_in_archive(path: str) -> Iterator[Pointer | Reject]:
    """Yield a pointer for each response that is a page, and a reject for what is wrong with the archive.

    Other records (requests, metadata, images, redirects, errors) are no pages and are passed over; an archive
    without any page is one reject (``read-no-pages``) that counts them. Where the archive breaks off
    (``read-truncated-gzip``, ``read-truncated``, ``read-warc``), the whole records before that count.
    """
    passed: collections.Counter[str] = collections.Counter()
    pages = 0
    try:
        for record in _records(path):
            reason = passed_over(record)
            if not _is_whole(record):
                yield _reject(path, _broken_off(path, record))
                return
            if reason is None:
                pages += 1
                yield _pointer(path, record)
            else:
                passed[reason] += 1
    except OSError as error:  # what fastwarc raises where no record begins
        yield _reject(path, PageError("read-warc", f"{path}: {error}, after {pages} pages"))
        return
    if not pages:
        found = ", ".join(f"{count} {reason}" for reason, count in sorted(passed.items())) or "no record at all"
        yield _reject(path, PageError("read-no-pages", f"{path}: {found}"))


def passed_over(record: Any) -> str | None:
    """Say why a record is no page; ``None`` for one that is."""
    if record.record_type != WarcRecordType.response:
        return f"{record.record_type!s} records"
    if record.http_headers is None:
        return "responses without HTTP headers"
    if record.http_headers.status_code != 200:
        return f"responses with status {record.http_headers.status_code}"
    if record.http_content_type not in PAGE_TYPES:
        return f"responses of type {record.http_content_type}"
    return None


def read_record(pointer: Pointer) -> Page:
    """Return the page of one record; raises ``PageError`` (``read-warc``, ``read-too-large``)."""
    assert pointer.offset is not None  # noqa: S101
    raw = open_file(pointer.path)
    with raw:
        raw.seek(pointer.offset)
        mark = raw.read(len(_MARK))
        raw.seek(pointer.offset)
        if mark == _MARK or mark[:2] == MAGIC:
            page = _page(pointer, raw)
            if page is not None:
                return page
    plain = seekable(pointer.path)  # a gzip file as a whole: offsets count its content
    plain.seek(pointer.offset)
    page = _page(pointer, plain)
    if page is None:
        raise PageError("read-warc", f"{pointer.input}: no response of {pointer.url} begins at byte {pointer.offset}")
    return page


def _page(pointer: Pointer, stream: IO[bytes]) -> Page | None:
    try:
        record = next(iter(ArchiveIterator(stream, parse_http=True, auto_decode="all")), None)
        if record is None or record.http_headers is None or _address(record) != pointer.url:
            return None
        body = record.reader.read(MAX_PAGE + 1)
    except OSError as error:
        raise PageError("read-warc", f"{pointer.input}: {error}") from error
    if len(body) > MAX_PAGE:
        raise PageError("read-too-large", f"{pointer.input}: more than {MAX_PAGE} bytes")
    return Page(
        input=pointer.input,
        kind=_kind(record.http_content_type, body, pointer.input),
        body=body,
        url=pointer.url,
        charset=record.http_charset,
        fetched_at=pointer.fetched_at,
        hint=pointer.hint,
    )


def _kind(content_type: str | None, body: bytes, name: str) -> PageKind:
    """Return what the response says it is, or what its first bytes say; both may prove it to be no page."""
    if not body.strip():
        raise PageError("read-empty", f"{name}: the body of the response is empty")
    if content_type in PAGE_TYPES:
        return PAGE_TYPES[content_type]
    kind = sniff(body[:HEAD], name)
    if kind not in ("html", "text"):
        raise PageError("read-unknown", f"{name}: expected a page, found {kind}")
    return "html" if kind == "html" else "text"


def _records(path: str) -> Iterator[Any]:
    """Yield the records, offsets first in the file as it lies there.

    Web archives are compressed record by record, so that each can be read alone. One compressed as a whole gives
    every record after the first the same offset; it is read again, and its offsets count the content.
    """
    with open_file(path) as raw:
        compressed = raw.read(len(MAGIC)) == MAGIC
        raw.seek(0)
        if not compressed or _by_record(path):
            yield from ArchiveIterator(raw, parse_http=True)
            return
    plain = seekable(path)
    plain.seek(0)
    yield from ArchiveIterator(plain, parse_http=True)


def _by_record(path: str) -> bool:
    """Tell whether the second record of a gzip file begins a member of its own."""
    with open_file(path) as raw:
        offsets: list[int] = []
        for record in ArchiveIterator(raw, parse_http=False):
            offsets.append(record.stream_pos)
            if len(offsets) == 2:
                break
        if len(offsets) < 2:
            return True
        raw.seek(offsets[1])
        return raw.read(len(MAGIC)) == MAGIC


def _is_whole(record: Any) -> bool:
    """Tell whether the record has the length that it announces; consumes it."""
    length = record.content_length
    return record.headers.get("Content-Length") is not None and record.reader.consume() >= length


def _broken_off(path: str, record: Any) -> PageError:
    with open_file(path) as raw:
        kind = "read-truncated-gzip" if raw.read(len(MAGIC)) == MAGIC else "read-truncated"
    return PageError(kind, f"{path}: ends in the middle of the record at byte {record.stream_pos}")


def _pointer(path: str, record: Any) -> Pointer:
    return Pointer(
        input=f"{path}#{record.stream_pos}",
        path=path,
        kind="warc",
        offset=record.stream_pos,
        url=_address(record),
        fetched_at=_utc(record.record_date),
    )


def _address(record: Any) -> str | None:
    address = record.headers.get("WARC-Target-URI")
    return str(address).strip().strip("<>") if address else None


def _utc(date: datetime | None) -> datetime | None:
    if date is None:
        return None
    return date.astimezone(timezone.utc) if date.tzinfo else date.replace(tzinfo=timezone.utc)


def _reject(path: str, error: PageError) -> Reject:
    return Reject(input=path, stage="read", reason=error.reason, message=error.message)
