"""When a page was published, and what proves it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from htmldate import find_date
from lxml.html import HtmlElement

from transforms.extract.dates import Moment, parse_date
from transforms.extract.embedded import Embedded
from transforms.extract.lines import Line, Lines
from transforms.extract.naming import BYLINE, CAPTION

_EARLIEST = datetime(1990, 1, 1, tzinfo=timezone.utc)
_ZONES = timedelta(hours=14)  # by which a clock without a zone can be ahead
_SLACK = timedelta(minutes=15)  # clocks of servers differ
_TEXT = 60  # characters of running text that are no date line
_ABOVE = 25  # lines before the text in which its headline stands
_BELOW = 12  # lines after it that may say when it was published
_LETTERS = re.compile(r"[^\W\d_]")
_MOST_LETTERS = 45  # of a line that is there for its date: names of author and month, "last updated"
_LONGEST = 160  # characters of a line that does
_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d")
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
    "article:post_date",
    "citation_publication_date",
    "citation_date",
    "bt:pubdate",
    "rnews:datepublished",
    "article:created",
    "weibo:article:create_at",
)
_WEAK_META = ("date", "created", "timestamp")  # which say as often when the page was made or changed
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
    page: Lines,
    span: tuple[int, int],
    *,
    url: str | None,
    fetched_at: datetime | None,
    hint: datetime | None = None,
) -> Published:
    """Return the date of publication by the best proof that the page, its feed or its address gives.

    Proofs in their order: JSON-LD, meta, time elements and lines around the text (``span``), feed, address, htmldate.
    """
    latest = fetched_at or datetime.now(timezone.utc)
    known = [
        m for text in (*embedded.published, *embedded.modified, *_meta_values(embedded)) if (m := parse_date(text))
    ]
    modified = next((m for text in _modified_values(embedded) if (m := _possible(parse_date(text), latest))), None)
    for source, text in _claims(embedded, page, span):
        moment = _possible(parse_date(text, language=embedded.html_language), latest)
        if moment is not None:
            moment = _with_hint(_with_zone(moment, known), hint)
            return Published(moment=moment, source=source, modified=_if_later(modified, moment))
    if hint is not None and hint <= latest + _SLACK:
        return Published(moment=Moment(at=hint, precision="second", offset=timedelta()), source="feed")
    if (
        url
        and (match := _URL_DAY.search(url.lower()))
        and (moment := _possible(parse_date("-".join(match.groups())), latest))
    ):
        return Published(moment=moment, source="url")
    moment = _possible(parse_date(_by_htmldate(tree, url, latest)), latest)
    return Published(moment=moment, source="html" if moment else None)


def _possible(moment: Moment | None, latest: datetime) -> Moment | None:
    """Return ``moment`` if it can be a date of publication: after the first web pages, not after the fetch."""
    if moment is None or moment.at < _EARLIEST:
        return None
    if moment.at <= latest + _SLACK:
        return moment
    return moment.as_day() if not moment.zoned and moment.as_day().at <= latest + _ZONES else None


def _with_hint(moment: Moment, hint: datetime | None) -> Moment:
    """Give a clock without a zone the one by which it is the feed's instant; a bare day the feed's hour."""
    if hint is None or moment.zoned:
        return moment
    if moment.precision == "day":
        near = moment.at - _ZONES <= hint < moment.at + timedelta(days=1) + _ZONES
        return Moment(at=hint, precision="second", offset=timedelta()) if near else moment
    offset = moment.at - hint.replace(second=moment.at.second, microsecond=0)
    whole = not offset % timedelta(minutes=15) and abs(offset) <= _ZONES
    return moment.in_zone(offset) if whole else moment


def conflicts(moment: Moment | None, hint: datetime | None) -> bool:
    """Say whether feed and page disagree by more than a day."""
    if moment is None or hint is None:
        return False
    slack = _CONFLICT if moment.zoned else _CONFLICT + _ZONES
    return abs(hint - moment.at) > slack


def _claims(embedded: Embedded, page: Lines, span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    for text in embedded.published:
        yield "json-ld", text
    for text in _meta_values(embedded):
        yield "meta", text
    first, text_at = around(page, span)
    for place, text in page.times:
        if first <= place <= text_at + 1:
            yield "time", text
    for name in _WEAK_META:
        for text in embedded.meta.get(name, ()):
            yield "meta", text
    for line in (*page.lines[first:text_at], *page.lines[text_at : min(text_at + 4, span[1])]):
        if _is_date_line(line):
            yield "html", line.text
    for line in page.lines[text_at : span[1] + _BELOW]:
        if line.zone is not None and line.zone.kind == BYLINE and _is_date_line(line):
            yield "html", line.text
    for place, text in page.times:
        if span[0] - _BELOW <= place <= span[1]:
            yield "time", text


def _is_date_line(line: Line) -> bool:
    """Say whether a line is there for its date: little else stands in it, and it is no caption."""
    if line.size > _LONGEST or line.tag == "h1" or not _YEAR.search(line.text):
        return False
    if line.zone is not None and not line.zone.ignored and line.zone.kind == CAPTION:
        return False
    return len(_LETTERS.findall(line.text)) <= _MOST_LETTERS


def around(page: Lines, span: tuple[int, int]) -> tuple[int, int]:
    """Return the place from which a page's date and authors may be shown above its text, and that of the text."""
    lines = page.lines
    text = next((place for place in range(*span) if lines[place].mass >= _TEXT), span[0])
    headline = max((place for place in range(max(0, text - _ABOVE), text) if lines[place].tag == "h1"), default=None)
    return (max(0, text - _ABOVE // 2) if headline is None else max(0, headline - 4)), text


def _by_htmldate(tree: HtmlElement, url: str | None, latest: datetime) -> str | None:
    return find_date(tree, url=url, original_date=True, extensive_search=False, max_date=latest.strftime("%Y-%m-%d"))


def _meta_values(embedded: Embedded) -> Iterator[str]:
    for name in _PUBLISHED_META:
        yield from embedded.meta.get(name, ())


def _modified_values(embedded: Embedded) -> Iterator[str]:
    yield from embedded.modified
    for name in _MODIFIED_META:
        yield from embedded.meta.get(name, ())


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
