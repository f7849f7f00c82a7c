"""Web archives of many different articles, made of a few pages.

A copy of a page has its markup, and each of its longer words replaced by another of the same site: in its own text by
a key of the copy, in links, menus and footers by a key of the site, so that the lists of a site stay its lists.
Short words stay, for they tell the language. Hosts and addresses are numbered. Everything is a function of the number.
"""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from schemas.page import Page, Pointer
from transforms.errors import PageError
from transforms.fetch.client import host_of
from transforms.fetch.response import Response
from transforms.fetch.warc import warc_record
from transforms.read.charset import decode
from transforms.read.inputs import expand_inputs, found_in
from transforms.read.pages import read_page

START = datetime(2026, 3, 5, tzinfo=timezone.utc)
SITE_COPIES = 10  # copies of a page on one copy of its site
_WORD = re.compile(r"[^\W\d_]{4,}")
_HOST = re.compile(r"(?<=//)[\w.-]+(?=\.\w+)")
_CANONICAL = re.compile(r'<link[^>]+rel="canonical"[^>]+href="([^"]+)"')
_PARTS = re.compile(
    r"(?P<kept><(?P<a>style|h2|h4)\b.*?</(?P=a)>)"
    r"|(?P<data><script\b.*?</script>)"
    r"|(?P<site><(?P<b>a|header|footer|nav|form)\b.*?</(?P=b)>)"
    r'|(?P<own>(?<=content=")[^"]*(?=")|(?<=>)[^<>]+)',
    re.DOTALL,
)
_DATA = re.compile(r'(?<="headline": ")[^"]*|(?<="description": ")[^"]*')
_SHOWN = re.compile(r"(?<=>)[^<>]+")


@dataclasses.dataclass(frozen=True)
class Original:
    """A page to make copies of: its address and its markup."""

    url: str
    html: str


def pointers(inputs: Iterable[str]) -> list[Pointer]:
    """Return a pointer to each page in ``inputs``."""
    return [one for name in expand_inputs(inputs) for one in found_in(name) if isinstance(one, Pointer)]


def originals(inputs: Iterable[str]) -> list[Original]:
    """Return the pages that are HTML and say their address, or come with it."""
    return list(filter(None, map(_original, pointers(inputs))))


def _original(pointer: Pointer) -> Original | None:
    try:
        page = read_page(pointer)
    except PageError:
        return None
    html = _text(page)
    stated = _CANONICAL.search(html)
    url = page.url or (stated and stated[1])
    return Original(url, html) if url and page.kind == "html" else None


def _text(page: Page) -> str:
    return page.body if isinstance(page.body, str) else decode(page.body, page.charset)


def write_archives(pages: Sequence[Original], copies: int, folder: Path, archives: int) -> int:
    """Write ``copies`` of each page into ``archives`` files of ``folder``; return the bytes of all pages."""
    folder.mkdir(parents=True)
    size = 0
    streams = [(folder / f"{number:03d}.warc.gz").open("wb") for number in range(archives)]
    for number, (url, html) in enumerate(articles(pages, copies)):
        body = html.encode()
        size += len(body)
        fetched_at = START + timedelta(seconds=number)
        headers = (("content-type", "text/html; charset=utf-8"),)
        response = Response(
            url=url, status=200, headers=headers, body=body, wire_bytes=len(body), fetched_at=fetched_at
        )
        streams[number % archives].write(warc_record(response))
    for stream in streams:
        stream.close()
    return size


def articles(pages: Sequence[Original], copies: int) -> Iterator[tuple[str, str]]:
    """Yield (address, markup) of each copy."""
    hosts: dict[str, list[Original]] = {host_of(page.url): [] for page in pages}
    for page in pages:
        hosts[host_of(page.url)].append(page)
    words = {host: vocabulary(its) for host, its in hosts.items()}
    for copy in range(copies):
        for page in pages:
            yield renamed(page, copy, copy // SITE_COPIES, words[host_of(page.url)])


def vocabulary(pages: Iterable[Original]) -> dict[bool, list[str]]:
    """Return the words of all texts as often as they occur, those with a capital and those without."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for page in pages:
        for shown in _SHOWN.findall(re.sub(r"<(script|style).*?</\1>", "", page.html, flags=re.DOTALL)):
            for word in _WORD.findall(shown):
                found[word[0].isupper()].append(word)
    return found


def renamed(page: Original, copy: int, site: int, words: dict[bool, list[str]]) -> tuple[str, str]:
    """Return (address, markup) of a copy of ``page`` on the copy ``site`` of its site."""

    def replaced(text: str, key: str) -> str:
        def word(match: re.Match[str]) -> str:
            same = words[match[0][0].isupper()] or [match[0]]
            return same[zlib.crc32(f"{key} {match[0]}".encode()) % len(same)]

        return _WORD.sub(word, text)

    own, its = f"copy {copy}", f"site {site}"

    def part(match: re.Match[str]) -> str:
        if match["data"]:
            return _DATA.sub(lambda one: replaced(one[0], own), match["data"])
        if match["site"]:
            return _SHOWN.sub(lambda one: replaced(one[0], its), match["site"])
        if match["own"]:
            return replaced(match["own"], own) if " " in match["own"] else match["own"]
        return match[0]

    address = f"{page.url}-{copy}"
    html = _PARTS.sub(part, page.html.replace(f'{page.url}"', f'{address}"'))
    host = _HOST.search(page.url)
    name = host[0] if host else ""
    return address.replace(name, f"{name}-{site}"), html.replace(f"//{name}.", f"//{name}-{site}.")
