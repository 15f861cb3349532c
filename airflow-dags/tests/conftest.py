"""One Airflow for all tests: its own home, a new SQLite database, the monitors of a small table."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import testing_classes
import testing_flights as flights

HERE = Path(__file__).parent
JAR = HERE.parents[1] / "jobs" / "target" / "tidemark.jar"
HOME = HERE.parent / "target" / "airflow-home"

# Airflow reads its settings when it is imported, which tests do at their top.
shutil.rmtree(HOME, ignore_errors=True)
(HOME / "dags").mkdir(parents=True)
os.environ.update(
    {
        "AIRFLOW_HOME": str(HOME),
        "AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__FERNET_KEY": "",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__CORE__PARALLELISM": "2",
        # Other tests run on the same machine: the 30 and 50 seconds that Airflow gives a DAG file may be too few.
        "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
        "AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": "300",
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(32),
        "AIRFLOW__API__SECRET_KEY": secrets.token_hex(32),
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "3600",
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "3600",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "AIRFLOW_CONN_SPARK_DEFAULT": '{"conn_type": "spark", "host": "local[1]"}',
    }
)

DAG_FILE = """
from tidemark_airflow import monitor_dags

conf = {
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.databricks.delta.snapshotPartitions": "1",
    "spark.driver.extraJavaOptions": "OPTIONS",
}
globals().update(
    monitor_dags(
        "MONITORS", jar="JAR", root="ROOT", conf=conf, report_url="https://reports.example.org/{monitor}"
    )
)
"""

MONITORS = {
    "approved.yaml": flights.monitor("approved", environment="production", rules=", max_age: PT0S"),
    "flights.yaml": flights.monitor("flights"),
    "broken.yaml": "monitor: broken\ntable: lake/flights\nchcks: []\nschedule: { gate: { cron: daily } }\n",
    "twice.yml": flights.monitor("flights"),
    "no-yaml.yaml": "monitor: [\n",
    "scored.yaml": (
        "monitor: scored\ntable: lake/flights\nout: out/scored\n"
        "inference: { time: date, prediction: delay, task: regression }\n"
        "schedule: { timezone: Europe/Berlin, start: 2026-01-01, catchup: true, deadline: PT3H,"
        " retries: 1, retry_delay: PT0S, gate: { cron: '@daily' },"
        " monitor: { cron: '@hourly', pool: small, retries: 0 } }\n"
    ),
}


@pytest.fixture(scope="session")
def home() -> Path:
    """Folder of this Airflow, its table, its monitors and their results."""
    flights.write_table(HOME / "lake" / "flights")
    (HOME / "monitors").mkdir()
    for name, text in MONITORS.items():
        (HOME / "monitors" / name).write_text(text)
    text = DAG_FILE.replace("MONITORS", str(HOME / "monitors")).replace("JAR", str(JAR))
    text = text.replace("ROOT", str(HOME)).replace("OPTIONS", testing_classes.OPTIONS)
    (HOME / "dags" / "tidemark_dags.py").write_text(text)
    return HOME


@pytest.fixture(scope="session")
def airflow(home: Path) -> Path:
    """The same with a database."""
    log = home / "migrate.log"
    with log.open("w") as output:
        command = [str(Path(sys.executable).parent / "airflow"), "db", "migrate"]
        subprocess.run(command, check=True, stdout=output, stderr=subprocess.STDOUT)
    return home


@pytest.fixture(scope="session")
def shared_classes(home: Path) -> None:
    """Spark's classes as its JVMs load them fastest."""
    testing_classes.make(home, JAR)


@pytest.fixture(scope="session")
def dags(home: Path) -> dict:
    """All DAGs of the DAG file, by id."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(home / "dags")
    assert bag.import_errors == {}
    return bag.dags
