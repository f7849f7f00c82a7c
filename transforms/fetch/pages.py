"""``FetchPages``: requests → pages in a WARC file of the stage, rejects, and the state of the hosts."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.transforms import combiners
from apache_beam.utils.windowed_value import WindowedValue

from schemas.fetch_state import FetchRequest, HostState, PageSeen
from schemas.keys import StagedFile
from schemas.page import Pointer
from schemas.reject import Reject
from transforms.fetch.addresses import Resolver, resolve
from transforms.fetch.client import Client, Clock, utc_now
from transforms.fetch.hosts import HostJob, HostResult, fetch_hosts
from transforms.fetch.page_queue import allot
from transforms.fetch.settings import FetchSettings
from transforms.fetch.state import HostMemory, read_fetched, read_origins, read_pending, write_memories
from transforms.fetch.warc import WarcStage
from transforms.state import StateStore
from transforms.windows import InRun, by_window

REJECTS, STATE, PENDING = "rejects", "state", "pending"


class FetchedPages(NamedTuple):
    """The outputs of ``FetchPages``. ``state`` holds the archive too, where it is to be kept."""

    pointers: PCollection[Pointer]
    rejects: PCollection[Reject]
    state: PCollection[StagedFile]
    waiting: PCollection[tuple[str, int]]  # (host, pages that wait for a later run)


@dataclasses.dataclass
class FetchPages(beam.PTransform[PCollection[Any], FetchedPages]):
    """Fetch each page once: all requests of a host meet in one worker, so that politeness holds with many workers.

    In: ``FetchRequest``, and what an earlier step of the run has learned: ``HostState``, and ``PageSeen`` for a page
    that it has fetched already. Out: ``FetchedPages``. Pages that wait in the state are added to the requests.
    ``now`` is the start of the run (default: when a worker begins); ``clock`` is the one that fetch times, retries
    and robots.txt go by. ``start`` has one element for each run (default: there is one run).
    """

    store: StateStore
    settings: FetchSettings
    now: datetime | None = None
    clock: Clock = utc_now
    resolver: Resolver = resolve
    start: PCollection[Any] | None = None

    def expand(self, requests: PCollection[Any]) -> FetchedPages:
        """Apply the steps."""
        start = self.start or requests.pipeline | "Run" >> beam.Create([None])
        resumed = (
            start
            | "Buckets" >> beam.FlatMap(lambda _, names: names, self.store.names)
            | "Spread" >> beam.Reshuffle()
            | "ReadPending" >> beam.FlatMap(lambda bucket, store: read_pending(store, bucket), self.store)
        )
        by_host = (requests, resumed) | beam.Flatten() | "ByHost" >> beam.Map(by_host_key)
        allowances = (
            by_host
            | beam.Filter(lambda pair: isinstance(pair[1], FetchRequest))
            | beam.Keys()
            | combiners.Count.PerElement()
            | beam.CombineGlobally(combiners.ToDictCombineFn()).without_defaults()
            | beam.FlatMap(_allowances, self.settings)
        )
        results = (
            (by_host, allowances)  # no side input: Flink's runner cannot checkpoint one in a stream
            | "With allowances" >> beam.Flatten()
            | beam.GroupByKey()
            | beam.ParDo(_FetchHosts(self)).with_outputs(REJECTS, STATE, PENDING, main="pointers")
        )
        memories = (
            results[STATE]
            | beam.Filter(lambda item: isinstance(item, HostMemory))
            | "ByBucket" >> beam.Map(lambda memory, store: (store.bucket_of(memory.host), memory), self.store)
            | "Buckets of hosts" >> beam.GroupByKey()
            | "WriteState" >> beam.ParDo(InRun(_write, self.store, self.settings, self.clock))
        )
        archives = results[STATE] | beam.Filter(lambda item: isinstance(item, StagedFile))
        return FetchedPages(
            pointers=results["pointers"],
            rejects=results[REJECTS],
            state=(memories, archives) | "State" >> beam.Flatten(),
            waiting=results[PENDING],
        )


def by_host_key(item: FetchRequest | HostState | PageSeen) -> tuple[str, FetchRequest | HostState | PageSeen]:
    """Return ``item`` under its host."""
    return item.host, item


class _Allowance(int):
    """How many pages of a host fit into the run."""


def _allowances(counts: dict[str, int], settings: FetchSettings) -> Iterator[tuple[str, _Allowance]]:
    yield from ((host, _Allowance(pages)) for host, pages in allot(counts, settings).items())


def _write(
    group: tuple[str, Iterable[HostMemory]], store: StateStore, settings: FetchSettings, clock: Clock
) -> list[StagedFile]:
    bucket, memories = group
    return write_memories(store, bucket, memories, clock(), settings.remember_days)


class _FetchHosts(beam.DoFn):
    """Collects the hosts of a bundle and fetches from all of them at once when it ends."""

    def __init__(self, fetch: FetchPages) -> None:
        self._store, self._settings, self._now = fetch.store, fetch.settings, fetch.now
        self._clock, self._resolver = fetch.clock, fetch.resolver
        self._jobs: list[tuple[HostJob, Any, Any]] = []

    def start_bundle(self) -> None:
        self._jobs = []

    def process(
        self,
        group: tuple[str, Iterable[FetchRequest | HostState | PageSeen | _Allowance]],
        window: Any = beam.DoFn.WindowParam,
        timestamp: Any = beam.DoFn.TimestampParam,
    ) -> None:
        host, found = group
        items = list(found)
        seen = tuple(item for item in items if isinstance(item, PageSeen))
        job = HostJob(
            host=host,
            now=self._now or self._clock(),
            requests=tuple(item for item in items if isinstance(item, FetchRequest)),
            fetched=read_fetched(self._store, host) | {page.key: page.fetched_at for page in seen},
            seen=seen,
            allowance=sum(item for item in items if isinstance(item, _Allowance)),
            origins=(*read_origins(self._store, host), *(item for item in items if isinstance(item, HostState))),
        )
        self._jobs.append((job, window, timestamp))

    def finish_bundle(self) -> Iterator[Any]:
        for window, jobs in by_window(self._jobs):
            store = self._store.at(window)
            warc = WarcStage(store.output, store.run_id)
            results = asyncio.run(self._fetch_all([job for job, _, _ in jobs], warc))
            archive = warc.close()
            for (job, _, timestamp), result in zip(jobs, results, strict=True):
                for tag, value in _outputs(job, result):
                    windowed = WindowedValue(value, timestamp, (window,))
                    yield windowed if tag is None else TaggedOutput(tag, windowed)
            if archive is not None and self._settings.archive == "warc":
                yield TaggedOutput(STATE, WindowedValue(archive, jobs[0][-1], (window,)))
        self._jobs = []

    async def _fetch_all(self, jobs: Sequence[HostJob], warc: WarcStage) -> list[HostResult]:
        client = Client(self._settings, self._clock, self._resolver)
        return await fetch_hosts(jobs, client, warc)


def _outputs(job: HostJob, result: HostResult) -> Iterator[tuple[str | None, Any]]:
    """Return the values to emit, each with its tag; ``None`` is the main output."""
    yield from ((None, pointer) for pointer in result.pointers)
    yield from ((REJECTS, reject) for reject in result.rejects)
    if result.pending:
        yield PENDING, (job.host, len(result.pending))
    learned = {origin.origin: dataclasses.replace(origin, asked_at=None) for origin in (*job.origins, *result.origins)}
    yield (
        STATE,
        HostMemory(
            host=job.host,
            pending=tuple(result.pending),
            seen=(*job.seen, *result.seen),
            origins=tuple(learned.values()),
        ),
    )
