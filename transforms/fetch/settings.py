"""How pages and feeds are fetched: politeness, limits and safety, one table of the configuration."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")


class FetchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table ``[fetch]``. Times are seconds, sizes are bytes.

    ``contact`` (an address of a page or a mailbox) stands in the user agent, so that a site can reach whoever runs
    this. ``delay`` lies between two requests to one host, from the end of one to the start of the next; a longer
    ``Crawl-delay`` of its robots.txt wins. ``per_host`` requests at most are open at one host, ``concurrency`` in one
    worker; with more than one at a host, the delay counts from start to start. ``pages_per_host``, ``pages_per_run``
    and ``host_seconds`` are the budget of one run: what does not fit waits for the next one. A page that failed is
    tried ``attempts`` times in all, first after ``retry_delay``, then ever later. ``max_bytes`` limits a body as sent
    and as decompressed. ``allow_private`` is for tests and intranets: it admits private and loopback addresses,
    link-local ones (cloud metadata) stay refused. ``ca_file`` names certificates (PEM) to trust instead of the usual
    ones. ``archive = "warc"`` keeps every response with the run. Pages are forgotten ``remember_days`` after the fetch.
    """

    contact: str = ""
    user_agent: str = ""
    delay: Annotated[float, msgspec.Meta(ge=0)] = 1.0
    per_host: Annotated[int, msgspec.Meta(ge=1)] = 1
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 64
    connect_timeout: Annotated[float, msgspec.Meta(gt=0)] = 10.0
    read_timeout: Annotated[float, msgspec.Meta(gt=0)] = 15.0
    total_timeout: Annotated[float, msgspec.Meta(gt=0)] = 30.0
    max_bytes: Annotated[int, msgspec.Meta(ge=1024)] = 10 * 2**20
    max_redirects: Annotated[int, msgspec.Meta(ge=0, le=20)] = 5
    robots: bool = True
    robots_ttl: Annotated[float, msgspec.Meta(ge=0)] = 86_400.0
    pages_per_host: Annotated[int, msgspec.Meta(ge=1)] = 200
    pages_per_run: Annotated[int, msgspec.Meta(ge=1)] = 20_000
    host_seconds: Annotated[float, msgspec.Meta(gt=0)] = 600.0
    attempts: Annotated[int, msgspec.Meta(ge=1)] = 5
    retry_delay: Annotated[float, msgspec.Meta(ge=0)] = 900.0
    remember_days: Annotated[int, msgspec.Meta(ge=1)] = 120
    content_types: tuple[str, ...] = PAGE_TYPES
    http2: bool = True
    allow_private: bool = False
    ca_file: str | None = None
    archive: Literal["none", "warc"] = "none"

    @property
    def agent(self) -> str:
        """Return the user agent: the configured one, or headwater's own with the contact address."""
        return self.user_agent or ("headwater/0.1" + (f" (+{self.contact})" if self.contact else ""))

    @property
    def robots_name(self) -> str:
        """Return the name by which robots.txt addresses us: the user agent up to its version."""
        return self.agent.partition("/")[0].strip()
