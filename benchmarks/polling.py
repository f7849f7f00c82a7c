"""Poll 1,000 feeds on 200 local hosts, 5 % of them faulty, and fetch what they name; measured at the server.

``python benchmarks/polling.py [--hosts 200] [--feeds 5] [--stories 4] [--delay 1.0]``

Every host is an address of the loopback network (127.1.0.1, 127.1.0.2, …), all served by one process, which writes
down every request. Three runs over the same output, an hour apart by the pipeline's clock: the first sees everything
for the first time; before the second, one feed of each host has a new story; the third comes five minutes later, when
nothing is due. Printed for each run: requests by answer, bytes sent and bytes that 304 saved, the smallest gap between
two requests at any healthy host against the delay, and the time from the first to the last request at healthy hosts
against the least that the delays allow.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import contextlib
import dataclasses
import itertools
import multiprocessing
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from multiprocessing.connection import Connection
from pathlib import Path

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from schemas.keys import StagedFile
from transforms.feeds.poll import PollFeeds
from transforms.feeds.settings import FeedSettings
from transforms.fetch.pages import FetchPages
from transforms.fetch.settings import FetchSettings
from transforms.state import StateStore

START = datetime(2026, 3, 2, 8, 0, tzinfo=timezone.utc)
FAULTS = ("silent", "drip", "reset", "status-500", "status-429", "endless", "loop", "silent", "drip", "reset")
WORDS = "The ferry to the outer islands was full again on Sunday, the harbour office said. " * 12


@dataclasses.dataclass(frozen=True)
class Request:
    """One request as the server met it; ``saved`` are the bytes that answering 304 spared."""

    host: str
    path: str
    at: float
    status: int
    sent: int
    saved: int


class Web:
    """All hosts: what they answer, and what they were asked. ``new`` counts the stories added to each first feed."""

    def __init__(self, stories: int, faulty: dict[str, str]) -> None:
        self.stories = stories
        self.faulty = faulty
        self.new = 0
        self.seen: list[Request] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        host = writer.get_extra_info("sockname")[0]
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                line, *fields = head.decode("latin-1").split("\r\n")
                path = line.split()[1]
                headers = dict(field.lower().split(": ", 1) for field in fields if ": " in field)
                if self.faulty.get(host) and await self.fail(host, path, writer):
                    break
                if not self.faulty.get(host):
                    await self.answer(host, path, headers.get("if-none-match"), writer)
        writer.close()

    async def answer(self, host: str, path: str, known: str | None, writer: asyncio.StreamWriter) -> None:
        """Send a feed, a page or robots.txt."""
        at = time.monotonic()
        if path == "/robots.txt":
            status, etag, kind, body = 404, "", "text/plain", b""
        elif path.startswith("/feed"):
            body = self.feed(host, path)
            etag, kind = f'"{len(body)}-{self.new if path == "/feed/0" else 0}"', "application/rss+xml"
            status = 304 if known == etag else 200
        else:
            status, etag, kind, body = 200, "", "text/html", f"<html><body><p>{path} {WORDS}</p></body></html>".encode()
        sent = b"" if status == 304 else body
        lines = [f"HTTP/1.1 {status} Answer", f"Content-Type: {kind}"]
        lines += [f"ETag: {etag}"] if etag else []
        lines += [f"Content-Length: {len(sent)}"] if status != 304 else []
        writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
        await writer.drain()
        self.seen.append(Request(host, path, at, status, len(sent), len(body) - len(sent)))

    async def fail(self, host: str, path: str, writer: asyncio.StreamWriter) -> bool:
        """Commit the fault of ``host``; return whether the connection is over."""
        fault = self.faulty[host]
        self.seen.append(Request(host, path, time.monotonic(), 0, 0, 0))
        if fault == "silent":
            await asyncio.sleep(60)
        elif fault == "reset":
            writer.transport.abort()
        elif fault.startswith("status-"):
            writer.write(f"HTTP/1.1 {fault[7:]} No\r\nRetry-After: 7200\r\nContent-Length: 0\r\n\r\n".encode())
            return False
        elif fault == "loop":
            writer.write(f"HTTP/1.1 302 Round\r\nLocation: {path}\r\nContent-Length: 0\r\n\r\n".encode())
            return False
        else:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(1200):
                writer.write(b"x" * (65_536 if fault == "endless" else 1))
                await writer.drain()
                await asyncio.sleep(0.0 if fault == "endless" else 0.05)
        return True

    def feed(self, host: str, path: str) -> bytes:
        """Return a feed whose stories are ten minutes apart, the newest first; the first feed of a host grows."""
        count = self.stories + (self.new if path == "/feed/0" else 0)
        number = path.rpartition("/")[2]
        items = "".join(
            f"<item><title>Story {story} of {number}</title><link>/story/{number}/{story}</link>"
            f"<guid isPermaLink='false'>tag:{host},2026:{number}/{story}</guid><description>{WORDS[:400]}</description>"
            f"<pubDate>{self.published(story):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
            for story in reversed(range(count))
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()

    def published(self, story: int) -> datetime:
        """Return when a story came out: every ten minutes until the first run, and on after it."""
        return START + timedelta(minutes=10 * (story - self.stories))


async def run_web(web: Web, pipe: Connection) -> None:
    """Serve until the pipe says stop; ``new`` adds a story, ``seen`` hands over what was asked and forgets it."""
    server = await asyncio.start_server(web.serve, "0.0.0.0", 0, backlog=1024)
    pipe.send(server.sockets[0].getsockname()[1])
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # clients of faulty hosts hang up
    while (command := await loop.run_in_executor(None, pipe.recv)) != "stop":
        if command == "new":
            web.new += 1
        pipe.send(web.seen)
        web.seen = []


def web_process(pipe: Connection, stories: int, faulty: dict[str, str]) -> None:
    """Be the server process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(run_web(Web(stories, faulty), pipe))


