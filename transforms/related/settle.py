"""Site memory: whether an entry that one page leaves in doubt is a headline or navigation."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from schemas.keys import SeenBlock
from transforms.related.keys import core_of
from transforms.urls import story_key

Entry = tuple[str, str | None, str | None]  # text, url, key


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A ``SeenBlock``, its addresses with their story keys."""

    heading: str | None
    headlines: tuple[Entry, ...]
    weak: tuple[bool, ...] = ()


def keyed(block: SeenBlock) -> Block:
    """Return ``block`` with the story key of each address."""
    return Block(block.heading, tuple((text, url, story_key(url)) for text, url in block.headlines), block.weak)


def members(block: Block, source: str) -> tuple[str, ...]:
    """Return what identifies each entry of ``block``: the key of its address, else its core text."""
    return tuple(key or core_of(text, source).text for text, _, key in block.headlines)


class Settler:
    """Decides for one site, from the lists of this run and the versions of them that earlier runs saw."""

    def __init__(self, source: str, pages: int) -> None:
        self._source = source
        self._pages = pages
        self._sights: Counter[str] = Counter()
        self._versions: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._known: set[str] = set()

    def learn(
        self,
        blocks: Iterable[tuple[Block, int]],
        versions: Mapping[str, Collection[tuple[str, ...]]],
        keys: set[str],
    ) -> None:
        """Take in the blocks of this run with the number of pages of each, earlier ``versions``, and known ``keys``."""
        self._known |= keys
        for block, count in blocks:
            heading = block.heading or ""
            self._versions[heading].add(members(block, self._source))
            self._sights[heading] += count
            weak = block.weak or (False,) * len(block.headlines)
            self._known.update(
                key for (_, _, key), doubt in zip(block.headlines, weak, strict=True) if key and not doubt
            )
        for heading, earlier in versions.items():  # a version that this run shows again counts once
            self._sights[heading] += len(set(earlier) - self._versions[heading])
            self._versions[heading].update(earlier)

    def knows_more(self, keys: set[str]) -> bool:
        """Take in that ``keys`` lead to stories; return whether one of them is news."""
        more = not keys <= self._known
        self._known |= keys
        return more

    def headlines(self, block: Block) -> tuple[Entry, ...]:
        """Return the entries of ``block`` that count as headlines, in order."""
        if not any(block.weak):
            return block.headlines
        return tuple(
            entry
            for entry, doubt, member in zip(block.headlines, block.weak, members(block, self._source), strict=True)
            if not doubt or self._settled(block.heading, entry[2], member)
        )

    def _settled(self, heading: str | None, key: str | None, member: str) -> bool:
        if not self._pages:
            return False
        if key is not None and key in self._known:
            return True
        if heading is None or self._sights[heading] < self._pages:
            return False
        return any(member not in version for version in self._versions[heading])
