"""Rejects go through again; what has become an article is left alone."""

from __future__ import annotations

import pytest

from pipelines.replay import replay_of
from tests.conftest import headwater
from tests.pipelines.newsroom import page, rows, write_pages


@pytest.fixture
def broken(tmp_path):
    """One good page and two empty ones, ingested."""
    pages = write_pages(tmp_path / "pages", 3)
    for number in (1, 2):
        (pages / f"{number:05d}.html").write_text("<html><title>Soon</title><body><p>Soon.</p></body></html>")
    (tmp_path / "hw.toml").write_text('[run]\nworkers = 1\n[entities]\ntagger = "none"\n')
    argv = ("ingest", str(pages), "--config", str(tmp_path / "hw.toml"), "--output", str(tmp_path / "out"))
    assert headwater(*argv)[0] == 0
    assert len(rows(tmp_path / "out", "rejects")) == 2
    return tmp_path


def replayed(folder):
    return headwater("replay", str(folder / "out"), "--config", str(folder / "hw.toml"))


def test_a_repaired_page_becomes_an_article_and_the_others_stay_one_reject(broken):
    (broken / "pages/00001.html").write_text(page(1))
    status, printed = replayed(broken)
    assert status == 0
    assert ": 2 inputs in" in printed
    assert "1 new" in printed
    inputs = rows(broken / "out", "articles", "input")["input"].to_pylist()
    assert sorted(inputs) == [str(broken / "pages/00000.html"), str(broken / "pages/00001.html")]
    assert len(rows(broken / "out", "rejects")) == 2


def test_what_has_become_an_article_is_not_replayed(broken):
    for number in (1, 2):
        (broken / f"pages/{number:05d}.html").write_text(page(number))
    replayed(broken)
    assert len(rows(broken / "out", "articles")) == 3
    status, printed = replayed(broken)
    assert (status, printed) == (0, f"nothing to replay in {broken / 'out'}\n")


def test_rejects_are_read_again_from_their_place(broken):
    again = replay_of(str(broken / "out"))
    assert [pointer.path for pointer in again.pointers] == [str(broken / f"pages/{n:05d}.html") for n in (1, 2)]
    assert (again.addresses, again.lost) == ((), 0)


def test_rejects_of_broken_archives_go_through_again(tmp_path):
    output = tmp_path / "out"
    (tmp_path / "pages").mkdir()
    feed = tmp_path / "pages/lines.jsonl"
    feed.write_text('{"url": "https://tidings.example/1", "html": \n')
    (tmp_path / "hw.toml").write_text('[run]\nworkers = 1\n[entities]\ntagger = "none"\n')
    headwater("ingest", str(feed), "--config", str(tmp_path / "hw.toml"), "--output", str(output))
    assert rows(output, "rejects", "reason")["reason"].to_pylist() == ["read-jsonl"]
    feed.write_text("")
    status, _ = replayed(tmp_path)
    assert status == 0
