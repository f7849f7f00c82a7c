"""The one address of a page, and the identifier of the article that stands there."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from schemas.ids import stable_id
from transforms.urls import TRACKING, site_of

# Hosts that only carry the pages of others: there the canonical link may name another site.
_CARRIERS = re.compile(
    r"(?:^|\.)(?:ampproject\.org|bing-amp\.com|feedproxy\.google\.com|feeds\.feedburner\.com|web\.archive\.org"
    r"|webcache\.googleusercontent\.com)$"
)
_IDENTITY_KEY = re.compile(r"(?:\w*id|p|a|n|art\w*|story\w*|news\w*|doc\w*|item|nr|no)", re.IGNORECASE)
_STORY_SEGMENT = re.compile(r"\d{5,}|(?!(?:19|20)\d\d$)\d{4}|\w+(?:[-_]\w+){2,}")  # a year alone is an archive
_DEFAULT_PORTS = {"http": 80, "https": 443}


def article_id(url: str | None, canonical_url: str | None, input: str) -> str:
    """Return the identifier of the article on a page: a function of its canonical address.

    A page whose address is not known is addressed by ``input``, the path (with offset) it was read from.

    >>> article_id("http://example.org/a?utm_source=x", None, "a.html") == article_id("http://example.org/a", None, "b")
    True
    """
    address = canonical_address(url, canonical_url)
    return stable_id("address", address) if address else stable_id("input", input)


def canonical_address(url: str | None, canonical_url: str | None) -> str | None:
    """Return the address under which a page is stored, or ``None`` where it has none.

    The page's own word (``link rel=canonical``) decides about scheme, ``www.``, AMP and print forms, as long as it
    names a story of the same site. Otherwise the address it was read from stands. Tracking parameters and fragments
    are gone either way.

    >>> canonical_address("http://example.org/amp/snow-1234", "https://www.example.org/snow-1234?utm_source=amp")
    'https://www.example.org/snow-1234'
    >>> canonical_address("https://example.org/snow-1234", "https://example.org/")
    'https://example.org/snow-1234'
    """
    own = tidy(url)
    named = _absolute(canonical_url, url)
    if own is None or named is None:
        return named or own
    return named if _speaks_for(named, own) else own


def _absolute(link: str | None, base: str | None) -> str | None:
    if link is None or re.search(r"\s", link.strip()):
        return None
    try:
        return tidy(urljoin(base or "", link.strip()))
    except ValueError:
        return None


def tidy(url: str | None) -> str | None:
    """Return a web address without fragment, tracking parameters and spelling variants, ``None`` if it is not one.

    >>> tidy("HTTPS://Example.org:443?b=1&a=2&fbclid=3#top")
    'https://example.org/?a=2&b=1'
    """
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), parts.hostname
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in pairs if not TRACKING.fullmatch(pair[0]))
    # A query that is no list of pairs ("?story7") is an identity as it stands.
    query = urlencode(kept) if pairs and "=" in parts.query else parts.query
    return urlunsplit((scheme, netloc, parts.path or "/", query, ""))


def _speaks_for(named: str, own: str) -> bool:
    """Tell whether a canonical link can be believed: templates often name the home page or drop the story's number."""
    there, here = urlsplit(named), urlsplit(own)
    if not _CARRIERS.search(here.hostname or "") and site_of(named) != site_of(own):
        return False  # syndicated: a copy in another outlet, not the same page
    if there.path.strip("/") == "" and not there.query:
        return here.path.strip("/") == "" and not here.query
    if _names_story(there.path):
        return True
    if _names_story(here.path):
        return False  # the section, or the front page of another edition
    identity = [v for k, v in parse_qsl(here.query) if _IDENTITY_KEY.fullmatch(k) and re.search(r"\d", v)]
    return all(value in named for value in identity)


def _names_story(path: str) -> bool:
    return _STORY_SEGMENT.search(path.rstrip("/").rpartition("/")[2]) is not None
