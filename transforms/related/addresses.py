"""What the address of a link tells: does it lead to one story, or to a section, a topic, a shop?"""

from __future__ import annotations

import functools
import re
from urllib.parse import urlsplit

_SECTION = re.compile(
    r"/(tags?|topics?|category|categories|author|authors|people|profile|user|search|login|account|subscri\w*|newsletters?"
    r"|shop|jobs|about|contact|privacy|terms|archive|section|sections|themes?|special|series)(/|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{5,}|/(?:19|20)\d\d/\d{1,2}/|/(?:19|20)\d\d[-/]|[?&](?:id|story_?id|p|doc)=\d+")
_STRONG_NUMBER = re.compile(r"\d{5,}|[?&]\w*id=\d+")
_FILE = re.compile(r"\.(?:s?html?|ece|aspx?|php|story|article|cms|stm)$")
_SUFFIX = re.compile(r"\.\w{2,5}$")
_TOKENS = re.compile(r"[-_+]|%20")
_ESCAPED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)


@functools.lru_cache(maxsize=16_384)
def story_shape(url: str) -> int:
    """Return how much ``url`` looks like the address of one story: 0 not, 1 perhaps, 2 clearly.

    >>> story_shape("https://example.org/sport/"), story_shape("https://example.org/2024/05/snow-falls-in-oslo-again")
    (0, 2)
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    last = path.rpartition("/")[2]
    if not path or (_SECTION.search(path) and not re.search(r"\d{5,}", path)):
        return 0
    if len(path) > 60 and _ESCAPED.search(path):  # a slug in another script
        return 2
    tokens = sum(map(bool, _TOKENS.split(_SUFFIX.sub("", last))))
    shape = 2 if tokens >= 4 else 1 if tokens == 3 else 0
    where = path + ("?" + parts.query if parts.query else "")
    if _NUMBER.search(where):
        shape = max(shape, 2 if shape or _STRONG_NUMBER.search(where) else 1)
    if shape < 2 and _FILE.search(last):
        shape += 1
    return shape
