"""When a page was published, and what proves it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from lxml.html import HtmlElement

from transforms.extract.dates import Moment, parse_date
from transforms.extract.embedded import Embedded

_EARLIEST = datetime(1990, 1, 1, tzinfo=timezone.utc)
_ZONES = timedelta(hours=14)  # by which a clock without a zone can be ahead
_SLACK = timedelta(minutes=15)  # clocks of servers differ
_CONFLICT = timedelta(days=1)
_PUBLISHED_META = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date_published",
    "published_time",
    "publication_date",
    "publicationdate",
    "publish_date",
    "publish-date",
    "publishdate",
    "published-date",
    "pubdate",
    "article.published",
    "published_at",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "article_date_original",
    "originalpublicationdate",
    "og:article:published_time",
    "date",
    "article:post_date",
    "citation_publication_date",
    "citation_date",
    "bt:pubdate",
    "rnews:datepublished",
    "timestamp",
    "created",
    "article:created",
    "weibo:article:create_at",
)
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)
_URL_DAY = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[1-9]|[a-z]{3})[/_-]?([0-2]\d|3[01]|\d)(?=[/_.-]|$)")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A publication date with its proof; all fields are ``None`` where the page has none."""

    moment: Moment | None = None
    source: str | None = None
    modified: datetime | None = None


def choose_published(
    tree: HtmlElement,
    embedded: Embedded,
    *,
    url: str | None,
    fetched_at: datetime | None,
    hint: datetime | None = None,
    language: str | None = None,
) -> Published:
    """Return the date of publication by the best proof: JSON-LD, meta, time elements, feed, address."""
    latest = fetched_at or datetime.now(timezone.utc)

    def possible(moment: Moment | None) -> Moment | None:
        if moment is None or not _EARLIEST <= moment.at:
            return None
        if moment.at <= latest + _SLACK:
            return moment
        return moment.as_day() if not moment.zoned and moment.as_day().at <= latest + _ZONES else None

    known = [
        m for text in (*embedded.published, *embedded.modified, *_meta_values(embedded)) if (m := parse_date(text))
    ]
    modified = next((m for text in _modified_values(embedded) if (m := possible(parse_date(text)))), None)
    for source, text in _claims(tree, embedded, url):
        moment = possible(parse_date(text, language=embedded.html_language))
        if moment is not None:
            moment = _with_zone(moment, known)
            if not moment.zoned and hint is not None and abs(hint - moment.at) < _ZONES and moment.precision != "day":
                continue
            return Published(moment=moment, source=source, modified=_if_later(modified, moment))
    if hint is not None and hint <= latest + _SLACK:
        return Published(moment=Moment(at=hint, precision="second", offset=timedelta()), source="feed")
    return Published()


def conflicts(moment: Moment | None, hint: datetime | None) -> bool:
    """Say whether feed and page disagree by more than a day."""
    if moment is None or hint is None:
        return False
    slack = _CONFLICT if moment.zoned else _CONFLICT + _ZONES
    return abs(hint - moment.at) > slack


def _claims(tree: HtmlElement, embedded: Embedded, url: str | None) -> Iterator[tuple[str, str]]:
    for text in embedded.published:
        yield "json-ld", text
    for text in _meta_values(embedded):
        yield "meta", text
    for text in _time_elements(tree):
        yield "time", text
    if url and (match := _URL_DAY.search(url.lower())):
        yield "url", "-".join(match.groups())


def _meta_values(embedded: Embedded) -> Iterator[str]:
    for name in _PUBLISHED_META:
        yield from embedded.meta.get(name, ())


def _modified_values(embedded: Embedded) -> Iterator[str]:
    yield from embedded.modified
    for name in _MODIFIED_META:
        yield from embedded.meta.get(name, ())


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("time"):
        yield element.get("datetime") or element.text_content()


def _with_zone(moment: Moment, known: list[Moment]) -> Moment:
    """Give a clock without a zone the one that another statement of the same clock has."""
    if moment.zoned or moment.precision == "day":
        return moment
    for other in known:
        if other.offset is not None and other.zoned and abs(other.at + other.offset - moment.at) < timedelta(minutes=1):
            return moment.in_zone(other.offset)
    return moment


def _if_later(modified: Moment | None, published: Moment) -> datetime | None:
    if modified is None or (modified.zoned and published.zoned and modified.at < published.at):
        return None
    return modified.at
