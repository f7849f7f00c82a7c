"""Looking at every source before a run, against a real server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.conftest import headwater
from tests.feeds.server import Answer, Site, serve
from tests.pipelines.newsroom import write_pages

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Tidings</title>
<item><title>Ferry back in service</title><link>/ferry</link><guid>1</guid></item>
<item><title>Orchard to be felled</title><link>/orchard</link><guid>2</guid></item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def checked(folder, site, feeds, paths=(), private="true"):
    """Check a configuration of ``feeds`` (paths on ``site``) and ``paths``."""
    lines = (
        f"[input]\nfeeds = {json.dumps([site.url + feed for feed in feeds])}\npaths = {json.dumps(list(paths))}",
        f"[fetch]\nallow_private = {private}\ndelay = 0.0",
    )
    (folder / "hw.toml").write_text("\n".join(lines))
    return headwater("check", "--config", str(folder / "hw.toml"))


def test_each_source_is_tried_and_nothing_is_written(tmp_path, site):
    site.answers["/feed.xml"] = Answer(RSS, headers=(("Content-Type", "application/rss+xml"),))
    pages = write_pages(tmp_path / "pages", 1)
    status, printed = checked(tmp_path, site, ["/feed.xml"], [str(pages)])
    assert status == 0
    lines = printed.splitlines()
    assert lines[0] == f"{pages}/00000.html: 1 html page"
    assert lines[1].startswith(f"{site.url}/feed.xml: poll, ")
    assert lines[2].strip() == "rss with 2 entries"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hw.toml", "pages"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "404"),
        (Answer(b"<html><body>Maintenance</body></html>", headers=(("Content-Type", "text/html"),)), "feed-not-a-feed"),
        (Answer(b"", fault="garbage"), "fetch-"),
    ],
    ids=["not there", "no feed", "no HTTP"],
)
def test_a_feed_that_cannot_be_read_is_named_and_the_status_is_one(tmp_path, site, answer, reason):
    site.answers["/feed.xml"] = answer
    status, printed = checked(tmp_path, site, ["/feed.xml"])
    assert status == 1
    assert reason in printed.splitlines()[1]


def test_addresses_of_this_machine_are_refused_unless_allowed(tmp_path, site):
    site.answers["/feed.xml"] = Answer(RSS)
    status, printed = checked(tmp_path, site, ["/feed.xml"], private="false")
    assert status == 1
    assert "private" in printed.splitlines()[1]
    assert site.seen == []


def test_a_file_that_cannot_be_read_is_named_and_the_status_is_one(tmp_path, site):
    (tmp_path / "empty.html").write_bytes(b"")
    status, printed = checked(tmp_path, site, [], [str(tmp_path / "empty.html")])
    assert (status, printed) == (1, f"{tmp_path}/empty.html: 1 rejected (read-empty)\n")
