"""Identifiers that are functions of what they identify: equal on every machine and in every run."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"  # ASCII unit separator: ("ab", "c") and ("a", "bc") differ


def stable_id(*parts: str) -> str:
    """Return 20 hexadecimal digits (80 bits of BLAKE2b) for ``parts``.

    >>> stable_id("example.org", "Snow in Oslo")
    'a1ddfb85b063f1a64232'
    """
    return hashlib.blake2b(SEPARATOR.join(parts).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def stable_hash(text: str) -> int:
    """Return a signed 64-bit hash of ``text`` (fits an Arrow ``int64`` column)."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
