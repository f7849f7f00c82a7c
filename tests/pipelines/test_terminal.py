"""The line that a person sees while a run works."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading

import pytest

from pipelines.terminal import describe, progress_line
from tests.conftest import ROOT
from tests.pipelines.newsroom import COMMAND, write_pages
from transforms.progress import Progress


@pytest.mark.parametrize(
    ("progress", "seconds", "line"),
    [
        (Progress(), 2.4, "listing inputs · 2 s"),
        (Progress(found=10), 0.0, "extracting 0 of 10 pages · 0 rejected"),
        (Progress(found=1200, done=600, rejected=3), 60.0, "extracting 600 of 1,200 pages · 10 a second"),
        (Progress(found=1200, done=600, rejected=3), 60.0, "3 rejected · 1:00 left"),
        (Progress(found=9000, done=2, rejected=0), 8.0, "0.2 a second"),
        (Progress(found=90_000, done=10, rejected=0), 10.0, "24:59:50 left"),
        (Progress(found=10, done=10, rejected=1), 3.0, "extracted 10 pages · 1 rejected · comparing"),
        (Progress(found=10, done=10, rejected=1, written=4), 3.0, "writing · 4 written"),
    ],
)
def test_the_line_says_what_is_known(progress, seconds, line):
    assert line in describe(progress, seconds)


def test_a_pipe_gets_no_line():
    with contextlib.redirect_stderr(io.StringIO()) as written, progress_line():
        pass
    assert written.getvalue() == ""


def test_a_terminal_gets_the_line_and_it_is_gone_at_the_end(tmp_path):
    pages = write_pages(tmp_path / "pages", 3)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    seen: list[bytes] = []

    def read():
        with contextlib.suppress(OSError):  # the other side is closed
            while part := os.read(master, 65_536):
                seen.append(part)

    reader = threading.Thread(target=read)
    reader.start()
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "ingest", str(pages), "--output", str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=slave,
        timeout=60,
        check=True,
    )
    os.close(slave)
    reader.join()
    os.close(master)
    written = b"".join(seen).decode()
    assert re.search(r"extract(ing|ed) \d", written)
    assert written.rstrip("\r\n").endswith("\x1b[2K") or "\x1b[2K" in written.rsplit("written", 1)[-1]
    assert b"Data in" in done.stdout
    assert b"\x1b" not in done.stdout
