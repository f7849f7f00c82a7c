"""From the bytes of a page to one parsed tree, which every later step shares."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from schemas.page import Page
from transforms.errors import PageError
from transforms.extract.settings import ExtractSettings
from transforms.read.charset import sniff_charset

_DEEPEST = 300  # elements above one another; recursion over a tree stays well within Python's limit
_TOO_DEEP = etree.XPath(f"boolean({'/*' * _DEEPEST})")
_INLINE = ("a", "abbr", "b", "big", "cite", "em", "font", "i", "ins", "label", "small", "span", "strong", "tt", "u")
# What no HTML parser may see: NUL ends the document for libxml2.
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00\x18ftyp")
_SAMPLE = 4096
# lxml's own lookup calls Python for each element, to give forms and their fields methods that nothing here uses.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_MOST_CONTROLS = 0.1  # share of control characters from which a page is no text


def decode_page(page: Page, settings: ExtractSettings) -> str:
    """Return the text of ``page`` without control characters.

    Raises ``PageError``: ``extract-too-large``, ``extract-binary`` or ``extract-empty``.
    """
    if len(page.body) > settings.max_bytes:
        raise PageError("extract-too-large", f"{len(page.body)} bytes, the limit is {settings.max_bytes}")
    text = page.body
    if isinstance(text, bytes):
        if text.startswith(_MAGIC):
            raise PageError("extract-binary", f"begins with {text[:8]!r}, no HTML and no text")
        text = text.decode(sniff_charset(text, page.charset), "replace")
    encoded = text.encode("utf-8", "replace")  # a lone surrogate is no character
    clean = encoded.translate(None, _CONTROLS)
    if len(encoded) - len(clean) > _MOST_CONTROLS * len(encoded) and b"<" not in clean[:_SAMPLE]:
        raise PageError("extract-binary", f"mostly control characters: {text[:20]!r}")
    if len(clean) < len(encoded):
        text = clean.decode("utf-8")
    if not text.strip():
        raise PageError("extract-empty", f"no text in {len(page.body)} bytes")
    return text


def parse_html(text: str) -> HtmlElement:
    """Return the tree of ``text``, without comments and never deeper than recursion can go.

    Raises ``PageError``: ``extract-empty`` where there is no element, ``extract-too-deep``.
    """
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = document_fromstring(_XML_DECLARATION.sub("", text).encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise PageError("extract-empty", f"no HTML in {len(text)} characters: {error}") from None
    if _TOO_DEEP(tree):
        etree.strip_tags(tree, *_INLINE)  # what old pages forget to close
        if _TOO_DEEP(tree):
            raise PageError("extract-too-deep", f"more than {_DEEPEST} elements inside one another")
    return tree
