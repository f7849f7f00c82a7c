"""Copies of copies are one cluster, and its name stays."""

from __future__ import annotations

import random
from datetime import datetime

from tests.dedupe.stories import later
from transforms.dedupe.clusters import Copy, Edge, Membership, Merge, form_clusters, resolved


def copy(name: str, hours: float = 0, cluster: str | None = None, published_at: datetime | None = None) -> Copy:
    return Copy(
        article_id=name,
        seen_at=later(hours),
        published_at=published_at,
        cluster_id=cluster,
        cluster_since=later(hours) if cluster else None,
    )


def edge(one: Copy, other: Copy, similarity: float = 0.9) -> Edge:
    return Edge(one, other, similarity, "edited")


def formed(*edges: Edge, **renamed: str) -> tuple[dict[str, Membership], list[Merge]]:
    members, merges = form_clusters(edges, renamed)
    return {member.article_id: member for member in members}, merges


def test_a_cluster_is_called_by_its_first_copy():
    members, _ = formed(edge(copy("b", 1), copy("a", 2)), edge(copy("a", 2), copy("c", 3), 0.7))
    assert {name: member.cluster_id for name, member in members.items()} == {"a": "b", "b": "b", "c": "b"}
    assert {name: member.duplicate_of for name, member in members.items()} == {"a": "b", "b": None, "c": "b"}


def test_similarity_is_to_the_first_copy_where_they_are_alike_else_to_the_nearest_earlier_one():
    a, b, c, d = (copy(name, hours) for hours, name in enumerate("abcd"))
    members, _ = formed(edge(a, b, 0.7), edge(b, c, 0.95), edge(a, c, 0.8), edge(c, d, 0.66), edge(b, d, 0.71))
    assert {name: member.similarity for name, member in members.items()} == {"a": None, "b": 0.7, "c": 0.8, "d": 0.71}


def test_among_the_copies_of_one_run_the_one_published_first_is_the_first():
    late, early = copy("a", 1, published_at=later(-3)), copy("b", 2, published_at=later(-9))
    members, _ = formed(edge(late, early), edge(early, copy("c", 0)))
    assert members["a"].duplicate_of == "b"
    assert members["c"].duplicate_of == "b"


def test_a_stored_cluster_keeps_its_name_even_if_an_older_copy_turns_up():
    members, merges = formed(edge(copy("new", -50, published_at=later(-90)), copy("old", 0, cluster="first")))
    assert members["new"].cluster_id == members["new"].duplicate_of == "first"
    assert set(members) == {"new"}
    assert merges == []


def test_a_copy_that_ties_two_stored_clusters_merges_the_younger_into_the_older():
    tie = copy("tie", 9)
    members, merges = formed(edge(tie, copy("x", 5, cluster="young"), 0.8), edge(copy("y", 1, cluster="old"), tie, 0.6))
    assert members["tie"].cluster_id == "old"
    assert merges == [Merge("young", "old", 0.8, "edited")]


def test_a_cluster_that_was_merged_before_goes_by_its_new_name():
    members, merges = formed(edge(copy("new"), copy("x", cluster="young")), young="old", old="oldest")
    assert members["new"].cluster_id == "oldest"
    assert merges == []


def test_two_stored_clusters_that_were_merged_before_are_not_merged_again():
    new = copy("new")
    _, merges = formed(edge(new, copy("x", cluster="young")), edge(new, copy("y", cluster="old")), young="old")
    assert merges == []


def test_clusters_that_share_nothing_stay_apart():
    members, _ = formed(edge(copy("a", 1), copy("b", 2)), edge(copy("c", 3), copy("d", 4)))
    assert {member.cluster_id for member in members.values()} == {"a", "c"}


def test_the_order_of_edges_and_of_their_ends_does_not_matter():
    rng = random.Random(4)
    copies = [copy(f"n{n}", n % 7) for n in range(30)]
    edges = [edge(*rng.sample(copies, 2), round(rng.random(), 3)) for _ in range(28)]
    expected = formed(*edges)
    for _ in range(5):
        turned = [Edge(e.other, e.one, e.similarity, e.relation) if rng.random() < 0.5 else e for e in edges]
        assert formed(*rng.sample(turned, len(turned))) == expected


def test_resolved_follows_merges():
    assert resolved("a", {"a": "b", "b": "c"}) == "c"
    assert resolved("z", {}) == "z"
