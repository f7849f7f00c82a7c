"""The manifest: what one run publishes, all of it or nothing."""

from __future__ import annotations

import msgspec

from schemas.keys import StagedFile
from schemas.run import Run


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The files that a run publishes, and what it counted. Written once, atomically; from then on the run counts.

    ``run`` is its row of ``runs``; a compaction has none.
    """

    run_id: str
    files: tuple[StagedFile, ...]
    counts: dict[str, int]
    run: Run | None = None
