"""When a page was published, and what proves it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

from htmldate import find_date
from lxml.html import HtmlElement

from transforms.extract.datemarks import attributes, last_of_title, microdata, scripts, url_day
from transforms.extract.datemeta import modified_in_data, published_in_meta, weak_in_meta
from transforms.extract.dateproofs import Proof, dates_elsewhere, lines_around, updates_around
from transforms.extract.dates import Moment, parse_date, readings
from transforms.extract.embedded import Embedded
from transforms.extract.lines import Lines

_EARLIEST = datetime(1990, 1, 1, tzinfo=timezone.utc)
_ZONES = timedelta(hours=14)  # by which a clock without a zone can be ahead
_SLACK = timedelta(minutes=15)  # clocks of servers differ
_SAME = timedelta(minutes=1)  # two statements of one instant
_DAY = timedelta(days=1)


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
    title: str,
    url: str | None,
    fetched_at: datetime | None,
    hint: datetime | None = None,
) -> Published:
    """Return the date of publication by the best proof that the page, its feed or its address gives.

    Proofs in their order: JSON-LD, meta, microdata, time elements and lines around the text (``span``), feed,
    attributes below the headline, data for scripts, address, the end of the title, lines about a change, htmldate.
    An instant of JSON-LD yields to one on which two other proofs agree, a bare day to one that has its time.
    """
    latest = fetched_at or datetime.now(timezone.utc)
    reader = _Reader(tree, embedded, page, span, title, url, latest)
    modified = next((m for text in modified_in_data(embedded) if (m := _possible(parse_date(text), latest))), None)
    for source, text in reader.strong():
        if (moment := reader.read(text)) is not None:
            if source == "json-ld" and moment.zoned:
                source, moment = reader.agreed(moment)
            elif moment.precision == "day":
                source, moment = reader.clocked(source, moment)
            moment = _with_hint(_with_zone(moment, reader.known()), hint)
            return Published(moment=moment, source=source, modified=_if_later(modified, moment))
    if hint is not None and hint <= latest + _SLACK:
        return Published(moment=Moment(at=hint, precision="second", offset=timedelta()), source="feed")
    for source, text in reader.weak():
        if (moment := reader.read(text)) is not None:
            moment = _with_zone(moment, reader.known())
            return Published(moment=moment, source=source, modified=_if_later(modified, moment))
    return Published()


@dataclasses.dataclass(frozen=True, slots=True)
class _Reader:
    """The proofs of one page, and how they are read: in its language, and nothing after its fetch."""

    tree: HtmlElement
    embedded: Embedded
    page: Lines
    span: tuple[int, int]
    title: str
    url: str | None
    latest: datetime

    def strong(self) -> Iterator[Proof]:
        """Yield the proofs that speak of this page and its publication, the best first."""
        for text in self.embedded.published:
            yield "json-ld", text
        for text in published_in_meta(self.embedded):
            yield "meta", text
        yield from microdata(self.tree)
        lines = list(lines_around(self.page, self.span, self.title))
        yield from (proof for proof in lines if proof[0] == "time")
        for text in weak_in_meta(self.embedded):
            yield "meta", text
        yield from (proof for proof in lines if proof[0] != "time")

    def weak(self) -> Iterator[Proof]:
        """Yield what may as well be said of something else."""
        yield from attributes(self.tree, self.title)
        yield from scripts(self.tree, self.url)
        if day := url_day(self.url):
            yield "url", day
        yield from last_of_title(iter((self.tree.findtext(".//title"), self.embedded.first("og:title"))))
        yield from updates_around(self.page, self.span, self.title)
        found = _by_htmldate(self.tree, self.url, self.latest)
        if found and not self._is_of_others(found):
            yield "html", found

    def read(self, text: str) -> Moment | None:
        """Return the date in ``text``; where it can be two days, that which another proof supports."""
        found = [m for m in readings(text, language=self.embedded.html_language) if _possible(m, self.latest)]
        if len(found) > 1 and not self._supports(found[0]) and self._supports(found[1]):
            return found[1]
        return _possible(found[0], self.latest) if found else None

    def _is_of_others(self, text: str) -> bool:
        """Say whether the date in ``text`` is that of a comment, or one of several of other stories."""
        comments, others = (set(map(self._day, texts)) for texts in dates_elsewhere(self.page, self.span))
        day = self._day(text)
        return day in comments or (day in others and len(others - {None}) > 1)

    def _day(self, text: str) -> Moment | None:
        moment = parse_date(text, language=self.embedded.html_language)
        return moment.as_day() if moment else None

    def _supports(self, moment: Moment) -> bool:
        """Say whether a proof that can only be read one way has the day of ``moment``, or one beside it."""
        day = moment.as_day().at
        texts = (*(text for _, text in self.strong()), url_day(self.url), *modified_in_data(self.embedded))
        for text in texts:
            found = list(readings(text, language=self.embedded.html_language))
            if len(found) == 1 and abs(found[0].as_day().at - day) <= _DAY:
                return True
        return False

    def known(self) -> list[Moment]:
        """Return the moments of the page's data, from which a clock may take its zone."""
        texts = (
            *self.embedded.published,
            *self.embedded.modified,
            *published_in_meta(self.embedded),
            *weak_in_meta(self.embedded),
        )
        return [moment for text in texts if (moment := parse_date(text))]

    def agreed(self, first: Moment) -> tuple[str, Moment]:
        """Return the instant of JSON-LD, or the one on which two kinds of other proofs agree against it alone.

        Publishing systems write the clock of one zone with the offset of another, and keep the date of a draft.
        A change is no publication: what the data call modified is passed over.
        """
        others: list[tuple[str, Moment]] = []
        for source, text in self._beside_data(others):
            if (moment := self.read(text)) is None or moment.precision == "day":
                continue
            if _clock_agrees(moment, first):
                break
            if moment.zoned and any(s != source and abs(m.at - moment.at) < _SAME for s, m in others):
                changes = [m for text in modified_in_data(self.embedded) if (m := parse_date(text))]
                if not any(abs(m.at - moment.at) < _SAME for m in changes):
                    return source, moment
            if moment.zoned:
                others.append((source, moment))
        return "json-ld", first

    def clocked(self, source: str, day: Moment) -> tuple[str, Moment]:
        """Return the first other proof that gives ``day`` its time, or else the day by ``source``."""
        for other, text in self.strong():
            moment = self.read(text)
            if moment is not None and moment.precision != "day" and moment.as_day() == day:
                return other, moment
        return source, day

    def _beside_data(self, others: Sequence[tuple[str, Moment]]) -> Iterator[Proof]:
        """Yield the proofs beside JSON-LD; the tree is searched for microdata only once there are ``others``."""
        for text in published_in_meta(self.embedded):
            yield "meta", text
        yield from lines_around(self.page, self.span, self.title)
        if others:
            yield from microdata(self.tree)


