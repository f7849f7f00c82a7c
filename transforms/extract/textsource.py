"""Who published a page without an address: its copyright line, or the folder it was saved in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.agencies import agency_of

_YEARS = r"(?:(?:19|20)\d\d(?:\s*[-–—,/]\s*(?:(?:19|20)?\d\d|present))*)"
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|\bcopyright\b)(?:\s|:|©|\(c\)|copyright|by\b|owned by or licensed to|{_YEARS}|[-–—,.])*"
    r"(?P<name>(?:The\s)?[^\W\d_][^.,;|©()\n/–—]{1,59}?)"
    rf"(?=\s*(?:$|[.,;|©()/–—]|\s-\s|\ball rights|\bsome rights|\bright reserved|{_YEARS}))",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r",?\s+(?:inc|llc|ltd|limited|gmbh|plc|corp|corporation|co|company|s\.?a|s\.?l|pvt|pty|ag|private|network"
    r"|ventures)\.?$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:all|and|in|notice|of|infringement|policy|trade|the content|is|are|this|contents?|its|their|owners?"
    r"|privacy|terms|law|statement)\b",
    re.IGNORECASE,
)


def publisher_of(lines: Sequence[str], location: str) -> str:
    """Return the publisher that the page names, last copyright line first, else the folder of ``location``."""
    for line in reversed(lines):
        for match in _COPYRIGHT.finditer(line):
            name = match["name"].strip(" -:")
            while (shorter := _LEGAL_FORM.sub("", name)) != name:
                name = shorter
            if len(name) > 1 and not _NO_NAME.match(name) and not agency_of(name):
                return name
    return folder_of(location)


def folder_of(location: str) -> str:
    """Return the name of the folder that a path or URL lies in, ``"unknown"`` where there is none.

    >>> folder_of("gs://news/tarnvalley.example/2008/a.txt"), folder_of("a.txt")
    ('2008', 'unknown')
    """
    folders = [part for part in re.split(r"[/\\]", location.partition("#")[0])[:-1] if part and not part.endswith(":")]
    return folders[-1] if folders else "unknown"
