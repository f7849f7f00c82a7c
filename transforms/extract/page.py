"""One page taken apart: body, title, people, agency, place and a date with proof."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

from schemas.page import ExtractedPage, Page
from transforms.extract.htmlpage import extract_html_page
from transforms.extract.settings import ExtractSettings
from transforms.extract.textpage import extract_text_page


def extract_page(page: Page, settings: ExtractSettings) -> ExtractedPage:
    """Return ``page`` as a record.

    Raises ``PageError`` with one of ``extract-too-large``, ``extract-binary``, ``extract-too-deep``,
    ``extract-empty``, ``extract-error-page``, ``extract-consent``, ``extract-listing`` and ``extract-paywall``.
    """
    with _collector_paused():
        return (extract_text_page if page.kind == "text" else extract_html_page)(page, settings)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the collector of reference cycles from going through a page's elements again and again.

    Extraction leaves no cycles behind, so nothing is kept longer; it takes a tenth of the time otherwise.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