def _clock_agrees(moment: Moment, first: Moment) -> bool:
    """Say whether ``moment`` is the instant of ``first``, or without a zone shows its clock."""
    local = first.at + (first.offset or timedelta())
    return abs(moment.at - (first.at if moment.zoned else local)) < _SAME


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
    slack = _DAY if moment.zoned else _DAY + _ZONES
    return abs(hint - moment.at) > slack


def _by_htmldate(tree: HtmlElement, url: str | None, latest: datetime) -> str | None:
    return find_date(tree, url=url, original_date=True, extensive_search=False, max_date=latest.strftime("%Y-%m-%d"))


def _with_zone(moment: Moment, known: list[Moment]) -> Moment:
    """Give a clock without a zone the one that another statement of the same clock has."""
    if moment.zoned or moment.precision == "day":
        return moment
    for other in known:
        if other.offset is not None and other.zoned and abs(other.at + other.offset - moment.at) < timedelta(minutes=1):
            return moment.in_zone(other.offset)
    return moment


def _if_later(modified: Moment | None, published: Moment) -> datetime | None:
    """Return when a page was changed; a bare day is no such time, and nothing is changed before it is published."""
    if (
        modified is None
        or modified.precision == "day"
        or (modified.zoned and published.zoned and modified.at < published.at)
    ):
        return None
    return modified.at
