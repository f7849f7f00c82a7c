"""Other extractors, for the comparison in docs/extraction.md; those that are not installed are left out."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Mapping
from typing import Any

from benchmarks.isolated import Extractor, Row


def trafilatura(row: Row, body: bytes) -> Row:
    """Run trafilatura with its defaults."""
    from trafilatura import bare_extraction

    return _of_document(bare_extraction(body, url=row["url"], with_metadata=True))


def trafilatura_precise(row: Row, body: bytes) -> Row:
    """Run trafilatura as it does best on news: favouring precision, without comments."""
    from trafilatura import bare_extraction

    options = {"include_comments": False, "favor_precision": True, "with_metadata": True}
    return _of_document(bare_extraction(body, url=row["url"], **options))


def newspaper4k(row: Row, body: bytes) -> Row:
    """Run newspaper4k on the page as decoded by its own rules."""
    from newspaper import Article

    article = Article(row["url"], fetch_images=False)
    article.download(input_html=_decoded(body))
    article.parse()
    published = article.publish_date.isoformat() if article.publish_date else None
    return {"text": article.text, "title": article.title, "authors": article.authors, "published": published}


def readability(row: Row, body: bytes) -> Row:
    """Run readability-lxml; the text of its summary, paragraph by paragraph."""
    from lxml import html
    from readability import Document

    document = Document(_decoded(body))
    tree = html.fromstring(document.summary())
    lines = (" ".join(p.text_content().split()) for p in tree.iter("p", "li", "h2", "h3", "h4", "td", "pre"))
    return {"text": "\n".join(line for line in lines if line), "title": document.short_title()}


def resiliparse(row: Row, body: bytes) -> Row:
    """Run the main content extraction of resiliparse, without comments and descriptions of pictures."""
    from resiliparse.extract.html2text import extract_plain_text

    return {"text": extract_plain_text(_decoded(body), main_content=True, comments=False, alt_texts=False)}


def _of_document(document: Any) -> Row:
    if document is None:
        return {}
    authors = re.split(r"\s*;\s*", document.author) if document.author else []
    return {"text": document.text, "title": document.title, "authors": authors, "published": document.date}


def _decoded(body: bytes) -> str:
    from trafilatura.utils import decode_file

    return str(decode_file(body))


_ALL: tuple[tuple[str, str, Extractor], ...] = (
    ("trafilatura", "", trafilatura),
    ("trafilatura", ", precision, no comments", trafilatura_precise),
    ("newspaper4k", "", newspaper4k),
    ("readability-lxml", "", readability),
    ("resiliparse", "", resiliparse),
)
_MODULES = {"newspaper4k": "newspaper", "readability-lxml": "readability"}


def installed() -> Mapping[str, Extractor]:
    """Return the extractors whose packages are there, by name and version."""
    return {
        f"{package} {importlib.metadata.version(package)}{settings}": run
        for package, settings, run in _ALL
        if importlib.util.find_spec(_MODULES.get(package, package))
    }
