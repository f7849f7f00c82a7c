"""Records cross a shuffle as few bytes, and come back as what they were."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import datetime, timezone
from typing import Any

import numpy as np
import pytest
from apache_beam.coders import coders
from apache_beam.coders.typecoders import registry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.keys import Decision, StagedRow
from schemas.reject import Reject
from transforms.dedupe.candidates import Pairs, Postings
from transforms.forms import pack_arrays, unpack_arrays
from transforms.wire import RECORDS, CompactCoder, RecordCoder, use_compact_coders

ARRAYS = (Postings, Pairs)
ENDS = np.iinfo(np.int64).min, np.iinfo(np.int64).max
DECISION = Decision(
    input="archive.warc#7",
    outcome="new",
    article_id="0123456789abcdef0123",
    content_hash="3210fedcba9876543210",
    cluster_id="0123456789abcdef0123",
    published_at=datetime(2026, 3, 2, 8, 30, tzinfo=timezone.utc),
    staged=StagedRow(fragment="00ff00ff00ff00ff", group=0, row=12),
)

st.register_type_strategy(int, st.integers(*ENDS))
st.register_type_strategy(
    datetime, st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(timezone.utc))
)
st.register_type_strategy(float, st.floats(allow_nan=False))


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind and kind not in ARRAYS])
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_record_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    back = RecordCoder().decode(RecordCoder().encode(record))
    assert type(back) is kind
    assert back == record


@given(st.lists(st.integers(*ENDS)), st.lists(st.integers(0, 2**32 - 1)), st.lists(st.integers(0, 255)))
def test_arrays_come_back_with_their_values_and_types(wide: list[int], hashes: list[int], sizes: list[int]) -> None:
    columns = [np.array(wide, np.int64), np.array(hashes, np.uint32), np.array(sizes, np.uint8)]
    back = unpack_arrays(pack_arrays(columns))
    assert [column.dtype for column in back] == [np.int64, np.uint32, np.uint8]
    assert [column.tolist() for column in back] == [wide, hashes, sizes]


def test_blocks_of_arrays_come_back_as_they_were() -> None:
    one = np.array([7, 9], np.int64)
    back = RecordCoder().decode(RecordCoder().encode(Pairs(one, one + 1, one * 0, one * 0 + 255)))
    assert type(back) is Pairs
    assert dataclasses.astuple(back)[1].tolist() == [8, 10]
    assert back.size.tolist() == [255, 255]


def test_a_decision_takes_as_many_bytes_as_its_values() -> None:
    values = sum(len(value) for value in dataclasses.astuple(DECISION) if isinstance(value, str))
    assert len(RecordCoder().encode(DECISION)) < values + 64


def test_what_repeats_itself_is_compressed() -> None:
    reject = Reject(input="page.html", stage="extract", reason="extract-empty", message="no text " * 200)
    assert len(RecordCoder().encode(reject)) < 200


def test_anything_else_is_pickled() -> None:
    assert RecordCoder().decode(RecordCoder().encode(StagedRow(fragment="a", group=0, row=1))) == StagedRow(
        fragment="a", group=0, row=1
    )


def test_half_a_character_does_not_stop_a_run() -> None:
    reject = Reject(input="feed.json", stage="read", reason="read-entry", message="cut here: \ud83d")
    assert RecordCoder().decode(RecordCoder().encode(reject)) == reject


def test_joins_and_tagged_outputs_use_it_as_well() -> None:
    use_compact_coders()
    use_compact_coders()
    coder = registry.get_coder(Any)
    assert isinstance(coder, CompactCoder)
    value = ("key", (0, DECISION), [1.5, None])
    assert coder.decode(coder.encode(value)) == value
    assert len(coder.encode(("links", DECISION))) < 250


def test_another_process_gets_the_same_class() -> None:
    coder, value = coders.serialize_coder(CompactCoder()), CompactCoder().encode(DECISION)
    code = (
        "import sys; from apache_beam.coders import coders\n"
        f"coder = coders.deserialize_coder({coder!r})\n"
        f"print(type(coder.decode({value!r})).__module__, coder.decode({value!r}).article_id)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["schemas.keys", DECISION.article_id]
