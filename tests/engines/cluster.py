"""A Flink session cluster on this machine: a job manager, task managers, Beam's job server.

``lib`` is the folder of jars that ``configs/flink/pom.xml`` names. Every process is a child of this one.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WORKER = ROOT / "configs/flink/worker.sh"
_SETTINGS = ROOT / "configs/flink/flink-conf.yaml"
_JAVA = ROOT / "configs/flink/java.args"


class FlinkCluster:
    """A cluster in ``folder``; ``start`` it, and ``close`` it."""

    def __init__(self, folder: Path, lib: Path) -> None:
        self.folder, self.lib = folder, lib
        self.rest, self.rpc, self.job_port, self.artifact_port = (free_port() for _ in range(4))
        self._environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), *(path for path in sys.path if path)]),
            "HEADWATER_PYTHON": sys.executable,
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._settings = settings_of(_SETTINGS) | {
            "jobmanager.rpc.port": str(self.rpc),
            "rest.port": str(self.rest),
            "state.checkpoints.dir": (folder / "checkpoints").as_uri(),
        }

    def start(self, task_managers: int = 2) -> FlinkCluster:
        """Start everything and wait until the slots are there."""
        (self.folder / "conf").mkdir(parents=True)
        lines = [f"{key}: {value}" for key, value in self._settings.items()]
        (self.folder / "conf" / "flink-conf.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._java("jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", heap="384m")
        for number in range(1, task_managers + 1):
            self.start_task_manager(number)
        self._java(
            "jobserver",
            "org.apache.beam.runners.flink.FlinkJobServerDriver",
            f"--job-port={self.job_port}",
            f"--artifact-port={self.artifact_port}",
            "--expansion-port=0",
            f"--flink-master=localhost:{self.rest}",
            f"--flink-conf-dir={self.folder / 'conf'}",
            f"--artifacts-dir={self.folder / 'artifacts'}",
            heap="384m",
        )
        wait_for(lambda: self.get("/overview").get("taskmanagers") == task_managers, 90, "the task managers")
        wait_for(lambda: _listens(self.job_port), 60, "the job server")
        return self

    def start_task_manager(self, number: int) -> None:
        """Start one more task manager, with a resource id of its own."""
        self._java(
            f"taskmanager{number}",
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            f"-Dtaskmanager.resource-id=tm{number}-{time.monotonic_ns()}",
            heap="600m",
        )

    def options(self, parallelism: int) -> list[str]:
        """Return the Beam options that run a pipeline here."""
        return [
            "--runner=PortableRunner",
            f"--job_endpoint=localhost:{self.job_port}",
            f"--flink_master=localhost:{self.rest}",
            "--environment_type=PROCESS",
            f"--environment_config={json.dumps({'command': str(WORKER)})}",
            f"--parallelism={parallelism}",
        ]

    def kill(self, name: str) -> None:
        """Kill a process of the cluster outright, as a machine that fails does."""
        self._processes[name].kill()
        self._processes[name].wait()

    def get(self, path: str) -> Any:
        """Ask the job manager's REST interface; ``{}`` while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.rest}{path}", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return {}

    def jobs(self) -> list[dict[str, Any]]:
        """Return id, name, state of every job."""
        found: list[dict[str, Any]] = self.get("/jobs/overview").get("jobs", [])
        return found

    def running(self) -> list[str]:
        """Return the ids of the jobs that are not at their end."""
        return [job["jid"] for job in self.jobs() if job["state"] not in ("FINISHED", "CANCELED", "FAILED")]

    def ended(self, job: str) -> None:
        """Wait until a job has ended and given its slots back."""
        wait_for(lambda: job not in self.running(), 30, f"the end of job {job}")

    def workers_of(self, job: str) -> set[str]:
        """Return the ids of the task managers that did something for a job."""
        vertices = self.get(f"/jobs/{job}").get("vertices", [])
        found = [self.get(f"/jobs/{job}/vertices/{vertex['id']}/taskmanagers") for vertex in vertices]
        return {one["taskmanager-id"] for vertex in found for one in vertex.get("taskmanagers", [])}

    def failures(self, job: str) -> list[dict[str, Any]]:
        """Return what made a job start anew, in whole or in part."""
        found: list[dict[str, Any]] = self.get(f"/jobs/{job}/exceptions").get("exceptionHistory", {}).get("entries", [])
        return found

    def replenish(self) -> None:
        """Start the task managers that were killed again, and wait for them."""
        managers = [name for name in self._processes if name.startswith("taskmanager")]
        for name in managers:
            if self._processes[name].poll() is not None:
                self.start_task_manager(int(name.removeprefix("taskmanager")))
        wait_for(lambda: self.get("/overview").get("taskmanagers") == len(managers), 90, "the task managers")

    def close(self) -> None:
        """End every process."""
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self._processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            if process.poll() is None:
                process.kill()
                process.wait()

    def _java(self, name: str, main: str, *arguments: str, heap: str) -> None:
        config = () if "JobServer" in main else ("--configDir", str(self.folder / "conf"))
        quick = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # short runs on few cores
        command = ["java", f"@{_JAVA}", *quick, f"-Xmx{heap}", "-cp", f"{self.lib}/*", main, *config, *arguments]
        self._run(name, command)

    def _run(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=self._environment
            )


@contextlib.contextmanager
def running(folder: Path, lib: Path) -> Iterator[FlinkCluster]:
    """A cluster of two task managers of two slots each."""
    cluster = FlinkCluster(folder, lib)
    try:
        yield cluster.start()
    finally:
        cluster.close()


def settings_of(path: Path) -> dict[str, str]:
    """Return what a configuration of Flink says: a key and a value on each line."""
    lines = (line.partition(": ") for line in path.read_text(encoding="utf-8").splitlines())
    return {key: value for key, _, value in lines if value and not key.startswith("#")}


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Any, seconds: float, what: str) -> None:
    """Wait until ``condition()`` holds; raises ``TimeoutError`` that says what was waited for."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(0.2)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("localhost", port)) == 0
