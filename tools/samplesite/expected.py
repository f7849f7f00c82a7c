"""What ``headwater ingest`` must make of the samples, as far as the writing settles it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timezone
from typing import Any

from samplesite.bad import REASONS
from samplesite.blocks import blocks_of
from samplesite.modern import curly
from samplesite.rendered import Rendered
from samplesite.source import Source

_PRECISION = {"courier": "second", "anzeiger": "minute", "dispatch": "day", "kurier": "day"}


def expectations(
    source: Source, pages: list[Rendered], warc_offsets: list[int], line_offsets: list[int], bad: dict[str, bytes]
) -> dict[str, Any]:
    """Return the expected results: pages with their facts, rejects, clusters of copies, joins and counts."""
    inputs = _inputs(pages, warc_offsets, line_offsets)
    outcomes = _outcomes(source, pages)
    described = [_page(source, page, name, *outcome) for page, name, outcome in zip(pages, inputs, outcomes, strict=True)]
    rejects = [{"input": name, "reason": reason} for name, reason in REASONS.items()]
    rejects.append({"input": "bad/broken-feed.rss", "entry": "Market hall clock runs again", "reason": "feed-entry"})
    offset = bad["bad/one-broken-line.jsonl"].index(b"\n") + 1
    second = bad["bad/one-broken-line.jsonl"].index(b"\n", offset) + 1
    rejects += [{"input": f"bad/one-broken-line.jsonl#{at}", "reason": "read-jsonl"} for at in (offset, second)]
    return {
        "counts": {"pages": len(pages), **_tally(outcome for outcome, _ in outcomes)},
        "pages": described,
        "rejects": rejects,
        "copies": _copies(source),
    }


def _inputs(pages: list[Rendered], warc_offsets: list[int], line_offsets: list[int]) -> list[str]:
    """Return how the datasets name each page: a path, or a path and where in it the page begins."""
    offsets = {"warc": iter(warc_offsets), "jsonl": iter(line_offsets)}
    entries: dict[str, int] = defaultdict(int)
    names = []
    for page in pages:
        if page.medium in offsets:
            names.append(f"{page.file}#{next(offsets[page.medium])}")
        elif page.medium == "feed" and not page.file.endswith(".html"):
            names.append(f"{page.file}#{entries[page.file]}")
            entries[page.file] += 1
        else:
            names.append(page.file)
    return names


def _outcomes(source: Source, pages: list[Rendered]) -> list[tuple[str, int]]:
    """Return (new, revision or known; number of the revision) of each page, the earliest capture first.

    What a file or a feed holds was read now, which is later than any capture. A file of the table layout has no address:
    its path stands for it.
    """
    seen: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    results: dict[int, tuple[str, int]] = {}
    now = datetime(2027, 1, 1, tzinfo=timezone.utc)
    for index in sorted(range(len(pages)), key=lambda n: (pages[n].captured or now, n)):
        page = pages[index]
        known = seen[source.url(page.story) if source.sites[page.story.outlet].host else page.file]
        version = (page.story.title, page.story.text)
        if version in known:
            results[index] = ("known", known.index(version))
            continue
        known.append(version)
        results[index] = ("new" if len(known) == 1 else "revision", len(known) - 1)
    return [results[n] for n in range(len(pages))]


def _page(source: Source, page: Rendered, name: str, outcome: str, revision: int) -> dict[str, Any]:
    story, site = page.story, source.sites[page.story.outlet]
    told = (lambda text: curly(text)) if story.outlet == "courier" else (lambda text: text)
    blocks = [] if page.medium == "feed" and not page.file.endswith(".html") else blocks_of(source, story)
    if story.outlet == "kurier":
        blocks = []
    if page.medium == "feed" or story.outlet == "anzeiger":
        pass
    lists = [{"heading": b.heading, "headlines": [i.text for i in b.items]} for b in blocks]
    if page.medium == "text":
        lists = [{**each, "heading": None} for each in lists]
    return {
        "input": name,
        "story": story.id,
        "outcome": outcome,
        "revision": revision,
        "url": source.url(story) if site.host else None,
        "source": site.host.removeprefix("https://") or site.folder,
        "title": told(story.title),
        "authors": list(story.authors),
        "agency": story.agency,
        "dateline": story.place,
        "published": {
            "at": story.published.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "precision": _PRECISION.get(story.outlet, "second"),
        },
        "language": site.language,
        "first_words": _words(told(story.text[0]), 6),
        "last_words": _words(told(story.text[-1]), -6),
        "words": sum(len(p.split()) for p in story.text),
        "lists": lists,
        "lists_itself": any(item.story == story.id for block in blocks for item in block.items),
    }


def _words(text: str, count: int) -> str:
    words = text.split()
    return " ".join(words[:count] if count > 0 else words[count:])


def _copies(source: Source) -> list[dict[str, str]]:
    return [
        {"copy": story.id, "of": str(story.text_from), "relation": story.relation}
        for story in source.stories.values()
        if story.relation
    ]


def _tally(outcomes: Any) -> dict[str, int]:
    counts = {"new": 0, "revision": 0, "known": 0}
    for outcome in outcomes:
        counts[outcome] += 1
    return counts
