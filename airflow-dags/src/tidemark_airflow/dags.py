"""The DAGs of one monitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pendulum
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import (
    DAG,
    Asset,
    AssetOrTimeSchedule,
    AsyncCallback,
    CronTriggerTimetable,
    DeadlineAlert,
    DeadlineReference,
    Label,
    Metadata,
    Param,
    task,
    task_group,
)
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from tidemark_airflow import texts, verdicts
from tidemark_airflow.monitors import Monitor
from tidemark_airflow.operators import Submission, TidemarkOperator

VERSION = Param(
    None,
    type=["null", "integer"],
    minimum=0,
    title="Table version",
    description="The version to look at. Empty: the one that was current at the time of the run.",
)


def dag_id(monitor: str, dag: str) -> str:
    """Id of a monitor's DAG: `gate`, `retrain`, `monitor` or `housekeeping`."""
    return f"tidemark_{monitor}_{dag}"


def passed(monitor: str) -> Asset:
    """The asset that stands for the versions of a monitor's table that passed its gate.

    Its events carry table, version, run id, verdict and report in `extra`. Schedule DAGs on it that use the table.
    """
    return Asset(name=f"tidemark_{monitor}_passed", uri=f"x-tidemark://{monitor}/passed", group="tidemark")


@dataclass(frozen=True)
class Settings:
    """What the DAGs of all monitors share.

    :ivar submission: how commands are submitted
    :ivar environment: environment that the commands run in, if not the one that the monitor file names
    :ivar on_deadline: what is called when a deadline is missed: an async function, or the path to one
    """

    submission: Submission
    environment: str | None
    on_deadline: Any


