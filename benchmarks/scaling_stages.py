"""Processor time of each step for a page, in one process and one thread at a time, without waiting for anything.

Steps that Beam runs are run by its in-process runner, less what a run with a single page takes: what remains grows with
the pages. Polling and fetching wait for hosts; what they compute is measured by benchmarks/polling.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import apache_beam as beam

from benchmarks.scaling_corpus import pointers
from schemas.keys import Decision, PageKey, PageLinks, Sighting
from schemas.page import ExtractedPage
from transforms.dedupe.resolve import ResolveArticles
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import TaggerDocument
from transforms.errors import PageError
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings
from transforms.extract_pages import sighting_of
from transforms.read.pages import read_page
from transforms.related.resolve import ResolveHeadlines
from transforms.state import StateStore
from transforms.wire import use_compact_coders
from transforms.work import Extracted, article_id, fingerprint, tag
from transforms.write.articles import Accepted, WriteArticles
from transforms.write.fragments import partition_date, write_fragment
from transforms.write.staging import Stage

NOW = datetime(2026, 3, 10, tzinfo=timezone.utc)
WARM = 50  # texts that the tagger and pages that the extractor see before they are timed
MOST = 2_000  # pages


def report(inputs: Sequence[str], folder: Path) -> None:
    """Print milliseconds of processor time a page, step by step."""
    begun = time.process_time()
    found = pointers(inputs)
    costs = {"find": (time.process_time() - begun) / len(found)}
    done: list[Extracted] = []
    for pointer in found[:WARM]:
        _attempt(pointer)
    spent = {"read": 0.0, "extract": 0.0, "fingerprint": 0.0}
    size = 0
    for pointer in found[:MOST]:
        begun = time.process_time()
        try:
            page = read_page(pointer)
            read = time.process_time()
            extracted = extract_page(page, ExtractSettings())
        except PageError:
            continue
        taken = time.process_time()
        key = article_id(extracted.url, extracted.canonical_url, extracted.input)
        done.append(Extracted(extracted, key, fingerprint(extracted.title, extracted.text, extracted.language)))
        spent["read"] += read - begun
        spent["extract"] += taken - read
        spent["fingerprint"] += time.process_time() - taken
        size += len(page.body)
    costs |= {step: seconds / len(done) for step, seconds in spent.items()}
    costs["tag"] = _tagged([one.page for one in done])
    costs |= _resolved(done, folder)
    words = sum(one.page.word_count for one in done) / len(done)
    print(f"\n{len(done)} pages of {size / len(done) / 1000:.1f} KB and {words:.0f} words; CPU ms a page, one core")
    for step, seconds in costs.items():
        print(f"{step:12} {1000 * seconds:7.2f}")
    print(f"{'all':12} {1000 * sum(costs.values()):7.2f}", flush=True)


def _attempt(pointer: Any) -> ExtractedPage | None:
    try:
        return extract_page(read_page(pointer), ExtractSettings())
    except PageError:
        return None


def _tagged(pages: Sequence[ExtractedPage]) -> float:
    documents = [
        TaggerDocument(title=page.title, text=page.text, language=page.language, source=page.source, dateline=None)
        for page in pages
    ]
    settings = EntitySettings()
    tag(settings, documents[:WARM])
    begun = time.process_time()
    tag(settings, documents[WARM:])
    return (time.process_time() - begun) / len(documents[WARM:])


def _resolved(done: Sequence[Extracted], folder: Path) -> dict[str, float]:
    keys, sightings, accepted = _keys(done, folder)
    stage, none = Stage(str(folder), "run"), EntitySettings(tagger="none")
    steps: dict[str, tuple[Sequence[Any], Callable[[str], Any]]] = {
        "dedupe": (keys, lambda output: ResolveArticles(StateStore(output, "run"))),
        "headlines": (sightings, lambda output: ResolveHeadlines(StateStore(output, "run"))),
        "write": (accepted, lambda output: WriteArticles(stage, NOW, none)),
    }
    return {
        name: (_run(all_, make(f"{folder}/{name}")) - _run(all_[:1], make(f"{folder}/{name}-1"))) / len(all_)
        for name, (all_, make) in steps.items()
    }


def _run(elements: Sequence[Any], step: Any) -> float:
    use_compact_coders()
    begun = time.process_time()
    with beam.Pipeline("FnApiRunner") as root:
        _ = root | beam.Create(elements) | step
    return time.process_time() - begun


def _keys(done: Sequence[Extracted], folder: Path) -> tuple[list[PageKey], list[Sighting], list[tuple[str, Accepted]]]:
    """Stage the pages, and return what later steps know of them."""
    by_input = {one.page.input: one for one in done}
    keys, accepted = [], []
    for page, staged in write_fragment(Stage(str(folder), "run").pages, [(one.page, None) for one in done]):
        one = by_input[page.input]
        key = PageKey(
            input=page.input,
            article_id=one.article_id,
            source=page.source,
            seen_at=NOW,
            published_at=page.published_at,
            fingerprint=one.fingerprint,
            staged=staged,
        )
        keys.append(key)
        decision = Decision(input=page.input, outcome="new", article_id=one.article_id, staged=staged)
        links = PageLinks(input=page.input, article_id=one.article_id, headline_id="")
        accepted.append((partition_date(page.published_at), Accepted(decision, links)))
    return keys, [sighting_of(one.page, one.article_id, NOW) for one in done], accepted
