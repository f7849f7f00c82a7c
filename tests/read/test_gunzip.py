from __future__ import annotations

import gzip

import pytest

from transforms.errors import PageError
from transforms.read.gunzip import close_all, open_plain, read_plain, seekable

TEXT = b"".join(b"line %d of the archive\n" % number for number in range(50_000))


@pytest.fixture(autouse=True)
def _files_closed():
    yield
    close_all()


def test_plain_and_compressed_files_read_alike(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.dat").write_bytes(gzip.compress(TEXT[:500_000]) + gzip.compress(TEXT[500_000:]) + b"\0" * 512)
    assert read_plain(str(tmp_path / "a.txt")) == read_plain(str(tmp_path / "b.dat")) == TEXT


def test_a_truncated_file_gives_what_came_before(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(TEXT)[:-1000])
    reader, stream = open_plain(str(path))
    with reader:
        data = reader.read()
    assert TEXT.startswith(data)
    assert len(data) > 0.9 * len(TEXT)
    assert stream is not None
    assert (stream.damage, stream.delivered) == ("truncated", len(data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(TEXT)[:-4], "read-truncated-gzip"),
        (gzip.compress(TEXT)[:5], "read-truncated-gzip"),
        (gzip.compress(TEXT) + b"rubbish", "read-broken-gzip"),
        (gzip.compress(b"\0" * 2_000_000), "read-too-large"),
    ],
)
def test_a_page_is_read_whole_or_not_at_all(tmp_path, data, reason):
    path = tmp_path / "a.html.gz"
    path.write_bytes(data)
    with pytest.raises(PageError) as error:
        read_plain(str(path), limit=1_999_999)
    assert error.value.reason == reason


def test_a_missing_file_is_bad_input(tmp_path):
    with pytest.raises(PageError) as error:
        read_plain(str(tmp_path / "none"))
    assert error.value.reason == "read-missing"


def test_a_compressed_file_is_decompressed_once_for_all_its_records(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(TEXT))
    first = seekable(str(path))
    first.seek(1_000_000)
    assert seekable(str(path)) is first
    assert first.read(10) == TEXT[1_000_000:1_000_010]
