"""The lines of a page that may prove its date of publication: around its headline and text, or with a word for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from transforms.extract.datepatterns import UPDATED
from transforms.extract.dates import parse_date
from transforms.extract.lines import Line, Lines
from transforms.extract.naming import BYLINE, CAPTION, COMMENT, NAVIGATION, RELATED
from transforms.extract.title import fold

Proof = tuple[str, str]  # its kind, as in ``published_source``, and what it says

_TEXT = 60  # characters of running text that are no date line
_ABOVE = 25  # lines before the text in which its headline stands
_UNHEADED = 12  # lines above the text, or below the headline, between which others may stand
_ABOUT = 10  # characters by which a line that is the title may be longer or shorter
_JUST_ABOVE = 4  # lines above the headline
_BELOW = 12  # lines after it that may say when it was published
_FAR_BELOW = 40  # lines after it that may say so with a word for it
_LETTERS = re.compile(r"[^\W\d_]")
_MOST_LETTERS = 45  # of a line that is there for its date: names of author and month, "last updated"
_FEW_LETTERS = 30  # of a line in which a time is the matter
_MOST_BESIDE_HEADLINE = 12  # of a heading that is there for its date, or of the last part of a title
_LONGEST = 160  # characters of a line that does
_MAY_BE_DATE = re.compile(r"\d{4}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d\d|年|\d-[a-z]{3}-\d\d", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PUBLISHED = re.compile(
    r"(?<![^\W\d_])(?:(?:first|originally) (?:published|posted)|published|posted|publication date|date published"
    r"|datum\s?:?|date\s?:|veröffentlich\w*|erstellt|erschienen|publié|publication\s?:|parution|publicad[oa]|publicación"
    r"|data\s?:|fecha\s?:|pubblicat[oa]|publicatie|gepubliceerd|geplaatst|publicer\w+|publisert|udgivet|julkaistu"
    r"|opublikowan\w+|data publikacji|zveřejněno|publikováno|megjelen\w+|objav\w+|опубл\w+|дата\s?:|дата публикации"
    r"|publikuar|yayın\w*|eklenme|diterbitkan|δημοσι\w+)(?![^\W\d_])|发布|發布|公開日?|掲載|登録|입력|등록|نشر|انتشار|פורסם",
    re.IGNORECASE,
)
"""What announces a date of publication."""
# Sentences with which blogs and papers end a story.
_NOTE = re.compile(
    r"entry was posted|(?:was|is) filed under|abgelegt unter|beitrag wurde (?:am|veröffentlicht)|entrada fue publicada"
    r"|article a été publié|articolo è stato pubblicato"
    r"|(?P<here>(?:was|were) (?:originally|first) published|(?:originally|first) (?:published|appeared))",
    re.IGNORECASE,
)
_SOON = 40  # characters behind the word for publication in which its date stands
_LONGEST_NOTE = 300  # characters


def lines_around(page: Lines, span: tuple[int, int], title: str) -> Iterator[Proof]:
    """Yield time elements and date lines between headline and text, then at the text's top, then below and above."""
    above, beside, text = around(page, span, title)
    lines = page.lines
    times = [(place, value) for place, value in page.times if not _is_update(lines, place)]
    for alone in (True, False):
        # First the times that stand by themselves or in a byline, then those in the midst of words.
        for places in (beside, above, range(text, text + 2)):
            yield from (("time", v) for place, v in times if place in places and _stands_alone(lines, place) is alone)
    near = [lines[place] for place in (*beside, *range(text, min(text + 4, span[1])), *reversed(above))]
    yield from _dates(line for line in near if not _is_furniture(line))
    yield from _dates(_alone([lines[place] for place in beside]))
    yield from _dates(_alone([line for line in lines[text : span[1] + _BELOW] if _in_byline(line)]))
    yield from _dates(_alone([lines[place] for place in above]))
    below = lines[text : span[1] + _FAR_BELOW]
    dated = [line for line in below if is_date_line(line) and not _is_furniture(line)]
    yield from _dates(line for line in dated if _PUBLISHED.search(line.text))
    for line in below:
        if line.size <= _LONGEST_NOTE and (match := _NOTE.search(line.text)) and _MAY_BE_DATE.search(line.text):
            yield "html", line.text[match.start() :] if match["here"] else line.text
    lone = [line for line in lines[span[1] : span[1] + _BELOW] if is_date_line(line) and not _is_furniture(line)]
    if len(lone) == 1:
        yield from _dates(lone)
    for place, value in page.times:
        other = place < len(lines) and _is_furniture(lines[place])
        if span[0] - _BELOW <= place <= span[1] and not other and not _is_update(lines, place):
            yield "time", value


def _stands_alone(lines: list[Line], place: int) -> bool:
    if place >= len(lines):
        return True
    line = lines[place]
    return _in_byline(line) or (line.size <= _LONGEST and len(_LETTERS.findall(line.text)) <= _FEW_LETTERS)


def _alone(lines: list[Line]) -> list[Line]:
    """Return the date lines that no other one is like: what stands there more than once are dates of other stories."""
    dated = [line for line in lines if is_date_line(line)]
    names = [line.zone.name if line.zone is not None else None for line in dated]
    times = Counter(names)
    return [line for line, name in zip(dated, names, strict=True) if times[name] == 1]


