"""From a pointer to the page that it names."""

from __future__ import annotations

from schemas.page import Page, PageKind, Pointer
from transforms.errors import PageError
from transforms.read.feedfile import beside, read_entry
from transforms.read.gunzip import read_plain
from transforms.read.jsonl import read_line
from transforms.read.sniff import HEAD, sniff
from transforms.read.warc import read_record


def read_page(pointer: Pointer) -> Page:
    """Return the page that ``pointer`` names.

    Raises ``PageError`` with a reason that begins with ``read-``. Reading all records of one file costs one pass:
    records of archives are opened at their offsets, feeds and compressed JSON lines are kept between calls.
    """
    if pointer.kind == "warc":
        return read_record(pointer)
    if pointer.kind == "jsonl":
        return _read_json_line(pointer)
    if pointer.kind == "entry":
        return read_entry(pointer)
    return _read_file(pointer, pointer.path)


def _read_json_line(pointer: Pointer) -> Page:
    line = read_line(pointer.path, pointer.offset or 0)
    if line.path is not None:
        return _read_file(pointer, beside(pointer.path, line.path))
    kind: PageKind = "html" if line.html is not None else "text"
    body = (line.html if kind == "html" else line.text) or ""
    if not body.strip():
        raise PageError("read-empty", f"{pointer.input}: nothing in {kind}")
    return Page(
        input=pointer.input,
        kind=kind,
        body=body.replace("\0", ""),
        url=pointer.url,
        fetched_at=pointer.fetched_at,
        hint=pointer.hint,
    )


def _read_file(pointer: Pointer, path: str) -> Page:
    """Read one file as one page; its content says whether it is HTML, whatever the pointer supposed."""
    body = read_plain(path)
    kind = sniff(body[:HEAD], path)
    if kind not in ("html", "text"):
        raise PageError("read-unknown", f"{path}: expected a page, found {kind}")
    return Page(
        input=pointer.input,
        kind="html" if kind == "html" else "text",
        body=body,
        url=pointer.url,
        fetched_at=pointer.fetched_at,
        hint=pointer.hint,
    )
