"""What a window of ``headwater stream`` takes on Prism, and how the state grows; feeds and pages come from loopback."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.scaling_meter import cpu_seconds
from pipelines.figures import dataset
from tests.engines.wire import Wire
from tests.feeds.server import serve
from tests.pipelines.newsroom import command

LIMIT = 300.0
FETCH = "pages_per_host = 100000\nper_host = 16\nhttp2 = false\n"


def report(windows: Iterable[int], folder: Path, repeat: int = 3) -> None:
    """Print seconds from the tick to the commit, and of the processor, for windows of so many new articles.

    The processor's are those of the stream and of Prism since the feed changed, the wait for the next tick included;
    the server's are not among them.
    """
    output, config = folder / "stream", folder / "stream.toml"
    print(f"\n{'articles':>8} {'wall':>8} {'CPU':>8} {'state files':>11} {'bytes/article':>13}")
    with serve() as site:
        wire, told = Wire(site), 0
        wire.publish("wire", 0)
        settings = wire.configure(config, "wire").read_text(encoding="utf-8")
        config.write_text(settings + FETCH, encoding="utf-8")
        with command("stream", "--config", config, "--output", output) as process:
            _wait(output, 1)
            for count in [many for many in windows for _ in range(repeat)]:
                before = cpu_seconds()
                wire.publish("wire", *range(told + 1, told + count + 1))
                told += count
                _wait(output, told + 1)
                _row(output, count, told + 1, cpu_seconds() - before)
            process.terminate()
            process.wait(LIMIT)


def _row(output: Path, count: int, articles: int, cpu: float) -> None:
    """Print the runs that brought the last ``count`` articles; more than one where the site was asked in between."""
    runs = sorted(dataset(str(output), "runs").to_pylist(), key=lambda run: run["started_at"])
    last = [run for run in runs if run["articles_new"]][-1]
    state = [path.stat().st_size for path in output.glob("_state/**/*.parquet")]
    seconds = (last["committed_at"] - last["started_at"]).total_seconds()
    print(
        f"{last['articles_new']:8} {seconds:8.2f} {cpu:8.2f}"
        f" {len(state):11} {sum(state) / articles:13.0f}{'' if last['articles_new'] == count else '  (in several)'}",
        flush=True,
    )


def _wait(output: Path, articles: int) -> None:
    """Wait until readers see so many articles."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if (output / "runs").exists() and sum(dataset(str(output), "runs")["articles_new"].to_pylist()) >= articles:
            return
        time.sleep(0.2)  # between two looks at what another process commits; part of the seconds that are told
    raise TimeoutError(f"{articles} articles in {LIMIT:g} s")
