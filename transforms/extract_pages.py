"""``ExtractPages``: pointers in, keys out; the pages themselves go into the stage."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from schemas.keys import PageKey, SeenBlock, Sighting
from schemas.page import ExtractedPage, Pointer
from schemas.reject import Reject
from transforms.errors import PageError
from transforms.extract.settings import ExtractSettings
from transforms.pool import Limits, SharedPool, cores
from transforms.progress import PROGRESS
from transforms.urls import story_key
from transforms.windows import started_at
from transforms.work import Extracted, read_and_extract
from transforms.write.fragments import write_fragment
from transforms.write.staging import Stage

BATCH = 1024  # pages of one fragment; some 20 MB of memory


@dataclasses.dataclass
class ExtractPages(beam.PTransform[PCollection[Pointer], DoOutputsTuple]):
    """Take apart each page that a pointer names, in ``workers`` processes (0: one for each core).

    Outputs: ``keys`` (a PageKey for each page), ``sightings`` (its related lists and own title), ``rejects``,
    and ``counts`` (name, number). The text lies in the ``stage``; a page without a fetch time is dated ``now``.
    """

    settings: ExtractSettings
    stage: Stage
    now: datetime
    workers: int = 0

    def expand(self, pointers: PCollection[Pointer]) -> DoOutputsTuple:
        """Batch the pointers and hand each batch to the pool."""
        return (
            pointers
            | beam.BatchElements(min_batch_size=BATCH, max_batch_size=BATCH)
            | beam.ParDo(_ExtractBatch(self.settings, self.stage, self.now, self.workers)).with_outputs(
                "sightings", "rejects", "counts", main="keys"
            )
        )


class _ExtractBatch(beam.DoFn):
    def __init__(self, settings: ExtractSettings, stage: Stage, now: datetime, workers: int) -> None:
        self._settings, self._stage, self._now, self._workers = settings, stage, now, workers
        self._pool: SharedPool[Pointer, Extracted] | None = None

    def process(self, batch: Sequence[Pointer], window: Any = beam.DoFn.WindowParam) -> Iterator[Any]:
        done: dict[str, tuple[Pointer, Extracted]] = {}
        for pointer, result in self._started().map(batch):
            PROGRESS.done += 1
            if isinstance(result, PageError):
                PROGRESS.rejected += 1
                yield TaggedOutput("rejects", reject_of(pointer, result))
                yield TaggedOutput("counts", ("pages_rejected", 1))
            else:
                done[result.page.input] = pointer, result
        if done:
            yield from _staged(done, self._stage.at(window).pages, started_at(self._now, window))

    def _started(self) -> SharedPool[Pointer, Extracted]:
        if self._pool is None:
            limits = Limits("extract", self._settings.timeout_seconds, self._settings.memory_mb)
            self._pool = SharedPool(read_and_extract, self._settings, limits, self._workers or cores())
        return self._pool

    def teardown(self) -> None:
        if self._pool is not None:
            self._pool.close()


def _staged(done: dict[str, tuple[Pointer, Extracted]], folder: str, now: datetime) -> Iterator[Any]:
    pages = [(result.page, pointer.hint.feed_url if pointer.hint else None) for pointer, result in done.values()]
    for page, staged in write_fragment(folder, pages):
        pointer, result = done[page.input]
        # Of a saved page nobody knows when it was fetched; its own times order its versions alike in every run.
        seen_at = pointer.fetched_at or page.modified_at or page.published_at or now
        yield PageKey(
            input=page.input,
            article_id=result.article_id,
            source=page.source,
            seen_at=seen_at,
            published_at=page.published_at,
            fingerprint=result.fingerprint,
            staged=staged,
        )
        yield TaggedOutput("sightings", sighting_of(page, result.article_id, pointer.fetched_at or now))
        yield from counts_of(page)


def sighting_of(page: ExtractedPage, article_id: str, seen_at: datetime) -> Sighting:
    """Return what the headline datasets need to know of a page."""
    address = page.canonical_url or page.url
    return Sighting(
        input=page.input,
        article_id=article_id,
        source=page.source,
        address=story_key(address),
        title=page.title,
        seen_at=seen_at,
        blocks=tuple(
            SeenBlock(
                heading=block.heading,
                headlines=tuple((item.text, item.url) for item in block.items),
                weak=tuple(item.weak for item in block.items),
            )
            for block in page.blocks
        ),
    )


def counts_of(page: ExtractedPage) -> Iterator[Any]:
    """Yield what the summary says about a page."""
    yield TaggedOutput("counts", ("lists_seen", len(page.blocks)))
    yield TaggedOutput(
        "counts", ("headlines_seen", sum(not item.weak for block in page.blocks for item in block.items))
    )
    if page.lines_cut:
        yield TaggedOutput("counts", ("lines_cut", page.lines_cut))
        yield TaggedOutput("counts", (f"lines_cut:{page.source}", page.lines_cut))


def reject_of(pointer: Pointer, error: PageError) -> Reject:
    """Return the reject for a page; its payload says where a replay can read the page again."""
    place = {"path": pointer.path, "kind": pointer.kind, "offset": pointer.offset}
    staged = "/_staging/" in pointer.path  # fetched by this run, and swept after it: only the address will last
    payload: dict[str, Any] = {"url": pointer.url, **({} if staged else place)}
    stage = error.reason.partition("-")[0]
    return Reject(
        input=pointer.input,
        stage=stage if stage in ("read", "extract") else "extract",
        reason=error.reason,
        message=error.message,
        payload=json.dumps({name: value for name, value in payload.items() if value is not None}),
    )
