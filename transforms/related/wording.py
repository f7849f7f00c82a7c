"""The words of headlines, labels and everything else that stands in links."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree
from lxml.html import HtmlElement

from transforms.related.vocabulary import ACTION, CUE

__all__ = ["ACTION", "CUE", "bare", "folded", "is_long", "length", "pieces", "squeeze", "visible", "word_count"]

_CJK = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_HIDES = ("script", "style", "noscript", "template", "svg", "select", "textarea", "iframe")
_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "head", "math"))

_NO_WORD = re.compile(r"[\W_]+")
_BEFORE = re.compile(r"^(?:[«‹←<>»›→•·▶►●■|*\-–]\s+|[←→›>•▶►]|\d{1,2}[.)]\s+|#\d+\s+)+")
_AFTER = re.compile(r"\s+[»›→>▶►]+$")


def squeeze(text: str | None) -> str:
    """Return ``text`` with each run of white space as one blank, none at the ends."""
    return " ".join(text.split()) if text else ""


def word_count(text: str) -> int:
    """Return the number of words; in scripts without blanks two characters count as one."""
    words = text.count(" ") + 1 if text else 0
    return words if text.isascii() else max(words, len(_CJK.findall(text)) // 2)


def bare(text: str) -> str:
    """Return a headline without bullet, rank and arrow.

    >>> bare("• 3. Snow in Oslo »")
    'Snow in Oslo'
    """
    if text[:1].isalpha() and text[-1:].isalnum():
        return text
    return _AFTER.sub("", _BEFORE.sub("", text)).strip()


def folded(text: str | None) -> str:
    """Return ``text`` for comparison: letters and digits only, without case.

    >>> folded("“Snow” in  OSLO…")
    'snow in oslo'
    """
    plain = (text or "").casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).casefold().replace("\u00ad", "")
    return _NO_WORD.sub(" ", plain).strip()


def pieces(element: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """Return the visible texts below ``element`` in order, each with the element that holds it."""
    found: list[tuple[str, HtmlElement]] = []
    _collect(element, found)
    return found


def _collect(element: HtmlElement, found: list[tuple[str, HtmlElement]]) -> None:
    text = squeeze(element.text)
    if text:
        found.append((text, element))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN:
            _collect(child, found)
        text = squeeze(child.tail)
        if text:
            found.append((text, element))


def visible(element: HtmlElement) -> str:
    """Return the visible text below ``element``; neighbouring elements count as apart."""
    if not len(element):
        return squeeze(element.text)
    return " ".join(text for text, _ in pieces(element))


def length(element: HtmlElement) -> int:
    """Return the number of characters of the visible text below ``element``; elements are not counted as apart."""
    if not len(element):
        return len(squeeze(element.text))
    hides = next(element.iterdescendants(*_HIDES), None) is not None
    return len(visible(element)) if hides else len(squeeze(_raw(element)))


def is_long(element: HtmlElement, characters: int) -> bool:
    """Return whether the visible text below ``element`` has so many characters; quick if it has not."""
    return len(_raw(element)) >= characters and length(element) >= characters


def _raw(element: HtmlElement) -> str:
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
