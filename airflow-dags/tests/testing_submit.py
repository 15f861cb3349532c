"""A spark-submit that runs nothing: it leaves prepared verdicts and ends with prepared exit codes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

SCRIPT = """#!{python}
import json, pathlib, sys
arguments = sys.argv[sys.argv.index("JAR") + 1 :]
folder = pathlib.Path({folder!r})
with (folder / "calls.jsonl").open("a") as calls:
    calls.write(json.dumps(arguments) + "\\n")
answers = json.loads((folder / "answers.json").read_text())
command = arguments[0]
number = sum(json.loads(line)[0] == command for line in (folder / "calls.jsonl").read_text().splitlines())
exit_code, verdict, late = answers[command][number - 1]
file = pathlib.Path(arguments[arguments.index("--verdict") + 1])
file.parent.mkdir(parents=True, exist_ok=True)
if verdict is not None:
    file.write_text(json.dumps(verdict))
if late is not None:
    file.with_name(file.name.replace(".2.json", ".1.json")).write_text(json.dumps(late))
sys.exit(exit_code)
"""


def verdict(**changes: Any) -> dict[str, Any]:
    """A verdict of a run that passed, with some keys changed."""
    base = {
        **dict.fromkeys(("table_id", "checks", "drift", "model", "trigger", "failure", "report")),
        **{"format_version": 1, "monitor": "m", "environment": "dev", "table": "t", "table_version": 1},
        **{"run_id": "r", "verdict": "PASS", "headline": "All 2 checks passed."},
    }
    return {**base, **changes}


def answer(
    exit_code: int, verdict: dict[str, Any] | None = None, late: dict[str, Any] | None = None
) -> tuple[int, dict[str, Any] | None, dict[str, Any] | None]:
    """What one call comes to.

    :param late: a verdict that the driver of the first try leaves only now: it outlived its task
    """
    return exit_code, verdict, late


def error(code: str, **changes: Any) -> dict[str, Any]:
    """A verdict of a run that ended with an error."""
    failure = {"code": code, "message": "it broke", "cause": "the cause", "next_step": "mend it"}
    return verdict(verdict="ERROR", headline="it broke", failure=failure, **changes)


class TestingSubmit:
    """Stands on the PATH before the real one.

    :param answers: by command what its calls come to, in order
    """

    __test__ = False

    def __init__(self, folder: Path, jar: str, answers: dict[str, list[Any]]) -> None:
        self.folder = folder
        script = folder / "spark-submit"
        text = SCRIPT.replace("JAR", jar).format(python=sys.executable, folder=str(folder))
        script.write_text(text)
        script.chmod(0o755)
        (folder / "answers.json").write_text(json.dumps(answers))
        self.path = f"{folder}{os.pathsep}{os.environ['PATH']}"

    def calls(self) -> list[list[str]]:
        """The commands that were submitted, with their arguments."""
        return [json.loads(line) for line in (self.folder / "calls.jsonl").read_text().splitlines()]
