"""The names under which ``<meta>`` elements say when a page was published or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.extract.embedded import Embedded

_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date_published",
    "published_time",
    "publication_date",
    "publicationdate",
    "publish_date",
    "publish-date",
    "publishdate",
    "published-date",
    "pubdate",
    "article.published",
    "published_at",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "article_date_original",
    "originalpublicationdate",
    "og:article:published_time",
    "article:post_date",
    "citation_publication_date",
    "citation_date",
    "bt:pubdate",
    "rnews:datepublished",
    "weibo:article:create_at",
    "article:published_date",
    "article:publication_date",
    "article.published_time",
    "og:article:published",
    "og:publish_date",
    "og:pubdate",
    "og:datepublished",
    "og:regdate",
    "published_date",
    "publisheddate",
    "publish_time",
    "publishtime",
    "pub_date",
    "pub-date",
    "pdate",
    "ptime",
    "rbpubdate",
    "dateposted",
    "dc.issued",
    "dc:date",
    "dc.date.publication",
    "prism.publicationdate",
    "citation_online_date",
    "mediator_published_time",
    "twt-published-at",
    "vr:published_time",
    "release_date",
    "og:release_date",
)
# These say as often when the page was made or changed.
_WEAK = (
    "date",
    "created",
    "timestamp",
    "published",
    "displaydate",
    "article:created",
    "article.created",
    "dc.created",
    "dc:created",
    "datecreated",
    "date_created",
    "content_create_date",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)


def published_in_meta(embedded: Embedded) -> Iterator[str]:
    """Yield what ``<meta>`` says about publication, the surest names first."""
    return _values(embedded, _PUBLISHED)


def weak_in_meta(embedded: Embedded) -> Iterator[str]:
    """Yield what stands under names that say as often when the page was made or changed."""
    return _values(embedded, _WEAK)


def modified_in_data(embedded: Embedded) -> Iterator[str]:
    """Yield what JSON-LD and ``<meta>`` say about the last change."""
    yield from embedded.modified
    yield from _values(embedded, _MODIFIED)


def _values(embedded: Embedded, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield from embedded.meta.get(name, ())
