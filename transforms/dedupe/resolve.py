"""``ResolveArticles``: known, revised, copied or new, across the run and everything that earlier runs have seen.

Pages are judged where their article's bucket is, lines where their site's is, 5-grams by themselves; only keys, hashes
and, for the few pairs that are probably copies, two bytes a word travel. Each step is a pure function between
reading a bucket and staging what it gained.
"""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection

from schemas.duplicate import Duplicate
from schemas.keys import Decision, PageKey, StagedFile
from transforms.dedupe import steps
from transforms.dedupe.settings import DedupeSettings
from transforms.state import StateStore
from transforms.windows import InRun


class Resolved(NamedTuple):
    """What ``ResolveArticles`` gives: one ``Decision`` for each page, and what is to be published with them."""

    decisions: PCollection[Decision]
    duplicates: PCollection[Duplicate]
    state: PCollection[StagedFile]


@dataclasses.dataclass
class ResolveArticles(beam.PTransform[PCollection[PageKey], Any]):
    """Decide what each page is: ``new``, ``revision``, ``known``, or (``keep = "first"``) ``duplicate``.

    Neither the order of the pages nor the number of workers or runs changes which articles are copies of one text.
    """

    store: StateStore
    settings: DedupeSettings = dataclasses.field(default_factory=DedupeSettings)

    def expand(self, keys: PCollection[PageKey]) -> Resolved:
        """Build the chain: boilerplate, versions, candidates, copies, clusters, decisions."""
        store, settings = self.store, self.settings
        lines = (
            keys
            | "LinesOfPages" >> beam.Map(steps.lines_of_page, store)
            | "BySite" >> beam.GroupByKey()
            | "FindBoilerplate"
            >> beam.ParDo(InRun(steps.boilerplate_of_sites, store, settings)).with_outputs("state", main="found")
        )
        judged = (
            {"pages": keys | "ByArticle" >> beam.Map(steps.page_of_article, store), "lines": lines.found}
            | "PagesAndLines" >> beam.CoGroupByKey()
            | "JudgeVersions"
            >> beam.ParDo(InRun(steps.judge_articles, store, settings)).with_outputs(
                "state", "postings", "signatures", main="versions"
            )
        )
        paired = (
            judged.postings
            | "ByHash" >> beam.GroupByKey()
            | "PairUp" >> beam.ParDo(InRun(steps.pair_articles, store, settings)).with_outputs("state", main="pairs")
        )
        requests = (
            paired.pairs | "ByNewArticle" >> beam.GroupByKey() | "Promising" >> beam.FlatMap(steps.request_texts, store)
        )
        offers = (
            {"requests": requests, "staged": judged.signatures}
            | "RequestsAndTexts" >> beam.CoGroupByKey()
            | "OfferTexts" >> beam.FlatMap(steps.offer_texts, store)
        )
        edges = (
            {"offers": offers, "staged": judged.signatures}
            | "OffersAndTexts" >> beam.CoGroupByKey()
            | "CompareTexts" >> beam.FlatMap(steps.compare_texts, store, settings)
        )
        clustered = (
            edges
            | "AllEdges" >> beam.GroupByKey()  # of copies only, without texts: some hundred bytes each
            | "FormClusters"
            >> beam.ParDo(InRun(steps.cluster_copies, store)).with_outputs("state", "merges", main="members")
        )
        decided = (
            {"versions": judged.versions, "members": clustered.members, "merges": clustered.merges}
            | "VersionsAndClusters" >> beam.CoGroupByKey()
            | "Decide"
            >> beam.ParDo(InRun(steps.decide_articles, store, settings)).with_outputs(
                "state", "duplicates", main="decisions"
            )
        )
        parts = (lines, judged, paired, clustered, decided)
        return Resolved(decided.decisions, decided.duplicates, [part.state for part in parts] | beam.Flatten())
