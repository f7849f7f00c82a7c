"""What ``headwater ingest`` must make of the samples, as far as the writing settles it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

from samplesite.archive import json_lines, warc
from samplesite.bad import LINES, REASONS, broken_lines
from samplesite.blocks import Block, blocks_of
from samplesite.rendered import Rendered
from samplesite.source import Source, Story
from samplesite.wording import printed

_PRECISION = {"anzeiger": "minute", "dispatch": "day", "kurier": "day"}
_ZIPPED = "gruenfelder-anzeiger/tauwetter-laesst-die-selte-steigen.html"
_NOW = datetime(2027, 1, 1, tzinfo=timezone.utc)  # when files and feeds are read: later than any capture


def expectations(source: Source, pages: list[Rendered]) -> dict[str, Any]:
    """Return the expected results: pages with their facts, rejects, copies and their opposites, joins, counts.

    ``first_words`` and ``last_words`` are those of the body without its dateline. ``lists`` hold every related headline
    of the page, the page's own included; those with ``inside_text`` stand between two paragraphs.
    """
    inputs, outcomes = _inputs(source, pages), _outcomes(source, pages)
    _, bad_offsets = broken_lines(source, pages)
    rejects = REASONS | {f"{LINES}#{offset}": "read-jsonl" for offset in bad_offsets}
    return {
        "counts": {
            "pages": len(pages),
            **Counter(outcome for outcome, _ in outcomes),
            "rejects": len(rejects),
            **_list_counts(source, pages),
        },
        "pages": [_page(source, *row) for row in zip(pages, inputs, outcomes, strict=True)],
        "rejects": [{"input": name, "reason": reason} for name, reason in rejects.items()],
        "copies": _copies(source),
        "clusters": _clusters(source),
        "not_copies": [[story.id, other] for story in source.stories.values() for other in story.resembles],
        "joins": _joins(source, pages),
    }


def _inputs(source: Source, pages: list[Rendered]) -> list[str]:
    """Return how the datasets name each page: a path, with the offset of the record, line or entry behind ``#``."""
    archived = [page for page in pages if page.medium == "warc"]
    crawled = [page for page in pages if page.medium in ("jsonl", "path")]
    offsets = dict(zip(map(id, archived), warc(source, archived)[1], strict=True))
    offsets |= dict(zip(map(id, crawled), json_lines(source, crawled)[1], strict=True))
    entries: Counter[str] = Counter()
    names = []
    for page in pages:
        name = f"{page.container}#{offsets.get(id(page), entries[page.container])}"
        entries[page.container] += 1
        if page.page_file and page.medium != "path":
            name = page.page_file
        names.append(f"{name}.gz" if name == _ZIPPED else name)
    return names


def _outcomes(source: Source, pages: list[Rendered]) -> list[tuple[str, int]]:
    """Return (new, revision or known; number of the revision) of each page, the earliest capture first.

    A file of the table layout has no address: its path stands for it.
    """
    versions: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    results: dict[int, tuple[str, int]] = {}
    for index in sorted(range(len(pages)), key=lambda n: (pages[n].captured or _NOW, n)):
        page = pages[index]
        known = versions[source.url(page.story) if source.sites[page.story.outlet].host else page.container]
        version = (page.story.title, page.story.text)
        if version in known:
            results[index] = ("known", known.index(version))
            continue
        known.append(version)
        results[index] = ("new" if len(known) == 1 else "revision", len(known) - 1)
    return [results[index] for index in range(len(pages))]


def _page(source: Source, page: Rendered, name: str, outcome: tuple[str, int]) -> dict[str, Any]:
    story, site = page.story, source.sites[page.story.outlet]
    blocks = _shown(source, page)
    return {
        "input": name,
        "via": page.container,
        "story": story.id,
        "outcome": outcome[0],
        "revision": outcome[1],
        "url": source.url(story) if site.host else None,
        "source": site.host.removeprefix("https://").removeprefix("www.") or site.name,
        "title": " ".join(printed(story, story.title).split()),
        **_origin(page),
        "language": site.language,
        "first_words": _start(printed(story, story.text[0])),
        "last_words": _start(printed(story, story.text[-1])[::-1])[::-1],
        "characters": sum(len(paragraph) for paragraph in story.text),
        "lists": [_list(page, block) for block in blocks],
        "lists_itself": any(item.story and _same_page(source, item.story, story) for b in blocks for item in b.items),
    }


