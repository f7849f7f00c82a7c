"""``CommitRun``: the last step of the chain, which counts, checks, and writes the manifest."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from typing import Any

import apache_beam as beam
from apache_beam.metrics.metric import Metrics
from apache_beam.pvalue import PCollection

from pipelines.commit import read_manifest, write_manifest
from pipelines.owner import owns
from pipelines.run import RunContext
from schemas.column import table_of
from schemas.keys import StagedFile
from schemas.manifest import Manifest
from schemas.run import RUN, Run
from transforms.windows import InRun

_LOGGER = logging.getLogger(__name__)


class AccountingError(RuntimeError):
    """Inputs went in that came out nowhere: a bug, and nothing is committed."""


@dataclasses.dataclass
class CommitRun(beam.PTransform[Any, PCollection[Manifest]]):
    """Write the manifest of each run from its files and its counts, once everything else is done.

    ``start`` has one element for each run: what brings nothing is committed, too.
    """

    run: RunContext
    start: PCollection[Any]

    def expand(self, outcome: tuple[PCollection[StagedFile], PCollection[tuple[str, int]]]) -> PCollection[Manifest]:
        """Bring all files and all sums to one place."""
        staged, counts = outcome
        return (
            {
                "run": self.start | "One run" >> beam.Map(lambda _: ("", None)),
                "files": staged | "Gather files" >> beam.WithKeys(""),
                "counts": counts | beam.CombinePerKey(sum) | "Gather counts" >> beam.WithKeys(""),
            }
            | beam.CoGroupByKey()
            | beam.ParDo(InRun(_commit, self.run))
        )


def _commit(row: tuple[str, dict[str, Iterable[Any]]], run: RunContext) -> Iterator[Manifest]:
    if (committed := read_manifest(run.output, run.run_id)) is not None:  # an engine that recovers repeats steps
        yield committed
        return
    if run.stream is not None and not owns(run.output, run.stream):
        _LOGGER.warning("%s: not committed, for another run has taken the output over", run.run_id)
        return
    counts = dict(sorted(row[1]["counts"]))
    files = sorted(row[1]["files"], key=lambda file: file.final)
    check_accounts(counts)
    record = run_record(run, counts, files, datetime.now(timezone.utc))
    files.append(run.stage.write("runs", (), table_of([record], RUN)))
    manifest = Manifest(run_id=run.run_id, files=tuple(files), counts=counts, run=record)
    write_manifest(run.output, manifest)
    for name, number in counts.items():
        if ":" not in name:  # without those of single sites and reasons
            Metrics.counter("headwater", name).inc(number)
    yield manifest


OUTCOMES = ("articles_new", "articles_revision", "articles_known", "articles_duplicate")


def check_accounts(counts: dict[str, int]) -> None:
    """Raise ``AccountingError`` unless every page that was found is an article, known, or a reject."""
    found = counts.get("pages", 0)
    ended = sum(counts.get(outcome, 0) for outcome in OUTCOMES)
    rejected = counts.get("pages_rejected", 0)
    if found != ended + rejected:
        raise AccountingError(f"{found} pages went in, {ended} articles and {rejected} rejects came out: {counts}")


def run_record(run: RunContext, counts: dict[str, int], files: Iterable[StagedFile], committed_at: datetime) -> Run:
    """Return the row of ``runs``."""
    rows: dict[str, int] = {}
    for file in files:
        dataset = file.final.split("/")[0]
        rows[dataset] = rows.get(dataset, 0) + file.rows
    rejects = sum(number for name, number in counts.items() if name.startswith("rejects_"))
    return Run(
        run_id=run.run_id,
        started_at=run.started_at,
        committed_at=committed_at,
        config_hash=run.config_hash,
        version=run.version,
        inputs=counts.get("pages", 0) + rejects - counts.get("pages_rejected", 0),
        articles_new=counts.get("articles_new", 0),
        articles_revised=counts.get("articles_revision", 0),
        articles_known=counts.get("articles_known", 0),
        articles_dropped=counts.get("articles_duplicate", 0),
        copies=counts.get("copies", 0),
        rejects=rejects,
        polls=rows.get("polls", 0),
        lists_seen=counts.get("lists_seen", 0),
        lists_new=rows.get("headline_lists", 0),
        headlines_seen=counts.get("headlines_seen", 0),
        headlines_new=rows.get("headlines", 0),
        entities=rows.get("entities", 0),
        lines_cut=counts.get("lines_cut", 0),
    )
