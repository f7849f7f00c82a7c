"""Addresses without their secrets: what may stand in logs, datasets and state."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

_SECRET = re.compile(
    r"(?:.*[_-])?(?:token|key|apikey|secret|passw(?:or)?d|pwd|pass|auth|authorization|signature|sig|hmac|session|sid"
    r"|credential|jwt|access_?code)(?:[_-](?:id|v\d))?",
    re.IGNORECASE,
)

SHORTEST = 6

_USER = re.compile(r"//[^/]*@")


def redact(url: str) -> str:
    """Return ``url`` without user and password and with the values of secret parameters replaced.

    A replaced value keeps 12 bits of its hash, so that two private feeds of one site stay two.

    >>> redact("https://me:pw@example.org/feed?id=3&token=0123456789abcdef")
    'https://example.org/feed?id=3&token=redacted-17e'
    """
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return _USER.sub("//", url.partition("?")[0])
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if host == parts.netloc and not any(_SECRET.fullmatch(name) for name, _ in pairs):
        return url
    query = parts.query
    if any(_SECRET.fullmatch(name) for name, _ in pairs):
        query = "&".join(f"{quote(name)}={_shown(name, value)}" for name, value in pairs)
    return urlunsplit((parts.scheme, host, parts.path, query, parts.fragment))


def _shown(name: str, value: str) -> str:
    if not value or not _SECRET.fullmatch(name) or value.startswith("redacted-"):
        return quote(value)
    return "redacted-" + hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=2).hexdigest()[:3]


def scrubbed(body: bytes, urls: Iterable[str]) -> bytes:
    """Return ``body`` without the secrets of ``urls``: a document often names the address that it was fetched from.

    Values of fewer than ``SHORTEST`` characters are left: they stand anywhere by chance.
    """
    for url in urls:
        for secret in _secrets(url):
            if len(secret) >= SHORTEST:
                body = body.replace(secret.encode("utf-8", "surrogatepass"), b"redacted")
    return body


def _secrets(url: str) -> set[str]:
    """Return the secrets of ``url``, as they are and as addresses write them."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return set()
    found = {value for name, value in parse_qsl(parts.query) if _SECRET.fullmatch(name)}
    found |= {parts.password} if parts.password else set()
    return found | {quote(value, safe="") for value in found}


def without_credentials(url: str) -> str:
    """Return ``url`` without user and password: the base of the links in its document."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
