"""A page may hang, crash or eat memory, and cost only itself."""

import pytest

from tests.pool_tasks import behave
from transforms.errors import PageError
from transforms.pool import Limits, Pool


@pytest.fixture(scope="module")
def pool():
    pool = Pool(behave, Limits("extract", seconds=2.0, memory_mb=500), size=2)
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
