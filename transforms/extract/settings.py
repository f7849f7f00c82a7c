"""What a user can set about extraction."""

from __future__ import annotations

from typing import Annotated

import msgspec


class ExtractSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for one page, and what still counts as an article.

    ``timeout_seconds`` and ``memory_mb`` (MiB beyond the idle worker) are enforced from outside the page's process;
    ``max_bytes`` is the size of a decoded page that is not even parsed. ``min_words`` counts words of the body
    (characters divided by two for scripts without spaces); fewer are ``extract-empty``.
    """

    timeout_seconds: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 30.0
    memory_mb: Annotated[int, msgspec.Meta(ge=64)] = 1024
    max_bytes: Annotated[int, msgspec.Meta(ge=1024)] = 32 * 1024 * 1024
    min_words: Annotated[int, msgspec.Meta(ge=1)] = 15
    reject_paywalled: bool = True
    reject_listings: bool = True
