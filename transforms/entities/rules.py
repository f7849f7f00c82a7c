"""What patterns say of names: datelines, titles before persons, designators of machines, listed names."""

from __future__ import annotations

import bisect
import calendar
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from transforms.entities.analysis import Analysis
from transforms.entities.gazetteer import Gazetteer, Hit
from transforms.entities.lexicon import FIRST_NAME, Lexicon
from transforms.entities.spans import TEXT, TITLE, DocumentView, Span, fill_in, put_over
from transforms.entities.tokens import Tokens
from transforms.entities.vocabulary import vocabulary

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# City[, region][, date] then (AGENCY) and a dash, an agency and a date, or a dash after a city in capitals.
_DATELINE = re.compile(
    rf"""(?P<city>[A-Z][\w.'’]*(?:[ -](?:[a-z]{{2,3}}[ -])?[A-Z][\w.'’]*){{0,3}})
    (?P<region>(?:,[ ]?(?!{_MONTH}\.?[ ]\d)[A-Z][\w.]*(?:[ ][A-Z][\w.]*){{0,2}})?)
    (?:,?[ ]?(?:{_MONTH}\.?[ ]\d{{1,2}}|\d{{1,2}}[ ]{_MONTH}\.?)(?:,?[ ]\d{{4}})?)?
    [ ]?(?:\((?P<agency>[A-Z][\w’'./ -]{{1,30}})\))?
    (?P<end>[ ]?(?:--|[-–—:])[ ]|,?[ ](?={_MONTH}\.?[ ]\d))?""",
    re.VERBOSE,
)
_DATED = re.compile(r"(?P<city>[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]+){0,3}) (?:19|20)\d\d-\d\d-\d\d[ \t]*$", re.MULTILINE)
_CAPITALS = re.compile(r"[^a-z\n]*[A-Z][^a-z\n]*$", re.MULTILINE)
_OUTLET = re.compile(rf"(?!{_MONTH}\.? \d)[A-Z][\w’' -]+")
_CALENDAR = frozenset([*calendar.day_name, *calendar.month_name, *calendar.month_abbr])
DESIGNATOR = re.compile(r"(?:[A-Z]{1,4}|[A-Z][A-Za-z]+)-\d{1,4}[A-Z]{0,3}s?|[A-Z]{1,3}\d{2,4}[A-Z]?")
_BROADCASTING = frozenset(
    ["radio", "Radio", "station", "stations", "television", "Television", "broadcast", "broadcasts", "listeners"]
)
_CALL_SIGN = re.compile(r"\d[A-Z]{2,3}|[KW][A-Z]{3}")
_UNIT = re.compile(r"\d(?:AM|PM|ST|ND|RD|TH|[KMGT]B|KM|KG|MM|CM|MPH|[24]WD|WD|FA|IN|FT)")
_ROAD = re.compile(r"(?!A3[0-58][0189])[ABMNR]\d{1,4}")  # but A320
_ALONG = frozenset(["on", "along", "off", "onto", "near", "beside", "via", "of"])
_SUM = re.compile(r"(?:million|billion|trillion|bn|m)\b|, \d{3}$")
_TABLE = re.compile(r"[PWDLFA]\d{1,3}|Pts|GD")  # columns of a league: P16 W13 D0 L3
_NO_DESIGNATOR = re.compile(
    r"(?:COVID|SARS|RM|G|Q|FY|M|I|US|H|R|UTC|GMT|CO|PM|Covid|Route|Highway|Group|Under|Article|Sub|Top|Size|Level|Class|Type|May|June|July)-?\d.*|A4|B12"
)


def datelines(view: DocumentView, gazetteer: Gazetteer) -> list[Span]:
    """Return place and agency of the datelines that open lines of the text: ``LONDON (AFP) -``."""
    part = view.parts[TEXT]
    found: list[Span] = []
    for line in re.finditer(r"(?m)^[ \t]*(?=[A-Z])", part.text):
        if dated := _DATED.match(part.text, line.end()):
            found += _range(dated.start("city"), dated.end("city"), "LOC", part.tokens)
            continue
        match = _DATELINE.match(part.text, line.end(), line.end() + 120)
        if match is None or not (match["agency"] or match["end"]):
            continue
        if not match["agency"] and _CAPITALS.match(part.text, match.end()):
            continue  # a heading: TENNIS - OPEN RESULTS
        found += _dateline(match, part, gazetteer)
    return found


