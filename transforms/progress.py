"""How far this process is, for the line on the terminal.

The DoFns of a local run and the terminal live in one process, so a shared counter is all it takes; on a cluster the
counters stay at zero and the runner's own pages tell.
"""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(slots=True)
class Progress:
    """Counts of the run under way; ``found`` grows while inputs are listed."""

    found: int = 0
    done: int = 0
    rejected: int = 0
    written: int = 0


PROGRESS = Progress()
