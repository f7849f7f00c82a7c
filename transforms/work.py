"""What the worker processes do: one page from its pointer to a record, one batch of texts to its entities."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

from schemas.keys import Fingerprint
from schemas.page import ExtractedPage, Pointer
from transforms.dedupe.address import article_id
from transforms.dedupe.fingerprint import fingerprint
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import EntityTagger, Mention, TaggerDocument, load_tagger
from transforms.extract.page import extract_page
from transforms.extract.settings import ExtractSettings
from transforms.read.pages import read_page


@dataclasses.dataclass(frozen=True, slots=True)
class Extracted:
    """One page taken apart, with what deduplication needs to know of it."""

    page: ExtractedPage
    article_id: str
    fingerprint: Fingerprint


def read_and_extract(settings: ExtractSettings, pointer: Pointer) -> Extracted:
    """Read the page that ``pointer`` names and take it apart; raises ``PageError``."""
    page = extract_page(read_page(pointer), settings)
    return Extracted(
        page,
        article_id(page.url, page.canonical_url, page.input),
        fingerprint(page.title, page.text, page.language),
    )


def tag(settings: EntitySettings, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
    """Return the mentions of each document."""
    return list(_tagger(settings).tag(documents))


@functools.lru_cache(maxsize=1)  # once per worker process
def _tagger(settings: EntitySettings) -> EntityTagger:
    return load_tagger(settings)
