"""One site at a time: from what its pages show, and what is known, to headlines, lists and links."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from schemas.headline import Headline
from schemas.headline_list import HeadlineList
from schemas.headline_state import HeadlineName, ListVersion
from schemas.ids import stable_id
from schemas.keys import PageLinks, SeenBlock, Sighting
from transforms.related.keys import core_of
from transforms.related.memory import SiteMemory
from transforms.related.settings import RelatedSettings
from transforms.related.settle import Block, Entry, Settler, keyed, members
from transforms.related.stories import Name, join_names

When = tuple[datetime, str, int]  # fetch time, input, place on the page: a total order of what was seen


@dataclasses.dataclass(frozen=True, slots=True)
class Resolved:
    """What the pages of one source come to: links of each page, new rows of the datasets, new rows of the state."""

    links: tuple[PageLinks, ...] = ()
    headlines: tuple[Headline, ...] = ()
    lists: tuple[HeadlineList, ...] = ()
    names: tuple[HeadlineName, ...] = ()
    versions: tuple[ListVersion, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class _Page:
    seen_at: datetime
    input: str
    article_id: str
    own: Name
    blocks: tuple[Block, ...]


class SitePages:
    """The sightings of one source, kept small: a list that stands on many pages is held once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._pages: dict[str, _Page] = {}
        self._blocks: dict[SeenBlock, Block] = {}

    def add(self, sighting: Sighting) -> None:
        """Take in one page; of two sightings of one input the earlier counts."""
        blocks = tuple(map(self._keyed, sighting.blocks))
        own = name_of((sighting.title, sighting.address, sighting.address))
        page = _Page(sighting.seen_at, sighting.input, sighting.article_id, own, blocks)
        other = self._pages.get(page.input)
        if other is None or (page.seen_at, page.own) < (other.seen_at, other.own):
            self._pages[page.input] = page

    def _keyed(self, block: SeenBlock) -> Block:
        known = self._blocks.get(block)
        if known is None:
            known = self._blocks[block] = keyed(block)
        return known

    def in_order(self) -> list[_Page]:
        """Return the pages by time, then input."""
        return sorted(self._pages.values(), key=lambda page: (page.seen_at, page.input))


def resolve_site(site: SitePages, memory: SiteMemory, settings: RelatedSettings, run_id: str) -> Resolved:
    """Return what the pages of one source add to what is known of it.

    A function of the set of pages and the memory: the order in which pages come does not matter.
    """
    pages = site.in_order()
    shown = _settled(pages, memory, settings)
    stories = _Stories(pages, shown, memory)
    lists: dict[str, HeadlineList] = {}
    list_of: dict[Block, str] = {}
    for page in pages:
        for block in page.blocks:
            if shown[block] and block not in list_of:
                row = _list_row(site.source, block.heading, stories.ids_of(shown[block]), page.seen_at, run_id)
                list_of[block] = row.list_id
                lists.setdefault(row.list_id, row)
    return Resolved(
        links=tuple(_links(page, stories.id_of(page.own), list_of) for page in pages),
        headlines=tuple(stories.new_headlines(run_id)),
        lists=tuple(row for list_id, row in lists.items() if list_id not in memory.list_ids),
        names=tuple(stories.new_names()),
        versions=tuple(_new_versions(shown, list_of, memory)),
    )


def name_of(entry: Entry) -> Name:
    """Return the name that an entry of a list gives its story; the address of a front page is nobody's."""
    text, url, key = entry
    return Name(text, key, url or "") if key and "/" in key else Name(text)


def _settled(pages: Sequence[_Page], memory: SiteMemory, settings: RelatedSettings) -> dict[Block, tuple[Entry, ...]]:
    counts = Counter(block for page in pages for block in page.blocks)
    settler = Settler(memory.source, settings.settle_pages)
    own = {page.own.key for page in pages} - {""}
    settler.learn(counts.items(), memory.versions, memory.keys() | own)
    while True:  # an entry that one list settles may settle another list's
        shown = {block: settler.headlines(block) for block in counts}
        if not settler.knows_more({key for entries in shown.values() for _, _, key in entries if key}):
            return shown


def _list_row(source: str, heading: str | None, ids: tuple[str, ...], seen_at: datetime, run_id: str) -> HeadlineList:
    return HeadlineList(
        list_id=stable_id(source, heading or "", *ids),
        source=source,
        heading=heading,
        headline_ids=ids,
        first_seen=seen_at,
        run_id=run_id,
    )


def _links(page: _Page, headline_id: str, list_of: Mapping[Block, str]) -> PageLinks:
    lists = dict.fromkeys(list_of[block] for block in page.blocks if block in list_of)
    return PageLinks(
        input=page.input, article_id=page.article_id, headline_id=headline_id, related_list_ids=tuple(lists)
    )


