"""The bundled news sites: generated files are current, read like news, and hold what ``expected.json`` promises."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import re
import subprocess
import sys
import zlib
from html import unescape
from pathlib import Path

import feedparser
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
PAGES = EXPECTED["pages"]
CHARSETS = {"orbital-dispatch": "windows-1252", "shiokaze": "shift_jis", "bad": "windows-1252"}
NAMESPACES = {"schema.org", "www.w3.org", "purl.org", "jsonfeed.org"}


def raw(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def lines_of(path: str) -> dict[int, dict[str, str]]:
    """The records of a JSON-lines file by the offset of their line."""
    lines = (SAMPLES / path).read_bytes().splitlines(keepends=True)
    offsets = itertools.accumulate(map(len, lines), initial=0)
    return {
        at: json.loads(line)
        for at, line in zip(offsets, lines, strict=False)
        if line.startswith(b'{"url"') and line.endswith(b"}\n")
    }


def entries_of(path: str) -> list[dict[str, str]]:
    """Title and text of the entries of a feed."""
    if path.endswith(".json"):
        items = json.loads((SAMPLES / path).read_text("utf-8"))["items"]
        return [{"title": item["title"], "text": item["content_html"]} for item in items]
    parsed = feedparser.parse((SAMPLES / path).read_bytes())
    return [
        {"title": e.get("title", ""), "text": e["content"][0]["value"] if "content" in e else ""}
        for e in parsed.entries
    ]


def content(name: str) -> str:
    """What lies at an input of ``expected.json``, as text."""
    path, _, place = name.partition("#")
    if path.endswith(".warc.gz"):
        stream = io.BytesIO((SAMPLES / path).read_bytes()[int(place) :])
        return next(iter(ArchiveIterator(stream, parse_http=True))).reader.read().decode()
    if path.endswith(".jsonl"):
        record = lines_of(path)[int(place)]
        if "path" in record:
            return (SAMPLES / path).parent.joinpath(record["path"]).read_text("utf-8")
        return record.get("html") or record["text"]
    if place:
        entry = entries_of(path)[int(place)]
        return f"<h1>{entry['title']}</h1>{entry['text']}"
    charset = "utf-8" if path.endswith(".txt") else CHARSETS.get(path.partition("/")[0], "utf-8")
    return raw(SAMPLES / path).decode(charset)


def plain(page: str) -> str:
    """``page`` without markup, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def stories() -> dict[str, list[str]]:
    """The paragraphs that were written for each story."""
    bodies = {
        path.stem: path.read_text("utf-8").split("+++\n", 2)[2] for path in (SAMPLES / "source/stories").glob("*.md")
    }
    return {
        name: [p for p in body.split("\n\n") if p.strip() and not p.startswith((">> ", "## "))]
        for name, body in bodies.items()
    }


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    return {page["input"]: plain(content(page["input"])) for page in PAGES}


def test_the_committed_files_are_what_the_source_makes():
    command = [sys.executable, "tools/build_samples.py", "--check"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stdout) == (0, "")


def test_the_examples_in_the_builder_hold():
    command = [sys.executable, "-m", "doctest", "samplesite/source.py", "samplesite/wording.py"]
    outcome = subprocess.run(command, cwd=ROOT / "tools", capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stdout) == (0, "")


def test_the_samples_are_small_but_a_whole_press():
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 1_500_000
    assert len({page["input"] for page in PAGES}) >= 60
    assert len({page["source"] for page in PAGES}) >= 6
    assert {page["language"] for page in PAGES} == {"en", "de", "es", "ja"}
    assert {page["published_at"][:10] for page in PAGES} >= {f"2026-03-0{day}" for day in range(2, 9)}


def test_every_page_has_its_title_its_first_words_and_its_last(shown):
    for page in PAGES:
        text = shown[page["input"]]
        assert page["title"] in text, page["input"]
        assert text.index(page["first_words"]) < text.rindex(" ".join(page["last_words"].split())), page["input"]


def test_every_promised_headline_stands_on_its_page_in_order(shown):
    for page in PAGES:
        for listed in page["lists"]:
            places = [shown[page["input"]].find(" ".join(text.split())) for text in listed["headlines"]]
            assert -1 not in places, (page["input"], listed)
            assert listed["heading"] is None or listed["heading"] in shown[page["input"]]


def test_every_outlet_shows_pages_that_list_themselves():
    listing = {page["source"] for page in PAGES if page["lists_itself"]}
    assert listing >= {"kestrelbaycourier.example", "gruenfelder-anzeiger.example", "Orbital Dispatch"}


def test_stories_read_like_news_and_repeat_nothing():
    written = stories()
    whole = {
        name: body
        for name, body in written.items()
        if "text_from" not in (SAMPLES / f"source/stories/{name}.md").read_text("utf-8")
    }
    assert len(whole) >= 45
    assert all(5 <= len(body) <= 14 for body in whole.values())
    allowed = {frozenset(pair) for pair in EXPECTED["not_copies"]}
    for (one, first), (two, second) in itertools.combinations(whole.items(), 2):
        assert not set(first) & set(second) or frozenset((one, two)) in allowed, (one, two)


