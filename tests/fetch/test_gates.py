"""Politeness, measured with the event loop's clock."""

from __future__ import annotations

import asyncio
import itertools

from transforms.fetch.gates import Gates


def starts(gates_of: tuple[int, int], visits: list[str], delay: float, stay: float = 0.0) -> dict[str, list[float]]:
    """Let all ``visits`` (hosts) wait for their turns at the same time; return when the turns began."""

    async def run() -> dict[str, list[float]]:
        loop = asyncio.get_running_loop()
        gates, begun = Gates(*gates_of), loop.time()
        found: dict[str, list[float]] = {host: [] for host in visits}

        async def visit(host: str) -> None:
            async with gates.turn(host, delay):
                found[host].append(loop.time() - begun)
                await asyncio.sleep(stay)

        await asyncio.gather(*(visit(host) for host in visits))
        return found

    return asyncio.run(run())


def test_turns_at_one_host_begin_a_delay_apart() -> None:
    times = starts((10, 1), ["a"] * 4, 0.05)["a"]
    assert all(later - earlier >= 0.049 for earlier, later in itertools.pairwise(times))


def test_hosts_do_not_wait_for_each_other() -> None:
    times = starts((10, 1), ["a", "b", "c"], 1.0)
    assert all(first[0] < 0.5 for first in times.values())


def test_a_turn_that_lasts_longer_than_the_delay_is_waited_for() -> None:
    times = starts((10, 1), ["a", "a"], 0.0, stay=0.05)["a"]
    assert times[1] - times[0] >= 0.049


def test_as_many_turns_at_a_host_as_allowed_overlap_and_still_begin_apart() -> None:
    times = starts((10, 2), ["a", "a"], 0.02, stay=0.2)["a"]
    assert 0.019 <= times[1] - times[0] < 0.15


def test_no_more_turns_than_places_are_taken_at_once() -> None:
    times = starts((1, 1), ["a", "b", "c"], 0.0, stay=0.03)
    assert sorted(first[0] for first in times.values())[2] >= 0.059


def test_waiting_at_one_host_takes_no_place_from_the_others() -> None:
    times = starts((1, 1), ["a", "a", "a", "b"], 0.2)
    assert times["b"][0] < 0.15


def test_a_host_can_be_held() -> None:
    async def run() -> float:
        loop = asyncio.get_running_loop()
        gates = Gates(1, 1)
        gates.hold("a", 0.05)
        begun = loop.time()
        async with gates.turn("a", 0.0):
            return loop.time() - begun

    assert asyncio.run(run()) >= 0.049