_DESKS = ("SPX",)  # stands where an agency stands, but is the outlet's own desk


def _origin(page: Rendered) -> dict[str, Any]:
    """Return who wrote it, where and when; a key is absent where the page leaves room for two readings."""
    story, precision = page.story, "second" if page.carried else _PRECISION.get(page.story.outlet, "second")
    instant = f"{story.published.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
    origin: dict[str, Any] = {
        "published_at": f"{story.published:%Y-%m-%d}" if precision == "day" else instant,
        "published_precision": precision,
    }
    if (story.authors or story.agency) and page.container != "bad/broken-feed.rss":  # its entries name nobody
        origin |= {"authors": list(story.authors), "agency": None if story.agency in _DESKS else story.agency}
    if story.agency:
        origin["dateline"] = story.place
    return origin


def _start(text: str) -> str:
    """Return whole words of the first 40 characters, or 12 characters of a text without spaces."""
    return text[:40].rpartition(" ")[0] or text[:12]


def _same_page(source: Source, name: str, story: Story) -> bool:
    other = source.stories[name]
    return source.url(other) == source.url(story)


def _shown(source: Source, page: Rendered) -> tuple[Block, ...]:
    """Return the lists that this copy shows; a feed entry has the promotions in its text only."""
    if page.whole:
        return blocks_of(source, page.story)
    return tuple(block for block in blocks_of(source, page.story) if block.layout == "promo" and page.carried)


def _list(page: Rendered, block: Block) -> dict[str, Any]:
    headed = block.heading and page.medium != "text"
    return {
        "heading": block.heading if headed else None,
        "inside_text": block.layout == "promo",
        "headlines": [printed(page.story, item.text) for item in block.items],
    }


def _list_counts(source: Source, pages: list[Rendered]) -> dict[str, int]:
    """Return how many lists and headlines the pages show, and how many are left when equal ones count once.

    Lists are equal with the heading, the site and the stories; a text dump shows no headings.
    """
    shown = [(page, block) for page in pages for block in _shown(source, page)]
    items = [(page.story.outlet, item) for page, block in shown for item in block.items]
    lists = {
        (page.story.outlet, _list(page, block)["heading"], tuple(item.url for item in block.items))
        for page, block in shown
    }
    return {
        "lists_shown": len(shown),
        "lists_distinct": len(lists),
        "headlines_shown": len(items),
        "stories_promoted": len({(outlet, item.url) for outlet, item in items}),
    }


def _copies(source: Source) -> list[dict[str, str | None]]:
    return [
        {"copy": story.id, "of": story.text_from, "relation": story.relation}
        for story in source.stories.values()
        if story.relation
    ]


def _clusters(source: Source) -> list[list[str]]:
    """Return the stories that share one text, each group with its origin first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for story in source.stories.values():
        origin = story
        while origin.text_from:
            origin = source.stories[origin.text_from]
        groups[origin.id].append(story.id)
    return [
        sorted(names, key=lambda name: (name != origin, name)) for origin, names in groups.items() if len(names) > 1
    ]


def _joins(source: Source, pages: Sequence[Rendered]) -> list[dict[str, Any]]:
    """Return the headlines that lead to a story of the set, and on how many saved pages each wording stands."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for page in pages:
        found = {
            (page.story.outlet, item.story, printed(page.story, item.text))
            for block in _shown(source, page)
            for item in block.items
            if item.story
        }
        counts.update(found)
    return [
        {"outlet": outlet, "headline": text, "story": story, "pages": number}
        for (outlet, story, text), number in sorted(counts.items())
    ]
