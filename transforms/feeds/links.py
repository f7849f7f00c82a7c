"""Links as documents write them, made absolute; what cannot be an address is told apart."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

_NO_PAGE = ("javascript", "mailto", "data", "tel", "about", "blob")


def page_link(written: str, base: str) -> str | None:
    """Return where ``written`` leads from ``base``; ``None`` where that is no page, or no address at all.

    >>> page_link("/a", "https://example.org/feed"), page_link("javascript:open()", ""), page_link("http://[", "")
    ('https://example.org/a', None, None)
    """
    try:
        link = urljoin(base, written.strip())
        scheme = urlsplit(link).scheme.lower()
    except ValueError:
        return None
    return None if scheme in _NO_PAGE else link


def page_links(written: Iterable[str | None], base: str) -> tuple[str, ...]:
    """Return where those of ``written`` lead that lead to a page, each once."""
    links = (page_link(link, base) for link in written if link)
    return tuple(dict.fromkeys(link for link in links if link))
