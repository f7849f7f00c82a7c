"""One run at a time over one output."""

import subprocess
import sys

import pytest

from pipelines.lock import LockedError, locked

HOLD = """
import sys
from pipelines.lock import locked
with locked(sys.argv[1], 0):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_run_leaves_and_names_the_first(tmp_path, holder):
    with pytest.raises(LockedError, match=rf"under way \(process {holder.pid}\)"), locked(str(tmp_path), 0):
        pass


def test_a_second_run_waits_for_the_first_to_end(tmp_path, holder):
    holder.stdin.close()
    with locked(str(tmp_path), 30):
        assert holder.wait() == 0


def test_a_killed_run_leaves_no_lock(tmp_path, holder):
    holder.kill()
    holder.wait()
    with locked(str(tmp_path), 0):
        pass
