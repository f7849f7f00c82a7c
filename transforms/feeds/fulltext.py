"""Whether an entry carries the article itself or only announces it."""

from __future__ import annotations

import html
import re

MIN_WORDS = 120  # summaries in feeds rarely pass 80 words; the shortest full articles begin near 120

_TAG = re.compile(r"<[^>]*>")
_CUT = re.compile(
    r"(?:\[(?:…|\.\.\.|&#8230;)\]|…|\.\.\.|read (?:more|on|the (?:rest|full (?:story|article)))|continue reading"
    r"|weiterlesen|lire la suite|seguir leyendo|leer más|continua a leggere)\W*(?:\S+\W*){0,3}$",
    re.IGNORECASE,
)


def is_full_text(content: str) -> bool:
    """Tell whether ``content`` (HTML) is long enough to be an article and does not break off with a "read more".

    >>> is_full_text("<p>" + "word " * 200 + "</p>"), is_full_text("<p>" + "word " * 200 + "[…]</p>")
    (True, False)
    """
    text = " ".join(html.unescape(_TAG.sub(" ", content)).split())
    return text.count(" ") + 1 >= MIN_WORDS and not _CUT.search(text[-80:])


def as_html(text: str) -> str:
    """Return plain ``text`` as HTML paragraphs, one for each line that is not empty."""
    return "".join(f"<p>{html.escape(line.strip(), quote=False)}</p>" for line in text.splitlines() if line.strip())


def entry_page(title: str | None, content: str) -> str:
    """Return an entry that carries its full text (HTML) as a page of its own."""
    name = html.escape(title or "", quote=False)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}</title></head>'
        f"<body><article><h1>{name}</h1>{content}</article></body></html>"
    )
