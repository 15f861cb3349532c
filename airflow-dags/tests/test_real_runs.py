"""The gate and the retraining with the real jar through the real spark-submit."""

import json

from deltalake import DeltaTable, QueryBuilder

import testing_flights as flights
from testing_dags import run


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


def column(home, table: str, sql: str) -> list:
    """One column of a query on a table of the result store, which is named `t`."""
    store = DeltaTable(str(home / "out" / "flights" / "results" / table))
    (values,) = QueryBuilder().register("t", store).execute(sql).read_all().columns
    return values.to_pylist()


def test_a_version_that_passes_is_announced(airflow, dags):
    state, tasks = gate(dags, flights.GOOD)

    assert state == "success", tasks
    assert (tasks["publish"], tasks["drifted"][0]) == (("success", 1), "skipped")
    (extra,) = announced()
    # The version of its day, although newer ones are there.
    assert (extra["version"], extra["table"], extra["verdict"]) == (flights.GOOD, "lake/flights", "PASS")
    assert (airflow / extra["report"]).is_file()
    assert json.loads((airflow / extra["verdict_file"]).read_text())["run_id"] == extra["run_id"]


def test_a_faulty_version_ends_the_gate_without_another_try(airflow, dags):
    before = announced()

    state, tasks = gate(dags, flights.FAULTY)

    assert state == "failed"
    assert (tasks["checks.validate"], tasks["checks.judge"]) == (("success", 1), ("failed", 1))
    assert tasks["publish"][0] == "upstream_failed"
    assert announced() == before


def test_a_version_that_drifted_is_not_announced_and_leads_to_a_new_champion(airflow, dags):
    from airflow.models.dagrun import DagRun

    before = announced()

    state, tasks = gate(dags, flights.DRIFTED)

    assert state == "success"
    assert (tasks["drifted"], tasks["publish"][0]) == (("success", 1), "skipped")
    assert announced() == before
    started = [run for run in DagRun.find(dag_id="tidemark_flights_retrain") if "flights-drift-v3-" in run.run_id]
    assert [run.conf for run in started] == [{"version": flights.DRIFTED}]

    # No scheduler is there to carry it out.
    state, tasks = run(dags["tidemark_flights_retrain"], logical_date=None, run_conf=started[0].conf)

    assert state == "success", tasks
    assert (tasks["champion"][0], tasks["approval.ask"][0], tasks["move_reference"][0]) == (
        "success",
        "skipped",
        "success",
    )
    assert column(airflow, "registry", "SELECT action FROM t ORDER BY sequence")[-1] == "PROMOTE"
    assert column(airflow, "retrainings", "SELECT state FROM t ORDER BY at") == ["CLAIMED", "PROMOTED"]
    assert flights.DRIFTED in column(airflow, "references", "SELECT table_version FROM t")