@dataclasses.dataclass(frozen=True)
class At:
    """A clock that began at ``start`` when the benchmark began a run."""

    start: datetime
    begun: float

    def __call__(self) -> datetime:
        """Return the time on this clock."""
        return self.start + timedelta(seconds=time.monotonic() - self.begun)


def one_run(output: Path, feeds: list[str], now: datetime, settings: FetchSettings) -> float:
    """Poll and fetch as ``headwater ingest`` does, publish the state, and return the seconds it took."""
    store, clock = StateStore(str(output), f"run{now:%H%M}"), At(now, time.monotonic())
    staged = output / f"{store.run_id}.staged"
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        polled = pipeline | beam.Create(feeds) | PollFeeds(store, FeedSettings(), settings, now, clock)
        fetched = polled.requests | FetchPages(store, settings, now, clock)
        (polled.state, fetched.state) | beam.Flatten() | beam.Map(note, str(staged))
    seconds = time.monotonic() - clock.begun
    for line in staged.read_text("utf-8").splitlines() if staged.exists() else ():
        name, final, *replaced = line.split("\t")
        (output / final).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(output / name, output / final)
        for old in replaced:
            (output / old).unlink()
    return seconds


def note(file: StagedFile, path: str) -> None:
    """Write down what is to be published."""
    with Path(path).open("a", encoding="utf-8") as stream:
        stream.write("\t".join((file.staged, file.final, *file.replaces)) + "\n")


def figures(seen: list[Request], faulty: dict[str, str], seconds: float, delay: float) -> Iterator[tuple[str, str]]:
    """Return what one run did, as (what, value)."""
    healthy = sorted((request for request in seen if request.host not in faulty), key=lambda r: (r.host, r.at))
    times = [[r.at for r in group] for _, group in itertools.groupby(healthy, key=lambda request: request.host)]
    gaps = [later - earlier for host in times for earlier, later in itertools.pairwise(host)]
    kinds = collections.Counter(kind_of(request) for request in healthy)
    least = max((len(host) - 1 for host in times), default=0) * delay
    span = max((host[-1] for host in times), default=0.0) - min((host[0] for host in times), default=0.0)
    yield "requests", f"{len(seen):,}"
    for kind, count in sorted(kinds.items()):
        yield f"  {kind}", f"{count:,}"
    yield "  to faulty hosts", f"{len(seen) - len(healthy):,}"
    yield "bytes sent by servers", f"{sum(request.sent for request in healthy):,}"
    yield "bytes saved by 304", f"{sum(request.saved for request in healthy if request.status == 304):,}"
    yield "smallest gap at a host", f"{min(gaps):.3f} s (delay {delay:g} s)" if gaps else "-"
    yield "gaps shorter than the delay by 20 ms", f"{sum(gap < delay - 0.02 for gap in gaps)} of {len(gaps):,}"
    yield "first to last request, healthy hosts", f"{span:.1f} s (the delays allow {least:.1f} s)"
    yield "wall time of the run", f"{seconds:.1f} s"


def kind_of(request: Request) -> str:
    """Name what a request was for, and its answer."""
    if request.path == "/robots.txt":
        return "robots.txt"
    return f"{'feeds' if request.path.startswith('/feed') else 'pages'}, {request.status}"


def addresses(hosts: int, port: int, feeds: int) -> tuple[list[str], Iterable[str]]:
    """Return the names of the hosts and the addresses of their feeds."""
    names = [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(hosts)]
    return names, [f"http://{name}:{port}/feed/{feed}" for name in names for feed in range(feeds)]


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--feeds", type=int, default=5, help="on each host")
    parser.add_argument("--stories", type=int, default=4, help="in each feed")
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to a host")
    args = parser.parse_args()
    names, _ = addresses(args.hosts, 0, 0)
    # One in twenty, spread over the list: 10 of 200.
    faulty = dict(zip(names[7::20], itertools.cycle(FAULTS)))
    settings = FetchSettings(
        allow_private=True, delay=args.delay, connect_timeout=3, read_timeout=3, total_timeout=6, contact="benchmark"
    )
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    web = multiprocessing.get_context("spawn").Process(target=web_process, args=(theirs, args.stories, faulty))
    web.start()
    _, feeds = addresses(args.hosts, ours.recv(), args.feeds)
    print(f"{args.hosts} hosts, {args.hosts * args.feeds} feeds, {len(faulty)} hosts faulty", flush=True)
    runs = (("first", 0.0, "seen"), ("an hour later", 60.0, "new"), ("five minutes after that", 65.0, "seen"))
    with tempfile.TemporaryDirectory() as folder:
        for name, minutes, before in runs:
            ours.send(before)
            ours.recv()
            seconds = one_run(Path(folder), list(feeds), START + timedelta(minutes=minutes), settings)
            ours.send("seen")
            print(f"\nrun: {name}")
            for what, value in figures(ours.recv(), faulty, seconds, args.delay):
                print(f"{what:<40}{value}", flush=True)
    ours.send("stop")
    web.join(timeout=5)
    web.terminate()


if __name__ == "__main__":
    main()
