"""Web addresses: which site one belongs to, and when two of them are one story."""

from __future__ import annotations

import functools
import re
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
_HOST_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


@functools.lru_cache(maxsize=65_536)
def site_of(url: str) -> str | None:
    """Return the registrable domain of ``url`` (``news.bbc.co.uk`` → ``bbc.co.uk``), or its bare host.

    >>> site_of("https://news.bbc.co.uk/2/hi/europe/1.stm")
    'bbc.co.uk'
    >>> site_of("https://www.harbour.example/a.html")
    'harbour.example'
    >>> site_of("http://127.0.0.1:8080/a.html")
    '127.0.0.1'
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    if not host:
        return None
    found = _SUFFIXES(host)
    if found.suffix or found.ipv4 or found.ipv6 or not found.domain:
        return found.top_domain_under_public_suffix or host
    return ".".join(host.split(".")[-2:])  # a top level that no list knows: the list's own default rule


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
    if not href or href.lstrip().lower().startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    href = href.strip()
    try:
        parts = urlsplit(href if href.startswith(("https://", "http://")) else urljoin(base or "", href))
    except ValueError:
        return None
    key = _HOST_VARIANT.sub("", parts.netloc.lower()) + parts.path.rstrip("/")
    if not parts.query:
        return key
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k))
    return key + ("?" + urlencode(query) if query else "")
