"""The last word on one page: its version and its cluster together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from schemas.article_state import ArticleState
from schemas.ids import stable_hash
from schemas.keys import Decision
from transforms.dedupe.clusters import Membership, resolved
from transforms.dedupe.settings import DedupeSettings
from transforms.dedupe.versions import Version


def decide(
    version: Version, member: Membership | None, renamed: Mapping[str, str], settings: DedupeSettings
) -> tuple[Decision, ArticleState | None]:
    """Return the decision about a page, and the row to remember unless the version is known.

    ``member`` is the cluster that a new article was found to share with others; an article of earlier runs keeps
    its own, under the name it has by now (``renamed``), and an article without copies is a cluster of one.
    """
    home = member or _stored(version) or _alone(version)
    cluster = resolved(home.cluster_id, renamed)
    article_id = version.decision.article_id
    decision = dataclasses.replace(
        version.decision,
        cluster_id=cluster,
        duplicate_of=None if cluster == article_id else cluster,
        similarity=home.similarity,
        relation=home.relation,
    )
    if decision.outcome == "known":
        return decision, None
    kept = settings.keep == "all" or (version.state.kept if version.state else decision.duplicate_of is None)
    if not kept:
        decision = dataclasses.replace(decision, outcome="duplicate")
    state = ArticleState(
        doc=stable_hash(article_id),
        article_id=article_id,
        revision=decision.revision,
        seen_at=version.seen_at,
        content_hash=decision.content_hash,
        cluster_id=cluster,
        cluster_since=home.cluster_since,
        similarity=home.similarity,
        relation=home.relation,
        kept=kept,
    )
    return decision, state


def _stored(version: Version) -> Membership | None:
    if version.state is None:
        return None
    return Membership(
        article_id=version.state.article_id,
        cluster_id=version.state.cluster_id,
        cluster_since=version.state.cluster_since,
        similarity=version.state.similarity,
        relation=version.state.relation,
    )


def _alone(version: Version) -> Membership:
    article_id = version.decision.article_id
    return Membership(article_id=article_id, cluster_id=article_id, cluster_since=version.seen_at)
