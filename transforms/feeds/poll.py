"""``PollFeeds``: addresses of feeds → what they bring, a row for each poll, and what to remember."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.utils.windowed_value import WindowedValue

from schemas.feed_state import FeedSource, FeedState
from schemas.fetch_state import HostState
from schemas.keys import StagedFile
from schemas.page import Pointer
from schemas.poll import Poll
from schemas.reject import Reject
from transforms.feeds.outcome import LISTS
from transforms.feeds.polling import FeedPoller, FeedTask, HostPolls, poll_hosts, sources_of
from transforms.feeds.schedule import is_due
from transforms.feeds.settings import FeedSettings
from transforms.feeds.state import feed_name, feed_source, read_states, write_states
from transforms.fetch.addresses import Resolver, resolve
from transforms.fetch.client import Client, Clock, host_of, utc_now
from transforms.fetch.settings import FetchSettings
from transforms.fetch.state import read_origins
from transforms.fetch.warc import WarcStage
from transforms.state import StateStore
from transforms.windows import InRun, by_window

POLLS, REJECTS, STATE, POINTERS, DISCOVERED = "polls", "rejects", "state", "pointers", "discovered"


class PolledFeeds(NamedTuple):
    """The outputs of ``PollFeeds``. ``requests`` go to ``FetchPages``; ``pointers`` are pages that need no fetching."""

    requests: PCollection[Any]  # FetchRequest, HostState, PageSeen
    pointers: PCollection[Pointer]
    polls: PCollection[Poll]
    rejects: PCollection[Reject]
    state: PCollection[StagedFile]


@dataclasses.dataclass
class PollFeeds(beam.PTransform[PCollection[Any], PolledFeeds]):
    """Poll the feeds that are due, and those that lists of feeds among them name.

    In: addresses, as ``str`` or ``FeedSource``. All feeds of a host meet in one worker. What is due is judged
    at ``now``, the start of the run (default: when a worker begins); poll times and intervals go by ``clock``.
    """

    store: StateStore
    settings: FeedSettings
    fetch: FetchSettings
    now: datetime | None = None
    clock: Clock = utc_now
    resolver: Resolver = resolve

    def expand(self, addresses: PCollection[str | FeedSource]) -> PolledFeeds:
        """Apply the steps: load what is due, poll it, poll what it named, write the state."""
        sources = addresses | "Sources" >> beam.Map(feed_source) | "ByBucket" >> beam.Map(_by_bucket, self.store)
        first = sources | "First" >> _PollRound(self)
        found = (
            first[DISCOVERED] | "Found" >> beam.Map(feed_source) | "FoundByBucket" >> beam.Map(_by_bucket, self.store)
        )
        asked = first["requests"] | "Asked" >> beam.Filter(lambda item: isinstance(item, HostState))
        second = (
            {"known": sources, "found": found}
            | beam.CoGroupByKey()
            | "New" >> beam.FlatMap(_unknown)
            | "Second" >> _PollRound(self, asked)
        )
        both = {tag: (first[tag], second[tag]) | f"Both {tag}" >> beam.Flatten() for tag in (*_TAGS, "requests")}
        states = (
            both[STATE]
            | "States" >> beam.Filter(lambda item: isinstance(item, FeedState))
            | "StatesByBucket" >> beam.Map(lambda state, store: (store.bucket_of(state.feed_url), state), self.store)
            | "GroupStates" >> beam.GroupByKey()
            | "WriteStates" >> beam.ParDo(InRun(_write, self.store))
        )
        archives = both[STATE] | "Archives" >> beam.Filter(lambda item: isinstance(item, StagedFile))
        return PolledFeeds(
            requests=both["requests"],
            pointers=both[POINTERS],
            polls=both[POLLS],
            rejects=both[REJECTS],
            state=(states, archives) | "State" >> beam.Flatten(),
        )


def _write(group: tuple[str, Iterable[FeedState]], store: StateStore) -> Iterator[StagedFile]:
    bucket, states = group
    yield write_states(store, bucket, states)


_TAGS = (POLLS, REJECTS, STATE, POINTERS)


def _by_bucket(source: FeedSource, store: StateStore) -> tuple[str, FeedSource]:
    return store.bucket_of(feed_name(source)), source


def _unknown(group: tuple[str, dict[str, Iterable[FeedSource]]]) -> Iterator[tuple[str, FeedSource]]:
    """Return the feeds that a list names and the user does not."""
    bucket, sides = group
    known = {feed_name(source) for source in sides["known"]}
    unique = {feed_name(source): source for source in sides["found"]}
    return ((bucket, source) for name, source in unique.items() if name not in known)


@dataclasses.dataclass
class _PollRound(beam.PTransform[PCollection[Any], Any]):
    """(bucket, source) → everything that polling the due ones of them brings, tagged."""

    poll: PollFeeds
    asked: PCollection[HostState] | None = None

    def expand(self, sources: PCollection[tuple[str, FeedSource]]) -> Any:
        """Load the states by bucket, poll by host."""
        poll = self.poll
        load = _LoadFeeds(poll.store, poll.settings, poll.now, poll.clock)
        loaded = sources | beam.GroupByKey() | "Load" >> beam.ParDo(load).with_outputs(DISCOVERED, main="tasks")
        tasks = loaded["tasks"]
        if self.asked is not None:
            asked = self.asked | "ByHost" >> beam.Map(lambda state: (state.host, state))
            tasks = (tasks, asked) | "TasksAndHosts" >> beam.Flatten()
        polled = (
            tasks
            | "GroupByHost" >> beam.GroupByKey()
            | "Poll" >> beam.ParDo(_PollHosts(poll)).with_outputs(*_TAGS, DISCOVERED, main="requests")
        )
        named = (loaded[DISCOVERED], polled[DISCOVERED]) | "Named" >> beam.Flatten()
        return {**{tag: polled[tag] for tag in (*_TAGS, "requests")}, DISCOVERED: named}


@dataclasses.dataclass
class _LoadFeeds(beam.DoFn):
    """(bucket, sources) → (host, task) for what is due; a list of feeds that is not due still names its feeds."""

    store: StateStore
    settings: FeedSettings
    now: datetime | None
    clock: Clock

    def process(self, group: tuple[str, Iterable[FeedSource]]) -> Iterator[Any]:
        bucket, sources = group
        states = read_states(self.store, bucket)
        now = self.now or self.clock()
        for name, source in {feed_name(source): source for source in sources}.items():
            state = states.get(name) or FeedState(feed_url=name)
            if source.kind == "any" or is_due(state, now, self.settings):
                task = FeedTask(source=source, state=state)
                yield host_of(task.address), task
            elif state.kind in LISTS:
                yield from (
                    TaggedOutput(DISCOVERED, feed) for feed in sources_of(state.kind, state.feeds, self.settings)
                )


class _PollHosts(beam.DoFn):
    """Collects the hosts of a bundle and polls all of them at once when it ends."""

    def __init__(self, poll: PollFeeds) -> None:
        self._store, self._feeds, self._fetch = poll.store, poll.settings, poll.fetch
        self._clock, self._resolver = poll.clock, poll.resolver
        self._jobs: list[tuple[tuple[list[FeedTask], list[HostState]], Any, Any]] = []

    def start_bundle(self) -> None:
        self._jobs = []

    def process(
        self,
        group: tuple[str, Iterable[FeedTask | HostState]],
        window: Any = beam.DoFn.WindowParam,
        timestamp: Any = beam.DoFn.TimestampParam,
    ) -> None:
        host, found = group
        items = list(found)
        tasks = [item for item in items if isinstance(item, FeedTask)]
        origins = [item for item in items if isinstance(item, HostState)]
        if tasks:
            self._jobs.append(((tasks, [*read_origins(self._store, host), *origins]), window, timestamp))

    def finish_bundle(self) -> Iterator[Any]:
        for window, jobs in by_window(self._jobs):
            store = self._store.at(window)
            warc = WarcStage(store.output, store.run_id)
            results = asyncio.run(self._poll_all([job for job, _, _ in jobs], store, warc))
            archive = warc.close()
            for (_, _, timestamp), result in zip(jobs, results, strict=True):
                for tag, value in _outputs(result, store.run_id):
                    windowed = WindowedValue(value, timestamp, (window,))
                    yield windowed if tag is None else TaggedOutput(tag, windowed)
            if archive is not None and self._fetch.archive == "warc":
                yield TaggedOutput(STATE, WindowedValue(archive, jobs[0][-1], (window,)))
        self._jobs = []

    async def _poll_all(
        self, jobs: Sequence[tuple[list[FeedTask], list[HostState]]], store: StateStore, warc: WarcStage
    ) -> list[HostPolls]:
        client = Client(self._fetch, self._clock, self._resolver)
        return await poll_hosts(jobs, FeedPoller(client, self._feeds, store, warc), client)


def _outputs(result: HostPolls, run_id: str) -> Iterator[tuple[str | None, Any]]:
    """Return the values to emit, each with its tag; ``None`` is the main output."""
    yield from ((None, request) for request in result.requests)
    yield from ((POINTERS, pointer) for pointer in result.pointers)
    yield from ((POLLS, dataclasses.replace(poll, run_id=run_id)) for poll in result.polls)
    yield from ((REJECTS, reject) for reject in result.rejects)
    yield from ((DISCOVERED, source) for source in result.discovered)
    yield from ((STATE, state) for state in result.states)
