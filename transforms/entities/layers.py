"""The layers in turn over one analysed document, from found names to mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.entities.analysis import analyse
from transforms.entities.clusters import clusters
from transforms.entities.consistency import consistent
from transforms.entities.cues import by_cue
from transforms.entities.definitions import defined
from transforms.entities.finders import Finder
from transforms.entities.gazetteer import Gazetteer
from transforms.entities.homes import Homes
from transforms.entities.joins import acronyms, joined
from transforms.entities.labels import Labelled, fine_labels
from transforms.entities.lexicon import lexicon
from transforms.entities.locate import Locator, Named, Place
from transforms.entities.mentions import Mention, TaggerDocument
from transforms.entities.places import places
from transforms.entities.quoted import quoted_titles
from transforms.entities.repairs import by_list, parted, trimmed
from transforms.entities.rules import call_signs, datelines, designators, listed, own_names, towns, without_titles
from transforms.entities.spans import DocumentView, Span, fill_in, put_over
from transforms.entities.teams import results, teams

_FIELDS = ("title", "text")
_ELIDING = ("fr", "it", "ca")
_PLACES = frozenset(("GPE", "LOC", "FAC"))


class LayeredTagger:
    """Tags with the names that ``finder`` finds, and every layer after it."""

    def __init__(self, finder: Finder, gazetteer: Gazetteer, homes: Homes, persons: bool) -> None:
        self._finder = finder
        self._gazetteer = gazetteer
        self._homes = homes
        self._persons = persons  # the finder knows persons, so that rules about them make sense
        self._lexicon = lexicon()
        self._locator = Locator(places(), gazetteer)

    def tag(self, documents: Sequence[TaggerDocument]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each document."""
        views = [self._view(document) for document in documents]
        found = self._finder.find(views)
        return [
            tuple(self._mentions(view, spans, self._homes.of(document.source)))
            for document, view, spans in zip(documents, views, found, strict=True)
        ]

    def _view(self, document: TaggerDocument) -> DocumentView:
        elided = document.language in _ELIDING
        text = analyse(document.text, self._lexicon, self._gazetteer, elided)
        title = analyse(document.title, self._lexicon, self._gazetteer, elided, text.tokens)
        return DocumentView((title, text))

    def _mentions(self, view: DocumentView, spans: list[Span], home: tuple[str, str] | None) -> Iterator[Mention]:
        if self._persons:
            spans = trimmed(view, spans)
            spans = without_titles(view, spans, self._gazetteer)
            spans = parted(view, spans, self._gazetteer)
            spans = joined(view, acronyms(view, spans))
            spans = by_list(view, spans, self._gazetteer, self._lexicon)
            spans = put_over(spans, list(results(view, spans, self._gazetteer, self._lexicon)))
            spans = teams(view, spans, self._gazetteer)
            spans = by_cue(view, spans, self._gazetteer, self._lexicon)
            spans = quoted_titles(view, spans)
            spans = put_over(spans, call_signs(view))
        spans = put_over(spans, datelines(view, self._gazetteer))
        spans = put_over(spans, own_names(view, self._gazetteer))
        spans = listed(view, spans, self._lexicon)
        spans = designators(view, spans)
        if self._persons:
            spans = fill_in(spans, towns(view, self._lexicon, self._gazetteer, 2))
        if self._persons:
            said = defined(view, spans, self._lexicon)
            spans = consistent(view, put_over(spans, said), said, self._lexicon, self._gazetteer)
        labelled = fine_labels(view, spans, self._gazetteer)
        return self._finished(view, labelled, home)

    def _finished(
        self, view: DocumentView, labelled: Sequence[Labelled], home: tuple[str, str] | None
    ) -> Iterator[Mention]:
        located = self._located(view, labelled, home)
        identities = [
            (place.entity_id if place is not None else None) or (item.known.entity_id if item.known else None)
            for item, place in zip(labelled, located, strict=True)
        ]
        numbers = clusters(
            [
                (" ".join(view.words(item.span)), item.label, identity)
                for item, identity in zip(labelled, identities, strict=True)
            ]
        )
        for item, place, identity, number in zip(labelled, located, identities, numbers, strict=True):
            yield _mention(view, item, place, identity, number)

    def _located(
        self, view: DocumentView, labelled: Sequence[Labelled], home: tuple[str, str] | None
    ) -> list[Place | None]:
        places_at = [number for number, item in enumerate(labelled) if item.label in _PLACES]
        names = [
            Named(view.text(labelled[number].span), labelled[number].known, _joined(view, labelled, number))
            for number in places_at
        ]
        peoples = [
            item.known.country
            for item in labelled
            if item.known is not None and item.label == "NORP" and item.known.country
        ]
        result: list[Place | None] = [None] * len(labelled)
        for number, place in zip(places_at, self._locator.locate(names, peoples, home), strict=True):
            result[number] = place
        return result


def _joined(view: DocumentView, labelled: Sequence[Labelled], number: int) -> bool:
    """Say whether the next place follows after a comma or in brackets: ``Paris, Texas``."""
    span = labelled[number].span
    after = labelled[number + 1].span if number + 1 < len(labelled) else None
    if after is None or after.part != span.part or labelled[number + 1].label not in _PLACES:
        return False
    return view.parts[span.part].words[span.last : after.first] in ([","], ["("])


def _mention(view: DocumentView, item: Labelled, place: Place | None, identity: str | None, number: int) -> Mention:
    span, tokens = item.span, view.parts[item.span.part].tokens
    country = place.country or None if place is not None else item.known.country if item.known is not None else None
    return Mention(
        field=_FIELDS[span.part],
        start=tokens.starts[span.first],
        end=tokens.ends[span.last - 1],
        text=view.text(span),
        label=item.label,
        subtype=item.subtype,
        entity_id=identity,
        country=country,
        latitude=place.latitude if place is not None else None,
        longitude=place.longitude if place is not None else None,
        source=span.source,
        cluster=number,
    )
