"""``entities``: a row for each mention, in the partition of its article."""

from __future__ import annotations

import dataclasses

import pyarrow as pa

from schemas.column import column


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One mention of a person, organisation, place or other name in the title or the text of one article."""

    article_id: str
    revision: int
    field: str
    start: int
    end: int
    text: str
    label: str
    subtype: str | None = None
    entity_id: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    source: str
    cluster: int


ENTITY = pa.schema(
    [
        column("article_id", pa.string(), "Article that names it; joins articles, together with revision", False),
        column("revision", pa.int32(), "Revision of the article", False),
        column("field", pa.string(), "Where the mention stands: title or text", False),
        column("start", pa.int32(), "First character of the mention in that field, in Unicode characters", False),
        column("end", pa.int32(), "Character after its last one", False),
        column("text", pa.string(), "The mention as written, without article, title or possessive", False),
        column(
            "label",
            pa.string(),
            "PERSON, ORG, GPE, LOC, FAC, NORP, PRODUCT, EVENT, WORK_OF_ART, LAW, LANGUAGE; MISC where none is sure",
            False,
        ),
        column(
            "subtype",
            pa.string(),
            "Where known: news_agency, company, party, ministry, team, weapon, aircraft, ship, …",
        ),
        column(
            "entity_id",
            pa.string(),
            "iso3166:RU (countries, their people), geonames:524901 (other places), wikidata:Q130879, or a gazetteer's",
        ),
        column("country", pa.string(), "ISO 3166-1 alpha-2 code of the place's country, or of the people's"),
        column("latitude", pa.float64(), "Degrees north, of a place that was located; a country has its centre"),
        column("longitude", pa.float64(), "Degrees east"),
        column("source", pa.string(), "Layer that found it: model, gazetteer, rule, document, user, …", False),
        column("cluster", pa.int32(), "Equal for the mentions of one entity within the article: 0, 1, 2, …", False),
    ],
    metadata={
        "description": "A row for each mention of an entity in an article.",
        "partition": "published_date",
        "sort": "article_id,revision,field,start",
    },
)
