"""Airflow DAGs that ingest every 15 minutes and compact once a night; tried with Airflow 3.3.

Copy it into the DAG folder. Workers need the ``headwater`` command and a place for the output that outlives them.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from airflow import DAG
from airflow.providers.standard.operators.bash import BashOperator

HEADWATER = "/opt/headwater/.venv/bin/headwater"
CONFIG = "/etc/headwater/headwater.toml"
DATA = "/var/lib/headwater/data"

# What was missed is not made up for run by run: one run polls whatever is due.
COMMON = {
    "start_date": datetime(2026, 1, 1, tzinfo=timezone.utc),
    "catchup": False,
    "max_active_runs": 1,
    "default_args": {"retries": 2, "retry_delay": timedelta(minutes=2), "execution_timeout": timedelta(hours=2)},
    "tags": ["headwater"],
}

with DAG("headwater_ingest", schedule="*/15 * * * *", **COMMON):
    BashOperator(task_id="ingest", bash_command=f"{HEADWATER} ingest --config {CONFIG}")

with DAG("headwater_compact", schedule="37 3 * * *", **COMMON):
    BashOperator(task_id="compact", bash_command=f"{HEADWATER} compact {DATA} --config {CONFIG}")
