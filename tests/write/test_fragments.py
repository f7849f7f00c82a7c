"""Extracted pages go through the stage and come back as they were."""

from datetime import datetime, timezone

import pyarrow.parquet as pq

from schemas.page import ExtractedPage
from transforms.write.fragments import UNDATED, partition_date, read_rows, write_fragment


def page(name: str, day: int | None) -> ExtractedPage:
    return ExtractedPage(
        input=name,
        source="harbour.example",
        title=f"Title of {name}",
        authors=("Ada Stone", "Ivo Marsh"),
        published_at=datetime(2026, 3, day, 23, 59, tzinfo=timezone.utc) if day else None,
        text=f"First paragraph of {name}.\nSecond paragraph.",
        word_count=6,
    )


def test_each_page_is_found_again_where_its_place_says(tmp_path):
    pages = [page("a", 3), page("b", 2), page("c", None), page("d", 3)]
    places = write_fragment(str(tmp_path), [(one, f"feed of {one.input}") for one in pages])
    rows = dict(read_rows(str(tmp_path), (place for _, place in places)))
    assert len(rows) == 4
    for one, place in places:
        assert rows[place]["input"] == one.input
        assert rows[place]["text"] == one.text
        assert rows[place]["authors"] == ["Ada Stone", "Ivo Marsh"]
        assert rows[place]["published_at"] == one.published_at
        assert rows[place]["feed_url"] == f"feed of {one.input}"


def test_a_fragment_has_one_row_group_for_each_day(tmp_path):
    places = write_fragment(str(tmp_path), [(page(name, day), None) for name, day in [("a", 3), ("b", 2), ("c", 3)]])
    (name,) = {place.fragment for _, place in places}
    assert pq.ParquetFile(tmp_path / f"{name}.parquet").metadata.num_row_groups == 2
    assert {one.input: place.group for one, place in places} == {"b": 0, "a": 1, "c": 1}


def test_a_day_is_a_day_in_utc_and_an_unknown_date_is_the_null_partition():
    assert partition_date(datetime(2026, 3, 2, 23, 59, tzinfo=timezone.utc)) == "2026-03-02"
    assert partition_date(None) == UNDATED
