"""What people read in Airflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tidemark_airflow.monitors import Monitor
    from tidemark_airflow.verdicts import Verdict

GATE = """Lets a version of the table through, or does not.

| task | what it does | when it does not go on |
| --- | --- | --- |
| `checks` | evaluates the checks on the version | a check failed: the run fails, without another try |
| `drift` | compares the version with the reference | it drifted: `drifted` instead of `publish` |
| `publish` | announces the version: an event of the asset `{asset}` | |
| `drifted` | asks for a new model, where the monitor has one | |

The version is the one that was current at the run's time, also in a backfill. A run by hand may name another."""

RETRAIN = """Trains a new model if one is needed, and puts it into use if it is good enough.

| task | what it does | when it does not go on |
| --- | --- | --- |
| `decision` | asks the rules on retraining | no rule asks, or a cool-down holds it: the rest is skipped |
| `training` | trains a challenger and judges it by the gates | a gate refuses it: the run fails, without another try |
| `promote` | makes it the champion | the environment needs an approval first |
| `approval` | waits for a person (*Required Actions*) | rejected: the rest is skipped, the model stays challenger |
| `move_reference` | freezes the version that the champion was trained on, if the reference follows it | |"""

MONITOR = """Looks at the log of the model in use: latency, errors, quality, drift of its outputs.

A window beyond its limits fails the run, without another try."""

HOUSEKEEPING = """Keeps the result store in order: what is older than its retention goes, and what is pinned can still
be read."""


def summary(text: str) -> str:
    """The first sentence."""
    return text.split("\n\n")[0].replace("\n", " ")


def doc(text: str, monitor: Monitor, kind: str) -> str:
    """The documentation of a DAG."""
    schedule = monitor.schedule(kind)
    rows = [
        ("table", f"`{monitor.table}`"),
        ("environment", monitor.environment),
        ("results", f"`{monitor.out}`"),
        ("monitor file", f"`{monitor.file}`"),
        ("schedule", f"`{schedule.cron}` ({monitor.timezone})" if schedule.cron else "none of its own"),
        ("pool", schedule.pool),
        ("tries after errors", f"{schedule.retries}, {schedule.retry_delay} apart"),
        ("limits", f"a job {schedule.timeout or 'none'}, a run {schedule.deadline or 'none'}"),
    ]
    table = "\n".join(f"| {key} | {value} |" for key, value in rows)
    body = text.replace("{asset}", f"tidemark_{monitor.name}_passed")
    return f"# {monitor.name}: {kind}\n\n{body}\n\n| | |\n| --- | --- |\n{table}\n"


def broken(problem: str) -> str:
    """The documentation of a DAG whose monitor file has mistakes."""
    return (
        f"# The monitor file cannot be used\n\n```text\n{problem}\n```\n\n"
        "Mend the file; the DAGs come back by themselves."
    )


def model(verdict: Verdict) -> str:
    """What a person should know who is asked to approve a model."""
    found = verdict.content["model"]
    gates = (found["gates"] or {"gates": []})["gates"]
    lines = [f"- {gate['gate']}: {gate['status']}, {gate['message']}" for gate in gates]
    return "\n".join(
        [
            f"`{found['id']}`, trained on version {found['trained_on_version']} of `{verdict.content['table']}`.",
            "",
            verdict.headline,
            "",
            *(lines or ["No gates are set."]),
            "",
            f"Report: {verdict.content['report']}",
        ]
    )
