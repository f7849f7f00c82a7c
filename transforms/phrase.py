"""Patterns of many alternatives, searched for only where one of the words stands that each match must have."""

from __future__ import annotations

import re


class Phrase:
    r"""A pattern without regard to case, and ``words``, of which each of its matches holds at least one.

    Python tries every alternative at every character; to look for a few words first costs a tenth of that, and most
    texts have none.

    >>> Phrase("sign up|join us", r"\bsign up\b.*newsletter").found("Sign up for our newsletter")
    True
    """

    __slots__ = ("_pattern", "_words")

    def __init__(self, words: str, pattern: str) -> None:
        self._words = words.split("|")
        self._pattern = re.compile(pattern, re.IGNORECASE)

    def found(self, text: str) -> bool:
        """Say whether the pattern matches somewhere in ``text``."""
        return self.possible(text) and self._pattern.search(text) is not None

    def count(self, text: str) -> int:
        """Return the number of matches in ``text``."""
        return len(self._pattern.findall(text)) if self.possible(text) else 0

    def possible(self, text: str) -> bool:
        """Say whether ``text`` holds one of the words that a match needs."""
        lower = text.lower()
        return any(map(lower.__contains__, self._words))
