"""The schedules under ``configs/``: each is checked by the validator of its tool, and names commands that exist.

The validators are optional: a test is skipped where its tool is not installed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipelines.cli import main
from pipelines.config import load_config
from tests.conftest import Ingested, headwater

SCHEDULES = Path(__file__).parents[1] / "configs" / "schedules"
CONFIG = SCHEDULES / "headwater.toml"
FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def cron_lines() -> list[tuple[str, str]]:
    """Return (schedule, command) of each entry of the crontab."""
    lines = (SCHEDULES / "headwater.crontab").read_text("utf-8").splitlines()
    entries = [line for line in lines if re.match(r"[\d*]", line)]
    return [(" ".join(line.split()[:5]), line.split(None, 5)[5]) for line in entries]


def is_cron(schedule: str) -> bool:
    """Tell whether ``schedule`` has five fields within their ranges: numbers, lists, ranges, steps."""
    fields = schedule.split()
    return len(fields) == 5 and all(_is_field(field, *limits) for field, limits in zip(fields, FIELDS, strict=True))


def _is_field(field: str, low: int, high: int) -> bool:
    for part in field.split(","):
        found = re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/(\d+))?", part)
        if found is None or not all(low <= int(number) <= high for number in found.groups()[:2] if number):
            return False
    return True


def workflow() -> dict[str, object]:
    return dict(yaml.safe_load((SCHEDULES / "headwater-workflow.yml").read_text("utf-8")))


def cronjob() -> dict[str, object]:
    return dict(yaml.safe_load((SCHEDULES / "headwater-cronjob.yaml").read_text("utf-8")))


def commands() -> dict[str, str]:
    """Return the headwater commands of all schedules, each by the file and line of argument that it comes from."""
    pod = cronjob()["spec"]["jobTemplate"]["spec"]["template"]["spec"]  # type: ignore[index]  # YAML is untyped
    steps = workflow()["jobs"]["ingest"]["steps"]  # type: ignore[index]  # YAML is untyped
    found = {f"crontab {number}": command for number, (_, command) in enumerate(cron_lines())}
    for unit in ("headwater", "headwater-stream"):
        service = (SCHEDULES / f"{unit}.service").read_text("utf-8")
        found[f"systemd {unit}"] = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)[0]
    found["kubernetes"] = shlex.join(pod["containers"][0]["command"])
    found["github"] = next(step["run"] for step in steps if "headwater ingest" in step.get("run", ""))
    return found


def arguments(command: str) -> list[str]:
    """Return the arguments of a headwater command, with the configuration where the tests have it."""
    words = shlex.split(command.partition(" >")[0])
    assert words[0].rpartition("/")[2] == "headwater"
    return [str(CONFIG) if word.endswith("headwater.toml") else word for word in words[1:]]


def test_the_configuration_loads() -> None:
    config = load_config(str(CONFIG))
    assert len(config.input.feeds) == 3
    assert config.feeds.min_interval == 900
    assert config.fetch.agent == "headwater/0.1 (+https://desk.example/headwater)"


@pytest.mark.parametrize("name", ["crontab 0", "systemd headwater", "systemd headwater-stream", "kubernetes", "github"])
def test_every_schedule_runs_a_command_that_would_run(name: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = main([*arguments(commands()[name]), "--dry-run"])
    assert status == 0
    assert "https://news.example/rss.xml: poll, it was never polled" in printed.getvalue()


def test_the_nightly_command_is_one_that_headwater_knows(sample: Ingested, tmp_path: Path) -> None:
    output = tmp_path / "data"
    shutil.copytree(sample.output, output)
    words = [str(output) if word == "/var/lib/headwater/data" else word for word in arguments(commands()["crontab 1"])]
    status, printed = headwater(*words)
    assert status == 0
    assert " files became " in printed


def test_the_crontab_has_entries_of_five_fields_that_escape_nothing() -> None:
    lines = cron_lines()
    assert [schedule for schedule, _ in lines] == ["*/15 * * * *", "37 3 * * *"]
    assert all(is_cron(schedule) for schedule, _ in lines)
    assert all("%" not in command for _, command in lines)  # cron reads % as the end of the line


@pytest.mark.parametrize("wrong", ["* * * *", "60 * * * *", "*/x * * * *", "* 24 * * *", "@soon"])
def test_what_is_no_cron_schedule_is_seen(wrong: str) -> None:
    assert not is_cron(wrong)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_accepts_services_and_timer(tmp_path: Path) -> None:
    for name in ("headwater.service", "headwater-stream.service"):
        service = (SCHEDULES / name).read_text("utf-8")
        # systemd looks for the program and the user, which this machine does not have.
        there = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", service, flags=re.MULTILINE)
        (tmp_path / name).write_text(there.replace("User=headwater", "User=root"), "utf-8")
    shutil.copy(SCHEDULES / "headwater.timer", tmp_path)
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],  # found on the path, as a user would
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env=os.environ | {"SYSTEMD_LOG_LEVEL": "warning"},
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "headwater" in line]) == (0, [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_timer_fires_every_quarter_of_an_hour() -> None:
    timer = (SCHEDULES / "headwater.timer").read_text("utf-8")
    calendar = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)[0]
    done = subprocess.run(
        ["systemd-analyze", "calendar", calendar],  # found on the path, as a user would
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert "Normalized form: *-*-* *:00/15:00" in done.stdout


def test_kubernetes_accepts_the_cronjob() -> None:
    validator = pytest.importorskip("kubernetes_validate")
    validator.validate(cronjob(), "1.30", strict=True)


def test_the_cronjob_never_runs_twice_at_once() -> None:
    spec = cronjob()["spec"]
    assert isinstance(spec, dict)
    assert (spec["concurrencyPolicy"], is_cron(spec["schedule"])) == ("Forbid", True)


@pytest.mark.skipif(importlib.util.find_spec("check_jsonschema") is None, reason="check-jsonschema is not installed")
def test_github_accepts_the_workflow() -> None:
    file = SCHEDULES / "headwater-workflow.yml"
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_workflow_never_runs_twice_at_once() -> None:
    found = workflow()
    assert found["concurrency"] == {"group": "headwater", "cancel-in-progress": False}
    triggers = found[True]  # YAML 1.1 reads the key "on" as true  # type: ignore[index]
    assert all(is_cron(entry["cron"]) for entry in triggers["schedule"])  # type: ignore[index]  # YAML is untyped


def test_airflow_imports_the_dags(tmp_path: Path) -> None:
    """Runs with the Airflow of this environment, or with that of the interpreter AIRFLOW_PYTHON names."""
    python = os.environ.get("AIRFLOW_PYTHON") or sys.executable
    if python == sys.executable and importlib.util.find_spec("airflow") is None:
        pytest.skip("Airflow is not installed")
    code = (
        "import importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('headwater_dag', sys.argv[1])\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\n"
        "from airflow import DAG\n"
        "from airflow.providers.standard.operators.bash import BashOperator\n"
        "import gc\n"
        "for dag in sorted((d for d in gc.get_objects() if isinstance(d, DAG)), key=lambda d: d.dag_id):\n"
        "    print(dag.dag_id, dag.max_active_runs, dag.catchup, [task.bash_command for task in dag.tasks])\n"
    )
    done = subprocess.run(
        [python, "-c", code, str(SCHEDULES / "headwater_dag.py")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"HOME": str(tmp_path), "AIRFLOW_HOME": str(tmp_path), "PATH": os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("headwater_")]
    assert [line.split()[:3] for line in lines] == [
        ["headwater_compact", "1", "False"],
        ["headwater_ingest", "1", "False"],
    ]
