"""Worker processes in which a page may hang, crash or eat memory, and cost only itself.

Beam's own multi-processing mode uses the cores as well, but one page that never returns stops its worker for ever, and
one that kills the parser kills the run. Here each page runs in a process of ours that is watched: past its time it is
killed, past its memory it gets a ``MemoryError``, and a crash is seen at once; the page is answered with a
``PageError``, and a fresh process takes the next page. ``docs/execution.md`` has the measurements.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from transforms.errors import PageError

try:
    import resource
except ImportError:  # Windows: no memory limit there
    resource = None  # type: ignore[assignment]

Task = TypeVar("Task")
Result = TypeVar("Result")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclasses.dataclass(frozen=True)
class Limits:
    """What one task may use: ``seconds`` of wall time, ``memory_mb`` MiB beyond the idle worker, and its stage name.

    Reasons of the errors are ``<stage>-timeout``, ``<stage>-memory`` and ``<stage>-crash``.
    """

    stage: str
    seconds: float
    memory_mb: int


def warm() -> None:
    """Start the clean server process now, so that it imports what the workers need while the pipeline is built."""
    if sys.platform != "win32":
        _context()
        forkserver.ensure_running()


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclasses.dataclass(eq=False)
class _Worker(Generic[Task]):
    """One process and what it is doing; ``task`` is ``None`` when it is idle."""

    process: Any
    pipe: Connection
    task: Task | None = None
    deadline: float = 0.0


class Pool(Generic[Task, Result]):
    """``size`` processes that apply ``function`` to tasks; both must be picklable by name.

    Processes start when they are first needed, from a clean server process (no fork of a threaded one).
    """

    def __init__(self, function: Callable[[Task], Result], limits: Limits, size: int) -> None:
        self._function, self._limits, self._size = function, limits, size
        self._workers: list[_Worker[Task]] = []

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | PageError]]:
        """Yield each task with its result, or with the ``PageError`` it raised or caused, as they finish."""
        queue = iter(tasks)
        exhausted = False
        try:
            while True:
                while not exhausted and (worker := self._idle()) is not None:
                    task = next(queue, None)
                    if task is None:
                        exhausted = True
                    else:
                        self._give(worker, task)
                busy = self._busy()
                if not busy:
                    return
                yield from self._finished(busy)
        finally:
            for worker in self._busy():  # the caller gave up, and nobody waits for these answers
                self._end(worker)

    def _busy(self) -> list[_Worker[Task]]:
        return [worker for worker in self._workers if worker.task is not None]

    def close(self) -> None:
        """End all workers."""
        for worker in list(self._workers):
            self._end(worker)

    def _idle(self) -> _Worker[Task] | None:
        for worker in self._workers:
            if worker.task is None:
                return worker
        if len(self._workers) < self._size:
            return self._start()
        return None

    def _start(self) -> _Worker[Task]:
        context = _context()
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._function, self._limits), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[Task] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _give(self, worker: _Worker[Task], task: Task) -> None:
        worker.task = task
        worker.deadline = time.monotonic() + self._limits.seconds
        try:
            worker.pipe.send(task)
        except (BrokenPipeError, ConnectionResetError):  # it died idle: seen as a crash below, without this task
            self._end(worker)
            self._give(self._start(), task)

    def _finished(self, busy: list[_Worker[Task]]) -> Iterator[tuple[Task, Result | PageError]]:
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = set(wait([worker.pipe for worker in busy], timeout=patience))
        now = time.monotonic()
        for worker in busy:
            if worker.pipe in ready:
                yield self._receive(worker)
            elif now >= worker.deadline:
                yield self._fail(worker, "timeout", f"not done after {self._limits.seconds:g} s")

    def _receive(self, worker: _Worker[Task]) -> tuple[Task, Result | PageError]:
        task = worker.task
        assert task is not None  # noqa: S101  (only busy workers are waited for)
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join()
            return self._fail(worker, "crash", f"the worker ended with {_exit(worker.process.exitcode)}")
        if kind == "memory":  # its heap may be in pieces: start afresh
            return self._fail(worker, "memory", f"needed more than {self._limits.memory_mb} MiB")
        worker.task = None
        if kind == "crash":
            return task, PageError(f"{self._limits.stage}-crash", value)
        return task, value

    def _fail(self, worker: _Worker[Task], kind: str, message: str) -> tuple[Task, PageError]:
        task = worker.task
        assert task is not None  # noqa: S101
        self._end(worker)
        return task, PageError(f"{self._limits.stage}-{kind}", message)

    def _end(self, worker: _Worker[Task]) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()


@dataclasses.dataclass(eq=False)
class _Shared:
    pool: Pool[Any, Any]
    users: int = 0
    turn: threading.Lock = dataclasses.field(default_factory=threading.Lock)


_SHARED: dict[Any, _Shared] = {}
_SHARED_LOCK = threading.Lock()


class SharedPool(Generic[Task, Result]):
    """The one pool of this process for ``function(settings, task)``, ``limits`` and ``size``; users take turns.

    Beam keeps as many copies of a DoFn as it has had bundles of it at the same time: in a stream, dozens, each of
    which would have processes of its own. The pool ends when its last user closes it.
    """

    def __init__(self, function: Callable[[Any, Task], Result], settings: Any, limits: Limits, size: int) -> None:
        self._key = (function, settings, limits, size)
        with _SHARED_LOCK:
            shared = _SHARED.get(self._key)
            if shared is None:
                shared = _SHARED[self._key] = _Shared(Pool(functools.partial(function, settings), limits, size))
            shared.users += 1
        self._shared = shared

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | PageError]]:
        """Do as ``Pool.map``, when it is this user's turn."""
        with self._shared.turn:
            yield from self._shared.pool.map(tasks)

    def close(self) -> None:
        """Give the pool up."""
        with _SHARED_LOCK:
            self._shared.users -= 1
            if not self._shared.users:
                del _SHARED[self._key]
                self._shared.pool.close()


@functools.lru_cache(maxsize=1)
def _context() -> Any:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["transforms.work"])  # import once; each worker is then a cheap fork
    return context


def _exit(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"status {code}"


def _serve(pipe: Connection, function: Callable[[Any], Any], limits: Limits) -> None:
    """Answer tasks until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    logging.getLogger().setLevel(logging.ERROR)  # parsers grumble about pages; what matters is a reject
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task = pipe.recv()
            try:
                with _memory_limit(limits.memory_mb):
                    answer = ("done", function(task))
            except PageError as error:
                answer = ("done", error)
            except MemoryError:
                answer = ("memory", None)
            except Exception:  # a parser that raises on one page is a crash of that page, not of the run
                answer = ("crash", traceback.format_exc(limit=-3))
            pipe.send(answer)


@contextlib.contextmanager
def _memory_limit(memory_mb: int) -> Iterator[None]:
    """Let the address space grow by ``memory_mb`` MiB at most within the block."""
    if resource is None or not os.path.exists("/proc/self/statm"):
        yield
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as statm:
        size = int(statm.read().split()[0]) * _PAGE
    resource.setrlimit(resource.RLIMIT_AS, (size + memory_mb * 2**20, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY if hard < 0 else hard, hard))
