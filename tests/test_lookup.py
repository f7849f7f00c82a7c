"""Rows of a Parquet file by their key, whatever its order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.lookup import read_matching

NUMBERS = pa.schema([pa.field("hash", pa.uint32()), pa.field("place", pa.int32())])
TEXTS = pa.schema([pa.field("site", pa.string()), pa.field("names", pa.list_(pa.string()))])
MOST = 2**32 - 1


def written(folder: Path, table: pa.Table, rows: int = 2, **options: bool) -> str:
    path = folder / "rows.parquet"
    pq.write_table(table, path, row_group_size=rows, **options)
    return str(path)


@given(st.lists(st.integers(0, MOST), max_size=12), st.sets(st.integers(0, MOST)), st.booleans(), st.data())
def test_rows_with_a_wanted_number_come_in_their_order(
    tmp_path_factory: pytest.TempPathFactory, keys: list[int], other: set[int], ordered: bool, data: st.DataObject
) -> None:
    keys = sorted(keys) if ordered else keys
    wanted = other | (data.draw(st.sets(st.sampled_from(keys))) if keys else set())
    table = pa.table({"hash": keys, "place": range(len(keys))}, schema=NUMBERS)
    found = read_matching(written(tmp_path_factory.mktemp("rows"), table), NUMBERS, "hash", wanted)
    assert found.schema == NUMBERS
    assert found["place"].to_pylist() == [place for place, key in enumerate(keys) if key in wanted]


def test_the_numbers_may_be_an_array_in_any_order_with_repeats(tmp_path: Path) -> None:
    table = pa.table({"hash": [1, 2, MOST], "place": [0, 1, 2]}, schema=NUMBERS)
    wanted = np.array([MOST, 1, 1], dtype=np.uint32)
    assert read_matching(written(tmp_path, table), NUMBERS, "hash", wanted)["place"].to_pylist() == [0, 2]


def test_rows_with_a_wanted_text(tmp_path: Path) -> None:
    sites = ["b.example", "ä.example", "a.example", "ä.example"]
    table = pa.table({"site": sites, "names": [[], ["x"], ["y"], ["z", "z"]]}, schema=TEXTS)
    found = read_matching(written(tmp_path, table), TEXTS, "site", ["ä.example", "c.example"])
    assert found["names"].to_pylist() == [["x"], ["z", "z"]]


def test_a_file_without_statistics_is_read_as_well(tmp_path: Path) -> None:
    table = pa.table({"hash": [3, 4], "place": [0, 1]}, schema=NUMBERS)
    path = written(tmp_path, table, write_statistics=False)
    assert read_matching(path, NUMBERS, "hash", [4])["place"].to_pylist() == [1]


def test_row_groups_out_of_range_are_not_read(tmp_path: Path) -> None:
    path = Path(written(tmp_path, pa.table({"hash": [1, 2, 8, 9], "place": [0, 1, 2, 3]}, schema=NUMBERS)))
    columns = [pq.ParquetFile(path).metadata.row_group(1).column(number) for number in range(2)]
    content = bytearray(path.read_bytes())
    for column in columns:
        start = column.dictionary_page_offset or column.data_page_offset
        content[start : start + column.total_compressed_size] = bytes(column.total_compressed_size)
    path.write_bytes(content)
    assert read_matching(str(path), NUMBERS, "hash", [2, 5])["place"].to_pylist() == [1]
    with pytest.raises(OSError, match="thrift"):
        read_matching(str(path), NUMBERS, "hash", [9])


def test_nothing_wanted_is_nothing_found(tmp_path: Path) -> None:
    table = pa.table({"hash": [3, 4], "place": [0, 1]}, schema=NUMBERS)
    assert read_matching(written(tmp_path, table), NUMBERS, "hash", []).num_rows == 0


def test_a_column_that_an_older_version_lacked_comes_as_nulls(tmp_path: Path) -> None:
    path = written(tmp_path, pa.table({"hash": [3]}, schema=pa.schema([NUMBERS.field("hash")])))
    assert read_matching(path, NUMBERS, "hash", [3]).to_pylist() == [{"hash": 3, "place": None}]
