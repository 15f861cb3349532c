"""The DAGs that monitor files are made into."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

from tidemark_airflow import dag_id, passed
from tidemark_airflow.factory import monitor_dags

ROOT = Path(__file__).parents[2]


def downstream(dag, task: str) -> set[str]:
    return dag.get_task(task).downstream_task_ids


def test_each_monitor_gets_the_dags_that_it_has_something_for(dags):
    kinds = {
        name: {dag.rpartition("_")[2] for dag in dags if dag.startswith(f"tidemark_{name}_")}
        for name in ("flights", "scored", "broken", "twice", "no-yaml")
    }

    assert kinds == {
        "flights": {"gate", "retrain", "housekeeping"},
        "scored": {"gate", "monitor", "housekeeping"},
        "broken": {"gate"},
        "twice": {"gate"},
        "no-yaml": {"gate"},
    }


def test_the_gate_announces_a_version_only_behind_both_judgements(dags):
    gate = dags["tidemark_flights_gate"]

    assert downstream(gate, "checks.validate") == {"checks.judge"}
    assert downstream(gate, "checks.judge") >= {"drift.compare", "publish"}
    assert downstream(gate, "drift.judge") == {"publish", "drifted"}
    assert [task.task_id for task in gate.tasks if task.outlets] == ["publish"]
    assert gate.get_task("publish").outlets == [passed("flights")]
    assert gate.get_task("drifted").trigger_dag_id == dag_id("flights", "retrain")
    # Nothing to compare with: no comparison.
    assert set(dags["tidemark_scored_gate"].task_ids) == {"checks.validate", "checks.judge", "publish"}


def test_retraining_moves_the_reference_only_behind_a_promotion(dags):
    retrain = dags["tidemark_flights_retrain"]

    assert retrain.get_task("move_reference").upstream_task_ids >= {"champion", "approval.promote"}
    assert downstream(retrain, "is_approval_needed") == {"champion", "approval.ask"}
    assert retrain.get_task("approval.promote").upstream_task_ids >= {"approval.approve"}
    assert retrain.timetable.asset_condition == passed("flights")


def test_schedules_pools_retries_timeouts_and_deadlines_come_from_the_file(dags):
    gate, monitor = dags["tidemark_scored_gate"], dags["tidemark_scored_monitor"]

    assert (gate.timetable.expression, str(gate.timetable.timezone)) == ("0 0 * * *", "Europe/Berlin")
    assert (gate.catchup, monitor.catchup) == (True, False)
    assert gate.start_date == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert [deadline.interval for deadline in gate.deadline] == [timedelta(hours=3)]
    job = monitor.get_task("monitor")
    assert (job.pool, job.retries) == ("small", 0)
    validate = dags["tidemark_flights_gate"].get_task("checks.validate")
    assert (validate.retries, validate.execution_timeout) == (1, timedelta(minutes=10))
    ask = dags["tidemark_flights_retrain"].get_task("approval.ask")
    assert (ask.response_timeout, ask.retries) == (timedelta(days=7), 0)


def test_every_dag_and_task_says_what_it_is_for(dags):
    for dag in dags.values():
        assert dag.doc_md.startswith("# ")
        assert "tidemark" in dag.tags
        for task in dag.tasks:
            assert task.doc_md, f"{dag.dag_id}.{task.task_id}"


@pytest.mark.parametrize(
    ("dag", "message"),
    [
        ("tidemark_broken_gate", "('chcks' was unexpected)"),
        ("tidemark_no-yaml_gate", "not readable as YAML"),
        ("tidemark_twice_gate", "`monitor` is `flights`, as in"),
    ],
)
def test_the_dag_of_a_broken_file_shows_what_is_wrong_and_the_others_live_on(dags, dag, message):
    assert message in dags[dag].doc_md
    assert dags[dag].task_ids == ["mend_the_monitor_file"]
    assert "broken" in dags[dag].tags


def test_an_environment_goes_into_every_command(home):
    dags = monitor_dags(home / "monitors", jar="tidemark.jar", environment="staging")

    for task in dags["tidemark_flights_gate"].tasks + dags["tidemark_flights_retrain"].tasks:
        if hasattr(task, "command"):
            assert task.command[-2:] == ["--environment", "staging"]


def test_a_folder_that_is_not_there_is_an_error_of_the_dag_file(tmp_path):
    with pytest.raises(NotADirectoryError, match=r"there is no folder .*/none with monitor files"):
        monitor_dags(tmp_path / "none", jar="tidemark.jar")


def test_the_example_and_the_dag_of_the_documentation_are_dags(tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/airflow.md").read_text(), re.DOTALL)
    (tmp_path / "consumer.py").write_text(next(block for block in blocks if "@dag" in block))

    example, consumer = DagBag(ROOT / "examples/airflow"), DagBag(tmp_path)

    assert (example.import_errors, consumer.import_errors) == ({}, {})
    assert set(example.dag_ids) == {f"tidemark_flights_{kind}" for kind in ("gate", "retrain", "housekeeping")}
    assert consumer.dags["report"].timetable.asset_condition == passed("flights")
