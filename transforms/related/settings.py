"""Settings of the related headlines."""

from __future__ import annotations

from typing import Annotated

import msgspec


class RelatedSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pages of a site must show before a doubtful headline counts.

    A list whose content changes from page to page is a list of stories; navigation stays the same. An entry that
    might be either counts if pages of the site, in this run or earlier ones, show its list at least ``settle_pages``
    times and at least once without it, or if it leads to a story that is known already. 0 turns this off.
    """

    settle_pages: Annotated[int, msgspec.Meta(ge=0)] = 3
