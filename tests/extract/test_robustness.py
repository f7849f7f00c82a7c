"""Pages that no browser should meet: large, deep, broken, in two encodings. Each is read or rejected, in time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

from schemas.page import ExtractedPage, Page
from transforms.errors import PageError
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings

P = b"<p>The council of the town decided on Tuesday to repair the old bridge, and work will begin in spring.</p>"
HEAD = b"<html><head><title>Bridge</title></head><body><h1>The old bridge is repaired</h1>"


def extracted(body: bytes) -> ExtractedPage:
    page = Page(input="pages/a.html", kind="html", body=body, url="https://courier.example/bridge")
    return extract_page(page, ExtractSettings())


@pytest.mark.parametrize(
    "body",
    [
        HEAD + b"<div>" * 250 + P * 5,
        HEAD + P * 5 + b"<table><tr><td colspan=9007199254740992 rowspan=9007199254740992>cell</td></tr></table>",
        HEAD + P.replace(b"council", b"cou\0ncil") * 5,
        (HEAD + P * 6)[:-40],
        HEAD + P * 5 + b"<!-- " + P,
        HEAD + b'<script type="application/ld+json">' + b"[" * 100_000 + b"]" * 100_000 + b"</script>" + P * 5,
        HEAD + b'<script type="application/json">' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"</script>" + P * 5,
        HEAD + b"<br>text" * 100 + P * 5,
        HEAD + b'<div class="' + b"a-b " * 50_000 + b'">' + P * 5,
        b"<title>" + b"| " * 50_000 + b"</title>" + HEAD + P * 5,
        HEAD + b'<meta name=author content="' + b"a, " * 50_000 + b'">' + P * 5,
        HEAD + b"<p>" + b" " * 1_000_000 + b"a</p>" + P * 5,
        HEAD + P * 5 + b'<a href="/2024/05/03/a-story-of-the-town">A story of the town</a> ' * 20_000,
    ],
    ids=[
        "deep",
        "colspan",
        "NUL",
        "truncated",
        "open comment",
        "deep JSON-LD",
        "deep state",
        "breaks",
        "long class",
        "long title",
        "long author",
        "spaces",
        "links",
    ],
)
def test_a_broken_page_keeps_its_article(body):
    assert "decided on Tuesday to repair the old bridge" in extracted(body).text


@pytest.mark.parametrize("tag", [b"<div>", b"<blockquote>", b"<b>"])
def test_a_hundred_thousand_nested_tags_are_rejected(tag):
    with pytest.raises(PageError) as error:
        extracted(HEAD + tag * 100_000 + P * 5)
    assert error.value.reason == "extract-too-deep"


def test_two_encodings_in_one_page_cost_only_the_letters_of_one():
    text = "Größe und Übermaß der schönen neuen Brücke über den Fluß, die im Frühjahr gebaut wird."
    body = HEAD + P * 3 + f"<p>{text}</p>".encode() + f"<p>{text}</p>".encode("latin-1")
    assert text in extracted(body).text


# Pages of one thing without end behind an article of five paragraphs.
LARGE = {
    "paragraphs": lambda i: P,
    "lines": lambda i: P[3:-4] + b"<br>",
    "table": lambda i: b"<tr><td>%d</td><td class=num>%d</td><td>town %d</td></tr>" % (i, 7 * i % 1000, i),
    "links": lambda i: b"<li><a href='/2024/%d-a-story'>A story of the town, number %d</a></li>" % (i, i),
    "boxes": lambda i: b"<div class='box c-%d'><span class=s%d>word %d</span></div>" % (i, i % 50, i),
    "comments": lambda i: b"<div class=comment><a href='/user/%d'>User %d</a>%s</div>" % (i, i, P),
    "dates": lambda i: (
        b"<div class=byline>%d May 2024</div><p>Posted on <time>May %d, 2024</time> %s</p>" % (i % 28, i % 28, P[3:-4])
    ),
    "times in a line": lambda i: b"<time>May %d, 2024</time> " % (i % 28),
    "headings": lambda i: b"<h1>A story of the town, number %d</h1>" % i + P,
    "nested": lambda i: b"<div>" * 20 + b"<span>x</span>" + b"</div>" * 20,
    "options": lambda i: b"<option value=%d>Town %d</option>" % (i, i),
    "metas": lambda i: b"<meta name=m%d content='A story of the town'>" % i,
    "script": lambda i: b"<script>var list%d = [%s];</script>" % (i, b"'A story of the town', " * 200),
    "JSON-LD": lambda i: b"<script type=application/ld+json>[%s,,]</script>" % (b'{"@type": "Thing"}, ' * 5_000),
    "images": lambda i: b"<img src='data:image/png;base64,%s'>" % (b"iVBORw0KGgoAAAANSUhEUgAA" * 10_000),
    "spaces": lambda i: b" " * 1_000_000,
}
MEGABYTE = 1_000_000


@pytest.mark.parametrize("kind", LARGE)
def test_time_grows_with_the_size_of_a_page_and_not_with_its_square(kind):
    small, large = (_seconds(HEAD + P * 5 + _filled(LARGE[kind], size)) for size in (MEGABYTE // 5, 8 * MEGABYTE // 5))
    assert large < 8 * 3 * max(small, 0.02)


@pytest.mark.parametrize(("kind", "megabytes"), [("table", 20), ("script", 20), ("links", 10)])
def test_a_page_of_twenty_megabytes_gives_its_article(kind, megabytes):
    page = extracted(HEAD + P * 5 + _filled(LARGE[kind], megabytes * MEGABYTE))
    assert page.text == "\n".join([P[3:-4].decode()] * 5)


@pytest.mark.parametrize("kind", ["table", "links", "boxes", "nested"])
def test_an_article_among_furniture_without_end_in_one_element_is_found(kind):
    assert extracted(HEAD + P * 5 + _filled(LARGE[kind], MEGABYTE // 2)).text == "\n".join([P[3:-4].decode()] * 5)


def _filled(piece: Callable[[int], bytes], size: int) -> bytes:
    pieces = [piece(0)]
    pieces += map(piece, range(1, size // len(pieces[0])))
    return b"".join(pieces)


def _seconds(body: bytes) -> float:
    start = time.process_time()
    with contextlib.suppress(PageError):  # the links alone are a listing
        extracted(body)
    return time.process_time() - start
