"""``articles``: a row for each revision of each article, partitioned by ``published_date``."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pyarrow as pa

from schemas.column import column, texts, utc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One revision of one article; times are aware UTC, ``None`` means that no source said."""

    article_id: str
    revision: int = 0
    content_hash: str
    url: str | None = None
    canonical_url: str | None = None
    source: str
    feed_url: str | None = None
    title: str
    authors: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    published_at: datetime | None = None
    published_precision: str | None = None
    published_offset: int | None = None
    published_source: str | None = None
    published_conflict: bool = False
    modified_at: datetime | None = None
    language: str | None = None
    text: str
    text_source: str = "html"
    word_count: int = 0
    changed: tuple[str, ...] = ()
    changed_share: float | None = None
    cluster_id: str
    duplicate_of: str | None = None
    similarity: float | None = None
    relation: str | None = None
    headline_id: str | None = None
    related_list_ids: tuple[str, ...] = ()
    input: str
    ingested_at: datetime
    run_id: str


ARTICLE = pa.schema(
    [
        column(
            "article_id",
            pa.string(),
            "Identifies one story at one address: a hash of the canonical address",
            False,
        ),
        column("revision", pa.int32(), "0 for the first version seen at this address, then 1, 2, …", False),
        column(
            "content_hash",
            pa.string(),
            "Hash of title and text without the lines that the whole site repeats",
            False,
        ),
        column("url", pa.string(), "Address the page was read from; null for a file that names none"),
        column(
            "canonical_url",
            pa.string(),
            "Address that the page gives as its own (link rel=canonical, og:url)",
        ),
        column("source", pa.string(), "Registrable domain; for a file without an address its publisher", False),
        column("feed_url", pa.string(), "Feed whose entry led here"),
        column(
            "title",
            pa.string(),
            "Headline as shown, by agreement of h1, JSON-LD, OpenGraph and title element",
            False,
        ),
        column("authors", texts(), "People in the byline; no desks, agencies or addresses", False),
        column("credits", texts(), "Houses, desks and agencies credited as written, where no person is named", False),
        column("agency", pa.string(), "News agency of the dateline, byline or credit line: AFP, UPI, Reuters, …"),
        column("dateline", pa.string(), "Place of the dateline as written"),
        column(
            "published_at",
            utc(),
            "Time of publication; a day without a time stands at 00:00 with precision day",
        ),
        column("published_precision", pa.string(), "How exact published_at is: second, minute or day"),
        column(
            "published_offset", pa.int16(), "Minutes that the page's own zone adds to UTC; null where it names none"
        ),
        column(
            "published_source",
            pa.string(),
            "Where published_at was found: json-ld, meta, microdata, time, state, feed, url, title, text, …",
        ),
        column("published_conflict", pa.bool_(), "Feed and page name days more than one day apart", False),
        column("modified_at", utc(), "Time of the last change, where the page says it"),
        column("language", pa.string(), "ISO 639-1 code of the text's language, by detection"),
        column("text", pa.string(), "The article's own paragraphs, joined by a newline", False),
        column("text_source", pa.string(), "Where text was taken from: html, json-ld, feed or text", False),
        column("word_count", pa.int32(), "Words of text; characters for Chinese, Japanese and Thai", False),
        column("changed", texts(), "What a revision changed: title, text; empty for revision 0", False),
        column("changed_share", pa.float32(), "Share of the words that a revision changed, 0 to 1"),
        column("cluster_id", pa.string(), "Common to all copies of one text, across sources and runs", False),
        column("duplicate_of", pa.string(), "article_id of the first copy; null for the first copy itself"),
        column("similarity", pa.float32(), "Share of the shorter text contained in the other copy, 0 to 1"),
        column("relation", pa.string(), "How the copy relates to the first one: same, cut or edited"),
        column("headline_id", pa.string(), "The article's own headline; joins headlines that promote it"),
        column("related_list_ids", texts(), "Lists of related headlines on the page; joins headline_lists", False),
        column("input", pa.string(), "Path or address it was read from, with #offset inside a file", False),
        column("ingested_at", utc(), "Start of the run that stored it", False),
        column("run_id", pa.string(), "Run that stored it; joins runs", False),
    ],
    metadata={
        "description": "A row for each revision of each article.",
        "sort": "source,published_at,article_id,revision",
        "partition": "published_date",
    },
)
