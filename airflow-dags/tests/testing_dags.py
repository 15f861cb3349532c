"""Runs a DAG to its end in this process."""

from __future__ import annotations

from typing import Any

from airflow.sdk import DAG


def run(dag: DAG, **kwargs: Any) -> tuple[str, dict[str, tuple[str, int]]]:
    """`dag.test()`: state of the run, and of each task its state and the number of its tries."""
    # Airflow 3.3 cannot test a DAG with a deadline: only the scheduler gives deadlines the ids it looks for.
    deadline, dag.deadline = dag.deadline, None
    try:
        dag_run = dag.test(**kwargs)
    finally:
        dag.deadline = deadline
    return str(dag_run.state), {ti.task_id: (str(ti.state), ti.try_number) for ti in dag_run.get_task_instances()}
