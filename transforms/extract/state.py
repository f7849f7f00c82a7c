"""The text of pages that are drawn by scripts: paragraphs in the JSON that the page carries for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from transforms.extract.embedded import plain, read_json

_LARGEST = 8_000_000  # characters of one script
_DEEPEST = 60
_ASSIGNED = re.compile(
    r"^\s*(?:window(?:\.|\[['\"])|self\.|var\s+|let\s+|const\s+)?[\w$.]+(?:['\"]\])?\s*=\s*(?=[{\[])"
)
_TEXT_KEYS = frozenset(
    (
        "value",
        "text",
        "content",
        "contents",
        "html",
        "body",
        "paragraph",
        "data",
        "children",
        "innerhtml",
        "elements",
        "items",
        "blocks",
        "plaintext",
        "textcontent",
        "raw",
    )
)
_SENTENCE = re.compile(r"[.!?。？！…][\"'”’»]?\s*$")
_BREAK = re.compile(r"</?(?:p|div|h[1-6]|li|br|blockquote|section)\b[^>]{0,500}>", re.IGNORECASE)
_SHORTEST = 50  # characters of a paragraph that counts


def state_paragraphs(tree: HtmlElement) -> list[str]:
    """Return the paragraphs of the list of texts that is longest in the page's data, or nothing."""
    best: list[str] = []
    for script in tree.iter("script"):
        source = script.text or ""
        if not 500 < len(source) <= _LARGEST or "ld+json" in (script.get("type") or ""):
            continue
        if (script.get("type") or "").endswith("json") or script.get("id") == "__NEXT_DATA__":
            data = read_json(source)
        elif match := _ASSIGNED.match(source):
            data = read_json(source[match.end() :])
        else:
            continue
        best = max((best, *_texts(data, 0)), key=_mass)
    return best


def _texts(value: Any, depth: int) -> Iterator[list[str]]:
    """Yield each list of paragraphs in ``value``: the items of a list, or one text with markup."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner, depth + 1)
    elif isinstance(value, list):
        paragraphs = [text for item in value if (text := plain(" ".join(_leaves(item, 0))))]
        if sum(len(text) >= _SHORTEST for text in paragraphs) >= 2:
            yield paragraphs
        for inner in value:
            yield from _texts(inner, depth + 1)
    elif isinstance(value, str) and len(value) > 4 * _SHORTEST and "<p" in value.lower():
        yield paragraphs_of(value)


def _leaves(value: Any, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(value, str):
        if depth == 0 or " " in value or len(value) < 40:
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, depth + 1)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key.lower() in _TEXT_KEYS:
                yield from _leaves(inner, depth + 1)


def paragraphs_of(markup: str) -> list[str]:
    r"""Return the paragraphs of a text that may hold markup, entities and line breaks.

    >>> paragraphs_of("<p>One &amp; all.</p><p>Two.</p>"), paragraphs_of("One.\n\nTwo.")
    (['One & all.', 'Two.'], ['One.', 'Two.'])
    """
    if "&lt;" in markup:
        markup = markup.replace("&lt;", "<").replace("&gt;", ">")
    return [text for part in _BREAK.sub("\n", markup).split("\n") if (text := plain(part))]


def _mass(paragraphs: list[str]) -> int:
    return sum(len(text) for text in paragraphs if len(text) >= _SHORTEST and _SENTENCE.search(text))
