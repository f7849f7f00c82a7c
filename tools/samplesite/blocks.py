"""The lists of related headlines that one page shows: rendered by the page makers, promised by the expectations."""

from __future__ import annotations

import dataclasses

from samplesite.source import READ_MORE, Headline, Site, Source, Story


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One list as a reader sees it; ``layout`` says how a page draws it."""

    layout: str
    heading: str | None
    items: tuple[Headline, ...]


def blocks_of(source: Source, story: Story) -> tuple[Block, ...]:
    """Return what the page of ``story`` promotes: the site's lists of that day, then its own."""
    site = source.sites[story.outlet]
    day = story.edition or story.published.date()
    listed = [
        Block(each.layout, each.heading, tuple(source.headline(site, ref) for ref in each.on(day)))
        for each in site.lists
    ]
    own = tuple(source.headline(site, ref) for ref in story.related)
    related = [Block("related", site.related_heading, own)] if own else []
    return (*listed, *related, *_promotions(source, site, story), *_neighbours(source, site, story))


def promotion(source: Source, site: Site, paragraph: str) -> Headline:
    """Return the headline of a ``>> …`` paragraph."""
    return source.headline(site, paragraph.removeprefix(READ_MORE))


def _promotions(source: Source, site: Site, story: Story) -> list[Block]:
    lines = [p for p in story.paragraphs if p.startswith(READ_MORE)]
    return [Block("promo", site.promo, (promotion(source, site, line),)) for line in lines]


def _neighbours(source: Source, site: Site, story: Story) -> list[Block]:
    if not site.neighbours:
        return []
    shown = sorted(
        (each for each in source.stories.values() if each.outlet == story.outlet and "html" in each.media),
        key=lambda each: (each.published, each.id),
    )
    before = [each for each in shown if each.published < story.published][-1:]
    after = [each for each in shown if each.published > story.published and story.captured == ()][:1]
    pairs = [(site.neighbours[0], before), (site.neighbours[1], after)]
    return [
        Block("neighbour", label, (source.headline(site, f"@{each.id}"),)) for label, found in pairs for each in found
    ]
