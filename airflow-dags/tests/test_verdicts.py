"""What a verdict means for Airflow."""

import json
import re
from pathlib import Path

import pytest
from airflow.sdk import ObjectStoragePath
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from testing_submit import error, verdict
from tidemark_airflow import verdicts

ROOT = Path(__file__).parents[2]


def of(content):
    return verdicts.Verdict("there", content)


def test_a_verdict_is_read_from_a_path_and_from_any_file_system_of_fsspec(tmp_path):
    for file in (str(tmp_path / "verdict.json"), (tmp_path / "v.json").as_uri(), "memory://bucket/verdict.json"):
        ObjectStoragePath(file).write_text(json.dumps(verdict()))
        assert verdicts.read(file).headline == "All 2 checks passed."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "left no verdict at"),
        ("{", "is no JSON"),
        ("[]", "is of format None"),
        ("{}", "is of format None, but these DAGs read format 1"),
        (json.dumps(verdict(format_version=2)), "is of format 2, but these DAGs read format 1"),
    ],
)
def test_a_verdict_that_is_missing_or_of_another_format_is_an_error_that_may_pass(tmp_path, text, message):
    file = tmp_path / "verdict.json"
    if text is not None:
        file.write_text(text)

    with pytest.raises(verdicts.VerdictUnavailable, match=message) as raised:
        verdicts.read(str(file))
    assert not isinstance(raised.value, AirflowFailException)


@pytest.mark.parametrize("passing", ["PASS", "WARN", "INSUFFICIENT_DATA"])
def test_warnings_and_too_little_data_let_a_version_through(passing):
    assert verdicts.require_pass(of(verdict(verdict=passing, table_version=3))).facts()["version"] == 3


@pytest.mark.parametrize("found", ["FAIL", "ERROR", "DRIFT", "REJECTED"])
def test_a_finding_fails_for_good_and_names_what_was_found(found):
    problems = [{"id": "completeness(delay)", "status": "FAIL", "message": "0.9 is below 0.99"}]
    bad = of(verdict(verdict=found, checks={"problems": problems}, report="/out/report.html"))

    with pytest.raises(AirflowFailException) as raised:
        verdicts.require_pass(bad)
    assert "completeness(delay) FAIL: 0.9 is below 0.99" in str(raised.value)
    assert "report: /out/report.html" in str(raised.value)


def test_errors_of_the_infrastructure_are_tried_again_and_all_others_are_not():
    source = (ROOT / "jobs/src/main/java/io/tidemark/jobs/error/ErrorCode.java").read_text()
    codes = dict(re.findall(r"^ {2}([A-Z_]+)\(ExitCodes\.([A-Z]+)\)", source, re.MULTILINE))
    assert len(codes) > 20
    final = {code for code, kind in codes.items() if kind in ("CONFIGURATION", "MODEL")}
    assert final <= verdicts.FINAL_ERRORS
    assert verdicts.FINAL_ERRORS.isdisjoint(codes.keys() - final)

    for code in codes:
        with pytest.raises(AirflowException, match=f"{code}: it broke\ncause: the cause\nnext:  mend it") as raised:
            of(error(code)).raise_error()
        assert isinstance(raised.value, AirflowFailException) == (code in verdicts.FINAL_ERRORS)
