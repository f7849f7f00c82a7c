"""The sightings of a bundle, brought together by bucket: lists that many pages of a site show are sent once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
from apache_beam.utils.windowed_value import WindowedValue

from schemas.keys import SeenBlock, Sighting, Sightings
from transforms.state import StateStore
from transforms.windows import by_window

MOST = 1_024  # sightings that are held at a time: some 10 MB


def gathered(sightings: Iterable[Sighting]) -> Sightings:
    """Return ``sightings`` as one record, each distinct block of theirs once."""
    places: dict[SeenBlock, int] = {}
    pages = tuple(
        (
            dataclasses.replace(sighting, blocks=()),
            tuple(places.setdefault(block, len(places)) for block in sighting.blocks),
        )
        for sighting in sightings
    )
    return Sightings(tuple(places), pages)


def spread(sightings: Sightings) -> Iterator[Sighting]:
    """Yield what was gathered, one by one; equal blocks are one object."""
    for page, places in sightings.pages:
        yield dataclasses.replace(page, blocks=tuple(sightings.blocks[place] for place in places))


class GatherByBucket(beam.DoFn):
    """Sighting → (bucket of its source, Sightings)."""

    def __init__(self, store: StateStore) -> None:
        self._store = store
        self._held: list[tuple[Sighting, Any, Any]] = []

    def process(
        self, sighting: Sighting, window: Any = beam.DoFn.WindowParam, timestamp: Any = beam.DoFn.TimestampParam
    ) -> Iterator[Any]:
        """Hold a sighting until the bundle ends, or holds many."""
        self._held.append((sighting, window, timestamp))
        if len(self._held) >= MOST:
            yield from self.finish_bundle()

    def finish_bundle(self) -> Iterator[Any]:
        """Pass on what is held."""
        held, self._held = self._held, []
        for window, jobs in by_window(held):
            buckets: dict[str, list[Sighting]] = {}
            for sighting, _, _ in jobs:
                buckets.setdefault(self._store.bucket_of(sighting.source), []).append(sighting)
            for bucket, together in buckets.items():
                yield WindowedValue((bucket, gathered(together)), jobs[0][-1], (window,))
