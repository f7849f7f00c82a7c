"""One page taken apart: body, title, people, agency, place and a date with proof."""

from __future__ import annotations

from schemas.page import ExtractedPage, Page
from transforms.extract.htmlpage import extract_html_page
from transforms.extract.settings import ExtractSettings
from transforms.extract.textpage import extract_text_page


def extract_page(page: Page, settings: ExtractSettings) -> ExtractedPage:
    """Return ``page`` as a record.

    Raises ``PageError`` with one of ``extract-too-large``, ``extract-binary``, ``extract-too-deep``,
    ``extract-empty``, ``extract-error-page``, ``extract-consent``, ``extract-listing`` and ``extract-paywall``.
    """
    if page.kind == "text":
        return extract_text_page(page, settings)
    return extract_html_page(page, settings)