def _dateline(match: re.Match[str], part: Analysis, gazetteer: Gazetteer) -> Iterator[Span]:
    city, agency = match["city"], match["agency"]
    listed = gazetteer.is_place(city)
    capitals = city.isupper() and len(city) > 3
    known_agency = bool(agency) and (known := gazetteer.known(agency)) is not None and known.subtype == "news_agency"
    if not (known_agency or (listed and (agency or (capitals and match["end"])))):
        return
    yield from _range(match.start("city"), match.end("city"), "LOC", part.tokens)
    if region := match["region"]:
        start = match.start("region") + len(region) - len(region.lstrip(", "))
        if gazetteer.is_place(part.text[start : match.end("region")]):
            yield from _range(start, match.end("region"), "LOC", part.tokens)
    if known_agency or (agency and listed and _OUTLET.fullmatch(agency)):
        article = len("The ") if agency.startswith("The ") and not known_agency else 0
        yield from _range(match.start("agency") + article, match.end("agency"), "ORG", part.tokens)


def _range(start: int, end: int, label: str, tokens: Tokens) -> Iterator[Span]:
    """Yield the span of the words from character ``start`` to ``end``, if whole words stand there."""
    if found := words_between(tokens, start, end):
        yield Span(TEXT, *found, label, "rule")


