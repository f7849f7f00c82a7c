"""``ResolveHeadlines``: what pages show of a site's stories becomes headlines, lists and links between them."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
import pyarrow as pa
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from schemas.column import record_of, table_of
from schemas.headline_state import HEADLINE_NAME, LIST_VERSION, HeadlineName, ListVersion
from schemas.keys import PageLinks, Sighting, Sightings
from transforms.related.gather import GatherByBucket, spread
from transforms.related.memory import SiteMemory
from transforms.related.settings import RelatedSettings
from transforms.related.site import Resolved, SitePages, resolve_site
from transforms.state import StateStore

NAMES, LISTS = "headline_names", "list_versions"  # tables of the state


def resolve(
    names: pa.Table, lists: pa.Table, sightings: Iterable[Sighting], settings: RelatedSettings, run_id: str
) -> Iterator[Resolved]:
    """Yield what each source among ``sightings`` comes to, given what the state tables have of these sources."""
    sites: dict[str, SitePages] = {}
    for sighting in sightings:
        sites.setdefault(sighting.source, SitePages(sighting.source)).add(sighting)
    known, seen = _by_source(names, HeadlineName), _by_source(lists, ListVersion)
    for source in sorted(sites):
        memory = SiteMemory.of(source, known[source], seen[source])
        yield resolve_site(sites[source], memory, settings, run_id)


@dataclasses.dataclass
class ResolveHeadlines(beam.PTransform[PCollection[Sighting], DoOutputsTuple]):
    """Join the lists and titles of pages with each other and with what earlier runs saw, site by site.

    Outputs: ``links`` (a PageLinks for each page; the main output), ``headlines`` and ``headline_lists`` (rows that are
    new to the datasets), ``state`` (staged files of what was learned).
    """

    store: StateStore
    settings: RelatedSettings = dataclasses.field(default_factory=RelatedSettings)

    def expand(self, sightings: PCollection[Sighting]) -> DoOutputsTuple:
        """Bring the pages of a site together, by the bucket that holds its state."""
        return (
            sightings
            | "KeyByBucket" >> beam.ParDo(GatherByBucket(self.store)).with_output_types(tuple[str, Sightings])
            | beam.GroupByKey()
            | beam.ParDo(_ResolveBucket(self.store, self.settings)).with_outputs(
                "headlines", "headline_lists", "state", main="links"
            )
        )


class _ResolveBucket(beam.DoFn):
    def __init__(self, store: StateStore, settings: RelatedSettings) -> None:
        self._store, self._settings = store, settings

    def process(
        self, group: tuple[str, Iterable[Sightings]], window: Any = beam.DoFn.WindowParam
    ) -> Iterator[PageLinks | TaggedOutput[str, Any]]:
        bucket, store = group[0], self._store.at(window)
        sightings = list(itertools.chain.from_iterable(map(spread, group[1])))
        sources = {sighting.source for sighting in sightings}
        names = store.read_where(NAMES, bucket, HEADLINE_NAME, sources)
        lists = store.read_where(LISTS, bucket, LIST_VERSION, sources)
        new_names: list[HeadlineName] = []
        new_lists: list[ListVersion] = []
        for resolved in resolve(names, lists, sightings, self._settings, store.run_id):
            yield from resolved.links
            yield from (TaggedOutput("headlines", row) for row in resolved.headlines)
            yield from (TaggedOutput("headline_lists", row) for row in resolved.lists)
            new_names += resolved.names
            new_lists += resolved.versions
        for table, rows in (
            (NAMES, table_of(new_names, HEADLINE_NAME)),
            (LISTS, table_of(new_lists, LIST_VERSION)),
        ):
            if len(rows):
                yield TaggedOutput("state", store.append(table, bucket, rows))


def _by_source(table: pa.Table, kind: type[Any]) -> defaultdict[str, list[Any]]:
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    for row in table.to_pylist():
        rows[row["source"]].append(record_of(kind, row))
    return rows
