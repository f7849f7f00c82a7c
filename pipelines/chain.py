"""What becomes of feeds and pages. Read ``chain`` from top to bottom; it is the data flow.

Bounded, it runs once (``pipelines/runs.py``); unbounded, once for each window (``pipelines/stream.py``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.config import Config
from pipelines.manifest import CommitRun
from pipelines.run import RunContext
from schemas.duplicate import DUPLICATE
from schemas.fetch_state import FetchRequest
from schemas.headline import HEADLINE
from schemas.headline_list import HEADLINE_LIST
from schemas.ids import stable_hash
from schemas.manifest import Manifest
from schemas.page import Pointer
from schemas.poll import POLL, Poll
from schemas.reject import REJECT, Reject
from transforms.accept import JoinDecisions
from transforms.dedupe.resolve import ResolveArticles
from transforms.extract_pages import ExtractPages
from transforms.feeds.poll import PollFeeds
from transforms.fetch.pages import FetchPages
from transforms.progress import PROGRESS
from transforms.read.inputs import ReadInputs
from transforms.rejected import SettleRejects
from transforms.related.resolve import ResolveHeadlines
from transforms.wire import use_compact_coders
from transforms.write.articles import WriteArticles
from transforms.write.rows import WriteRows


class Sources(NamedTuple):
    """Where a run begins: ``start`` has one element for each run, the others what there is besides."""

    start: PCollection[Any]
    feeds: tuple[PCollection[Any], ...]  # str or FeedSource
    requests: tuple[PCollection[FetchRequest], ...] = ()
    pointers: tuple[PCollection[Pointer], ...] = ()
    rejects: tuple[PCollection[Reject], ...] = ()


def once(root: beam.Pipeline, inputs: Iterable[str], config: Config, again: Iterable[Pointer] = ()) -> Sources:
    """Return the sources of one run over ``inputs``, the configured feeds and the pages ``again``."""
    read = root | "Inputs" >> beam.Create(list(inputs)) | ReadInputs()
    return Sources(
        start=root | "Start" >> beam.Create([None]),
        feeds=(root | "Feeds" >> beam.Create(list(config.input.feeds)), read.feeds),
        requests=(read.fetch,),
        pointers=(read.pointers, root | "Again" >> beam.Create(list(again))),
        rejects=(read.rejects,),
    )


def chain(sources: Sources, config: Config, run: RunContext) -> PCollection[Manifest]:
    """Build the chain from ``sources`` to a manifest for each run."""
    use_compact_coders()
    store, stage, now, workers = run.store, run.stage, run.started_at, config.run.workers

    polled = sources.feeds | "All feeds" >> beam.Flatten() | PollFeeds(store, config.feeds, config.fetch)
    fetched = (
        (*sources.requests, polled.requests)
        | "All requests" >> beam.Flatten()
        | FetchPages(store, config.fetch, start=sources.start)
    )
    pointers = (
        (*sources.pointers, polled.pointers, fetched.pointers) | "All pointers" >> beam.Flatten() | OncePerInput()
    )
    pages = pointers | ExtractPages(config.extract, stage, now, workers)
    articles = pages.keys | ResolveArticles(store, config.dedupe)
    headlines = pages.sightings | ResolveHeadlines(store, config.related)
    joined = (articles.decisions, headlines.links) | JoinDecisions()
    written = joined.accepted | WriteArticles(
        stage, now, config.entities, by_source="source" in config.output.partition_by, workers=workers
    )
    rejected = (
        (*sources.rejects, polled.rejects, fetched.rejects, pages.rejects)
        | "All rejects" >> beam.Flatten()
        | SettleRejects(store, now)
    )
    files = (
        written.files,
        headlines.headlines | "WriteHeadlines" >> WriteRows(stage, "headlines", HEADLINE),
        headlines.headline_lists | "WriteLists" >> WriteRows(stage, "headline_lists", HEADLINE_LIST),
        articles.duplicates | "WriteDuplicates" >> WriteRows(stage, "duplicates", DUPLICATE),
        rejected.rejects | "WriteRejects" >> WriteRows(stage, "rejects", REJECT),
        polled.polls | "WritePolls" >> WriteRows(stage, "polls", POLL),
        *(step.state for step in (polled, fetched, articles, headlines, rejected)),
    ) | "All files" >> beam.Flatten()
    counts = (
        pointers | "Count pages" >> beam.Map(lambda _: ("pages", 1)),
        polled.polls | "Count lost" >> beam.FlatMap(_lost),
        fetched.waiting | "Count waiting" >> beam.Map(lambda waiting: ("waiting", waiting[1])),
        *(step.counts for step in (pages, joined, written, rejected)),
    ) | "All counts" >> beam.Flatten()
    return (files, counts) | CommitRun(run, sources.start)


class OncePerInput(beam.PTransform[PCollection[Pointer], PCollection[Pointer]]):
    """Keep one pointer for each input, and spread them over the workers: a page may be named by several feeds."""

    def expand(self, pointers: PCollection[Pointer]) -> PCollection[Pointer]:
        """Group the pointers, never the pages."""
        return pointers | beam.WithKeys(_hashed) | beam.GroupByKey() | beam.FlatMap(_firsts)


def _hashed(pointer: Pointer) -> str:
    """Return a short key for the input of ``pointer``, which spells it out."""
    return f"{stable_hash(pointer.input):x}"


def _firsts(group: tuple[str, Iterable[Pointer]]) -> Iterator[Pointer]:
    for _, same in itertools.groupby(
        sorted(group[1], key=lambda pointer: pointer.input), lambda pointer: pointer.input
    ):
        PROGRESS.found += 1
        yield min(same, key=repr)  # any of them, but always the same


def _lost(poll: Poll) -> Iterator[tuple[str, int]]:
    """Count a poll that probably came too late, and for its feed the seconds that would have been soon enough."""
    if poll.missed_suspected:
        yield "missed_suspected", 1
        yield f"enough:{poll.feed_url}", poll.sufficient_interval_s or 0
