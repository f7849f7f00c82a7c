"""Listed names in texts without spaces between words: Chinese, Japanese, Korean, Thai."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from transforms.entities.clusters import clusters
from transforms.entities.gazetteer import Known, curated_names, nations
from transforms.entities.mentions import Mention, TaggerDocument
from transforms.entities.places import Places

_SCRIPTS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z&.-]+")


class UnspacedTagger:
    """Finds the longest listed name at each character; Latin letters count as whole words."""

    def __init__(self, places: Places, own: Iterable[tuple[str, Known]] = ()) -> None:
        self._names: dict[str, Known] = {}
        for name, number in places.aliases():
            if _SCRIPTS.fullmatch(name) and len(name) > 1:
                identity = f"geonames:{places.geonames[number]}"
                where = (places.latitude[number], places.longitude[number])
                best = self._names.get(name)
                if best is None:
                    self._names[name] = Known("town", "GPE", None, identity, places.country(number), *where)
        by_code = nations()
        for name, code in places.foreign.items():
            if _SCRIPTS.fullmatch(name):
                self._names[name] = by_code[code]
        for name, known in (*curated_names(), *own):
            self._names[name] = known
        self._longest: dict[str, int] = {}
        for name in self._names:
            self._longest[name[0]] = max(self._longest.get(name[0], 0), len(name))

    def tag(self, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each document."""
        return [tuple(self._mentions(document)) for document in documents]

    def _mentions(self, document: TaggerDocument) -> Iterator[Mention]:
        found = [
            (field, start, name)
            for field, text in (("title", document.title), ("text", document.text))
            for start, name in self._found(text)
        ]
        known = [self._names[name] for _, _, name in found]
        numbers = clusters([(name, k.label, k.entity_id) for (_, _, name), k in zip(found, known, strict=True)])
        for (field, start, name), entry, number in zip(found, known, numbers, strict=True):
            yield Mention(
                field=field,
                start=start,
                end=start + len(name),
                text=name,
                label=entry.label,
                subtype=entry.subtype,
                entity_id=entry.entity_id,
                country=entry.country,
                latitude=entry.latitude,
                longitude=entry.longitude,
                source="user" if entry.kind == "user" else "gazetteer",
                cluster=number,
            )

    def _found(self, text: str) -> Iterator[tuple[int, str]]:
        position = 0
        while position < len(text):
            latin = _LATIN.match(text, position)
            if latin is not None:
                if latin.group() in self._names:
                    yield position, latin.group()
                position = latin.end()
                continue
            longest = min(self._longest.get(text[position], 0), len(text) - position)
            for length in range(longest, 0, -1):
                if text[position : position + length] in self._names:
                    yield position, text[position : position + length]
                    position += length
                    break
            else:
                position += 1
