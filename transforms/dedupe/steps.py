"""The steps of ``ResolveArticles``: each takes what belongs to one bucket, and stages what the bucket gained.

Between reading and staging they call the pure functions of the modules they import. Main results are yielded as
(bucket or partition of the next step, value), the rest under the names ``state``, ``signatures``, ``postings``,
``merges`` and ``duplicates``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from apache_beam.pvalue import TaggedOutput

from schemas.article_state import ArticleState
from schemas.duplicate import Duplicate
from schemas.ids import stable_hash
from schemas.keys import Decision, Fingerprint, PageKey
from schemas.signature import Signature
from transforms.dedupe import memory
from transforms.dedupe.candidates import (
    Ints,
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
from transforms.dedupe.clusters import Copy, Edge, Membership, form_clusters
from transforms.dedupe.compare import best_match
from transforms.dedupe.decide import decide
from transforms.dedupe.fingerprint import Words, sample, shingles, words_kept
from transforms.dedupe.lines import Boilerplate, PageLines, find_boilerplate, lines_of, page_lines
from transforms.dedupe.merged import rewrite_merged
from transforms.dedupe.settings import DedupeSettings
from transforms.dedupe.versions import Version, content_hash, judge_versions
from transforms.state import StateStore

Grouped = tuple[str, dict[str, Iterable[Any]]]


def lines_of_page(key: PageKey, store: StateStore) -> tuple[str, PageLines]:
    """Key the lines of a page by the bucket of its site."""
    return store.bucket_of(key.source), page_lines(
        key,
        page=stable_hash(key.input),
        bucket=store.bucket_of(key.article_id),
        source=stable_hash(key.source),
        seen_at=memory.minutes(key.seen_at),
    )


def boilerplate_of_sites(group: tuple[str, Iterable[PageLines]], store: StateStore, settings: DedupeSettings) -> Any:
    """Find the boilerplate of the sites of one bucket: (bucket of the article, (page, boilerplate)) for each page."""
    bucket, pages = group[0], list(group[1])
    found, new = find_boilerplate(memory.read_lines(store, bucket, lines_of(pages)), pages, settings)
    for page, boilerplate in found:
        yield page.bucket, (page.page, boilerplate)
    if len(new.line):
        yield TaggedOutput("state", memory.append_lines(store, bucket, new, settings.days))


def page_of_article(key: PageKey, store: StateStore) -> tuple[str, PageKey]:
    """Key a page by the bucket of its article."""
    return store.bucket_of(key.article_id), key


def judge_articles(group: Grouped, store: StateStore, settings: DedupeSettings) -> Any:
    """Judge the pages of one bucket, stage the signatures of the new versions, and post their 5-grams."""
    bucket, sides = group
    lines: dict[int, Boilerplate] = dict(sides["lines"])
    articles: dict[str, list[tuple[PageKey, Boilerplate]]] = {}
    for page in sides["pages"]:
        articles.setdefault(page.article_id, []).append((page, lines.get(stable_hash(page.input), Boilerplate())))
    stored = memory.read_articles(store, bucket, map(stable_hash, articles))
    changed = [doc for doc, rows in stored.items() if _may_have_changed(rows, articles[rows[0].article_id])]
    signatures = memory.read_signatures(store, bucket, changed) if changed else {}
    new: list[Signature] = []
    for article_id in sorted(articles):
        doc = stable_hash(article_id)
        history = {signature.revision: signature for signature in signatures.get(doc, ())}
        for version in judge_versions(stored.get(doc, ()), history, articles[article_id]):
            if version.signature is not None:
                new.append(version.signature)
            yield bucket, dataclasses.replace(version, signature=None)
    if new:
        file = memory.append_signatures(store, bucket, new, settings.days)
        yield TaggedOutput("state", file)
        yield TaggedOutput("signatures", (bucket, file.staged))
        hashes = [sample(shingles(_words(signature))) for signature in new]
        postings = join_postings(map(_postings, hashes, new))
        for partition, rows in partitions(hash_key(np.concatenate(hashes)), store.buckets):
            yield TaggedOutput("postings", (partition, postings.where(rows)))


def _may_have_changed(stored: Iterable[ArticleState], pages: Iterable[tuple[PageKey, Boilerplate]]) -> bool:
    hashes = {row.content_hash for row in stored}
    return any(content_hash(page.fingerprint, lines.cut) not in hashes for page, lines in pages)


def _postings(hashes: Ints, signature: Signature) -> Postings:
    return postings_of(hashes, signature.doc, memory.minutes(signature.seen_at))


def _words(signature: Signature) -> Words:
    return words_kept(
        Fingerprint(
            title=signature.title,
            lines=signature.lines,
            line_words=signature.line_words,
            words=signature.words,
        ),
        signature.ignored,
    )


def pair_articles(group: tuple[str, Iterable[Postings]], store: StateStore, settings: DedupeSettings) -> Any:
    """Count which articles of one partition share 5-grams, and stage the postings of the new ones."""
    partition, blocks = group
    new = join_postings(blocks)
    pairs = pair_up(memory.read_postings(store, partition, new.hash), new, settings)
    for bucket, rows in partitions(pairs.new, store.buckets):
        yield bucket, pairs.where(rows)
    yield TaggedOutput("state", memory.append_postings(store, partition, new, settings.days))


def request_texts(group: tuple[str, Iterable[Pairs]], store: StateStore) -> Iterator[tuple[str, Pairs]]:
    """Ask the buckets of the older articles for their texts."""
    pairs = promising(join_pairs(group[1]))
    for bucket, rows in partitions(pairs.old, store.buckets):
        yield bucket, pairs.where(rows)


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """The texts of one article, for the articles ``wanted_by`` to compare themselves with."""

    copy: Copy
    texts: tuple[bytes, ...]
    wanted_by: tuple[int, ...]


def offer_texts(group: Grouped, store: StateStore) -> Iterator[tuple[str, Offer]]:
    """Send the texts of the articles of one bucket to those that are to be compared with them."""
    bucket, sides = group
    pairs = join_pairs(sides["requests"])
    if not len(pairs.old):
        return
    texts = _Texts(store, bucket, pairs.old.tolist(), sides["staged"])
    for doc in np.unique(pairs.old).tolist():
        wanted_by = pairs.new[pairs.old == doc]
        for target, rows in partitions(wanted_by, store.buckets):
            yield target, Offer(*texts.of(doc), tuple(wanted_by[rows].tolist()))


def compare_texts(group: Grouped, store: StateStore, settings: DedupeSettings) -> Iterator[tuple[str, Edge]]:
    """Compare the articles of one bucket with the texts they were sent."""
    bucket, sides = group
    offers = list(sides["offers"])
    if not offers:
        return
    texts = _Texts(store, bucket, {doc for offer in offers for doc in offer.wanted_by}, sides["staged"])
    for offer in offers:
        for doc in offer.wanted_by:
            copy, own = texts.of(doc)
            match = best_match(offer.texts, own, settings)
            if match is not None:
                yield "", Edge(offer.copy, copy, match.similarity, match.relation)


class _Texts:
    """The texts of some articles of one bucket, and what is known of their clusters."""

    def __init__(self, store: StateStore, bucket: str, docs: Iterable[int], staged: Iterable[str]) -> None:
        wanted = sorted(set(docs))
        self._signatures = memory.read_signatures(store, bucket, wanted, staged)
        self._stored = memory.read_articles(store, bucket, wanted)

    def of(self, doc: int) -> tuple[Copy, tuple[bytes, ...]]:
        """Return an article with the words of its versions, boilerplate left out."""
        versions = self._signatures[doc]
        first, stored = versions[0], self._stored.get(doc)
        copy = Copy(
            article_id=first.article_id,
            seen_at=first.seen_at,
            published_at=first.published_at,
            cluster_id=stored[0].cluster_id if stored else None,
            cluster_since=stored[0].cluster_since if stored else None,
        )
        return copy, tuple(_words(version).tobytes() for version in versions if version.words)


def cluster_copies(group: tuple[str, Iterable[Edge]], store: StateStore) -> Any:
    """Form the clusters of all copies of the run, and rename what is stored where two become one."""
    members, merges = form_clusters(group[1], memory.read_merges(store))
    for member in members:
        yield store.bucket_of(member.article_id), member
    if merges:
        for bucket in store.names:  # few merges, and any article may be of one; Flink has no side inputs in a stream
            yield from (TaggedOutput("merges", (bucket, merge)) for merge in merges)
        yield TaggedOutput("state", memory.append_merges(store, merges))
        for file in rewrite_merged(store.output, store.run_id, {merge.old: merge.new for merge in merges}):
            yield TaggedOutput("state", file)


def decide_articles(group: Grouped, store: StateStore, settings: DedupeSettings) -> Any:
    """Say the last word on the pages of one bucket, and stage what is to be remembered of them."""
    bucket, sides = group
    members: dict[str, Membership] = {member.article_id: member for member in sides["members"]}
    names = {**memory.read_merges(store), **{merge.old: merge.new for merge in sides["merges"]}}
    states: list[ArticleState] = []
    for version in sides["versions"]:
        decision, state = decide(version, members.get(version.decision.article_id), names, settings)
        yield decision
        if state is not None:
            states.append(state)
        if decision.outcome == "duplicate":
            yield TaggedOutput("duplicates", _duplicate(version, decision, store.run_id))
    if states:
        yield TaggedOutput("state", memory.append_articles(store, bucket, states))


def _duplicate(version: Version, decision: Decision, run_id: str) -> Duplicate:
    return Duplicate(
        article_id=decision.article_id,
        revision=decision.revision,
        source=version.source,
        input=decision.input,
        cluster_id=decision.cluster_id,
        duplicate_of=decision.duplicate_of or decision.cluster_id,
        similarity=decision.similarity,
        relation=decision.relation,
        content_hash=decision.content_hash,
        published_at=decision.published_at,
        seen_at=version.seen_at,
        run_id=run_id,
    )
