"""DAGs with the real jar through the real spark-submit: data that does not pass the gate, and what follows from drift.

Data that passes, and a model that needs an approval, are in test_scheduler.py: each job is a JVM of its own, so none
runs twice.
"""

import testing_flights as flights
from testing_dags import run
from testing_store import column


def gate(dags, version: int):
    """Runs the gate for the day on which a version was the current one."""
    return run(dags["tidemark_flights_gate"], logical_date=flights.morning(version))


def announced() -> list[dict]:
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        events = session.scalars(select(AssetEvent).where(AssetEvent.source_dag_id == "tidemark_flights_gate"))
        return [event.extra for event in events if event.extra["monitor"] == "flights"]


def test_a_faulty_version_ends_the_gate_without_another_try(airflow, shared_classes, dags):
    before = announced()

    state, tasks = gate(dags, flights.FAULTY)

    assert state == "failed"
    assert (tasks["checks.validate"], tasks["checks.judge"]) == (("success", 1), ("failed", 1))
    assert tasks["publish"][0] == "upstream_failed"
    assert announced() == before


def test_a_version_that_drifted_is_not_announced_and_brings_a_new_champion(airflow, shared_classes, dags):
    from airflow.models.dagrun import DagRun

    before = announced()

    state, tasks = gate(dags, flights.DRIFTED)

    assert state == "success"
    assert (tasks["drifted"], tasks["publish"][0]) == (("success", 1), "skipped")
    assert announced() == before
    started = [run for run in DagRun.find(dag_id="tidemark_flights_retrain") if "flights-drift-v3-" in run.run_id]
    assert [run.conf for run in started] == [{"version": flights.DRIFTED}]

    # No scheduler runs here: what was started is done by hand.
    state, tasks = run(dags["tidemark_flights_retrain"], logical_date=None, run_conf=started[0].conf)

    assert state == "success"
    assert (tasks["training.judge"], tasks["promote"], tasks["champion"]) == (("success", 1),) * 3
    assert (tasks["approval.ask"][0], tasks["move_reference"]) == ("skipped", ("success", 1))
    out = airflow / "out" / "flights"
    assert column(out, "registry", "SELECT action FROM t ORDER BY sequence")[-1] == "PROMOTE"
    assert column(out, "references", "SELECT table_version FROM t ORDER BY created_at")[-1] == flights.DRIFTED


def test_the_inference_log_is_judged(airflow, shared_classes, dags):
    _, tasks = run(dags["tidemark_scored_monitor"], logical_date=flights.morning(flights.GOOD))

    assert tasks["monitor"] == ("success", 1)
    assert tasks["judge"] == ("success", 1)


def test_housekeeping_reads_what_is_pinned(airflow, shared_classes, dags):
    state, tasks = run(dags["tidemark_flights_housekeeping"], logical_date=flights.morning(flights.DRIFTED))

    assert (state, tasks) == ("success", {"housekeeping": ("success", 1)})
