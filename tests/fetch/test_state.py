"""What fetching remembers, bucket by bucket."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from schemas.column import record_of, table_of
from schemas.fetch_state import HOST_STATE, PAGE_SEEN, PENDING_PAGE, HostState, PageSeen, PendingPage
from tests.feeds.chain import publish
from tests.fetch.conftest import NOON
from transforms.fetch.page_queue import page_request, waiting
from transforms.fetch.state import HostMemory, read_fetched, read_origins, read_pending, write_memories
from transforms.state import MERGE_AT, StateStore

DAY = timedelta(days=1)


def memory(host: str, *seen: PageSeen, pending: tuple[PendingPage, ...] = (), robots: str | None = None) -> HostMemory:
    origin = HostState(host=host, origin=f"https://{host}", robots_at=NOON, robots_txt=robots)
    return HostMemory(host=host, pending=pending, seen=seen, origins=(origin,) if robots is not None else ())


def remember(output: Path, run_id: str, *memories: HostMemory, now: datetime = NOON) -> int:
    """Write and publish; return the number of files written. All hosts of these tests are in one bucket."""
    staged = write_memories(StateStore(str(output), run_id, buckets=1), "00", memories, now, remember_days=30)
    publish(output, staged)
    return len(staged)


def page(host: str, key: int, at: datetime = NOON) -> PageSeen:
    return PageSeen(host=host, key=key, fetched_at=at)


def test_records_and_their_tables_hold_the_same() -> None:
    waits = waiting(page_request("https://a.example/1"), "fetch-budget", NOON)
    for record, schema in ((page("a", 1), PAGE_SEEN), (waits, PENDING_PAGE)):
        (row,) = table_of([record], schema).to_pylist()
        assert record_of(type(record), row) == record
    origin = HostState(host="a", origin="https://a", robots_at=NOON, robots_txt=None)
    (row,) = table_of([origin], HOST_STATE).to_pylist()
    assert HostState(**row) == origin


def test_each_host_has_its_own_pages(tmp_path: Path) -> None:
    store = StateStore(str(tmp_path), "run2", buckets=1)
    remember(tmp_path, "run1", memory("a", page("a", 1)), memory("b", page("b", 2)))
    assert (read_fetched(store, "a"), read_fetched(store, "b")) == ({1: NOON}, {2: NOON})


def test_the_last_fetch_counts(tmp_path: Path) -> None:
    remember(tmp_path, "run1", memory("a", page("a", 1)))
    remember(tmp_path, "run2", memory("a", page("a", 1, NOON + DAY)))
    assert read_fetched(StateStore(str(tmp_path), "run3", buckets=1), "a") == {1: NOON + DAY}


def test_small_files_are_merged_and_old_pages_forgotten(tmp_path: Path) -> None:
    for number in range(MERGE_AT):
        now = NOON + 10 * number * DAY
        remember(tmp_path, f"run{number}", memory("a", page("a", number, now), page("a", 99, now)), now=now)
    assert len(list((tmp_path / "_state" / "pages").rglob("*.parquet"))) == 1
    fetched = read_fetched(StateStore(str(tmp_path), "later", buckets=1), "a")
    assert sorted(fetched) == [4, 5, 6, 7, 99]


def test_what_waits_is_replaced_for_its_host_alone(tmp_path: Path) -> None:
    store = StateStore(str(tmp_path), "run3", buckets=1)
    of_a = waiting(page_request("https://a.example/1"), "fetch-budget", NOON)
    of_b = waiting(page_request("https://b.example/1"), "fetch-budget", NOON)
    remember(tmp_path, "run1", memory("a.example", pending=(of_a,)), memory("b.example", pending=(of_b,)))
    assert sorted(request.host for request in read_pending(store, "00")) == ["a.example", "b.example"]
    remember(tmp_path, "run2", memory("a.example"))
    assert [request.host for request in read_pending(store, "00")] == ["b.example"]


def test_rules_of_an_origin_are_replaced(tmp_path: Path) -> None:
    store = StateStore(str(tmp_path), "run3", buckets=1)
    remember(tmp_path, "run1", memory("a", robots="old"), memory("b", robots="b"))
    remember(tmp_path, "run2", memory("a", robots="new"))
    assert [origin.robots_txt for origin in read_origins(store, "a")] == ["new"]
    assert [origin.robots_txt for origin in read_origins(store, "b")] == ["b"]


def test_nothing_is_written_where_nothing_has_changed(tmp_path: Path) -> None:
    assert remember(tmp_path, "run1", memory("a", robots="same")) == 1
    assert remember(tmp_path, "run2", memory("a", robots="same")) == 0
