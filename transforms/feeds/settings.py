"""How often feeds are polled and what is taken from them, one table of the configuration."""

from __future__ import annotations

from typing import Annotated

import msgspec


class FeedSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table ``[feeds]``. Times are seconds.

    The interval of a feed is learned from how often it brings something new, between ``min_interval`` and
    ``max_interval``; ``start_interval`` is that of a feed that says nothing yet. Every ``check_every`` polls its
    validators are checked by an unconditional request. A feed that answers 404 ``gone_after`` times in a row is
    retired. ``full_text``: an entry that carries the article itself is read from the feed, not fetched.
    ``host_seconds`` is the time that a run takes for the feeds of one host; what is left stays due.
    ``all`` polls everything, due or not, retired or not. ``discover`` limits the feeds that one page or index may add.
    """

    min_interval: Annotated[float, msgspec.Meta(gt=0)] = 900.0
    max_interval: Annotated[float, msgspec.Meta(gt=0)] = 86_400.0
    start_interval: Annotated[float, msgspec.Meta(gt=0)] = 3_600.0
    check_every: Annotated[int, msgspec.Meta(ge=1)] = 20
    gone_after: Annotated[int, msgspec.Meta(ge=1)] = 5
    full_text: bool = True
    robots: bool = True
    all: bool = False
    host_seconds: Annotated[float, msgspec.Meta(gt=0)] = 300.0
    discover: Annotated[int, msgspec.Meta(ge=0)] = 25

    def __post_init__(self) -> None:
        if self.min_interval > self.max_interval:
            raise ValueError("min_interval is longer than max_interval")
