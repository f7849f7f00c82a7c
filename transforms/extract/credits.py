"""Whose text a page carries: the agency that its credit line, byline, dateline or JSON-LD names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.extract.agencies import AGENCY, agency_in_byline, agency_of, canonical
from transforms.extract.daymonth import WRITTEN_DAY

_NAME = re.compile(AGENCY)
_COPYRIGHT = re.compile(
    r"(?i:copyright|copyrighted|©|\(c\)|&copy;)[\s:©]*(?i:\(c\)\s*)?(?:(?:19|20)\d\d(?:\s*[-–,]\s*(?:19|20)\d\d)*)?[\s,]*"
    rf"(?i:by\s+)?{AGENCY}"
)
_SOURCE = re.compile(
    r"(?i:(?<!\w)(?:source|sources|quelle|quellen|fuente|fonte|källa|kilde|bron|źródło|zdroj|kaynak|sumber|lähde"
    rf"|источник|джерело|来源|來源|出典|출처|المصدر)\s*[:：=]\s*(?:[\w.]{{2,12}}\s?[,/]\s?){{0,3}}){AGENCY}"
)
_WITH = re.compile(
    r"(?i:^\W*(?:with|avec|mit|con|com|met|med|z|with (?:files|reporting|material|additional reporting|input|inputs)"
    r"(?: from| by)?|avec (?:l['’])?|mit material (?:von|der)|con informaci[oó]n de|com informa[cç][oõ]es d[ae]"
    rf"|additional reporting by|(?:this|the) (?:story|article|report) (?:was|is) (?:from|provided by))\s+){AGENCY}"
    r"(?i:\s+(?:reports?|reporting|inputs?|material|agencies|news agency))?\W*$"
)
_SIGNED = re.compile(rf"(?:^|[.!?\"”’»])\s*[(\[/–—=＝-]+\s*{AGENCY}(?:\s*[/,]\s*\w+)*\s*[)\]/.]*$")
# Behind the name the initials of its desk, or the day: "--IANS ab/cd", "(Xinhua News Agency June 3, 2010)".
_INITIALLED = re.compile(rf"^\W*{AGENCY}(?:[ /](?:[a-z]{{2,3}}|[A-Z]{{2,3}})){{1,5}}\W*$")
_DATED = re.compile(rf"[(\[]{AGENCY}(?i:\snews agency)?,?\s(?:{WRITTEN_DAY})[)\]]\W*$")
_SERVED = re.compile(
    r"(?i:(?<!\w)(?:(?:distributed|provided|supplied|syndicated|published) (?:by|from)(?: an?)?|feed (?:by|from|of)"
    rf"|inputs? (?:by|from))\s+){AGENCY}(?i:\W*$|\s+(?:news agency|information services?)\W*$|\s*[.)])"
)
# Sentences and signs that one agency alone puts below its stories.
_HABITS = {
    "Reuters": re.compile(
        r"\b(?:reporting|writing)\b.{0,40}\bby [^;]{3,250};.{0,160}\bediting by\b"
        r"|\breport(?:e|aje|agem|age) (?:de|por)\b[^;]{3,200}[;.].{0,120}"
        r"\bedi(?:tado|ción|ção|té) (?:en español )?(?:por|de|par)\b"
        r"|\bthomson reuters trust principles\b",
        re.IGNORECASE,
    ),
    "dpa": re.compile(r"\bdpa:\d{6}-|^\W*© dpa-infocom\b"),
    "Bloomberg": re.compile(r"\bto contact the (?:reporters?|editors?)\b.{0,200}@bloomberg\.net", re.IGNORECASE),
}


def agency_in_credit(line: str) -> str | None:
    """Return the agency that a credit line gives the text to; ``None`` where it names several with equal right.

    >>> agency_in_credit("Copyright 2008 Agence France-Presse"), agency_in_credit("(Source: IANS)")
    ('AFP', 'IANS')
    """
    for pattern in (_SOURCE, _WITH, _COPYRIGHT):
        if match := pattern.search(line):
            named = {canonical(m.group("agency")) for m in _NAME.finditer(line)}
            if pattern is _COPYRIGHT and len(named) > 1:
                return None  # a site's footer that thanks all its agencies
            return canonical(match.group("agency"))
    for pattern in (_SIGNED, _INITIALLED, _DATED, _SERVED):
        if match := pattern.search(line):
            return canonical(match.group("agency"))
    habit = next((agency for agency, pattern in _HABITS.items() if pattern.search(line)), None)
    return habit or agency_of(line)


def find_agency(
    *,
    dateline: str | None = None,
    creators: Iterable[str] = (),
    bylines: Iterable[str] = (),
    credits: Iterable[str] = (),
) -> str | None:
    """Return the agency whose text a page carries, by the first of these that names one.

    ``dateline`` is what stands in its brackets; ``creators`` are the names of JSON-LD's ``author``, ``creator`` and
    ``copyrightHolder``; ``bylines`` are lines as shown; ``credits`` are the last lines of the body and copyright lines.
    """
    if dateline and (found := agency_of(dateline) or agency_in_byline(dateline)):
        return found
    for texts, reader in ((creators, agency_in_byline), (bylines, agency_in_byline), (credits, agency_in_credit)):
        for text in texts:
            if found := reader(text):
                return found
    return None
