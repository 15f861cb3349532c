"""What is tried again, and what is not: the DAGs with a spark-submit that answers as it is told."""

import pytest

import testing_flights as flights
from conftest import JAR
from testing_dags import run
from testing_submit import TestingSubmit, answer, error, verdict

PASSED = answer(0, verdict())
KILLED = answer(137)


@pytest.fixture
def submit(tmp_path, monkeypatch):
    def prepare(**answers) -> TestingSubmit:
        prepared = TestingSubmit(tmp_path, str(JAR), answers)
        monkeypatch.setenv("PATH", prepared.path)
        return prepared

    return prepare


def at(hour: int):
    """A time of its own for each run of a DAG."""
    return flights.FIRST.replace(month=6, hour=hour)


@pytest.mark.parametrize(
    ("hour", "first", "second", "ended", "announced"),
    [
        (1, KILLED, KILLED, ("failed", 2), "upstream_failed"),
        (2, answer(0, verdict(format_version=0)), PASSED, ("success", 2), "success"),
        (3, answer(21, error("TABLE_NOT_FOUND")), PASSED, ("success", 2), "success"),
        (4, answer(20, error("CONFIG_INVALID")), PASSED, ("failed", 1), "upstream_failed"),
    ],
    ids=["killed-twice", "old-format", "no-table", "configuration"],
)
def test_errors_that_may_pass_are_tried_again(airflow, dags, submit, hour, first, second, ended, announced):
    submit(validate=[first, second])

    _, tasks = run(dags["tidemark_scored_gate"], logical_date=at(hour))

    assert tasks["checks.validate"] == ended
    assert tasks["publish"][0] == announced


def test_a_finding_fails_the_judge_for_good_and_not_the_job(airflow, dags, submit):
    submit(validate=[answer(10, verdict(verdict="FAIL"))])

    state, tasks = run(dags["tidemark_scored_gate"], logical_date=at(7))

    assert state == "failed"
    assert (tasks["checks.validate"], tasks["checks.judge"]) == (("success", 1), ("failed", 1))


def test_a_killed_job_is_tried_again_on_the_same_version_with_a_verdict_of_its_own(airflow, dags, submit):
    calls = submit(validate=[KILLED, PASSED])

    state, tasks = run(dags["tidemark_scored_gate"], logical_date=at(8))

    assert (state, tasks["checks.validate"]) == ("success", ("success", 2))
    first, second = calls.calls()

    for call in (first, second):
        assert call[call.index("--timestamp") + 1] == "2026-06-01T08:00:00+00:00"
    files = [call[call.index("--verdict") + 1] for call in (first, second)]
    assert [file.rpartition("checks.validate.")[2] for file in files] == ["1.json", "2.json"]
    # Hadoop takes no colon in a path.
    assert ":" not in "".join(files)


def test_a_run_by_hand_may_name_the_version(airflow, dags, submit):
    calls = submit(validate=[PASSED])

    run(dags["tidemark_scored_gate"], logical_date=None, run_conf={"version": 7})

    (call,) = calls.calls()
    assert call[call.index("--version") + 1] == "7"


def test_the_same_drift_starts_retraining_once(airflow, dags, submit):
    from airflow.models.dagrun import DagRun

    drifted = answer(11, verdict(verdict="DRIFT", run_id="flights-drift-v1-0123456789ab", table_version=1))
    submit(validate=[PASSED, PASSED], drift=[drifted, drifted])

    states = [run(dags["tidemark_flights_gate"], logical_date=at(hour))[1]["drifted"][0] for hour in (9, 10)]

    assert states == ["success", "skipped"]
    (started,) = DagRun.find(dag_id="tidemark_flights_retrain", run_id="drifted__flights-drift-v1-0123456789ab")
    assert started.conf == {"version": 1}


def test_without_a_request_nothing_is_trained(airflow, dags, submit):
    decision = {"state": "COOLING_DOWN", "id": None, "reasons": [], "explanation": "no"}
    calls = submit(trigger=[answer(0, verdict(trigger=decision))])

    state, tasks = run(dags["tidemark_flights_retrain"], logical_date=None, run_conf={"version": 1})

    assert state == "success"
    assert {ended for task, (ended, _) in tasks.items() if not task.startswith("decision.")} == {"skipped"}
    assert len(calls.calls()) == 1


def test_a_retraining_that_ended_after_its_task_was_killed_is_not_done_again(airflow, dags, submit):
    requested = {"state": "REQUESTED", "id": "trigger-1", "reasons": ["drift"], "explanation": "it drifted"}
    model = {"id": "model-1", "trained_on_version": 1, "gates": None}
    calls = submit(
        trigger=[answer(0, verdict(trigger=requested))],
        retrain=[KILLED, answer(0, late=verdict(model=model))],
        models=[answer(0)],
        snapshot=[answer(0)],
    )

    _, tasks = run(dags["tidemark_flights_retrain"], logical_date=None, run_conf={"version": 2})

    assert tasks["training.retrain"] == ("success", 2)
    assert tasks["move_reference"] == ("success", 1)
    promoted = next(call for call in calls.calls() if call[0] == "models")
    assert promoted[:3] == ["models", "promote", "model-1"]


def test_a_retraining_that_someone_else_does_is_left_to_them(airflow, dags, submit):
    requested = {"state": "REQUESTED", "id": "trigger-1", "reasons": ["drift"], "explanation": "it drifted"}
    submit(trigger=[answer(0, verdict(trigger=requested))], retrain=[answer(0)])

    state, tasks = run(dags["tidemark_flights_retrain"], logical_date=None, run_conf={"version": 3})

    assert state == "success"
    assert (tasks["training.judge"][0], tasks["promote"][0]) == ("skipped", "skipped")
