"""What is known of one site before a run, and what the run adds to it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable

from schemas.headline_state import HeadlineName, ListVersion
from transforms.related.keys import core_of
from transforms.related.stories import Name


@dataclasses.dataclass
class SiteMemory:
    """The stories and lists of one ``source`` that earlier runs published."""

    source: str
    names: dict[str, list[Name]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    titles: set[Name] = dataclasses.field(default_factory=set)
    promoted: set[str] = dataclasses.field(default_factory=set)  # headline_ids with a row in headlines
    list_ids: set[str] = dataclasses.field(default_factory=set)
    versions: dict[str, set[tuple[str, ...]]] = dataclasses.field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, source: str, names: Iterable[HeadlineName], lists: Iterable[ListVersion]) -> SiteMemory:
        """Return the memory that the rows of ``source`` make."""
        memory = cls(source)
        for row in names:
            name = Name(row.text, row.key or "", row.url or "")
            memory.names[row.headline_id].append(name)
            if row.title:
                memory.titles.add(name)
            if row.promoted:
                memory.promoted.add(row.headline_id)
        for version in lists:
            memory.versions[version.heading or ""].add(version.members)
            if version.list_id is not None:
                memory.list_ids.add(version.list_id)
        return memory

    def keys(self) -> set[str]:
        """Return the address keys of all known stories."""
        return {name.key for names in self.names.values() for name in names} - {""}

    def bears(self, headline_id: str) -> set[tuple[str, bool, str]]:
        """Return what the names of a known story are known by."""
        return {self.borne(name) for name in self.names.get(headline_id, ())}

    def borne(self, name: Name) -> tuple[str, bool, str]:
        """Return what ``name`` is known by: core text, whether that is cut, address key."""
        core = core_of(name.text, self.source)
        return core.text, core.cut, name.key
