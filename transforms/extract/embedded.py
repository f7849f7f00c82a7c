"""What a page says about itself in data: JSON-LD, ``<meta>`` and the attributes of ``<html>`` and ``<link>``."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from transforms.extract.html import squeezed

Node: TypeAlias = Mapping[str, Any]

_ARTICLE_RANK = {
    **dict.fromkeys(
        [
            "newsarticle",
            "reportagenewsarticle",
            "analysisnewsarticle",
            "backgroundnewsarticle",
            "opinionnewsarticle",
            "reviewnewsarticle",
            "askpublicnewsarticle",
            "liveblogposting",
            "satiricalarticle",
            "advertisercontentarticle",
        ],
        0,
    ),
    **dict.fromkeys(
        [
            "article",
            "blogposting",
            "socialmediaposting",
            "report",
            "techarticle",
            "scholarlyarticle",
            "medicalscholarlyarticle",
        ],
        1,
    ),
    **dict.fromkeys(["review", "recipe", "creativework", "podcastepisode"], 2),
    **dict.fromkeys(["webpage", "itempage"], 3),
    **dict.fromkeys(["videoobject", "newsvideoobject"], 4),
}
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed", "subjectOf", "author", "creator")
_DEEPEST = 8
_MOST_NODES = 2_000
_MOST_BLOCKS = 60
_LARGEST_BLOCK = 4_000_000  # characters
_OPENING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*;?\s*$")
_CLOSED = 100  # characters at the end of a block in which it is closed
_TAG = re.compile(r"<[^<>]{1,2000}>")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Creator:
    """One name that the data give as author; ``kind`` is its schema.org type in lower case or ``""``."""

    name: str
    kind: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The page's own account of itself; strings are unescaped and squeezed, except ``body``."""

    meta: Mapping[str, tuple[str, ...]]
    kind: str | None = None  # schema.org type of the article node, lower case
    headline: str | None = None
    creators: tuple[Creator, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    body: str | None = None  # articleBody as it stands there, perhaps with markup
    publisher: str | None = None
    description: str | None = None
    language: str | None = None  # as the data say; see ``html_language`` for the attribute
    html_language: str | None = None
    canonical: str | None = None
    free: bool | None = None  # isAccessibleForFree

    def first(self, *names: str) -> str | None:
        """Return the first value of the first of these ``<meta>`` names that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)


def read_embedded(tree: HtmlElement, url: str | None) -> Embedded:
    """Read what ``tree`` says about itself in data; broken JSON is passed over."""
    elements: dict[str, list[HtmlElement]] = {"meta": [], "link": [], "script": []}
    for element in tree.iter(*elements):  # once: to go through a tree costs more than all that is done here
        elements[element.tag].append(element)
    meta = _metas(elements["meta"])
    canonical = _canonical(elements["link"])
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    nodes = list(_nodes(elements["script"]))
    base = {"meta": meta, "canonical": canonical, "html_language": language}
    article = _article(nodes, {address for address in map(_plain_url, (url, canonical)) if address})
    if article is None:
        return Embedded(**base, publisher=_publisher({}, nodes))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    kinds = _kinds(article)
    headline = article.get("headline") or (article.get("name") if not set(kinds) & {"webpage", "itempage"} else None)
    return Embedded(
        **base,
        kind=min(kinds, key=lambda kind: _ARTICLE_RANK.get(kind, 9)),
        headline=next(_strings(headline), None),
        creators=tuple(_creators(article.get("author") or article.get("creator"), by_id)),
        published=tuple(_strings(article.get("datePublished") or article.get("dateCreated"))),
        modified=tuple(_strings(article.get("dateModified"))),
        body=_body(article, nodes),
        publisher=_publisher(article, nodes),
        description=next(_strings(article.get("description")), None),
        language=next(_strings(article.get("inLanguage")), None),
        free=_truth(article.get("isAccessibleForFree")),
    )


def plain(value: object) -> str:
    """Return ``value`` as one line of text without tags and entities."""
    text = str(value)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return squeezed(text)


def _metas(elements: Iterable[HtmlElement]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in elements:
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and (text := plain(content[:20_000])):
            values = found.setdefault(name.strip().lower(), [])
            if len(values) < 20:
                values.append(text)
    return {name: tuple(values) for name, values in found.items()}


def _canonical(links: Iterable[HtmlElement]) -> str | None:
    for link in links:
        if (link.get("rel") or "").lower() == "canonical" and (href := (link.get("href") or "").strip()):
            return str(href)
    return None


def _nodes(scripts: Iterable[HtmlElement]) -> Iterator[Node]:
    """Yield every object of the page's JSON-LD blocks, outer ones first."""
    left, blocks = _MOST_NODES, 0
    for script in scripts:
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        blocks += 1
        if blocks > _MOST_BLOCKS:
            return
        for node in _walk(read_json(script.text or ""), 0):
            yield node
            left -= 1
            if left <= 0:
                return


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _NESTED:
            if isinstance(inner := value.get(name), (dict, list)):
                yield from _walk(inner, depth + 1)


def read_json(text: str) -> Any:
    """Return the JSON of a script, repaired where its faults are the usual ones, or ``None``."""
    if len(text) > _LARGEST_BLOCK:
        return None
    text = _unwrapped(text.strip())
    for repaired in _repairs(text):
        if (value := _loads(repaired)) is not None:
            return value
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _unwrapped(text: str) -> str:
    """Return what stands inside a comment or CDATA section."""
    for _ in range(2):
        if opening := _OPENING.match(text):
            text = text[opening.end() :]
        if closing := _CLOSING.search(text, max(0, len(text) - _CLOSED)):
            text = text[: closing.start()]
    return text.strip().rstrip(";")


def _loads(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _repairs(text: str) -> Iterator[str]:
    yield text
    text = _TRAILING_COMMA.sub(r"\1", text)
    yield text
    text = _CONTROL.sub(" ", text)
    yield text
    yield _BAD_ESCAPE.sub(r"\\\\", text)


def _kinds(node: Node) -> list[str]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return [v.rpartition("/")[2].rpartition(":")[2].lower() for v in values if isinstance(v, str)]


def _article(nodes: list[Node], addresses: set[str]) -> Node | None:
    """Return the node that describes the page's article: by type, then by its address, then by order."""

    def rank(place: int) -> tuple[int, bool, int]:
        node = nodes[place]
        kind = min(_ARTICLE_RANK[k] for k in _kinds(node) if k in _ARTICLE_RANK)
        return kind, _address(node) not in addresses, place

    places = [
        place
        for place, node in enumerate(nodes)
        if (node.get("headline") or node.get("datePublished")) and any(k in _ARTICLE_RANK for k in _kinds(node))
    ]
    return nodes[min(places, key=rank)] if places else None


def _address(node: Node) -> str:
    value = node.get("url") or node.get("mainEntityOfPage") or node.get("@id")
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return _plain_url(value) if isinstance(value, str) else ""


def _plain_url(url: str | None) -> str:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/")).lower()


def _strings(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("@value") or item.get("name")
        if isinstance(item, (str, int, float)) and not isinstance(item, bool) and (text := plain(item)):
            yield text


def _creators(value: object, by_id: Mapping[str, Node], depth: int = 0) -> Iterator[Creator]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            if item in by_id and depth < 3:
                yield from _creators(by_id[item], by_id, depth + 1)
            elif not item.startswith(("http", "//", "#")) and (text := plain(item)):
                yield Creator(name=text)
        elif isinstance(item, dict):
            yield from _creator(item, by_id, depth)


def _creator(node: Node, by_id: Mapping[str, Node], depth: int) -> Iterator[Creator]:
    name = node.get("name") or " ".join(str(node[k]) for k in ("givenName", "familyName") if node.get(k))
    if name:
        kind = next(iter(_kinds(node)), "")
        for text in _strings(name):
            if not text.startswith("http"):
                yield Creator(name=text, kind=kind)
    elif (other := by_id.get(str(node.get("@id")))) is not None and other is not node and depth < 3:
        yield from _creators(other, by_id, depth + 1)


def _publisher(article: Node, nodes: list[Node]) -> str | None:
    value = article.get("publisher")
    if isinstance(value, dict) and not value.get("name"):
        value = next((node for node in nodes if node.get("@id") == value.get("@id") and node.get("name")), None)
    if name := next(_strings(value), None):
        return name
    kinds = {"newsmediaorganization", "website"}
    return next((n for node in nodes if kinds & set(_kinds(node)) for n in _strings(node.get("name"))), None)


def _body(article: Node, nodes: list[Node]) -> str | None:
    """Return the longest ``articleBody`` of the article's node and the parts of a live page."""
    own = article.get("articleBody")
    if isinstance(own, str) and own.strip():
        return own
    bodies = [b for n in nodes if isinstance(b := n.get("articleBody"), str) and _kinds(n)]
    return bodies[0] if len(bodies) == 1 else None


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).strip().lower().rpartition("/")[2])
