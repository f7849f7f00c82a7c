"""What a cluster for a given flow of articles needs, computed of measured figures: plain arithmetic, no measurement."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

DAY, YEAR = 86_400, 365
RETAINED_DAYS = 30  # dedupe.days
FORWARD = "FORWARD"


@dataclasses.dataclass(frozen=True)
class Costs:
    """Measured figures: CPU milliseconds, bytes and bytes an article, MiB a slot."""

    cpu_ms: float  # all steps and the engine
    window_ms: float  # CPU of a run for each 1,000 articles that the last 30 days have left in the state
    shuffled: float
    data: float
    dedupe_state: float  # forgotten after 30 days
    index: float  # the part of it that every run reads
    known_state: float  # kept for ever
    slot_mib: float
    page: float  # as fetched, uncompressed


@dataclasses.dataclass(frozen=True)
class Flow:
    """Articles a day, how much more the busiest hour brings, and seconds between two commits.

    ``dated`` is how many bear one day's date: fewer than come in a day where an archive is made up for.
    """

    name: str
    a_day: float
    dated: float
    peak: float
    window: float


@dataclasses.dataclass(frozen=True)
class Needs:
    """What a cluster has to have, at the peak: rates are a second, the rest is what the name says.

    ``index_mb_s`` is read of the state, ``window_state_s`` how long each window takes for that, on all slots.
    """

    peak_rate: float
    slots: int  # one core each, busy to ``LOAD``
    managers: int
    memory_gib: float  # of the task managers
    shuffle_mb_s: float
    read_mb_s: float
    data_gb_a_year: float
    state_gb: float
    index_mb_s: float
    window_articles: int
    window_state_s: float


LOAD = 0.6  # share of the cores that is to be busy at the peak
SLOTS_A_MANAGER = 4
BUCKETS = 64


def slope(few: float, first: float, many: float, second: float) -> float:
    """Return the cost of one more, where ``few`` cost ``first`` and ``many`` cost ``second``.

    >>> slope(100, 12.0, 1100, 22.0)
    0.01
    """
    return (second - first) / (many - few)


def needs(flow: Flow, costs: Costs) -> Needs:
    """Compute what ``flow`` needs where an article costs ``costs``."""
    peak = flow.a_day / DAY * flow.peak
    retained = flow.dated * RETAINED_DAYS
    window_state_ms = costs.window_ms * retained / 1000
    busy = peak * costs.cpu_ms / 1000 + window_state_ms / 1000 / flow.window
    slots = max(1, math.ceil(busy / LOAD))
    state = retained * costs.dedupe_state + flow.dated * YEAR * costs.known_state
    return Needs(
        peak_rate=peak,
        slots=slots,
        managers=math.ceil(slots / SLOTS_A_MANAGER),
        memory_gib=slots * (costs.slot_mib + 2 * retained * costs.index / BUCKETS / 2**20) / 1024,  # read, and joined
        shuffle_mb_s=peak * costs.shuffled / 1e6,
        read_mb_s=peak * costs.page / 1e6,
        data_gb_a_year=flow.dated * YEAR * costs.data / 1e9,
        state_gb=state / 1e9,
        index_mb_s=retained * costs.index / flow.window / 1e6,
        window_articles=round(peak * flow.window),
        window_state_s=window_state_ms / 1000 / slots,
    )


def crossed(plan: Mapping[str, Any], job: Mapping[str, Any]) -> int:
    """Return the bytes that the tasks of a Flink job read from other slots, of its plan and its vertices (REST).

    A task that also has inputs of its own slot is left out: Flink does not tell them apart.
    """
    read = {vertex["id"]: vertex["metrics"]["read-bytes"] for vertex in job["vertices"]}
    total = 0
    for node in plan["plan"]["nodes"]:
        ways = {one["ship_strategy"].upper() for one in node.get("inputs", ())}
        if ways and FORWARD not in ways:
            total += read[node["id"]]
    return total


# Measured, see docs/scale.md: pages as news sites serve them (246 KB, 811 words), and what an engine and fetching add.
COSTS = Costs(
    cpu_ms=40.6 + 3.0 + 4.0,
    window_ms=11.0,
    shuffled=10_500,
    data=9_700,
    dedupe_state=4_000,
    index=2_000,
    known_state=2_800,
    slot_mib=1_300,
    page=246_000,
)
FLOWS = (
    Flow("500,000 a day, stream", 500_000, 500_000, 3.0, 300),
    Flow("CC-NEWS, 120 million a year, daily", 120e6 / YEAR, 120e6 / YEAR, 1.0, DAY),
    Flow("CC-NEWS, a year in a week, daily runs", 120e6 / 7, 120e6 / YEAR, 1.0, 7 * DAY / YEAR),
)


def report(flows: Sequence[Flow] = FLOWS, costs: Costs = COSTS) -> None:
    """Print what each flow needs."""
    for flow in flows:
        print(f"\n{flow.name}")
        for name, value in dataclasses.asdict(needs(flow, costs)).items():
            print(f"  {name:18} {value:12,.1f}")