def containment(one: str, two: str) -> float:
    """Share of the shorter text's word 5-grams that the other has too."""
    grams = [{tuple(words[i : i + 5]) for i in range(len(words) - 4)} for words in (one.split(), two.split())]
    return len(grams[0] & grams[1]) / min(map(len, grams))


def test_copies_share_their_words_and_other_reports_do_not(shown):
    texts = {page["story"]: shown[page["input"]].partition(page["first_words"])[2] for page in PAGES}
    bodies = {
        page["story"]: texts[page["story"]]
        .replace("“", '"')
        .replace("”", '"')
        .replace("’", "'")
        .partition(page["last_words"])[0]
        for page in PAGES
    }
    for copy in EXPECTED["copies"]:
        assert containment(bodies[copy["copy"]], bodies[copy["of"]]) > 0.6, copy
    for one, two in EXPECTED["not_copies"]:
        assert containment(bodies[one], bodies[two]) < 0.6, (one, two)


def test_pages_of_2008_carry_no_metadata():
    pages = list((SAMPLES / "orbital-dispatch").glob("*.html"))
    assert len(pages) >= 10
    for path in pages:
        page = path.read_text("windows-1252")
        assert not re.search(r"ld\+json|og:|canonical|<time|itemprop|<meta name|http://www\.orbital", page), path
        assert page.count("<table") > 5


def test_text_dumps_have_the_order_of_a_dumped_page():
    dumps = list((SAMPLES / "orbital-dispatch").glob("*.txt"))
    assert len(dumps) >= 6
    for path in dumps:
        text = path.read_text("utf-8")
        marks = [
            "Subscribe to",
            "\nby ",
            " Mar 0",
            "Email This Article",
            "Related Links",
            "XML Feeds",
            "\n  • ",
            "Privacy Statement",
        ]
        assert sorted(marks, key=text.find) == marks, path
        assert text.count("\n  • ") == 25


def test_addresses_are_reserved_for_examples():
    for path in SAMPLES.rglob("*"):
        if path.is_file() and path.suffix not in (".gz", ".md", ".toml"):
            hosts = re.findall(rb"https?://([^/\"'<>\s#?\\:]+)", path.read_bytes())
            assert all(host.endswith(b".example") or host.decode() in NAMESPACES for host in set(hosts)), path


@pytest.mark.parametrize(("name", "entries"), [("courier.rss", 7), ("anzeiger.atom", 5), ("thornmere.json", 4)])
def test_feeds_are_well_formed_and_lead_to_something_local(name, entries):
    path = SAMPLES / "feeds" / name
    assert len(entries_of(f"feeds/{name}")) == entries
    if name == "courier.rss":
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo
        assert all((path.parent / entry.link).is_file() for entry in parsed.entries)
    else:
        assert all(len(plain(entry["text"]).split()) >= 125 for entry in entries_of(f"feeds/{name}"))


def test_the_opml_lists_the_feeds_beside_it():
    listed = re.findall(r'xmlUrl="([^"]+)"', (SAMPLES / "feeds/outlets.opml").read_text("utf-8"))
    assert sorted(listed) == sorted(p.name for p in (SAMPLES / "feeds").glob("*.*") if p.suffix != ".opml")


def test_the_archive_holds_a_response_for_each_page_expected_from_it():
    with (SAMPLES / "archive/courier.warc.gz").open("rb") as stream:
        records = [r.stream_pos for r in ArchiveIterator(stream, record_types=WarcRecordType.response)]
    expected = [page["input"] for page in PAGES if page["via"] == "archive/courier.warc.gz"]
    assert [f"archive/courier.warc.gz#{at}" for at in records] == expected


def test_each_line_of_the_crawl_is_expected():
    assert {f"archive/crawl.jsonl#{at}" for at in lines_of("archive/crawl.jsonl")} == {
        page["input"] for page in PAGES if page["via"] == "archive/crawl.jsonl"
    }


def test_every_bad_file_is_a_reject_or_says_what_survives():
    rejected = {reject["input"].partition("#")[0] for reject in EXPECTED["rejects"]}
    surviving = {page["via"] for page in PAGES}
    assert {f"bad/{path.name}" for path in (SAMPLES / "bad").iterdir()} <= rejected | surviving


def test_bad_files_are_bad_in_the_way_they_say():
    bad = SAMPLES / "bad"
    assert (bad / "empty.html").read_bytes() == b""
    assert not (bad / "only-spaces.txt").read_bytes().strip()
    with pytest.raises(UnicodeDecodeError):
        (bad / "photo-saved-as-page.html").read_bytes().decode()
    with pytest.raises((EOFError, zlib.error)):
        raw(bad / "truncated.html.gz")
    with pytest.raises(UnicodeDecodeError):
        (bad / "wrong-charset.html").read_bytes().decode()
    assert b'charset="utf-8"' in (bad / "wrong-charset.html").read_bytes()
    assert feedparser.parse((bad / "broken-feed.rss").read_bytes()).bozo
