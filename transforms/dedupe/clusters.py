"""Clusters: the connected components of copies, with names that stay.

Whether two articles are copies depends on these two alone, so the components are the same whatever the order and
the number of runs. Only the name differs: a cluster is called by the article_id of its first copy, and keeps that
name. Where a later article ties two clusters of earlier runs together, the younger one is merged into the older:
a row (old, new) renames what is stored.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timezone

_NEVER = datetime.max.replace(tzinfo=timezone.utc)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that is a copy of another: of this run, or stored in ``cluster_id`` since ``cluster_since``."""

    article_id: str
    seen_at: datetime
    published_at: datetime | None
    cluster_id: str | None = None
    cluster_since: datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Edge:
    """Two copies of one text."""

    one: Copy
    other: Copy
    similarity: float
    relation: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The cluster of a new article. ``similarity`` and ``relation`` are to the first copy or to the nearest earlier."""

    article_id: str
    cluster_id: str
    cluster_since: datetime
    duplicate_of: str | None = None
    similarity: float | None = None
    relation: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Merge:
    """Cluster ``old`` turned out to be part of cluster ``new``."""

    old: str
    new: str
    similarity: float | None = None
    relation: str | None = None


def form_clusters(edges: Iterable[Edge], renamed: Mapping[str, str]) -> tuple[list[Membership], list[Merge]]:
    """Return the cluster of each new article that has a copy, and the stored clusters that become one.

    ``renamed`` are the merges of earlier runs. The order of ``edges`` does not matter.
    """
    copies: dict[str, Copy] = {}
    ties: dict[str, list[tuple[str, Edge]]] = {}
    forest = _Forest()
    for edge in edges:
        for copy, mate in ((edge.one, edge.other), (edge.other, edge.one)):
            copies[copy.article_id] = copy
            ties.setdefault(copy.article_id, []).append((mate.article_id, edge))
            if copy.cluster_id is not None:
                forest.join(copy.article_id, resolved(copy.cluster_id, renamed))
        forest.join(edge.one.article_id, edge.other.article_id)
    members: list[Membership] = []
    merges: list[Merge] = []
    for component in forest.components():
        group = sorted((copies[name] for name in component if name in copies), key=_age)
        name, since = _cluster(group, renamed)
        members.extend(_members(group, ties, name, since))
        merges.extend(_merges(group, ties, name, renamed))
    return members, merges


def _cluster(group: list[Copy], renamed: Mapping[str, str]) -> tuple[str, datetime]:
    """Return name and age of the cluster that ``group``, sorted by age, forms or joins."""
    first = group[0]
    if first.cluster_id is None:
        return first.article_id, first.seen_at
    return resolved(first.cluster_id, renamed), first.cluster_since or first.seen_at


def _members(
    group: list[Copy], ties: Mapping[str, list[tuple[str, Edge]]], name: str, since: datetime
) -> Iterator[Membership]:
    rank = {copy.article_id: index for index, copy in enumerate(group)}
    for copy in group:
        if copy.cluster_id is not None:
            continue  # stored under a name that it keeps, unless merged
        if copy.article_id == name:
            yield Membership(article_id=name, cluster_id=name, cluster_since=since)
            continue
        _, edge = min(
            ties[copy.article_id],
            key=lambda tie: (tie[0] != name, rank[tie[0]] > rank[copy.article_id], -tie[1].similarity, tie[0]),
        )
        yield Membership(
            article_id=copy.article_id,
            cluster_id=name,
            cluster_since=since,
            duplicate_of=name,
            similarity=edge.similarity,
            relation=edge.relation,
        )


def _merges(
    group: list[Copy], ties: Mapping[str, list[tuple[str, Edge]]], name: str, renamed: Mapping[str, str]
) -> Iterator[Merge]:
    found: dict[str, Merge] = {}
    for copy in group:
        old = resolved(copy.cluster_id, renamed) if copy.cluster_id is not None else name
        if old != name:
            _, edge = min(ties[copy.article_id], key=lambda tie: (-tie[1].similarity, tie[0]))
            held = found.get(old)
            if held is None or (held.similarity or 0.0) < edge.similarity:
                found[old] = Merge(old, name, edge.similarity, edge.relation)
    yield from (found[old] for old in sorted(found))


def resolved(cluster: str, renamed: Mapping[str, str]) -> str:
    """Return the name of a cluster after all merges so far."""
    while cluster in renamed:
        cluster = renamed[cluster]
    return cluster


def _age(copy: Copy) -> tuple[bool, datetime, datetime, datetime, str]:
    """Order the copies of a cluster: stored ones first, then by publication, then by sight."""
    return (
        copy.cluster_id is None,
        copy.cluster_since or _NEVER,
        copy.published_at or _NEVER,
        copy.seen_at,
        copy.article_id,
    )


class _Forest:
    """Disjoint sets (union-find with path halving)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, name: str) -> str:
        parent = self._parent
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        self._parent[b] = a

    def components(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for name in sorted(self._parent):
            found.setdefault(self.root(name), []).append(name)
        return list(found.values())
