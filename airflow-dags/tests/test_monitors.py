"""What the DAGs read of monitor files."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tidemark_airflow.monitors import MonitorError, duration, load, name_of

SMALL = "monitor: m\ntable: t\n"


def write(folder: Path, text: str) -> Path:
    file = folder / "m.yaml"
    file.write_text(text)
    return file


def problems(folder: Path, text: str, environment: str | None = None) -> list[str]:
    with pytest.raises(MonitorError) as raised:
        load(write(folder, text), environment)
    return raised.value.problems


def test_a_dag_has_its_own_settings_else_those_of_all_else_the_defaults(tmp_path):
    monitor = load(
        write(
            tmp_path,
            SMALL
            + """
schedule:
  start: 2026-01-01
  pool: spark
  timeout: PT1H30M
  retry_delay: PT0S
  gate: { cron: "15 6 * * *", pool: small, retries: 0, deadline: P1DT0.5S }
""",
        )
    )

    gate = monitor.schedule("gate")
    assert (gate.cron, gate.pool, gate.retries) == ("15 6 * * *", "small", 0)
    assert (gate.timeout, gate.deadline) == (timedelta(minutes=90), timedelta(days=1, seconds=0.5))
    assert gate.retry_delay == timedelta(0)
    other = monitor.schedule("housekeeping")
    assert (other.cron, other.pool, other.retries, other.deadline) == (None, "spark", 2, None)
    assert monitor.start == date(2026, 1, 1)
    assert (monitor.environment, monitor.out, monitor.timezone) == ("dev", "tidemark-out", "UTC")


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path):
    found = problems(tmp_path, "monitor: 1\nchcks: []\nschedule: { retries: many, timeout: 1 hour, start: 1.1.26 }\n")

    assert len(found) == 5
    for subject in ("`table`", "chcks", "`monitor`", "`schedule.retries`", "`schedule.timeout`"):
        assert any(subject in problem or subject.replace("`", "'") in problem for problem in found), found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("monitor: [", "not readable as YAML"),
        ("- a\n", "is not of type 'object'"),
        ("", "is not of type 'object'"),
        (SMALL + "monitor: n\n", "key `monitor` is given twice"),
        (SMALL + "schedule: { gate: { cron: daily } }\n", "`schedule.gate.cron`"),
    ],
)
def test_what_is_no_monitor_is_told(tmp_path, text, message):
    assert message in "\n".join(problems(tmp_path, text))


def test_what_an_environment_has_of_its_own_is_laid_over_the_rest(tmp_path):
    text = (
        SMALL
        + """
environment: staging
schedule: { pool: small, retries: 5, gate: { cron: "@daily" } }
environments:
  staging: { out: staging-out }
  prod: { out: prod-out, schedule: { pool: big, retries: } }
"""
    )

    assert load(write(tmp_path, text)).out == "staging-out"
    prod = load(write(tmp_path, text), "prod")
    assert (prod.environment, prod.out) == ("prod", "prod-out")
    gate = prod.schedule("gate")
    assert (gate.cron, gate.pool, gate.retries) == ("@daily", "big", 2)
    assert problems(tmp_path, text, "test") == ["environment `test` is not among `environments` (staging, prod)"]


def test_the_name_of_a_broken_monitor_is_told_as_far_as_it_can_be(tmp_path):
    assert name_of(write(tmp_path, "monitor: flights\nchcks: []\n")) == "flights"
    assert name_of(write(tmp_path, "monitor: [")) == "m"
    assert name_of(write(tmp_path, "monitor: 'a b'\n")) == "m"


@pytest.mark.parametrize("text", ["", "P", "PT", "1 day", "P1M", "P-1D"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match="is not an ISO 8601 duration"):
        duration(text)
