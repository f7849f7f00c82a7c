"""From the bytes of a page to one parsed tree, which every later step shares."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from schemas.page import Page
from transforms.errors import PageError
from transforms.extract.settings import ExtractSettings
from transforms.read.charset import is_utf8, sniff_charset

_DEEPEST = 300  # elements above one another; recursion over a tree stays well within Python's limit
_TOO_DEEP = etree.XPath(f"boolean({'/*' * _DEEPEST})")
_HAS_TEXT = etree.XPath("string-length(normalize-space(//body)) > 200")
_INLINE = ("a", "abbr", "b", "big", "cite", "em", "font", "i", "ins", "label", "small", "span", "strong", "tt", "u")
# What no HTML parser may see: NUL ends the document for libxml2.
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
# Soft hyphen, space of no width, word joiner, byte order mark.
_BREAKS = "\u00ad\u200b\u2060\ufeff"
_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}\?>")
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00\x18ftyp")
_SAMPLE = 4096
# lxml's own lookup calls Python for each element, to give forms and their fields methods that nothing here uses.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_MOST_CONTROLS = 0.1  # share of control characters from which a page is no text


def squeezed(text: str) -> str:
    r"""Return ``text`` on one line, without what only says where a word may break.

    The joiners of Persian and of the scripts of India are letters there and stay.

    >>> squeezed(" news\u00adpaper \n of the\u200b day")
    'newspaper of the day'
    """
    if not text.isascii():
        for char in _BREAKS:
            if char in text:  # far faster than to replace, and nearly always false
                text = text.replace(char, "")
    return " ".join(text.split())


def decode_page(page: Page, settings: ExtractSettings) -> str:
    """Return the text of ``page`` without control characters; ``PageError`` as for ``markup_of``."""
    return markup_of(page, settings).decode("utf-8")


def markup_of(page: Page, settings: ExtractSettings) -> bytes:
    """Return ``page`` as UTF-8 without control characters.

    Raises ``PageError``: ``extract-too-large``, ``extract-binary`` or ``extract-empty``.
    """
    if len(page.body) > settings.max_bytes:
        raise PageError("extract-too-large", f"{len(page.body)} bytes, the limit is {settings.max_bytes}")
    if isinstance(page.body, bytes) and page.body.startswith(_MAGIC):
        raise PageError("extract-binary", f"begins with {page.body[:8]!r}, no HTML and no text")
    encoded = _as_utf8(page)
    clean = encoded.translate(None, _CONTROLS)
    if len(encoded) - len(clean) > _MOST_CONTROLS * len(encoded) and b"<" not in clean[:_SAMPLE]:
        raise PageError("extract-binary", f"mostly control characters: {encoded[:20]!r}")
    if not clean.strip():
        raise PageError("extract-empty", f"no text in {len(page.body)} bytes")
    return clean


def _as_utf8(page: Page) -> bytes:
    if isinstance(page.body, str):
        return page.body.encode("utf-8", "replace")  # a lone surrogate is no character
    charset = sniff_charset(page.body, page.charset)
    if charset == "utf-8" and is_utf8(page.body):
        return page.body
    return page.body.decode(charset, "replace").encode("utf-8", "replace")


def parse_html(markup: bytes) -> HtmlElement:
    """Return the tree of ``markup`` (UTF-8), without comments and never deeper than recursion can go.

    Raises ``PageError``: ``extract-empty`` where there is no element, ``extract-too-deep``.
    """
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        declaration = _XML_DECLARATION.match(markup)
        tree = document_fromstring(markup[declaration.end() :] if declaration else markup, parser=parser)
    except etree.ParserError as error:
        raise PageError("extract-empty", f"no HTML in {len(markup)} bytes: {error}") from None
    if _TOO_DEEP(tree):
        etree.strip_tags(tree, *_INLINE)  # what old pages forget to close
        if _TOO_DEEP(tree) or not _HAS_TEXT(tree):  # libxml2 drops what stands deeper still
            raise PageError("extract-too-deep", f"more than {_DEEPEST} elements inside one another")
    return tree
