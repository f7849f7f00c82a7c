"""``JoinDecisions``: what was decided about a page and how it hangs together with headlines, in one record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from schemas.keys import Decision, PageKey, PageLinks
from transforms.write.articles import Accepted
from transforms.write.fragments import partition_date

STORED = ("new", "revision")


class Joined(NamedTuple):
    """What ``JoinDecisions`` gives."""

    accepted: PCollection[tuple[str, Accepted]]
    counts: PCollection[tuple[str, int]]


@dataclasses.dataclass
class JoinDecisions(beam.PTransform[Any, Any]):
    """Join (PageKey, Decision, PageLinks) collections by input.

    Outputs: ``accepted`` ((published_date, Accepted) of each page that becomes a row) and ``counts``.
    """

    def expand(self, sides: tuple[PCollection[PageKey], PCollection[Decision], PCollection[PageLinks]]) -> Any:
        """Join by input, the key of every page throughout the run."""
        keys, decisions, links = sides
        joined = (
            {
                "day": keys | "Day of each page" >> beam.Map(lambda key: (key.input, partition_date(key.published_at))),
                "decision": decisions | "By page" >> beam.Map(lambda decision: (decision.input, decision)),
                "links": links | "Links by page" >> beam.Map(lambda link: (link.input, link)),
            }
            | beam.CoGroupByKey()
            | beam.FlatMap(_join).with_outputs("counts", main="pages")
        )
        accepted = joined.pages | "By version" >> beam.GroupByKey() | beam.FlatMap(_accept)
        return Joined(accepted, joined.counts)


def _join(row: tuple[str, dict[str, list[Any]]]) -> Iterator[Any]:
    """Yield the page under its article's version; each side has exactly one record for each page."""
    (day,), (decision,), (links,) = row[1]["day"], row[1]["decision"], row[1]["links"]
    yield TaggedOutput("counts", (f"articles_{decision.outcome}", 1))
    if decision.outcome in STORED and decision.duplicate_of is not None:
        yield TaggedOutput("counts", ("copies", 1))
    yield f"{decision.article_id}/{decision.revision}", (day, Accepted(decision, links))


def _accept(group: tuple[str, Iterable[tuple[str, Accepted]]]) -> Iterator[tuple[str, Accepted]]:
    """Yield the page that is stored, with the lists of all pages of the run that show the same version."""
    pages = sorted(group[1], key=lambda page: (page[1].decision.outcome not in STORED, page[1].decision.input))
    day, first = pages[0]
    if first.decision.outcome in STORED:
        lists = tuple(dict.fromkeys(name for _, page in pages for name in page.links.related_list_ids))
        yield day, dataclasses.replace(first, links=dataclasses.replace(first.links, related_list_ids=lists))
