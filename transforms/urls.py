"""Web addresses: which site one belongs to, and when two of them are one story."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import tldextract

# The list of public suffixes that ships with the library: no download at run time.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

# Parameters that say where a reader came from, never which story it is.
TRACKING = re.compile(
    r"utm_\w+|ns_\w+|icid|cmpid?|int_?cmp|ito|ref|ref_?src|iref|eref|rref|src|source|from|mod|rss|ocid|[gf]clid"
    r"|smid|partner|via|share|ico|intcid|wpisrc|campaign_id|ndtv_\w+|_ga|amp|mc_[ce]id|igshid|yclid|msclkid"
    r"|fbclid|dclid|gbraid|wbraid|mkt_tok|_hsenc|_hsmi",
    re.IGNORECASE,
)
# What most links look like: nothing in it that ``urlsplit`` would change or refuse.
_PLAIN = re.compile(
    r"https?://([a-z0-9.-]+)((?:/[^?#\x00-\x20]*)?)(?:\?([^#\x00-\x20]*))?(?:#([^\x00-\x20]*))?", re.ASCII
)
_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=[/?#]|$)")
_ORIGIN = re.compile(r"https?://[a-z0-9.:-]+(?=/|$)")
_PLAIN_PATH = re.compile(r"/(?!/)[^?#;\x00-\x20]*(?:\?[^#\x00-\x20]+)?")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:")
_HOST_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


class Address(NamedTuple):
    """The parts of a web address, host and port as written."""

    netloc: str
    path: str
    query: str
    fragment: str


@functools.lru_cache(maxsize=16_384)
def split(url: str) -> Address:
    """Return the parts of ``url`` as ``urlsplit`` finds them, whose ``ValueError`` may come too.

    >>> split("https://example.org/a?b#c")
    Address(netloc='example.org', path='/a', query='b', fragment='c')
    """
    if plain := _PLAIN.fullmatch(url):
        netloc, path, query, fragment = plain.groups("")
        return Address(netloc, path, query, fragment)
    parts = urlsplit(url)
    return Address(parts.netloc, parts.path, parts.query, parts.fragment)


def join(base: str, href: str) -> str:
    """Return ``href`` on a page at ``base`` in full, as ``urljoin`` makes it; its ``ValueError`` may come too.

    >>> join("https://example.org/a/b", "/c?d"), join("https://example.org/a/b", "../c")
    ('https://example.org/c?d', 'https://example.org/c')
    """
    if href.startswith(("http://", "https://")):
        return href
    if _PLAIN_PATH.fullmatch(href) and "/." not in href and (origin := _ORIGIN.match(base)):
        return origin[0] + href
    return urljoin(base, href)


def site_of(url: str) -> str | None:
    """Return the registrable domain of ``url`` (``news.bbc.co.uk`` → ``bbc.co.uk``), or its bare host.

    >>> site_of("https://news.bbc.co.uk/2/hi/europe/1.stm")
    'bbc.co.uk'
    >>> site_of("https://www.harbour.example/a.html")
    'harbour.example'
    >>> site_of("http://127.0.0.1:8080/a.html")
    '127.0.0.1'
    """
    plain = _HOST.match(url)
    try:
        host = plain[1] if plain else urlsplit(url).hostname
    except ValueError:
        return None
    return site_of_host(host) if host else None


@functools.lru_cache(maxsize=65_536)
def site_of_host(host: str) -> str:
    """Return the registrable domain of ``host``, or the host itself where it has none."""
    found = _SUFFIXES(host)
    if found.suffix or found.ipv4 or found.ipv6 or not found.domain:
        return found.top_domain_under_public_suffix or host
    return ".".join(host.split(".")[-2:])  # a top level that no list knows: the list's own default rule


@functools.lru_cache(maxsize=65_536)
def _without_variant(netloc: str) -> str:
    return _HOST_VARIANT.sub("", netloc.lower())


def without_tracking(url: str) -> str:
    """Return ``url`` without fragment and tracking parameters, everything else as it was.

    >>> without_tracking("https://example.org/a?id=7&utm_source=rss#top")
    'https://example.org/a?id=7'
    """
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k)]
    query = urlencode(kept) if len(kept) != len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def story_key(href: str | None, base: str | None = None) -> str | None:
    """Return what two links to one story have in common, or ``None`` where ``href`` leads to no page.

    Scheme, ``www.``/``m.``/``amp.``, fragment, tracking parameters, their order and a trailing slash do not matter.

    >>> story_key("/a/?b=2&utm_medium=x&a=1", "http://www.example.org/")
    'example.org/a?a=1&b=2'
    """
    if not href:
        return None
    href = href.strip()
    if href[:12].lower().startswith(_NO_PAGE):
        return None
    try:
        return _key(join(base or "", href))
    except ValueError:
        return None


@functools.lru_cache(maxsize=16_384)
def _key(url: str) -> str:
    parts = split(url)
    key = _without_variant(parts.netloc) + parts.path.rstrip("/")
    if not parts.query:
        return key
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k))
    return key + ("?" + urlencode(query) if query else "")