def words_between(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Return first word and word after the last from character ``start`` to ``end``, if whole words stand there."""
    first, last = bisect.bisect_left(tokens.starts, start), bisect.bisect_left(tokens.ends, end)
    whole = tokens.starts[first : first + 1] == [start] and tokens.ends[last : last + 1] == [end]
    return (first, last + 1) if whole else None


def without_titles(view: DocumentView, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Cut titles and ranks from the front of persons; a listed name before the title becomes a name of its own."""
    ranks = vocabulary().offices
    result: list[Span] = []
    for span in spans:
        if span.last - span.first == 1:
            result.append(span)
            continue
        words = view.words(span)
        last = max((i for i, word in enumerate(words[:-1]) if word in ranks), default=-1)
        if (
            last < 0
            or gazetteer.is_place(" ".join(words))
            or (span.label != "PER" and not _is_titled(words, last, gazetteer))
        ):
            result.append(span)
            continue
        for hit in gazetteer.match(words[: last + 1]):
            if hit.known is not None:
                first, end = span.first + hit.first, span.first + hit.last
                result.append(Span(span.part, first, end, coarse(hit.known.label), "gazetteer", hit.known))
        result.append(Span(span.part, span.first + last + 1, span.last, "PER", span.source))
    return result


def _is_titled(words: Sequence[str], title: int, gazetteer: Gazetteer) -> bool:
    """Say whether a title and a person's name were taken for something else: ``U.S. Defense Secretary Ann Ray``."""
    lists = vocabulary()
    before, named = words[:title], words[title + 1 :]
    return (
        words[title][0].isupper()
        and 1 <= len(named) <= 3
        and all(word[0].isupper() and word not in lists.kinds and word not in lists.titles for word in named)
        and all(gazetteer.is_place(w) or w in lists.portfolio or w in lists.titles or w in lists.ranks for w in before)
    )


def listed(view: DocumentView, spans: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """Add listed nations, peoples and names where no name was found, or only a part of the listed one."""
    trusted = [span for span in _hits(view) if _trusted(view, span, lexicon)]
    at = {(span.part, number): span for span in spans for number in range(span.first, span.last)}
    longer = [span for span in trusted if span.last - span.first > 1 and _covers(span, at)]
    return fill_in(put_over(spans, longer) if longer else spans, trusted)


def _covers(long: Span, at: Mapping[tuple[int, int], Span]) -> bool:
    """Say whether every span that overlaps ``long`` lies within it, and one is shorter."""
    found = [at[long.part, number] for number in range(long.first, long.last) if (long.part, number) in at]
    return any(s.last - s.first < long.last - long.first for s in found) and all(
        s.first >= long.first and s.last <= long.last for s in found
    )


def _hits(view: DocumentView) -> Iterator[Span]:
    for part in (TITLE, TEXT):
        for sentence in view.parts[part].sentences:
            for hit in sentence.hits:
                if hit.known is not None:
                    first = sentence.first + hit.first
                    source = "user" if hit.known.kind == "user" else "gazetteer"
                    yield Span(part, first, sentence.first + hit.last, coarse(hit.known.label), source, hit.known)


def _trusted(view: DocumentView, span: Span, lexicon: Lexicon) -> bool:
    """Say whether the list is enough: not for a word that is usually no name, nor for a region (Victoria)."""
    if span.known is None or span.last - span.first > 1:
        return True
    words = view.parts[span.part].words
    word = words[span.first]
    if words[span.last : span.last + 1] == ["$"]:  # US$5
        return False
    if span.known.kind in ("nation", "people"):
        return True
    if span.known.kind != "name" or span.known.label == "EVENT" or lexicon.is_common(word):
        return False
    return span.known.label != "NORP" or not lexicon.flags(word) & FIRST_NAME


def designators(view: DocumentView, spans: Sequence[Span]) -> list[Span]:
    """Add machines and roads named by letters and digits: ``F-35C``, ``MQ-8B Fire Scout``, on the ``A614``."""
    found = []
    taken: set[tuple[int, int]] | None = None
    for part in (TITLE, TEXT):
        for sentence in view.parts[part].sentences:
            for number in sentence.capitals:
                word = sentence.words[number]
                if not word.isalpha() and DESIGNATOR.fullmatch(word) and not _NO_DESIGNATOR.match(word):
                    if taken is None:
                        taken = {(span.part, span.first) for span in spans}
                    if _is_column(sentence.words, number):
                        continue
                    first = last = sentence.first + number
                    if is_road(sentence.words, number):
                        found.append(Span(part, first, first + 1, "FAC", "rule"))
                        continue
                    for following in sentence.words[number + 1 : number + 3]:
                        named = following.istitle() and following.isalpha() and following not in _CALENDAR
                        if not named or (part, last + 1) in taken:
                            break
                        last += 1
                    found.append(Span(part, first, last + 1, "PRODUCT", "rule"))
    return fill_in(spans, found) if found else list(spans)


def _is_column(words: Sequence[str], number: int) -> bool:
    """Say whether the word is no name but a column or a sum: ``Halden P16 W13``, ``N80 million``, ``N265,000``."""
    if _SUM.match(" ".join(words[number + 1 : number + 3])):
        return True
    beside = (*words[max(0, number - 1) : number], *words[number + 1 : number + 2])
    return bool(_TABLE.fullmatch(words[number])) and any(map(_TABLE.fullmatch, beside))


def is_road(words: Sequence[str], number: int) -> bool:
    """Say whether the word is a road on which something is: ``on the A614``."""
    along = number > 1 and words[number - 1] == "the" and words[number - 2].lower() in _ALONG
    return along and _ROAD.fullmatch(words[number]) is not None


def call_signs(view: DocumentView) -> list[Span]:
    """Return stations that are named by their call sign (``6PR``, ``WKLM``) twice in a text about broadcasting."""
    words = view.parts[TEXT].words
    if len(_BROADCASTING.intersection(words)) < 2:
        return []
    found = [n for n, word in enumerate(words) if _CALL_SIGN.fullmatch(word) and not _UNIT.fullmatch(word)]
    counts = Counter(words[number] for number in found)
    return [Span(TEXT, number, number + 1, "ORG", "rule") for number in found if counts[words[number]] > 1]


def own_names(view: DocumentView, gazetteer: Gazetteer) -> list[Span]:
    """Return the names of the user's lists, which count wherever they stand."""
    return [span for span in _hits(view) if span.source == "user"] if gazetteer.has_own else []


def regions(view: DocumentView) -> Iterator[Span]:
    """Yield listed states and regions."""
    return (span for span in _hits(view) if span.known is not None and span.known.kind == "region")


def towns(view: DocumentView, lexicon: Lexicon, gazetteer: Gazetteer, smallest: int = 1) -> Iterator[Span]:
    """Yield towns and states that the lists alone make likely: well known, no common words, no parts of other names."""
    for part in (TITLE, TEXT):
        analysis = view.parts[part]
        for sentence in analysis.sentences:
            for hit in sentence.hits:
                if hit.known is None and _likely_town(sentence.words, hit, lexicon, gazetteer, smallest):
                    yield Span(part, sentence.first + hit.first, sentence.first + hit.last, "GPE", "gazetteer")


def _likely_town(words: Sequence[str], hit: Hit, lexicon: Lexicon, gazetteer: Gazetteer, smallest: int) -> bool:
    rank = gazetteer.rank(hit.towns)
    if hit.last - hit.first == 1:
        word = words[hit.first]
        short = word.isascii() and len(word) < 4
        if short or lexicon.is_common(word) or rank < smallest or word in _CALENDAR:
            return False
        if lexicon.flags(word) and rank < 3:  # Bush, Baker: more often a person than a town
            return False
    before = words[hit.first - 1] if hit.first else ""
    after = words[hit.last] if hit.last < len(words) else ""
    named = (before[:1].isupper() and hit.first > 1) or before in vocabulary().titles
    return not named and (not after[:1].isupper() or after in _CALENDAR)


def coarse(label: str) -> str:
    """Return the coarse label (PER, LOC, ORG, MISC) of a fine one."""
    return {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}.get(label, "MISC")
