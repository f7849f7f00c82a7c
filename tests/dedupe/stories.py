"""Made-up stories, and one run of deduplication without Beam, bucket after bucket."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from apache_beam.pvalue import TaggedOutput

from schemas.ids import stable_id
from schemas.keys import Decision, PageKey, StagedFile, StagedRow
from transforms import files
from transforms.dedupe import steps
from transforms.dedupe.fingerprint import fingerprint
from transforms.dedupe.settings import DedupeSettings
from transforms.state import StateStore

DAY = datetime(2026, 3, 1, tzinfo=timezone.utc)
SUBJECTS = (
    "council",
    "harbour",
    "ferry",
    "orchard",
    "museum",
    "bakery",
    "library",
    "vineyard",
    "observatory",
    "market",
)
VERBS = ("opens", "closes", "repairs", "measures", "visits", "praises", "rejects", "counts", "paints", "borrows")
THINGS = ("bridge", "tunnel", "map", "barrel", "lantern", "timetable", "roof", "statue", "ledger", "fence", "anchor")
PLACES = ("Velmora", "Istrana", "Quellby", "Tarnwick", "Osterhaven", "Pellucia", "Drumlin", "Kesterel", "Sundvik")


def story(seed: int, sentences: int = 16) -> str:
    """Return paragraphs of made-up news; another seed, other words."""
    rng = random.Random(seed)
    written = [_sentence(rng) for _ in range(sentences)]
    return "\n".join(" ".join(written[i : i + 2]) for i in range(0, sentences, 2))


def _sentence(rng: random.Random) -> str:
    parts = [
        f"the {rng.choice(SUBJECTS)} of {rng.choice(PLACES)} {rng.choice(VERBS)} the {rng.choice(THINGS)} "
        f"beside the {rng.choice(SUBJECTS)} in {rng.choice(PLACES)}"
        for _ in range(2)
    ]
    return f"{' while '.join(parts).capitalize()}."


def cut(text: str, share: float) -> str:
    """Return the first part of a text."""
    words = text.split(" ")
    return " ".join(words[: int(len(words) * share)])


def edited(text: str, every: int = 25) -> str:
    """Return a text of which each ``every``-th word is another one."""
    words = text.split(" ")
    words[every // 2 :: every] = ["reportedly"] * len(words[every // 2 :: every])
    return " ".join(words)


def page(text: str, name: str = "page", **changes: Any) -> PageKey:
    """Return the key of a page; ``title`` and ``article`` (what its address is made of) may be given."""
    title, article = changes.pop("title", f"Title of {name}"), changes.pop("article", name)
    fields: dict[str, Any] = {
        "input": name,
        "article_id": stable_id(article),
        "source": f"{name}.example",
        "seen_at": DAY,
        "published_at": None,
        "fingerprint": fingerprint(title, text),
        "staged": StagedRow(fragment="pages", group=0, row=0),
    }
    return PageKey(**{**fields, **changes})


def later(hours: float) -> datetime:
    """Return a time after the first day began."""
    return DAY + timedelta(hours=hours)


class Output:
    """An output folder into which runs are committed, one after the other."""

    def __init__(self, folder: Path, settings: DedupeSettings | None = None, buckets: int = 3) -> None:
        self.folder, self.settings, self.buckets = folder, settings or DedupeSettings(), buckets
        self.runs = 0
        self.duplicates: list[Any] = []

    def run(self, *pages: PageKey) -> dict[str, Decision]:
        """Resolve ``pages`` in one run, publish its state, and return the decisions by input."""
        self.runs += 1
        self._tagged: dict[str, list[Any]] = defaultdict(list)
        store = StateStore(str(self.folder), f"run{self.runs}", self.buckets)
        decisions = {decision.input: decision for decision in self._resolve(store, pages)}
        self.duplicates += self._tagged["duplicates"]
        for file in self._tagged["state"]:
            self._publish(file)
        return decisions

    def _resolve(self, store: StateStore, pages: Sequence[PageKey]) -> list[Decision]:
        """Do what ``ResolveArticles`` does, a dictionary for each shuffle."""
        settings = self.settings
        sites = _grouped(steps.lines_of_page(key, store) for key in pages)
        lines = self._main(steps.boilerplate_of_sites(group, store, settings) for group in sites.items())
        bucketed = _joined(pages=(steps.page_of_article(key, store) for key in pages), lines=lines)
        versions = list(self._main(steps.judge_articles(group, store, settings) for group in bucketed))
        postings = _grouped(self._tagged["postings"])
        pairs = self._main(steps.pair_articles(group, store, settings) for group in postings.items())
        requests = self._main(steps.request_texts(group, store) for group in _grouped(pairs).items())
        asked = _joined(requests=requests, staged=self._tagged["signatures"])
        offers = self._main(steps.offer_texts(group, store) for group in asked)
        offered = _joined(offers=offers, staged=self._tagged["signatures"])
        edges = _grouped(self._main(steps.compare_texts(group, store, settings) for group in offered))
        members = list(self._main(steps.cluster_copies(group, store) for group in edges.items()))
        last = _joined(versions=versions, members=members, merges=self._tagged["merges"])
        return list(self._main(steps.decide_articles(group, store, settings) for group in last))

    def _main(self, outputs: Iterable[Iterable[Any]]) -> Iterator[Any]:
        for output in outputs:
            for value in output:
                if isinstance(value, TaggedOutput):
                    self._tagged[value.tag].append(value.value)
                else:
                    yield value

    def _publish(self, file: StagedFile) -> None:
        staged, final = self.folder / file.staged, self.folder / file.final
        files.make_folder(str(final.parent))
        staged.rename(final)
        for name in file.replaces:
            (self.folder / name).unlink()


def _grouped(rows: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, value in rows:
        groups[key].append(value)
    return groups


def _joined(**sides: Iterable[tuple[str, Any]]) -> list[tuple[str, dict[str, Iterable[Any]]]]:
    groups = {name: _grouped(rows) for name, rows in sides.items()}
    keys = sorted({key for group in groups.values() for key in group})
    return [(key, {name: group.get(key, []) for name, group in groups.items()}) for key in keys]