class MonitorDags:
    """Builds the DAGs of one monitor."""

    def __init__(self, monitor: Monitor, settings: Settings) -> None:
        self.monitor = monitor
        self.settings = settings

    def all(self) -> dict[str, DAG]:
        """The DAGs that the monitor has something for, by id."""
        dags = [self.gate(), self.housekeeping()]
        if self.monitor.has_model:
            dags.append(self.retrain())
        if self.monitor.has_inference_log:
            dags.append(self.inference())
        return {dag.dag_id: dag for dag in dags}

    def gate(self) -> DAG:
        """Checks, comparison, and the asset event of a version that passed both."""
        monitor = self.monitor
        asset = passed(monitor.name)
        with self._dag("gate", texts.GATE, params={"version": VERSION}, catchup=monitor.catchup) as dag:

            @task_group(group_id="checks", tooltip="Is the version fit to use?")
            def checks() -> Any:
                return judge_checks(self._job("validate", at_run=True).output)

            @task(
                task_id="publish",
                outlets=[asset],
                doc_md="Announces the version to the DAGs that wait for it.",
            )
            def publish(facts: Mapping[str, Any]) -> Any:
                yield Metadata(asset, extra=dict(facts))

            facts = checks()
            published = publish(facts)
            if monitor.has_comparison:
                branch = self._comparison(facts)
                branch >> Label("passed") >> published
                branch >> Label("drifted") >> self._drifted(facts)
        return dag

    def _comparison(self, facts: Any) -> Any:
        @task_group(group_id="drift", tooltip="Has it moved away from what it is compared with?")
        def drift() -> Any:
            job = self._job("drift", task_id="compare", version=facts["version"])
            return judge_drift(job.output)

        return drift()

    def _drifted(self, facts: Any) -> Any:
        if not self.monitor.has_model:
            return report_drift(facts)
        # The id follows from what was found: the same drift asks once, however often the gate runs.
        return TriggerDagRunOperator(
            task_id="drifted",
            trigger_dag_id=dag_id(self.monitor.name, "retrain"),
            trigger_run_id="drifted__{{ ti.xcom_pull('drift.judge', key='run_id') }}",
            conf={"version": facts["version"]},
            logical_date=None,
            skip_when_already_exists=True,
            retries=self.monitor.schedule("gate").retries,
            doc_md="Starts the DAG that decides on a new model; once for the same finding.",
        )

    def retrain(self) -> DAG:
        """Decision, training with gates, approval, promotion, reference."""
        monitor = self.monitor
        asset = passed(monitor.name)
        after = asset if monitor.retrain_after_gate else None
        decision = ["run"] if monitor.judges_model else ["trigger"]
        with self._dag("retrain", texts.RETRAIN, params={"version": VERSION}, asset=after) as dag:

            @task_group(group_id="decision", tooltip="Is a new model needed?")
            def decide() -> Any:
                version = which_version(asset_name=asset.name)
                return is_requested(self._job(*decision, task_id="decide", version=version, at_run=True).output)

            @task_group(group_id="training", tooltip="Train a challenger and judge it by the gates.")
            def train(request: Any) -> Any:
                by = "airflow:{{ dag.dag_id }}/{{ run_id }}"
                job = self._job("retrain", "--trigger", request, "--by", by, "--take-over", once=True)
                return judge_model(job.output)

            model = train(decide())
            self._promotion(model) >> self._reference(model)
        return dag

    def _promotion(self, model: Any) -> list[Any]:
        """Puts the model into use; gives the tasks after one of which it is.

        Whether an approval is needed, Tidemark says: it refuses the promotion without one.
        """
        promote = self._job(
            "models",
            "promote",
            model["model_id"],
            task_id="promote",
            writes_verdict=False,
            expected_errors=frozenset({"MODEL_NOT_APPROVED"}),
        )
        model >> promote
        branch = needs_approval(promote.output)
        champion = is_champion()

        @task_group(group_id="approval", tooltip="Wait until someone answers for the model.")
        def approval() -> Any:
            ask = self._ask()
            answer = "{{ ti.xcom_pull('approval.ask')['responded_by_user']['name'] }}"
            approve = self._job(
                *("models", "approve", model["model_id"], "--by", answer, "--note", "approved in Airflow"),
                task_id="approve",
                writes_verdict=False,
            )
            again = self._job(
                *("models", "promote", model["model_id"], "--by", answer),
                task_id="promote",
                writes_verdict=False,
            )
            ask >> approve >> again
            return ask, again

        ask, again = approval()
        branch >> Label("approval needed") >> ask
        branch >> Label("champion") >> champion
        return [champion, again]

    def _ask(self) -> ApprovalOperator:
        return ApprovalOperator(
            task_id="ask",
            subject=f"Promote a model of {self.monitor.name} in {self.monitor.environment}?",
            body="{{ ti.xcom_pull('training.judge')['summary'] }}",
            response_timeout=self.monitor.approval_timeout,
            # It waits, it does not work.
            execution_timeout=None,
            retries=0,
            pool="default_pool",
            doc_md="Approve or reject it under *Required Actions*. Who approves is recorded with the model.",
        )

    def _reference(self, model: Any) -> Any:
        if not self.monitor.follows_champion:
            return end()
        return self._job(
            "snapshot",
            task_id="move_reference",
            version=model["version"],
            writes_verdict=False,
            trigger_rule="none_failed_min_one_success",
            doc_md="Freezes the version that the champion was trained on: the next versions are compared with it.",
        )

    def inference(self) -> DAG:
        """The inference log."""
        with self._dag("monitor", texts.MONITOR) as dag:
            judge_inference(self._job("monitor").output)
        return dag

    def housekeeping(self) -> DAG:
        """Retention of the result store; whether what is pinned can still be read."""
        with self._dag("housekeeping", texts.HOUSEKEEPING) as dag:
            self._job("housekeeping", writes_verdict=False)
        return dag

    def _job(self, *command: Any, task_id: str | None = None, **kwargs: Any) -> TidemarkOperator:
        name = " ".join(part for part in command[:2] if isinstance(part, str) and not part.startswith("-"))
        kwargs.setdefault("doc_md", f"`tidemark {name}`: see `tidemark {name} --help`.")
        environment = self.settings.environment
        return TidemarkOperator(
            task_id=task_id or command[0],
            monitor=self.monitor,
            submission=self.settings.submission,
            command=[*command, *(("--environment", environment) if environment else ())],
            **kwargs,
        )

    def _dag(self, kind: str, text: str, asset: Asset | None = None, **kwargs: Any) -> DAG:
        monitor = self.monitor
        schedule = monitor.schedule(kind)
        cron = CronTriggerTimetable(schedule.cron, timezone=monitor.timezone) if schedule.cron else None
        start = monitor.start
        return DAG(
            dag_id=dag_id(monitor.name, kind),
            dag_display_name=f"{monitor.name}: {kind}",
            description=texts.summary(text),
            doc_md=texts.doc(text, monitor, kind),
            schedule=AssetOrTimeSchedule(timetable=cron, assets=[asset]) if cron and asset else cron or asset,
            start_date=pendulum.datetime(start.year, start.month, start.day, tz=monitor.timezone) if start else None,
            max_active_runs=1,
            deadline=self._deadline(kind, schedule.deadline),
            tags={"tidemark", monitor.name, monitor.environment},
            default_args={
                "pool": schedule.pool,
                "retries": schedule.retries,
                "retry_delay": schedule.retry_delay,
                "execution_timeout": schedule.timeout,
            },
            **{"catchup": False, **kwargs},
        )

    def _deadline(self, kind: str, interval: timedelta | None) -> DeadlineAlert | None:
        if interval is None:
            return None
        return DeadlineAlert(
            name=f"{self.monitor.name}: {kind}",
            reference=DeadlineReference.DAGRUN_QUEUED_AT,
            interval=interval,
            callback=AsyncCallback(self.settings.on_deadline, kwargs={"after": str(interval)}),
        )


