"""A page may hang, crash or eat memory, and cost only itself."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.pool_tasks import behave, signed
from transforms.errors import PageError
from transforms.pool import Limits, Pool, SharedPool


@pytest.fixture(scope="module")
def pool():
    pool = Pool(behave, Limits("extract", seconds=5.0, memory_mb=500), size=2)
    yield pool
    pool.close()


def results(pool, tasks):
    return {task: result.reason if isinstance(result, PageError) else result for task, result in pool.map(tasks)}


def test_every_task_is_answered_once(pool):
    tasks = [f"page {number}" for number in range(100)]
    assert results(pool, tasks) == {task: task.upper() for task in tasks}


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("hang", "extract-timeout"),
        ("segfault", "extract-crash"),
        ("eat", "extract-memory"),
        ("bad", "extract-empty"),
        ("bug", "extract-crash"),
    ],
)
def test_a_bad_page_costs_one_error_and_the_others_nothing(pool, task, reason):
    assert results(pool, ["before", task, "after", "later"]) == {
        "before": "BEFORE",
        task: reason,
        "after": "AFTER",
        "later": "LATER",
    }


def test_the_message_names_the_signal_or_the_line_that_raised(pool):
    messages = {task: result.message for task, result in pool.map(["segfault", "bug"]) if task != "ok"}
    assert "SIGSEGV" in messages["segfault"]
    assert "ZeroDivisionError: by zero" in messages["bug"]


def test_users_of_one_shared_pool_take_turns_and_the_last_one_ends_it():
    limits = Limits("extract", seconds=20.0, memory_mb=500)
    users = [SharedPool(signed, "!", limits, 2) for _ in range(3)]
    other = SharedPool(signed, "?", limits, 2)
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(lambda user: list(user.map(["a", "b", "c", "d"])), users))
    for found in answers:
        assert sorted((task, result[0]) for task, result in found) == [(task, f"{task}!") for task in "abcd"]
    processes = {result[1] for found in answers for _, result in found}
    assert len(processes) <= 2
    assert processes.isdisjoint(result[1] for _, result in other.map(["a", "b"]))
    for user in users[:2]:
        user.close()
    assert all(alive(process) for process in processes)
    users[2].close()
    other.close()
    assert not any(alive(process) for process in processes)


def test_answers_that_nobody_waits_for_are_not_given_to_the_next(pool):
    given_up = pool.map(f"page {number}" for number in range(50))
    next(given_up)
    given_up.close()
    assert results(pool, ["one", "two"]) == {"one": "ONE", "two": "TWO"}


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
