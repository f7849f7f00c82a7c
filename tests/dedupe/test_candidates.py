"""The inverted index: who shares 5-grams with whom."""

from __future__ import annotations

import numpy as np

from transforms.dedupe.candidates import (
    DAY,
    Pairs,
    Postings,
    hash_key,
    join_pairs,
    join_postings,
    pair_up,
    partitions,
    postings_of,
    promising,
)
from transforms.dedupe.settings import DedupeSettings

NOTHING = join_postings([])


def article(doc: int, *hashes: int, seen_at: int = 0) -> Postings:
    return postings_of(np.array(hashes, dtype=np.int64), doc, seen_at)


def pairs_of(new: list[Postings], known: list[Postings] | None = None, **settings: int) -> dict[tuple[int, int], int]:
    found = pair_up(join_postings(known or []), join_postings(new), DedupeSettings(**settings))
    return dict(zip(zip(found.old.tolist(), found.new.tolist(), strict=True), found.shared.tolist(), strict=True))


def test_articles_that_share_hashes_are_pairs_with_their_number():
    assert pairs_of([article(1, 10, 20, 30), article(2, 20, 30, 40), article(3, 50)]) == {(1, 2): 2}


def test_a_known_article_is_always_the_old_one_and_known_ones_are_not_paired_again():
    assert pairs_of([article(1, 10)], [article(8, 10), article(9, 10)]) == {(8, 1): 1, (9, 1): 1}


def test_a_revision_of_a_known_article_is_no_pair_with_itself():
    assert pairs_of([article(1, 10, 20)], [article(1, 10)]) == {}


def test_articles_too_far_apart_in_time_are_not_compared():
    new, old = article(1, 10, seen_at=40 * DAY), article(2, 10, seen_at=5 * DAY)
    assert pairs_of([new], [old], days=30) == {}
    assert pairs_of([new, old], days=30) == {}
    assert pairs_of([new], [old], days=35) == {(2, 1): 1}


def test_the_order_of_rows_does_not_matter():
    articles = [article(doc, *range(doc, doc + 5)) for doc in range(20)]
    assert pairs_of(articles) == pairs_of(articles[::-1])


def test_a_crowded_hash_gives_a_number_of_pairs_that_grows_with_the_articles_only():
    articles = [article(doc, 10, seen_at=(doc * 7) % 100) for doc in range(100)]
    pairs = pairs_of(articles, crowd=10)
    assert len(pairs) <= 2 * 100
    assert {doc for pair in pairs for doc in pair} == set(range(100))
    first = min(range(100), key=lambda doc: (doc * 7) % 100)
    assert all((min(first, doc), max(first, doc)) in pairs for doc in range(100) if doc != first)


def test_a_common_hash_gives_none():
    assert pairs_of([article(doc, 10) for doc in range(50)], crowd=10, common=40) == {}


def test_partitions_add_up_and_sort_out_what_is_not_promising():
    one = pair_up(NOTHING, join_postings([article(1, *range(10)), article(2, 0, *range(20, 29))]), DedupeSettings())
    assert len(promising(one).old) == 0  # one 5-gram alone is chance
    both = join_pairs([one, one])
    assert both.shared.tolist() == [2]
    assert len(promising(both).old) == 1


def test_a_text_of_one_gram_can_be_a_candidate():
    assert len(promising(Pairs(*(np.array([value]) for value in (1, 2, 1, 1)))).old) == 1


def test_keys_are_spread_over_the_partitions_and_each_row_is_in_one():
    hashes = np.arange(-4_000, 4_000, 8, dtype=np.int64) << 37
    parts = dict(partitions(hash_key(hashes), 4))
    assert sum(map(len, parts.values())) == len(hashes)
    assert sorted(np.concatenate(list(parts.values())).tolist()) == list(range(len(hashes)))


def test_nothing_in_nothing_out():
    assert len(pair_up(NOTHING, NOTHING, DedupeSettings()).old) == 0
    assert len(join_pairs([]).old) == 0
    assert list(partitions(np.empty(0, dtype=np.int64), 4)) == []
