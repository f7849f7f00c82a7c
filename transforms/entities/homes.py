"""Where an outlet is at home: what its settings say, else what its country's domain says."""

from __future__ import annotations

from collections.abc import Iterable

# Domains of countries that are used all over the world, and say nothing of where a site is.
_NO_HOME = frozenset(
    ["ac", "ai", "am", "cc", "co", "eu", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "tk", "to", "tv", "ws"]
)


class Homes:
    """Looks up the home of a source. ``settings`` are texts such as ``example.com=US.IL``."""

    def __init__(self, settings: Iterable[str] = ()) -> None:
        self._set: dict[str, tuple[str, str]] = {}
        self._alike: dict[tuple[str, str], str] = {}
        for text in settings:
            site, _, place = text.partition("=")
            country, _, state = place.partition(".")
            self._set[site.lower()] = (country, state)

    def of(self, source: str | None) -> tuple[str, str] | None:
        """Return country and state (or "") of a source's home, ``None`` where nothing tells.

        >>> Homes(["example.com=US.IL"]).of("example.com"), Homes().of("news.example.co.uk"), Homes().of("example.org")
        (('US', 'IL'), ('GB', ''), None)
        """
        if not source:
            return None
        if found := self._set.get(source.lower()):
            return found
        domain = source.lower().rpartition(".")[2] if "." in source else ""
        if len(domain) != 2 or not domain.isalpha() or domain in _NO_HOME:
            return None
        return ("GB" if domain == "uk" else domain.upper(), "")

    def alike(self, source: str | None) -> str | None:
        """Return one source for all that have the same home, ``None`` for those without.

        >>> homes = Homes()
        >>> homes.alike("a.de") == homes.alike("b.de"), homes.alike("c.com")
        (True, None)
        """
        home = self.of(source)
        return None if home is None or source is None else self._alike.setdefault(home, source)