# The tasks that judge read a verdict and nothing else: where it is not there yet, trying again costs little.


@task(
    task_id="judge",
    doc_md="Reads the verdict: a failed check, or one that could not be evaluated, ends the run.",
)
def judge_checks(job: Mapping[str, Any]) -> dict[str, Any]:
    return verdicts.require_pass(verdicts.read(job["verdict"])).facts()


@task.branch(task_id="judge", doc_md="Reads the verdict: goes on with `publish`, or with `drifted`.")
def judge_drift(job: Mapping[str, Any], ti: Any = None) -> str:
    verdict = verdicts.read(job["verdict"])
    ti.xcom_push(key="run_id", value=verdict.content["run_id"])
    if verdict.verdict == "DRIFT":
        print(verdict.finding())
        return "drifted"
    verdicts.require_pass(verdict)
    return "publish"


@task(
    task_id="drifted",
    doc_md="The version drifted. The monitor has no model, so there is nothing to train again.",
)
def report_drift(facts: Mapping[str, Any]) -> None:
    print(f"version {facts['version']} of {facts['table']} drifted and is not announced")


@task(task_id="version", doc_md="The version that the gate let through, or that was asked for by hand.")
def which_version(
    asset_name: str, triggering_asset_events: Any = None, params: Mapping[str, Any] | None = None
) -> int | None:
    events = [e for a, es in (triggering_asset_events or {}).items() if a.name == asset_name for e in es]
    if events:
        return max(events, key=lambda event: event.timestamp).extra["version"]
    return (params or {}).get("version")


@task(task_id="judge", doc_md="Reads the decision: the run ends here if no model is asked for.")
def is_requested(job: Mapping[str, Any]) -> str:
    verdict = verdicts.read(job["verdict"])
    verdict.raise_error()
    decision = verdict.content["trigger"]
    if decision is None or decision["state"] != "REQUESTED":
        raise AirflowSkipException(decision["explanation"] if decision else verdict.headline)
    print(decision["explanation"])
    return decision["id"]


@task(task_id="judge", doc_md="Reads the verdict of the gates: a model that one of them refuses ends the run.")
def judge_model(job: Mapping[str, Any] | None) -> dict[str, Any]:
    if job is None:
        raise AirflowSkipException("the request is carried out by someone else, or was")
    verdict = verdicts.require_pass(verdicts.read(job["verdict"]))
    model = verdict.content["model"]
    if model is None:
        raise AirflowFailException(f"no model was trained\n{verdict.finding()}")
    return {**verdict.facts(), "model_id": model["id"], "summary": texts.model(verdict)}


@task.branch(task_id="is_approval_needed", doc_md="Asks for an approval where the environment needs one.")
def needs_approval(promotion: Mapping[str, Any] | None) -> str:
    return "champion" if promotion is None else "approval.ask"


@task(task_id="champion", doc_md="The model is the champion: no approval was needed.")
def is_champion() -> None:
    return None


@task(task_id="promoted", trigger_rule="none_failed_min_one_success", doc_md="The model is the champion.")
def end() -> None:
    return None


@task(task_id="judge", doc_md="Reads the verdict on the windows of the log: one that alerts ends the run.")
def judge_inference(job: Mapping[str, Any]) -> dict[str, Any]:
    return verdicts.require_pass(verdicts.read(job["verdict"])).facts()
