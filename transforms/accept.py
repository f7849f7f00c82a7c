"""``JoinDecisions``: what was decided about a page and how it hangs together with headlines, in one record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from schemas.ids import stable_hash
from schemas.keys import Decision, PageLinks
from transforms.write.articles import Accepted
from transforms.write.fragments import partition_date

STORED = ("new", "revision")


class Joined(NamedTuple):
    """What ``JoinDecisions`` gives."""

    accepted: PCollection[tuple[str, Accepted]]
    counts: PCollection[tuple[str, int]]


@dataclasses.dataclass
class JoinDecisions(beam.PTransform[Any, Any]):
    """Join (Decision, PageLinks) collections: one of each for every page.

    Outputs: ``accepted`` ((published_date, Accepted) of each page that becomes a row) and ``counts``.
    """

    def expand(self, sides: tuple[PCollection[Decision], PCollection[PageLinks]]) -> Any:
        """Join by article: pages that show the same version of one meet, too."""
        decisions, links = sides
        joined = (
            {
                "decisions": decisions | "Decisions by article" >> beam.Map(_by_article),
                "links": links | "Links by article" >> beam.Map(lambda link: (link.article_id, link)),
            }
            | beam.CoGroupByKey()
            | beam.FlatMap(_join).with_outputs("counts", main="accepted")
        )
        return Joined(joined.accepted, joined.counts)


def _by_article(decision: Decision) -> tuple[str, tuple[int, Decision]]:
    """Key a decision by its article; the hash of its input, which the links spell out, is enough to join them."""
    return decision.article_id, (stable_hash(decision.input), dataclasses.replace(decision, input=""))


def _join(row: tuple[str, dict[str, Iterable[Any]]]) -> Iterator[Any]:
    """Yield the pages of one article that are stored, each with the lists of all pages that show the same version."""
    links = {stable_hash(link.input): link for link in row[1]["links"]}
    versions: dict[int, list[tuple[Decision, PageLinks]]] = {}
    for page, decision in row[1]["decisions"]:
        yield TaggedOutput("counts", (f"articles_{decision.outcome}", 1))
        if decision.outcome in STORED and decision.duplicate_of is not None:
            yield TaggedOutput("counts", ("copies", 1))
        versions.setdefault(decision.revision, []).append((decision, links[page]))
    for pages in versions.values():
        if (accepted := accept(pages)) is not None:
            yield accepted


def accept(pages: Iterable[tuple[Decision, PageLinks]]) -> tuple[str, Accepted] | None:
    """Return the one of some pages with the same version that is stored, under its day; ``None`` if it was before."""
    (decision, links), *_ = ordered = sorted(pages, key=lambda page: (page[0].outcome not in STORED, page[1].input))
    if decision.outcome not in STORED:
        return None
    lists = tuple(dict.fromkeys(name for _, its in ordered for name in its.related_list_ids))
    return partition_date(decision.published_at), Accepted(
        dataclasses.replace(decision, published_at=None),  # it is in the stage, like everything else of the page
        PageLinks(input="", article_id="", headline_id=links.headline_id, related_list_ids=lists),
    )
