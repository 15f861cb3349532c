"""The operator that runs one command of Tidemark through spark-submit."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import BaseOperatorLink
from airflow.sdk.exceptions import AirflowException
from airflow.sdk.execution_time.xcom import XCom

from tidemark_airflow import verdicts

if TYPE_CHECKING:
    from airflow.sdk import Context

    from tidemark_airflow.monitors import Monitor


@dataclass(frozen=True)
class Submission:
    """How the commands of Tidemark are submitted; the same for all monitors of a DAG file.

    :ivar jar: path or URI of tidemark.jar
    :ivar root: the folder that relative paths in monitor files start at
    :ivar conn_id: Airflow's connection to Spark
    :ivar conf: Spark's settings
    :ivar report_url: where the output directories are served, for links in Airflow; `{monitor}` and `{environment}`
        stand for the names. Without it a link shows the path.
    """

    jar: str
    root: Path
    conn_id: str = "spark_default"
    conf: Mapping[str, str] = field(default_factory=dict)
    report_url: str | None = None


class ReportLink(BaseOperatorLink):
    """The report of the run that a task made."""

    name = "Tidemark report"

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        return XCom.get_value(ti_key=ti_key, key=REPORT) or ""


REPORT = "report"


class TidemarkOperator(SparkSubmitOperator):
    """Runs a command on a monitor. Its XCom names the verdict: `{"verdict": ..., "error": ...}`.

    The command's exit code is lost on the way through spark-submit, so each try writes its verdict to a file of its
    own, and that decides. A finding, such as a failed check, is a result: the task succeeds, and the next one judges.
    Errors fail the task, for good where another try would give the same.

    :param command: the command and its arguments, without `--config` (templated)
    :param version: the table's version; none for the command's own choice (templated)
    :param at_run: whether the version is the one that was current at the run's time, or the one asked for by hand
    :param writes_verdict: whether the command leaves a verdict when it succeeds
    :param expected_errors: codes of errors that are results, too
    :param once: whether the command does its work only once: a verdict that an earlier try left then stands
    """

    template_fields: Sequence[str] = (*SparkSubmitOperator.template_fields, "command", "version")
    operator_extra_links = (ReportLink(),)
    ui_color = "#dbeafe"

    def __init__(
        self,
        *,
        monitor: Monitor,
        submission: Submission,
        command: Sequence[str],
        version: Any = None,
        at_run: bool = False,
        writes_verdict: bool = True,
        expected_errors: frozenset[str] = frozenset(),
        once: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            application=submission.jar,
            java_class="io.tidemark.jobs.cli.Tidemark",
            conn_id=submission.conn_id,
            conf=dict(submission.conf),
            **kwargs,
        )
        self.monitor = monitor
        self.submission = submission
        self.command = list(command)
        self.version = version
        self.at_run = at_run
        self.writes_verdict = writes_verdict
        self.expected_errors = expected_errors
        self.once = once

    def execute(self, context: Context) -> dict[str, Any] | None:
        file = self._verdict_file(context, context["ti"].try_number)
        self.name = f"{context['dag'].dag_id}.{self.task_id}"
        self.application_args = [
            *self.command,
            *("--config", str(self.monitor.file)),
            *self._selection(context),
            *("--verdict", file),
        ]
        try:
            with contextlib.chdir(self.submission.root):
                super().execute(context)
        except AirflowException as failed:
            return self._after_failure(context, file, failed)
        if self.once and not verdicts.exists(file):
            return self._of_earlier_try(context)
        return self._result(context, verdicts.read(file)) if self.writes_verdict else None

    def _after_failure(self, context: Context, file: str, failed: AirflowException) -> dict[str, Any]:
        try:
            verdict = verdicts.read(file)
        except verdicts.VerdictUnavailable as missing:
            raise missing from failed
        if verdict.error not in self.expected_errors:
            verdict.raise_error()
        return self._result(context, verdict)

    def _of_earlier_try(self, context: Context) -> dict[str, Any] | None:
        for number in range(context["ti"].try_number - 1, 0, -1):
            file = self._verdict_file(context, number)
            if verdicts.exists(file):
                self.log.info("Done by try %d: its verdict stands", number)
                return self._result(context, verdicts.read(file))
        self.log.info("Nothing was done, or someone else does it")
        return None

    def _result(self, context: Context, verdict: verdicts.Verdict) -> dict[str, Any]:
        self.log.info("%s: %s", verdict.verdict, verdict.headline)
        context["ti"].xcom_push(key=REPORT, value=self.report_link(verdict.content["report"]))
        return {"verdict": verdict.file, "error": verdict.error}

    def report_link(self, report: str | None) -> str | None:
        """Where people find a report: below the address that serves the reports, else its path."""
        base = self.submission.report_url
        if report is None or base is None:
            return report
        address = base.format(monitor=self.monitor.name, environment=self.monitor.environment)
        return address.rstrip("/") + "/report/" + report.rpartition("/report/")[2]

    def _selection(self, context: Context) -> list[str]:
        """The same version in every try: by number, or by a time that belongs to the run."""
        version = self.version
        if version is None and self.at_run:
            version = context["params"].get("version")
            if version is None:
                time = context.get("data_interval_end") or context["dag_run"].run_after
                return ["--timestamp", time.isoformat()]
        return [] if version is None else ["--version", str(version)]

    def _verdict_file(self, context: Context, attempt: int) -> str:
        # Hadoop's paths allow no colon, which the ids of runs hold.
        parts = [context["dag"].dag_id, context["dag_run"].run_id, f"{self.task_id}.{attempt}.json"]
        name = "/".join(re.sub(r"[^A-Za-z0-9_.=-]+", "_", part) for part in parts)
        out = self.monitor.out
        base = out if "://" in out else str(self.submission.root / out)
        return f"{base.rstrip('/')}/airflow/{name}"
