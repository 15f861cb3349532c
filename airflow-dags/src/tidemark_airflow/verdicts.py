"""Reads what a run left behind, and says what it means for Airflow.

`spark-submit` tells no more than that it failed. Why is in `verdict.json`: a finding about the data or the model is
not cured by trying again, an error of the infrastructure may be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from airflow.sdk import ObjectStoragePath
from airflow.sdk.exceptions import AirflowException, AirflowFailException

FORMAT_VERSION = 1
# Errors that the same run gives again: of the configuration (exit code 20) and of the model (12).
FINAL_ERRORS = frozenset(
    {
        "CONFIG_INVALID",
        "BAD_ARGUMENT",
        "FILE_NOT_READABLE",
        "NOT_IMPORTABLE",
        "CONFIG_DOES_NOT_FIT_TABLE",
        "GOLDEN_OVERLAP",
        "TRAINING_FAILED",
        "MODEL_NOT_APPROVED",
        "CHAMPION_CHANGED",
        "STORE_OF_ANOTHER_ENVIRONMENT",
        "SPARK_UNSUPPORTED",
    }
)


class VerdictUnavailable(AirflowException):
    """There is no verdict that could be read: an error of the infrastructure, worth another try."""


@dataclass(frozen=True)
class Verdict:
    """A `verdict.json`.

    :ivar file: where it is
    :ivar content: its keys, described in verdict.schema.json
    """

    file: str
    content: Mapping[str, Any]

    @property
    def verdict(self) -> str:
        return self.content["verdict"]

    @property
    def headline(self) -> str:
        return self.content["headline"]

    @property
    def version(self) -> int:
        return self.content["table_version"]

    @property
    def error(self) -> str | None:
        """Code of the error that the run ended with; none if it was evaluated."""
        failure = self.content["failure"]
        return failure["code"] if failure else None

    def raise_error(self) -> None:
        """Fails the task if the run ended with an error: for good, or to be tried again."""
        failure = self.content["failure"]
        if failure is None:
            return
        text = f"{failure['code']}: {failure['message']}"
        if failure["cause"]:
            text += f"\ncause: {failure['cause']}"
        text += f"\nnext:  {failure['next_step']}\nverdict: {self.file}"
        raise (AirflowFailException if failure["code"] in FINAL_ERRORS else AirflowException)(text)

    def finding(self) -> str:
        """What was found, for people."""
        checks = self.content["checks"] or {"problems": []}
        gates = ((self.content["model"] or {}).get("gates") or {"gates": []})["gates"]
        lines = [f"{self.verdict}: {self.headline}"]
        lines += [f"- {p['id']} {p['status']}: {p['message']}" for p in checks["problems"]]
        lines += [f"- {g['gate']} {g['status']}: {g['message']}" for g in gates if g["status"] != "PASS"]
        return "\n".join([*lines, f"report: {self.content['report']}", f"verdict: {self.file}"])

    def facts(self) -> dict[str, Any]:
        """What other tasks, and the consumers of an asset event, need to know."""
        facts = {
            key: self.content[key]
            for key in (
                "monitor",
                "environment",
                "table",
                "table_id",
                "run_id",
                "verdict",
                "headline",
                "report",
            )
        }
        return {**facts, "version": self.version, "verdict_file": self.file}


def exists(file: str) -> bool:
    """Whether there is a file at a path or URI."""
    return ObjectStoragePath(file).is_file()


def read(file: str) -> Verdict:
    """Reads a verdict from a path or a URI of any file system that Airflow's storage knows.

    :raises VerdictUnavailable: if there is none, or none of a format that these DAGs know
    """
    path = ObjectStoragePath(file)
    if not path.is_file():
        raise VerdictUnavailable(
            f"the job left no verdict at {file}: it was killed, or never started, or the file system of `out` is "
            "another one for Spark than for Airflow; the log above tells"
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise VerdictUnavailable(f"the verdict at {file} is no JSON: {error}") from error
    found = content.get("format_version") if isinstance(content, dict) else None
    if found != FORMAT_VERSION:
        raise VerdictUnavailable(
            f"the verdict at {file} is of format {found}, but these DAGs read format {FORMAT_VERSION}: "
            "install the tidemark-airflow that belongs to the jar"
        )
    return Verdict(file, content)


def require_pass(verdict: Verdict) -> Verdict:
    """Fails the task for good on a finding; a warning, or too little data, is none."""
    verdict.raise_error()
    if verdict.verdict not in ("PASS", "WARN", "INSUFFICIENT_DATA"):
        raise AirflowFailException(verdict.finding())
    return verdict
