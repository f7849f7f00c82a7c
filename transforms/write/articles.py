"""``WriteArticles``: decisions in, staged Parquet of articles and entities out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from schemas.article import ARTICLE, Article
from schemas.column import in_order, table_of
from schemas.entity import ENTITY, Entity
from schemas.keys import Decision, PageLinks, StagedRow
from transforms.entities.copies import Copies
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import Mention, TaggerDocument
from transforms.errors import PageError
from transforms.extract.language import count_words
from transforms.pool import Limits, SharedPool, cores
from transforms.progress import PROGRESS
from transforms.windows import started_at
from transforms.work import tag
from transforms.write.fragments import read_rows
from transforms.write.staging import Stage

CHUNK = 16_384  # articles of one file: some 80 MB of text in memory, 20 to 30 MB on disk
TAG_BATCH = 16  # documents of one task; a neural tagger wants some, the pool wants few


@dataclasses.dataclass(frozen=True, slots=True)
class Accepted:
    """A page that becomes a row: what was decided, and where its text is."""

    decision: Decision
    links: PageLinks


@dataclasses.dataclass(frozen=True, slots=True)
class Chunk:
    """The rows of one file, all of one day."""

    day: str
    rows: tuple[Accepted, ...]


@dataclasses.dataclass
class WriteArticles(beam.PTransform[PCollection[tuple[str, Accepted]], DoOutputsTuple]):
    """Stage (published_date, Accepted) as files of ``articles`` and ``entities``.

    Outputs: ``files`` (StagedFile) and ``counts`` (name, number). Only keys are grouped; the text is read from the
    stage by the one worker that writes it, without the paragraphs that its whole site repeats.
    """

    stage: Stage
    started_at: datetime
    entities: EntitySettings
    by_source: bool = False
    workers: int = 0

    def expand(self, accepted: PCollection[tuple[str, Accepted]]) -> DoOutputsTuple:
        """Group by day, cut into files, write each."""
        return (
            accepted
            | beam.GroupByKey()
            | beam.FlatMap(chunks)
            | beam.Reshuffle()
            | beam.ParDo(_WriteChunk(self)).with_outputs("counts", main="files")
        )


def chunks(group: tuple[str, Iterable[Accepted]]) -> Iterator[Chunk]:
    """Cut the rows of one day into files; copies of one text stay together, and are tagged once."""
    day, accepted = group
    rows = sorted(accepted, key=lambda row: (row.decision.cluster_id, row.decision.article_id, row.decision.revision))
    for start in range(0, len(rows), CHUNK):
        yield Chunk(day, tuple(rows[start : start + CHUNK]))


class _WriteChunk(beam.DoFn):
    def __init__(self, write: WriteArticles) -> None:
        self._stage, self._started_at, self._settings = write.stage, write.started_at, write.entities
        self._by_source, self._workers = write.by_source, write.workers
        self._copies = Copies(write.entities)
        self._pool: SharedPool[tuple[TaggerDocument, ...], list[tuple[Mention, ...]]] | None = None

    def process(self, chunk: Chunk, window: Any = beam.DoFn.WindowParam) -> Iterator[Any]:
        stage = self._stage.at(window)
        articles = list(_articles(chunk.rows, stage, started_at(self._started_at, window)))
        mentions = self._tagged(articles)
        for partitions, rows in self._partitions(chunk.day, articles).items():
            yield stage.write("articles", partitions, in_order(table_of(rows, ARTICLE)))
            found = [entity for row in rows for entity in entities_of(row, mentions[_document(row)])]
            yield TaggedOutput("counts", ("entities", len(found)))
            if found:
                yield stage.write("entities", partitions, in_order(table_of(found, ENTITY)))
        PROGRESS.written += len(articles)

    def _partitions(
        self, day: str, articles: Sequence[Article]
    ) -> Mapping[tuple[tuple[str, str], ...], Sequence[Article]]:
        groups: dict[tuple[tuple[str, str], ...], list[Article]] = {}
        for article in articles:
            by_source = (("source", article.source),) if self._by_source else ()
            groups.setdefault((("published_date", day), *by_source), []).append(article)
        return groups

    def _tagged(self, articles: Sequence[Article]) -> dict[TaggerDocument, tuple[Mention, ...]]:
        reduced = {document: self._copies.reduced(document) for document in map(_document, articles)}
        if self._settings.tagger == "none":
            return dict.fromkeys(reduced, ())
        tagged = {copy: known for copy in reduced.values() if (known := self._copies.get(copy)) is not None}
        documents = [copy for copy in dict.fromkeys(reduced.values()) if copy not in tagged]  # equal texts once
        batches = [tuple(documents[i : i + TAG_BATCH]) for i in range(0, len(documents), TAG_BATCH)]
        failed: list[tuple[TaggerDocument, ...]] = []
        for batch, result in self._started().map(batches):
            if isinstance(result, PageError):
                failed += [(document,) for document in batch]  # one of them is at fault
            else:
                tagged.update(zip(batch, result, strict=True))
        for (document,), alone in self._started().map(failed):
            tagged[document] = () if isinstance(alone, PageError) else alone[0]
        for document in documents:
            self._copies.keep(document, tagged[document])
        return {document: tagged[copy] for document, copy in reduced.items()}

    def _started(self) -> SharedPool[tuple[TaggerDocument, ...], list[tuple[Mention, ...]]]:
        if self._pool is None:
            limits = Limits("entities", self._settings.timeout_seconds, self._settings.memory_mb)
            self._pool = SharedPool(tag, self._settings, limits, self._workers or cores())
        return self._pool

    def teardown(self) -> None:
        if self._pool is not None:
            self._pool.close()


def _articles(accepted: Sequence[Accepted], stage: Stage, ingested_at: datetime) -> Iterator[Article]:
    by_place: dict[StagedRow, Accepted] = {row.decision.staged: row for row in accepted if row.decision.staged}
    for place, row in read_rows(stage.pages, by_place):
        yield article_of(row, by_place[place], stage.run_id, ingested_at)


def article_of(row: Mapping[str, Any], accepted: Accepted, run_id: str, ingested_at: datetime) -> Article:
    """Join a staged row with what was decided about it."""
    decision, links = accepted.decision, accepted.links
    boilerplate = set(decision.boilerplate)
    text, words = row["text"], row["word_count"]
    if boilerplate:
        text = "\n".join(line for number, line in enumerate(text.split("\n")) if number not in boilerplate)
        words = count_words(text)
    return Article(
        **{
            **row,
            "authors": tuple(row["authors"]),
            "credits": tuple(row["credits"]),
            "text": text,
            "word_count": words,
        },
        article_id=decision.article_id,
        revision=decision.revision,
        content_hash=decision.content_hash,
        changed=decision.changed,
        changed_share=decision.changed_share,
        cluster_id=decision.cluster_id,
        duplicate_of=decision.duplicate_of,
        similarity=decision.similarity,
        relation=decision.relation,
        headline_id=links.headline_id,
        related_list_ids=links.related_list_ids,
        ingested_at=ingested_at,
        run_id=run_id,
    )


def entities_of(article: Article, mentions: Sequence[Mention]) -> Iterator[Entity]:
    """Turn the mentions of a document into the rows of one article."""
    for mention in mentions:
        yield Entity(article_id=article.article_id, revision=article.revision, **dataclasses.asdict(mention))


def _document(article: Article) -> TaggerDocument:
    return TaggerDocument(
        title=article.title,
        text=article.text,
        language=article.language,
        source=article.source,
        dateline=article.dateline,
    )