def _dates(lines: Iterable[Line]) -> Iterator[Proof]:
    for line in lines:
        if is_date_line(line):
            yield from _published_part(line.text)


def updates_around(page: Lines, span: tuple[int, int], title: str) -> Iterator[Proof]:
    """Yield the dates around the text that are announced as those of a change: the best that some pages have."""
    above, beside, text = around(page, span, title)
    below = range(span[1], min(span[1] + _BELOW, len(page.lines)))
    for line in (page.lines[place] for place in (*above, *beside, *range(text, min(text + 4, span[1])), *below)):
        if is_date_line(line) and UPDATED.search(line.text) and not _is_furniture(line):
            yield "html", line.text
    for place, value in page.times:
        if place in above or place in beside:
            yield "time", value


def dates_elsewhere(page: Lines, span: tuple[int, int]) -> tuple[list[str], list[str]]:
    """Return the dates of comments, and those below the text or in other furniture: of other stories and the site."""
    comments, others = [], []
    dated = [(place, line.text) for place, line in enumerate(page.lines) if _MAY_BE_DATE.search(line.text)]
    for place, text in (*dated, *page.times):
        if place < len(page.lines) and _stands_in(page.lines[place], (COMMENT,)):
            comments.append(text)
        elif place >= span[1] or _is_furniture(page.lines[place]):
            others.append(text)
    return comments, others


def says_when(text: str) -> bool:
    """Say whether a line opens with a word for publication or change and a date soon follows.

    >>> says_when("Publié le 18 juil. 2024 à 08:01Mis à jour le 18 juil. 2024"), says_when("Published novels of 2024")
    (True, False)
    """
    match = _PUBLISHED.match(text) or UPDATED.match(text)
    return match is not None and parse_date(text[match.end() :][:_SOON]) is not None


def _published_part(text: str) -> Iterator[Proof]:
    """Yield what a line says before it speaks of a change, or after it does not any more."""
    update, published = UPDATED.search(text), _PUBLISHED.search(text)
    if update is None:
        yield "html", text
    elif published is not None and published.start() > update.start():
        yield "html", text[published.start() :]
    elif _MAY_BE_DATE.search(text[: update.start()]):
        yield "html", text[: update.start()]


def _is_update(lines: list[Line], place: int) -> bool:
    """Say whether the line of a time element begins with a word for a change."""
    return place < len(lines) and UPDATED.match(lines[place].text[:_LONGEST].lstrip(" |·•-–—(")) is not None


def is_date_line(line: Line) -> bool:
    """Say whether a line is there for its date: little else stands in it, and it is no caption."""
    if line.size > _LONGEST or line.tag == "h1" or not _MAY_BE_DATE.search(line.text):
        return False
    if line.zone is not None and not line.zone.ignored and line.zone.kind == CAPTION:
        return False
    most = _MOST_BESIDE_HEADLINE if line.tag in _HEADINGS else _MOST_LETTERS
    return len(_LETTERS.findall(line.text)) <= most


def holds_little_else(text: str) -> bool:
    """Say whether a heading, or a part of one, is there for its date."""
    return bool(_MAY_BE_DATE.search(text)) and len(_LETTERS.findall(text)) <= _MOST_BESIDE_HEADLINE


def _in_byline(line: Line) -> bool:
    return line.zone is not None and line.zone.kind == BYLINE


def _is_furniture(line: Line) -> bool:
    """Say whether a line belongs to comments, navigation or other stories."""
    return _stands_in(line, (COMMENT, NAVIGATION, RELATED))


def _stands_in(line: Line, kinds: Sequence[int]) -> bool:
    zone = line.zone
    while zone is not None:
        if zone.kind in kinds and not zone.ignored:
            return True
        zone = zone.parent
    return False


def around(page: Lines, span: tuple[int, int], title: str) -> tuple[Sequence[int], Sequence[int], int]:
    """Return the places above and below the headline at which a date may be shown, and the place of the text."""
    lines = page.lines
    text = next((place for place in range(*span) if lines[place].mass >= _TEXT), span[0])
    headline = _headline(lines, text, title)
    if headline is None:
        return range(0), range(max(0, text - _UNHEADED), text), text
    beside = [place for place in range(headline, text) if place <= headline + _UNHEADED or place >= text - _UNHEADED]
    # A byline may stand farther from its headline than a line that nothing marks as one.
    above = [
        place
        for place in range(max(0, headline - 2 * _JUST_ABOVE), headline)
        if place >= headline - _JUST_ABOVE or _in_byline(lines[place])
    ]
    return above, beside, text


def _headline(lines: list[Line], text: int, title: str) -> int | None:
    """Return the place of the headline of the text that begins at ``text``."""
    reach = range(max(0, text - _ABOVE), text)
    if (place := max((place for place in reach if lines[place].tag == "h1"), default=None)) is not None:
        return place
    wanted = fold(title)
    for place in range(text - 1, -1, -1):
        line = lines[place]
        alike = wanted and abs(len(line.text) - len(title)) < _ABOUT
        if line.tag == "h1" or (alike and fold(line.text) == wanted):
            return place
    return None
