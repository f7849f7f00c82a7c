"""Which names are one story: names joined by address, by text and by visible beginnings, known stories kept apart."""

from __future__ import annotations

import bisect
import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from transforms.related.keys import (
    Core,
    adds_authors,
    adds_subtitle,
    continues,
    core_of,
    is_long_enough,
    marks,
    url_date,
)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Name:
    """A wording with its address; ``key`` and ``url`` are empty where there is none."""

    text: str
    key: str = ""
    url: str = ""


def join_names(
    names: Iterable[Name], known: Mapping[str, Sequence[Name]], titles: Set[Name], site: str
) -> list[tuple[str | None, tuple[Name, ...]]]:
    """Return the stories that ``names`` and the ``known`` ones (by headline_id) make: (known id, all names) each.

    ``titles`` are the names that pages bear as their own. Two known stories are never joined: their identifiers are
    published. The result depends on the sets alone, never on an order.
    """
    joiner = _Joiner(sorted(set(names)), known, titles, site)
    joiner.by_address()
    joiner.by_text()
    joiner.by_cut_text()
    joiner.by_beginning()
    return joiner.stories()


class _Joiner:
    """A disjoint-set forest over names; each root knows its published story and whether it has an address."""

    def __init__(
        self, names: Sequence[Name], known: Mapping[str, Sequence[Name]], titles: Set[Name], site: str
    ) -> None:
        self._site, self._titles = site, titles
        self._node: dict[Name, int] = {}
        self._parent: list[int] = []
        self._known: list[str | None] = []
        self._keyed: list[bool] = []
        for headline_id in sorted(known):
            node = self._grow(headline_id)
            for name in known[headline_id]:
                self._node.setdefault(name, node)
                self._keyed[node] |= bool(name.key)
        for name in names:
            if name not in self._node:
                self._node[name] = self._grow(None)
                self._keyed[-1] = bool(name.key)
        self._core = {name: core_of(name.text, site) for name in self._node}

    def by_address(self) -> None:
        """Join names of one address, whatever they say."""
        first: dict[str, int] = {}
        for name in sorted(self._node, key=lambda name: (self._known[self._node[name]] is None, name)):
            if name.key:
                self._join(first.setdefault(name.key, self._node[name]), self._node[name])

    def by_text(self) -> None:
        """Join names of one core text: those at addresses that may be one story, and those without an address."""
        for core, names in self._by_core(cut=False):
            self._join_marked(core, [name for name in names if name.key])
            self._join_unlinked(names)

    def by_cut_text(self) -> None:
        """Join equal beginnings: two names cut at one place are one story unless two addresses speak against it."""
        for core, names in self._by_core(cut=True):
            self._join_marked(core, [name for name in names if name.key])
            self._join_unlinked(names)

    def by_beginning(self) -> None:
        """Join a cut name with the one story that continues it, and a title with its one longer form."""
        whole = sorted({core.text for core in self._core.values() if not core.cut})
        bearers: dict[str, list[Name]] = defaultdict(list)
        complete: set[int] = set()
        for name in sorted(self._node):
            if not self._core[name].cut:
                bearers[self._core[name].text].append(name)
                complete.add(self._root(name))
        wanted: dict[int, set[int]] = defaultdict(set)
        for name in sorted(self._node):
            core, root = self._core[name], self._root(name)
            if not is_long_enough(core) or (core.cut and root in complete):
                continue
            targets = {
                self._root(other)
                for text in _beginning_with(core.text, whole)
                for other in bearers[text]
                if self._begins(name, other)
            } - {root}
            if len(targets) == 1:
                wanted[targets.pop()].add(root)
        self._join_wanted(wanted)

    def stories(self) -> list[tuple[str | None, tuple[Name, ...]]]:
        """Return each story's published identifier and names."""
        members: dict[int, list[Name]] = defaultdict(list)
        for name in sorted(self._node):
            members[self._root(name)].append(name)
        return [(self._known[root], tuple(names)) for root, names in members.items()]

    def _begins(self, name: Name, other: Name) -> bool:
        if self._core[name].cut:
            return continues(self._core[name], self._core[other])
        if adds_subtitle(name.text, other.text, self._site):
            return True
        return name in self._titles and adds_authors(name.text, other.text, self._site)

    def _join_wanted(self, wanted: Mapping[int, set[int]]) -> None:
        for target in sorted(wanted):
            linked = [root for root in wanted[target] if self._keyed[root]]
            unclear = self._keyed[target] or len(linked) > 1  # two addresses: nothing says that they are one story
            for root in sorted(wanted[target]):
                if not (self._keyed[root] and unclear):
                    self._join(target, root, one_address=True)

    def _by_core(self, *, cut: bool) -> Iterator[tuple[Core, list[Name]]]:
        groups: dict[Core, list[Name]] = defaultdict(list)
        for name in sorted(self._node):
            if self._core[name].cut is cut and self._core[name].text:
                groups[self._core[name]].append(name)
        return iter(sorted(groups.items(), key=lambda item: item[0].text))

    def _join_marked(self, core: Core, names: Sequence[Name]) -> None:
        days = len({url_date(name.url) for name in names} - {None})
        first: dict[str, int] = {}
        for name in sorted(names, key=lambda name: (self._known_of(self._node[name]) or "~", name)):
            for mark in marks(core, name.url, days):
                self._join(first.setdefault(mark, self._node[name]), self._node[name])

    def _join_unlinked(self, names: Sequence[Name]) -> None:
        linked = {self._root(name) for name in names if name.key}
        free = [name for name in names if not name.key and self._root(name) not in linked]
        self._join_all(free)
        if len(linked) == 1:
            for name in free:
                self._join(min(linked), self._node[name], one_address=True)

    def _join_all(self, names: Sequence[Name]) -> None:
        nodes = sorted((self._node[name] for name in names), key=lambda node: (self._known_of(node) or "~", node))
        for node in nodes[1:]:
            self._join(nodes[0], node)

    def _grow(self, headline_id: str | None) -> int:
        self._parent.append(len(self._parent))
        self._known.append(headline_id)
        self._keyed.append(False)
        return len(self._parent) - 1

    def _root(self, name: Name) -> int:
        return self._find(self._node[name])

    def _find(self, node: int) -> int:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def _known_of(self, node: int) -> str | None:
        return self._known[self._find(node)]

    def _join(self, one: int, other: int, *, one_address: bool = False) -> None:
        a, b = self._find(one), self._find(other)
        if a == b or (self._known[a] and self._known[b]) or (one_address and self._keyed[a] and self._keyed[b]):
            return
        a, b = min(a, b), max(a, b)
        self._parent[b] = a
        self._known[a] = self._known[a] or self._known[b]
        self._keyed[a] |= self._keyed[b]


def _beginning_with(start: str, whole: Sequence[str]) -> Iterator[str]:
    place = bisect.bisect_left(whole, start)
    while place < len(whole) and whole[place].startswith(start):
        yield whole[place]
        place += 1
