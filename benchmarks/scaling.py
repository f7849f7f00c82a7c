"""What ``headwater ingest`` costs as it grows: by stage, at the shuffles, in slots of Flink, and what a cluster needs.

    python benchmarks/scaling.py INPUT... [--copies N] [--slots 1 2 4] [--lib FLINK_JARS] [--parts ...]

INPUT are folders of saved pages or web archives; each page is copied N times with other words and another address
(benchmarks/scaling_corpus.py). Parts: ``stages`` (processor time of each step), ``shuffles`` (bytes an article that
enter each of them), ``runs`` (the command in one process with 1 and 2 workers, and on a Flink session cluster;
``--lib`` is the folder of jars that configs/flink/pom.xml names), ``stream`` (windows on Prism), ``needs`` (what
is computed of the figures of benchmarks/scaling_needs.py). A tenth of the corpus is measured first: what it takes is
mostly start-up, and the difference between the two is what a page costs.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import scaling_needs, scaling_shuffles, scaling_stages, scaling_stream
from benchmarks.scaling_corpus import originals, write_archives
from benchmarks.scaling_meter import Used, adopt, measured
from pipelines.figures import dataset
from tests.engines.cluster import FlinkCluster, running

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from pipelines.cli import entry_point; entry_point()"
PARTS = ("stages", "shuffles", "runs", "stream", "needs")
Way = Callable[[Path, Path], Used]
ARCHIVES = 8  # files of a corpus, so that looking for pages is spread, too


def ingest(workers: int, archives: Path, output: Path, *options: str) -> Used:
    """Run the command over ``archives`` and return what it and all its processes used."""
    config = output.with_suffix(".toml")
    config.write_text(f"[run]\nworkers = {workers}\n", encoding="utf-8")
    command = [sys.executable, "-c", COMMAND, "ingest", str(archives), "--config", str(config)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with measured() as used:
        done = subprocess.run(
            [*command, "--output", str(output), *options], cwd=ROOT, env=environment, capture_output=True, text=True
        )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: status {done.returncode}\n{done.stderr}")
    return used


def ways(slots: Sequence[int], lib: Path | None, folder: Path) -> Iterator[tuple[str, Way]]:
    """Yield (name, way) of each way to run the command; a way takes the archives and the output."""
    for workers in (1, 2):
        yield f"in process, {workers} worker{'s' * (workers > 1)}", functools.partial(ingest, workers)
    if lib:
        with running(folder / "cluster", lib) as cluster:
            for number in slots:
                yield f"Flink, {number} slot{'s' * (number > 1)}", functools.partial(on_cluster, cluster, number)


def on_cluster(cluster: FlinkCluster, slots: int, archives: Path, output: Path) -> Used:
    """Run the command on ``slots`` of a cluster, each with one worker process."""
    used = ingest(1, archives, output, *cluster.options(slots))
    job = max(cluster.jobs(), key=lambda job: job["start-time"])["jid"]
    used.crossed = scaling_needs.crossed(cluster.get(f"/jobs/{job}/plan"), cluster.get(f"/jobs/{job}"))
    return used


def runs(small: Path, large: Path, folder: Path, slots: Sequence[int], lib: Path | None, repeat: int) -> None:
    """Print what each way takes for the small and for the large corpus, and what a page costs of the difference."""
    print(f"\nload {os.getloadavg()[0]:.1f}; wall and CPU in seconds, the least of {repeat}; crossed: KB a page, Flink")
    print(
        f"{'way':22} {'pages':>6} {'wall':>6} {'CPU':>6} {'MiB':>6} {'crossed':>8}   {'pages/s':>7} {'CPU ms/page':>11}"
    )
    for name, way in ways(slots, lib, folder):
        if name.startswith("Flink") and name == f"Flink, {slots[0]} slot{'s' * (slots[0] > 1)}":
            once(way, small, folder)  # the first job pays for a cold cluster
        found: list[tuple[int, Used]] = []
        for archives in (small, large):
            several = [once(way, archives, folder) for _ in range(repeat)]
            pages, one = several[0][0], least(used for _, used in several)
            found.append((pages, one))
            print(
                f"{name:22} {pages:6} {one.wall:6.1f} {one.cpu:6.1f} {one.mib:6.0f} {one.crossed / pages / 1000:8.1f}"
            )
        (few, first), (many, second) = found
        seconds = scaling_needs.slope(few, first.wall, many, second.wall)
        cost, crossed = (
            scaling_needs.slope(few, getattr(first, of), many, getattr(second, of)) for of in ("cpu", "crossed")
        )
        print(f"{'  each further page':50} {crossed / 1000:9.1f}   {1 / seconds:7.1f} {1000 * cost:11.2f}", flush=True)


def least(several: Iterable[Used]) -> Used:
    """Return the least of each figure: what other work on the machine added is in none of them."""
    figures = [dataclasses.astuple(used) for used in several]
    return Used(*map(min, zip(*figures, strict=True)))


def once(way: Way, archives: Path, folder: Path) -> tuple[int, Used]:
    """Run one way into an output of its own; return the articles that it made and what it used."""
    output = folder / "out"
    used = way(archives, output)
    (row,) = dataset(str(output), "runs").to_pylist()
    shutil.rmtree(output)
    return row["articles_new"], used


def main(argv: Sequence[str] | None = None) -> int:
    """Make the corpus, and print the parts that are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0], allow_abbrev=False)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="folder of saved pages, or web archive")
    parser.add_argument(
        "--copies", type=int, default=100, help="of each page; 0: the pages as they are (stages, shuffles)"
    )
    parser.add_argument("--slots", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--lib", type=Path, metavar="FLINK_JARS")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--windows", type=int, nargs="+", default=[1, 10, 100, 1000], help="articles of a window")
    arguments = parser.parse_args(argv)
    adopt()
    with tempfile.TemporaryDirectory(prefix="scaling-") as name:
        folder = Path(name)
        small, large, inputs = folder / "small", folder / "large", arguments.inputs
        if arguments.copies:
            pages = originals(inputs)
            write_archives(pages, max(1, arguments.copies // 10), small, ARCHIVES)
            write_archives(pages, arguments.copies, large, ARCHIVES)
            inputs = [str(large)]
        if "stages" in arguments.parts:
            scaling_stages.report(inputs, folder / "stages")
        if "shuffles" in arguments.parts:
            scaling_shuffles.report(inputs, folder / "shuffles")
        if "runs" in arguments.parts:
            runs(small, large, folder, arguments.slots, arguments.lib, arguments.repeat)
        if "stream" in arguments.parts:
            scaling_stream.report(arguments.windows, folder)
    if "needs" in arguments.parts:
        scaling_needs.report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
