"""Polling feeds again and again with a clock that the test moves, without a pipeline."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from schemas.feed_state import FeedSource, FeedState
from schemas.fetch_state import FetchRequest
from schemas.poll import Poll
from transforms.feeds.polling import FeedPoller, FeedTask, HostPolls
from transforms.feeds.schedule import is_due
from transforms.feeds.settings import FeedSettings
from transforms.feeds.state import feed_name, feed_source
from transforms.fetch.client import Client
from transforms.fetch.settings import FetchSettings
from transforms.fetch.warc import WarcStage
from transforms.state import StateStore

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


@dataclasses.dataclass
class Rounds:
    """Feeds of one host, and what is remembered of them; ``now`` is the clock."""

    folder: Path
    settings: FeedSettings = dataclasses.field(default_factory=FeedSettings)
    now: datetime = NOON
    states: dict[str, FeedState] = dataclasses.field(default_factory=dict)
    fetch: dict[str, Any] = dataclasses.field(default_factory=dict)

    def poll(self, *urls: str | FeedSource, later: timedelta = timedelta(0)) -> HostPolls:
        """Poll what is due of ``urls``, ``later`` than the last time, and remember what came of it."""
        self.now += later
        tasks = []
        for url in urls:
            source = feed_source(url)
            name = feed_name(source)
            state = self.states.get(name) or FeedState(feed_url=name)
            if source.kind == "any" or is_due(state, self.now, self.settings):
                tasks.append(FeedTask(source=source, state=state))
        found = asyncio.run(self._poll(tasks))
        self.states.update({state.feed_url: state for state in found.states})
        return found

    def one(self, url: str, later: timedelta = timedelta(0)) -> Poll:
        """Poll one feed that must be due, and return the row."""
        (poll,) = self.poll(url, later=later).polls
        return poll

    def due(self, url: str) -> Poll:
        """Poll one feed as soon as it is due."""
        at = self.states[url].next_poll_at
        assert at is not None
        return self.one(url, at - self.now)

    async def _poll(self, tasks: Sequence[FeedTask]) -> HostPolls:
        quick = {"allow_private": True, "delay": 0.0, "connect_timeout": 2.0, "read_timeout": 1.0, "total_timeout": 2.0}
        client = Client(FetchSettings(**(quick | self.fetch)), lambda: self.now)
        store = StateStore(str(self.folder), "run1")
        warc = WarcStage(store.output, store.run_id)
        try:
            return await FeedPoller(client, self.settings, store, warc).poll(tasks, ())
        finally:
            warc.close()
            await client.close()


def pages(found: HostPolls) -> list[str]:
    """Return the last part of the address of each page to fetch."""
    return [item.url.rpartition("/")[2] for item in found.requests if isinstance(item, FetchRequest)]


def reasons(found: HostPolls) -> list[str]:
    """Return the reasons of the rejects."""
    return [reject.reason for reject in found.rejects]
