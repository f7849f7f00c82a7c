"""``JoinDecisions``: what was decided about a page and how it hangs together with headlines, in one record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from schemas.keys import Decision, PageKey, PageLinks
from transforms.write.articles import Accepted
from transforms.write.fragments import partition_date

STORED = ("new", "revision")


@dataclasses.dataclass
class JoinDecisions(beam.PTransform[Any, DoOutputsTuple]):
    """Join (PageKey, Decision, PageLinks) collections by input.

    Outputs: ``accepted`` ((published_date, Accepted) of each page that becomes a row) and ``counts``.
    """

    def expand(self, joined: tuple[PCollection[PageKey], PCollection[Decision], PCollection[PageLinks]]) -> Any:
        """Join by input, the key of every page throughout the run."""
        keys, decisions, links = joined
        return (
            {
                "day": keys | "Day of each page" >> beam.Map(lambda key: (key.input, partition_date(key.published_at))),
                "decision": decisions | "By page" >> beam.Map(lambda decision: (decision.input, decision)),
                "links": links | "Links by page" >> beam.Map(lambda link: (link.input, link)),
            }
            | beam.CoGroupByKey()
            | beam.FlatMap(_join).with_outputs("counts", main="accepted")
        )


def _join(row: tuple[str, dict[str, list[Any]]]) -> Iterator[Any]:
    """Yield the page if it is stored, and its outcome; each side has exactly one record for each page."""
    (day,), (decision,), (links,) = row[1]["day"], row[1]["decision"], row[1]["links"]
    yield TaggedOutput("counts", (f"articles_{decision.outcome}", 1))
    if decision.outcome in STORED:
        yield day, Accepted(decision, links)
        if decision.duplicate_of is not None:
            yield TaggedOutput("counts", ("copies", 1))