def _new_versions(
    shown: Mapping[Block, tuple[Entry, ...]], list_of: Mapping[Block, str], memory: SiteMemory
) -> Iterator[ListVersion]:
    rows: dict[tuple[str, tuple[str, ...], str | None], ListVersion] = {}
    for block in shown:
        content, list_id = members(block, memory.source), list_of.get(block)
        known = content in memory.versions.get(block.heading or "", ())
        if not known or (list_id is not None and list_id not in memory.list_ids):
            row = ListVersion(source=memory.source, heading=block.heading, members=content, list_id=list_id)
            rows.setdefault((block.heading or "", content, list_id), row)
    return iter(rows.values())


class _Stories:
    """The stories of one site in this run: identifier of each name, and what is new about them."""

    def __init__(self, pages: Sequence[_Page], shown: Mapping[Block, tuple[Entry, ...]], memory: SiteMemory) -> None:
        self._memory = memory
        self._own = {page.own for page in pages}
        self._met: dict[Name, When] = {}
        self._listed: dict[Name, When] = {}
        for page in pages:
            self._met.setdefault(page.own, (page.seen_at, page.input, -1))
            names = (name_of(entry) for block in page.blocks for entry in shown[block])
            for place, name in enumerate(names):
                self._met.setdefault(name, (page.seen_at, page.input, place))
                self._listed.setdefault(name, (page.seen_at, page.input, place))
        self._ids: dict[Name, str] = {}
        self._names: dict[str, list[Name]] = {}
        self._identify()

    def id_of(self, name: Name) -> str:
        """Return the headline_id of a name met in this run."""
        return self._ids[name]

    def ids_of(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        """Return the headline_ids of a list, each once, in order."""
        return tuple(dict.fromkeys(self._ids[name_of(entry)] for entry in entries))

    def new_headlines(self, run_id: str) -> Iterator[Headline]:
        """Yield a row for each story that a list shows for the first time, by first sight."""
        for headline_id, names in self._names.items():
            listed = sorted((name for name in names if name in self._listed), key=self._listed.__getitem__)
            if listed and headline_id not in self._memory.promoted:
                yield Headline(
                    headline_id=headline_id,
                    source=self._memory.source,
                    text=self._fullest(listed, names),
                    variants=tuple(dict.fromkeys(name.text for name in listed)),
                    url=next((name.url for name in listed if name.url), None),
                    address=next((name.key for name in listed if name.key), None),
                    first_seen=self._listed[listed[0]][0],
                    run_id=run_id,
                )

    def new_names(self) -> Iterator[HeadlineName]:
        """Yield a row for each name under which a story can be met from now on."""
        for headline_id, names in self._names.items():
            borne = self._memory.bears(headline_id)
            promoted = headline_id in self._memory.promoted
            for name in sorted((name for name in names if name in self._met), key=self._met.__getitem__):
                listed = name in self._listed
                if self._memory.borne(name) in borne and (promoted or not listed):
                    continue
                borne.add(self._memory.borne(name))
                promoted = promoted or listed
                yield HeadlineName(
                    source=self._memory.source,
                    headline_id=headline_id,
                    text=name.text,
                    url=name.url or None,
                    key=name.key or None,
                    promoted=listed,
                    title=name in self._own,
                    seen_at=self._met[name][0],
                )

    def _identify(self) -> None:
        taken = set(self._memory.names)
        fresh: list[tuple[When, Name, tuple[Name, ...]]] = []
        titles = self._own | self._memory.titles
        for headline_id, names in join_names(self._met, self._memory.names, titles, self._memory.source):
            if headline_id is not None:
                self._call(headline_id, names)
            else:
                first = min(names, key=self._met.__getitem__)
                fresh.append((self._met[first], first, names))
        for _, first, names in sorted(fresh):
            headline_id = self._identifier(first, taken)
            taken.add(headline_id)
            self._call(headline_id, names)

    def _identifier(self, first: Name, taken: set[str]) -> str:
        parts = [self._memory.source, core_of(first.text, self._memory.source).text]
        while (headline_id := stable_id(*parts)) in taken:  # another story of the same words
            parts.append(first.key)
        return headline_id

    def _call(self, headline_id: str, names: tuple[Name, ...]) -> None:
        self._names[headline_id] = list(names)
        self._ids.update(dict.fromkeys(names, headline_id))

    def _fullest(self, listed: Sequence[Name], names: Sequence[Name]) -> str:
        """Return the longest complete wording of the lists; if they only show a beginning, any that is complete."""
        whole = [name for name in listed if not core_of(name.text, self._memory.source).cut]
        whole = whole or [name for name in names if not core_of(name.text, self._memory.source).cut]
        return max(whole or listed, key=lambda name: (len(name.text), name.text)).text
