"""A news site on loopback whose feeds grow when a test says so, and a configuration that polls it."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyarrow.dataset as ds

from tests.conftest import headwater
from tests.feeds.server import Answer, Site
from tests.pipelines.newsroom import page

OWN_OF_A_RUN = {"run_id", "ingested_at", "first_seen", "seen_at"}
LIMIT = 150.0  # seconds for an engine to do what is waited for, on a busy machine
DATASETS = ("articles", "headlines", "headline_lists", "entities", "rejects")

_SETTINGS = """
[input]
feeds = [{feeds}]
[stream]
window_seconds = {window}
{stream}
[run]
workers = 1
[feeds]
min_interval = 1
start_interval = 1
max_interval = 1
[fetch]
delay = 0.0
allow_private = true
retry_delay = 1
"""


class Wire:
    """Feeds of ``site`` by name; each story stands in one feed, and its page names the three before it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._feeds: dict[str, list[int]] = {}

    def publish(self, feed: str, *numbers: int) -> None:
        """Add stories to a feed, the newest first as feeds have them."""
        told = self._feeds.setdefault(feed, [])
        for number in numbers:
            told.insert(0, number)
            self._site.answers[f"/story/{number}.html"] = Answer(self._page(number), headers=_HTML)
        self._site.answers[f"/{feed}.xml"] = Answer(self._document(feed), headers=_RSS)

    def configure(self, path: Path, *feeds: str, window: int = 1, stream: str = "") -> Path:
        """Write a configuration that polls ``feeds`` as often as they may be; ``stream``: more lines of its table."""
        named = ", ".join(f'"{self._site.url}/{feed}.xml"' for feed in feeds)
        draft = path.with_suffix(".draft")
        draft.write_text(_SETTINGS.format(feeds=named, window=window, stream=stream), encoding="utf-8")
        return draft.replace(path)  # at once: a stream may read it at any time

    def _page(self, number: int) -> bytes:
        earlier = "".join(
            f'<li><a href="/story/{other}.html">{_title(other)}</a></li>' for other in range(number - 3, number)
        )
        related = f"<aside><h3>Earlier in the district</h3><ul>{earlier}</ul></aside></body>"
        return page(number).replace("</body>", related).encode()

    def _document(self, feed: str) -> bytes:
        items = "".join(
            f"<item><guid>{number}</guid><title>{escape(_title(number))}</title>"
            f"<link>{self._site.url}/story/{number}.html</link></item>"
            for number in self._feeds[feed]
        )
        head = f"<title>{feed}</title><link>{self._site.url}/</link><description>{feed}</description>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


_HTML, _RSS = (("Content-Type", "text/html"),), (("Content-Type", "application/rss+xml"),)


def _title(number: int) -> str:
    return page(number).partition("<h1>")[2].partition("</h1>")[0]


def rows(folder: Path, name: str) -> list[str]:
    """Return the rows of a dataset without what is a run's own, sorted; none where there is no such dataset."""
    if not (folder / name).exists():
        return []
    table = ds.dataset(folder / name, partitioning="hive").to_table()
    kept = [column for column in sorted(table.column_names) if column not in OWN_OF_A_RUN]
    return sorted(map(repr, table.select(kept).to_pylist()))


def stored(output: Path) -> int:
    """Return how many articles readers see."""
    return len(rows(output, "articles"))


def until(condition: Callable[[], Any], process: subprocess.Popen[str]) -> None:
    """Wait for ``condition`` while ``process`` lives."""
    end, nothing = time.monotonic() + LIMIT, threading.Event()
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        nothing.wait(0.05)


def drained(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Stop a stream, and return what it printed and what it complained of."""
    process.send_signal(signal.SIGTERM)
    printed, errors = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, errors
    return printed, errors


def bounded(wire: Wire, folder: Path, *feeds: str) -> Path:
    """Ingest what the feeds have by now, in this process, and return the output."""
    output = folder / "bounded"
    config = wire.configure(folder / "bounded.toml", *feeds)
    assert headwater("ingest", "--config", str(config), "--output", str(output))[0] == 0
    return output


def same_rows(one: Path, other: Path) -> bool:
    """Assert that two outputs hold the same rows."""
    for name in DATASETS:
        assert rows(one, name) == rows(other, name), name
    return True
