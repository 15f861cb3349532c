"""A backfill of the gate on a real Airflow, what it sets off, and a person who approves."""

import json
import os
import re
import signal
from pathlib import Path

import pytest

import testing_flights as flights
from testing_airflow import running
from testing_store import column

GATE, RETRAIN = "tidemark_approved_gate", "tidemark_approved_retrain"


@pytest.fixture(scope="module")
def server(airflow, shared_classes):
    with running(airflow) as started:
        yield started


def drivers(option: str) -> list[int]:
    """Processes of Spark drivers whose command has an option."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:  # It has ended.
            continue
        if command[0].endswith(b"java") and option.encode() in command and b"out/approved" in b" ".join(command):
            found.append(int(folder.name))
    return found


def test_a_backfilled_version_passes_and_a_model_of_it_is_approved_and_promoted(server, airflow):
    out = airflow / "out" / "approved"
    # The file with mistakes does no harm to the others, and is no error of the DAG file.
    server.wait("the DAGs", lambda: RETRAIN in {d["dag_id"] for d in server.call("GET", "/dags?limit=100")["dags"]})
    assert server.call("GET", "/importErrors")["import_errors"] == []
    for dag in (GATE, RETRAIN):
        server.call("PATCH", f"/dags/{dag}", is_paused=False)

    day = flights.morning(flights.GOOD).date().isoformat()
    server.call("POST", "/backfills", dag_id=GATE, from_date=f"{day}T00:00:00Z", to_date=f"{day}T23:00:00Z")

    gate = server.finished(GATE)
    assert gate["state"] == "success"
    assert gate["run_type"] == "backfill"
    # Airflow 3.3 cannot show an event while a run that it sets off has not begun.
    server.wait("the retraining to begin", lambda: any(run["start_date"] for run in server.runs(RETRAIN)))
    # The version of that day, although newer ones are there.
    (event,) = server.call("GET", f"/assets/events?source_dag_id={GATE}")["asset_events"]
    extra = event["extra"]
    assert (extra["version"], extra["table"], extra["verdict"]) == (flights.GOOD, "lake/flights", "PASS")
    assert (airflow / extra["report"]).is_file()
    assert json.loads((airflow / extra["verdict_file"]).read_text())["run_id"] == extra["run_id"]

    # The event has set off the retraining. Its driver is killed in the middle: it is tried again.
    claims = out / "results" / "retrainings" / "_delta_log" / f"{0:020d}.json"
    server.wait("the retraining", claims.exists)
    for process in drivers("--take-over"):
        os.kill(process, signal.SIGKILL)

    run = server.wait("the retraining's run", lambda: server.runs(RETRAIN))[0]
    assert run["run_type"] == "asset_triggered"
    task = f"/dags/{RETRAIN}/dagRuns/{run['dag_run_id']}/taskInstances/approval.ask"
    server.wait("the question", lambda: server.call("GET", task)["state"] == "awaiting_input")
    question = server.call("GET", f"{task}/-1/hitlDetails")
    assert question["subject"] == "Promote a model of approved in production?"
    assert "minimum.auc: PASS" in question["body"]
    assert "PROMOTE" not in column(out, "registry", "SELECT action FROM t")
    # An answer before the scheduler has seen the end of the asking process is taken for a failure of that process.
    asked = re.compile(r"Received executor event with state success for .*task_id='approval.ask'")
    server.wait("the scheduler to know", lambda: asked.search(server.log("scheduler")))
    server.call("PATCH", f"{task}/-1/hitlDetails", chosen_options=["Approve"])

    assert server.finished(RETRAIN)["state"] == "success"
    states = server.states(RETRAIN, run["dag_run_id"])
    assert (states["champion"], states["approval.promote"], states["move_reference"]) == (
        "skipped",
        "success",
        "success",
    )
    actions = column(out, "registry", "SELECT action FROM t ORDER BY sequence")
    assert actions[-2:] == ["APPROVE", "PROMOTE"]
    assert column(out, "retrainings", "SELECT state FROM t ORDER BY at, attempt") == [
        "CLAIMED",
        "CLAIMED",
        "AWAITING_APPROVAL",
    ]

    link = server.call("GET", f"/dags/{RETRAIN}/dagRuns/{run['dag_run_id']}/taskInstances/training.retrain/links")
    assert link["extra_links"]["Tidemark report"].startswith("https://reports.example.org/approved/report/runs/")
    # It waited for a person for longer than its deadline, which was said and did not end it.
    server.wait("the deadline", lambda: any("missed its deadline" in log.read_text() for log in airflow.rglob("*.log")))
