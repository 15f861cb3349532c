"""Reads monitor files: what the DAGs need to know of them.

The schema is the one of the Java loader, which vets the rest (SQL expressions, names, contradictions) when a run
loads the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

DAGS = ("gate", "retrain", "monitor", "housekeeping")
_COMMON = ("pool", "retries", "retry_delay", "timeout", "deadline")
# ISO 8601 as java.time.Duration reads it: days, hours, minutes and seconds.
_DURATION = re.compile(
    r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.IGNORECASE,
)


class MonitorError(ValueError):
    """A monitor file that cannot be used, with all that is wrong with it."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        self.file = file
        self.problems = problems
        super().__init__(f"the monitor file {file} cannot be used:\n" + "\n".join(f"- {p}" for p in problems))


@dataclass(frozen=True)
class Schedule:
    """When one DAG runs, and how its jobs do."""

    cron: str | None
    pool: str
    retries: int
    retry_delay: timedelta
    timeout: timedelta | None
    deadline: timedelta | None


@dataclass(frozen=True)
class Monitor:
    """What the DAGs need to know of a monitor file."""

    file: Path
    name: str
    environment: str
    table: str
    out: str
    content: Mapping[str, Any]

    @property
    def has_comparison(self) -> bool:
        """Whether `tidemark drift` has something to compare with."""
        against = self.content.get("drift", {}).get("against", "reference")
        return "reference" in self.content or against != "reference"

    @property
    def has_model(self) -> bool:
        return "training" in self.content

    @property
    def has_inference_log(self) -> bool:
        return "inference" in self.content

    @property
    def follows_champion(self) -> bool:
        return isinstance(self.content.get("reference"), dict)

    @property
    def judges_model(self) -> bool:
        """Whether a rule on retraining looks at the model, which has to be evaluated for it."""
        return not {"quality_drop", "max_age", "new_labelled_rows"}.isdisjoint(self.content.get("retrain", {}))

    @property
    def _schedule(self) -> Mapping[str, Any]:
        return self.content.get("schedule", {})

    @property
    def start(self) -> date | None:
        return date.fromisoformat(self._schedule["start"]) if "start" in self._schedule else None

    @property
    def timezone(self) -> str:
        return self._schedule.get("timezone", "UTC")

    @property
    def catchup(self) -> bool:
        return self._schedule.get("catchup", False)

    @property
    def retrain_after_gate(self) -> bool:
        return self._schedule.get("retrain", {}).get("after_gate", True)

    @property
    def approval_timeout(self) -> timedelta:
        return duration(self._schedule.get("retrain", {}).get("approval_timeout", "P7D"))

    def schedule(self, dag: str) -> Schedule:
        """The settings of one DAG: its own, else those of all."""
        own = self._schedule.get(dag, {})
        settings = {key: own.get(key, self._schedule.get(key)) for key in _COMMON}
        return Schedule(
            cron=own.get("cron"),
            pool=settings["pool"] or "default_pool",
            retries=2 if settings["retries"] is None else settings["retries"],
            retry_delay=duration(settings["retry_delay"] or "PT5M"),
            timeout=duration(settings["timeout"]) if settings["timeout"] else None,
            deadline=duration(settings["deadline"]) if settings["deadline"] else None,
        )


def duration(text: str) -> timedelta:
    """A duration in ISO 8601, such as `P7D` or `PT1H30M`."""
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"`{text}` is not an ISO 8601 duration such as `P7D` or `PT12H`")
    return timedelta(**{unit: float(number) for unit, number in match.groupdict().items() if number})


def load(file: Path, environment: str | None = None) -> Monitor:
    """Reads a monitor file.

    :param environment: the environment to run in, if not the one that the file names
    :raises MonitorError: with all that is wrong
    """
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MonitorError(file, [f"not readable as YAML: {error}"]) from error
    if isinstance(content, dict):
        if environment:
            content["environment"] = environment
        content, problems = _in_environment(content)
    else:
        problems = []
    problems = problems or list(_problems(content))
    if problems:
        raise MonitorError(file, problems)
    return Monitor(
        file=file,
        name=content["monitor"],
        environment=content.get("environment", "dev"),
        table=content["table"],
        out=content.get("out", "tidemark-out"),
        content=content,
    )


def name_of(file: Path) -> str:
    """The name of a monitor whose file has mistakes, as far as it can be told: else that of the file."""
    try:
        name = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)["monitor"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError):
        name = ""
    return name if isinstance(name, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name) else file.stem


def _in_environment(content: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Lays what the environment has of its own over the rest of the file, and says if it has none."""
    environments = content.get("environments")
    if not isinstance(environments, dict):
        return content, []
    chosen = content.get("environment", "dev")
    if chosen not in environments:
        return content, [f"environment `{chosen}` is not among `environments` ({', '.join(environments)})"]
    rest = {key: value for key, value in content.items() if key != "environments"}
    return _laid_over(rest, environments[chosen]), []


def _laid_over(below: Any, above: Any) -> Any:
    """Maps are merged, all else is replaced, and an empty value takes a key away."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    merged = {**below, **{key: _laid_over(below.get(key), value) for key, value in above.items()}}
    return {key: value for key, value in merged.items() if not (key in above and value is None)}


def _problems(content: Any) -> Iterator[str]:
    for error in sorted(_schema().iter_errors(content), key=lambda e: [str(p) for p in e.absolute_path]):
        yield _sentence(error)
    if isinstance(content, dict) and isinstance(content.get("schedule"), dict):
        yield from _wrong_durations(content["schedule"], "schedule")


def _wrong_durations(settings: Mapping[str, Any], where: str) -> Iterator[str]:
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from _wrong_durations(value, f"{where}.{key}")
        elif key in ("retry_delay", "timeout", "deadline", "approval_timeout") and isinstance(value, str):
            try:
                duration(value)
            except ValueError as error:
                yield f"`{where}.{key}`: {error}"


def _sentence(error: ValidationError) -> str:
    where = ".".join(str(part) for part in error.absolute_path)
    return f"`{where}`: {error.message}" if where else error.message


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((files(__package__) / "monitor.schema.json").read_text("utf-8")))


class _Loader(yaml.SafeLoader):
    """Reads YAML as the Java loader does: a day is text, and a key that is given twice is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key `{key.value}` is given twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)
