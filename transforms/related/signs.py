"""The signs by which a card is told from navigation: each is there or not, and each has its points."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from urllib.parse import unquote

from transforms.phrase import Phrase
from transforms.related.places import ADVERT, COMMENT, FOOT, HEAD, NAV, TOOL
from transforms.related.vocabulary import ACTION
from transforms.related.wording import folded
from transforms.urls import split

_SECTION = re.compile(
    r"/(?:tags?|topics?|category|categories|cat|authors?|by|writers?|columnists?|contributors?|staff|team|people|profiles?"
    r"|users?|search|login|account|subscri\w*|newsletters?|shop|store|jobs|about|contact|privacy|terms|archives?|sections?"
    r"|themes?|temas?|series|shows?|programs?|programmes?|podcasts?|on-air|tv|radio|apps?|events?|hashtag|channel|feeds?)(?:/|$)",
    re.IGNORECASE,
)
_PAID = Phrase(
    "sponsor|advertor|brand|/pa|promot|affil|/deal|coupon|voucher|double|/ad|shop|store.|/prod",
    r"sponsored|advertor|brand-?(?:ed|content|voice|studio)|/partner|/paid|promot(?:ion|ed)|affiliate|/deals?/|coupon"
    r"|voucher|doubleclick|/ads?/|[?&]brand=|\bshop(?:ping)?\.|\bstore\.|/shop(?:ping)?/|/product",
)
_DATE = re.compile(r"(?:19|20)\d\d[/-]?(?:0\d|1[0-2]|[a-z]{3})(?:[/-]?[0-3]\d)?(?!\d)")
_NUMBER = re.compile(r"\d{5,}")
_QUERY_ID = re.compile(r"(?:^|&)\w*(?:id|p|doc|story)=\d+")
_FILE = re.compile(r"\.(?:s?html?|ece|aspx?|php|story|article|cms|stm)$")
_MEDIA = re.compile(
    r"/(?:videos?|galler\w+|photos?|pictures?|av|multimedia|slideshows?|watch|audio)(?:/|$)", re.IGNORECASE
)
_NEVER = Phrase(
    "/author|/colu|/contri|/profile|/user|/tag|/log|/sign|/regi|subscri|/newsl|sponsored|advertor|brand"
    "|/partner|doubleclick|share=|replyto",
    r"/(?:authors?|columnists?|contributors?|profiles?|users?|tags?|login|log-in|sign-?up|register|subscri\w*|newsletters?)(?:/|$)"
    r"|[/.]subscri\w*\.|sponsored|advertori|brand-?(?:ed-?)?content|/partner-?content|doubleclick|[?&]share=|[?&]replytocom=",
)
_SERVICES = (
    *("facebook", "twitter", "//x.com", "instagram", "youtube", "linkedin", "whatsapp", "telegram", "t.me"),
    *("pinterest", "reddit", "apple.com", "google."),
)
_SLUG_WORDS = 4  # words of an address from which it names a story, whatever section that stands in
_DIGIT = re.compile(r"\d")
_PUNCTUATION = re.compile("[:?'’\"“”‘,|]")
_SLUG = re.compile(r"[\W_]+")


def link_signs(text: str, words: int, url: str) -> Iterator[str]:
    """Yield the signs in the words and the address of a link, and in what they have in common."""
    yield from address_signs(url)
    yield from text_signs(text, words)
    yield slug_sign(text, url)


def address_signs(url: str) -> Iterator[str]:
    """Yield the signs in the address of a link."""
    parts = split(url)
    path = parts.path.rstrip("/")
    last = path.rpartition("/")[2]
    if not path:
        yield "address: front page"
    if _PAID.found(url):
        yield "address: paid"
    if _DATE.search(path):
        yield "address: date"
    if _NUMBER.search(path) or _QUERY_ID.search(parts.query):
        yield "address: number"
    if _MEDIA.search(path):
        yield "address: media"
    if _FILE.search(last):
        yield "address: file"
    if any(map(url.__contains__, _SERVICES)):
        yield "address: service"
    if parts.query and not _QUERY_ID.search(parts.query):
        yield "address: query"
    if parts.fragment:
        yield "address: fragment"
    words = len(slug_words(url))
    if words < _SLUG_WORDS and _SECTION.search(path):
        yield "address: section"
    yield f"slug: {words if words < 4 else '4-5' if words < 6 else '6+'}"
    steps = path.count("/")
    yield f"address: {steps if steps < 3 else '3+'} steps"


@functools.lru_cache(maxsize=16_384)  # the lists of a site stand on all of its pages
def leads_elsewhere(url: str) -> bool:
    """Return whether the address says that it is no story: an author, a tag, a form, an advertisement."""
    return _NEVER.found(url)


@functools.lru_cache(maxsize=16_384)
def slug_words(url: str) -> frozenset[str]:
    """Return the words of the longest part of an address' path."""
    path = split(url).path
    step = max((unquote(path) if "%" in path else path).casefold().split("/"), key=len)
    return frozenset(word for word in _SLUG.split(_FILE.sub("", step)) if len(word) > 1 and not word.isdigit())


def text_signs(text: str, words: int) -> Iterator[str]:
    """Yield the signs in the words of a link."""
    yield f"words: {words if words < 9 else '9-12' if words < 13 else '13-24' if words < 25 else '25+'}"
    if ACTION.match(text):
        yield "text: action, short" if words < 5 else "text: action, long"
    if _DIGIT.search(text):
        yield "text: digit"
    if text[:1].islower():
        yield "text: small"
    elif text.isupper():
        yield "text: capitals"
    if _PUNCTUATION.search(text):
        yield "text: punctuation"
    if words > 2 and text.istitle():
        yield "text: title case"
    if text.endswith((".", "!")) and not text.endswith(".."):
        yield "text: sentence"
    if text.endswith(("...", "…")):
        yield "text: cut"


def slug_sign(text: str, url: str) -> str:
    """Return how much of the headline ``text`` stands in the address."""
    words = {word for word in folded(text).split() if len(word) > 2}
    if len(words) < 2:
        return "slug: too few words"
    share = len(words & slug_words(url)) / len(words)
    return "slug: of text" if share >= 0.6 else "slug: partly" if share >= 0.3 else "slug: other"


def zone_signs(zones: int) -> Iterator[str]:
    """Yield the zones of the page that a card stands in."""
    for flag, name in (
        (NAV, "nav"),
        (FOOT, "foot"),
        (HEAD, "head"),
        (COMMENT, "comment"),
        (ADVERT, "advert"),
        (TOOL, "tool"),
    ):
        if zones & flag:
            yield f"zone: {name}"
