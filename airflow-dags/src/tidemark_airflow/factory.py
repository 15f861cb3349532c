"""From a folder of monitor files to DAGs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowFailException

from tidemark_airflow import monitors, texts
from tidemark_airflow.dags import MonitorDags, Settings, dag_id
from tidemark_airflow.operators import Submission

log = logging.getLogger(__name__)


def monitor_dags(
    folder: str | Path,
    *,
    jar: str,
    root: str | Path | None = None,
    conn_id: str = "spark_default",
    conf: Mapping[str, str] | None = None,
    environment: str | None = None,
    report_url: str | None = None,
    on_deadline: Any = "tidemark_airflow.deadlines.missed",
) -> dict[str, DAG]:
    """The DAGs of all monitor files of a folder, by id. Put them into the globals of a DAG file.

    A file with mistakes does not take the others along: in place of its DAGs there is one, of the id of its gate,
    whose only task fails with all that is wrong.

    :param folder: where the monitor files are: `*.yaml` and `*.yml`
    :param jar: path or URI of tidemark.jar
    :param root: the folder that relative paths in the monitor files start at; default: `folder`
    :param conn_id: Airflow's connection to Spark
    :param conf: settings of Spark
    :param environment: environment to run in, if not the one that the files name
    :param report_url: where the output directories are served, for links; see :class:`Submission`
    :param on_deadline: what is called when a run misses its deadline: an async function, or the path to one
    """
    folder = Path(folder).absolute()
    if not folder.is_dir():
        raise NotADirectoryError(f"there is no folder {folder} with monitor files; name the right one in the DAG file")
    submission = Submission(
        jar=jar,
        root=Path(root).absolute() if root else folder,
        conn_id=conn_id,
        conf=dict(conf or {}),
        report_url=report_url,
    )
    settings = Settings(submission, environment, on_deadline)
    dags: dict[str, DAG] = {}
    owners: dict[str, Path] = {}
    for file in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        try:
            monitor = monitors.load(file, environment)
            if monitor.name in owners:
                raise monitors.MonitorError(
                    file,
                    [f"`monitor` is `{monitor.name}`, as in {owners[monitor.name]}; choose another name"],
                )
            made = MonitorDags(monitor, settings).all()
            owners[monitor.name] = file
        except Exception as error:  # Whatever it is, it is shown, and the other monitors live on.
            known = isinstance(error, monitors.MonitorError)
            log.error("%s", error, exc_info=not known)
            name = monitors.name_of(file)
            made = _broken(file.stem if name in owners else name, error)
        dags.update(made)
    return dags


def _broken(name: str, error: Exception) -> dict[str, DAG]:
    problem = str(error) if isinstance(error, monitors.MonitorError) else f"{type(error).__name__}: {error}"
    with DAG(
        dag_id=dag_id(name, "gate"),
        dag_display_name=f"{name}: broken monitor file",
        description="The monitor file cannot be used; see the documentation of this DAG.",
        doc_md=texts.broken(problem),
        schedule=None,
        tags={"tidemark", "broken", name},
        default_args={"retries": 0},
    ) as dag:

        @task(task_id="mend_the_monitor_file", doc_md=texts.broken(problem))
        def mend_the_monitor_file() -> None:
            raise AirflowFailException(problem)

        mend_the_monitor_file()
    return {dag.dag_id: dag}
