"""What an input is, told from its first bytes; the name is a hint where content leaves a choice."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from transforms.errors import PageError
from transforms.feeds.sniff import sniff as sniff_feed
from transforms.read.charset import decode

InputKind = Literal["html", "text", "feed", "opml", "warc", "jsonl"]
HEAD = 65_536  # bytes of the decompressed file that are looked at

_MAGICS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"PAR1",
    b"\x28\xb5\x2f\xfd",
    b"BZh",
    b"\xfd7zXZ",
)
_DOCUMENT = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|title|meta|body)\b", re.I | re.S
)
_MARKUP = re.compile(r"</?(?:p|div|table|tr|td|br|h[1-6]|a|font|span|article|section|ul|li|center)\b[^<>]*>", re.I)
_ENTRIES = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_EXTENSIONS: dict[str, InputKind] = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "shtml": "html",
    "txt": "text",
    "xml": "feed",
    "rss": "feed",
    "atom": "feed",
    "json": "feed",
    "opml": "opml",
    "warc": "warc",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
}
_FEEDS = ("rss", "atom", "json", "sitemap", "sitemap-index")
MIN_TAGS = 3  # a page without <html> or <head> has at least these; plain text may quote one


class _Line(msgspec.Struct):
    url: str


def kind_of_name(name: str) -> InputKind | None:
    """Return what the extension says, that of the compressed file before ``.gz``.

    >>> kind_of_name("crawl/2026.WARC.gz"), kind_of_name("notes")
    ('warc', None)
    """
    base = name.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".gz")
    return _EXTENSIONS.get(base.rpartition(".")[2]) if "." in base else None


def sniff(head: bytes, name: str = "") -> InputKind:
    """Return the kind of the file that begins with ``head`` (decompressed, up to ``HEAD`` bytes).

    Raises ``PageError``: ``read-empty``, ``read-binary``, ``read-unknown``.
    """
    hint = kind_of_name(name)
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise PageError("read-empty", f"{name}: nothing but white space in {len(head)} bytes")
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(_MAGICS):
        raise PageError("read-binary", f"{name}: begins with {head[:4]!r}, the mark of a binary format")
    if _is_json_line(head):
        return "jsonl"
    if (document := sniff_feed(head)) in _FEEDS:
        return "feed"
    if document == "opml":
        return "opml"
    return _page_kind(head, name, hint)


def _page_kind(head: bytes, name: str, hint: InputKind | None) -> InputKind:
    text = decode(head)
    if _is_binary(text):
        raise PageError("read-binary", f"{name}: neither markup nor text, begins with {head[:16]!r}")
    if _DOCUMENT.match(text):
        return "html"
    if hint in ("jsonl", "warc", "opml"):
        return hint  # damaged at its start, perhaps: its own reader tells what is wrong
    if hint == "feed" or text.lstrip().startswith(("<?xml", "{")):
        if _ENTRIES.search(head):
            return "feed"
        raise PageError("read-unknown", f"{name}: no feed, no page: begins with {text.strip()[:40]!r}")
    if hint == "html" or (hint is None and len(_MARKUP.findall(text)) >= MIN_TAGS):
        return "html"
    if hint == "text" and re.search(r"<html\b", text, re.I):
        return "html"
    return "text"


def _is_json_line(head: bytes) -> bool:
    line = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    if not line.startswith(b"{"):
        return False
    try:
        msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError):  # a first line longer than the head, too
        return bool(re.match(rb'\{\s*"(?:url|html|text|path|fetched_at)"\s*:', line)) and b"jsonfeed.org" not in line
    return b'"items"' not in line or b"jsonfeed.org" not in line


def _is_binary(text: str) -> bool:
    """Tell whether the text is no text: control characters, which no charset of the web has in running text."""
    odd = sum(1 for character in text if character < " " and character not in "\t\n\r\f\x1b")
    return odd > 0.02 * len(text)
