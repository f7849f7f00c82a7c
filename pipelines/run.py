"""One run: its name, its times, and where it writes."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import datetime, timezone

from apache_beam.transforms.window import BoundedWindow

from transforms.state import StateStore
from transforms.windows import run_id_at, started_at
from transforms.write.staging import Stage


@dataclasses.dataclass(frozen=True)
class RunContext:
    """What every step of one run, or of a stream, shares; ``started_at`` is aware UTC and is the run's only clock."""

    output: str
    run_id: str
    started_at: datetime
    config_hash: str
    version: str
    stream: str | None = None  # of which it is a run; that one must own the output for it to be committed

    def at(self, window: BoundedWindow) -> RunContext:
        """Return the run of ``window``, where this one stands for a stream."""
        return dataclasses.replace(
            self, run_id=run_id_at(self.run_id, window), started_at=started_at(self.started_at, window)
        )

    @property
    def stage(self) -> Stage:
        """Where the run's files lie until they are published."""
        return Stage(self.output, self.run_id)

    @property
    def store(self) -> StateStore:
        """What earlier runs have seen."""
        return StateStore(self.output, self.run_id)


def new_run(output: str, config_hash: str, version: str) -> RunContext:
    """Return a run that starts now; its id sorts by time and is unique without coordination."""
    now = datetime.now(timezone.utc)
    run_id = f"{now:%Y%m%dT%H%M%S}Z-{uuid.uuid4().hex[:6]}"
    return RunContext(output, run_id, now, config_hash, version)


def new_stream(output: str, config_hash: str, version: str) -> RunContext:
    """Return a stream that starts now, to be asked for the run of each window."""
    run = new_run(output, config_hash, version)
    return dataclasses.replace(run, stream=run.run_id)
