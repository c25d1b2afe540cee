"""The composite action, its shell run as the runner runs it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from tests.ci.conftest import TOP, bash, break_it, git

ACTION: dict[str, Any] = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{ (inputs|steps)\.([a-z-]+)(?:\.outputs\.([a-z]+))? \}\}")


@attrs.frozen(kw_only=True)
class Job:
    """What a job came to that uses the action."""

    code: int
    log: str
    summary: str
    outputs: Mapping[str, Mapping[str, str]]
    """Of each step, by its id."""


def run_action(repository: Path, environment: Mapping[str, str], **inputs: str) -> Job:
    """All shell steps of the action in turn; those that use other actions are left out, as if they had failed."""
    values = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    values |= {name.replace("_", "-"): value for name, value in inputs.items()}
    assert set(values) == set(ACTION["inputs"])
    temp = repository.parent
    (temp / "summary").write_text("")
    outputs: dict[str, dict[str, str]] = {}
    has_failed, code, log = False, 0, ""
    for step in STEPS:
        if "run" not in step or (has_failed and "!cancelled()" not in str(step.get("if", ""))):
            continue
        (temp / "output").write_text("")
        made = {name: filled(value, values, outputs) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": str(temp / "output"), "GITHUB_STEP_SUMMARY": str(temp / "summary")}
        places = {"GITHUB_ACTION_PATH": str(TOP), "RUNNER_TEMP": str(temp / "runner")}
        done = bash(step["run"], repository, {**environment, **files, **places, **made})
        lines = (temp / "output").read_text().splitlines()
        outputs[step.get("id", step["name"])] = dict(line.split("=", 1) for line in lines)
        log += done.stdout + done.stderr
        if done.returncode:
            has_failed, code = True, done.returncode
    return Job(code=code, log=log, summary=(temp / "summary").read_text(), outputs=outputs)


def filled(text: str, inputs: Mapping[str, str], outputs: Mapping[str, Mapping[str, str]]) -> str:
    def value(found: re.Match[str]) -> str:
        return inputs[found[2]] if found[1] == "inputs" else outputs.get(found[2], {}).get(found[3], "")

    return EXPRESSION.sub(value, text)


def test_a_good_project_passes(repository: Path, environment: dict[str, str]) -> None:
    job = run_action(repository, environment, project="data", install="none")
    assert (job.code, job.summary) == (0, ""), job.log
    assert "No problems in 5 files." in job.log
    assert job.outputs["validate"] == {"code": "0", "report": "annotate-kit.sarif"}


def test_a_broken_one_fails_is_annotated_and_leaves_its_report(repository: Path, environment: dict[str, str]) -> None:
    break_it(repository)
    job = run_action(repository, environment, project="data", install="none", report="out.sarif")
    assert job.code == 1
    assert "::error title=AK203 quote-mismatch,file=data/annotations/expo-vote/kim.json,line=" in job.log
    assert "AK203 quote-mismatch" in job.summary
    assert job.outputs["validate"] == {"code": "1", "report": "out.sarif"}
    report = json.loads((repository / "out.sarif").read_bytes())
    assert "AK203" in {result["ruleId"] for result in report["runs"][0]["results"]}


def test_a_report_of_another_day_is_never_uploaded(repository: Path, environment: dict[str, str]) -> None:
    (repository / "annotate-kit.sarif").write_text("old")
    job = run_action(repository, environment, project="nowhere", install="none")
    assert job.code == 2
    assert job.outputs["validate"] == {"code": "2"}


def test_only_what_a_pull_request_changes_is_judged(repository: Path, environment: dict[str, str]) -> None:
    break_it(repository)
    git(repository, "commit", "-q", "-a", "-m", "broken before")
    (repository / "data/annotations/expo-vote/README.md").write_text("x")
    before = run_action(repository, environment, project="data", install="none", changed_since="HEAD")
    assert (before.code, "No problems in 0 files." in before.log) == (0, True), before.log
    since = run_action(repository, environment, project="data", install="none", changed_since="HEAD~1")
    assert since.code == 1


def test_warnings_fail_where_that_is_asked_for(repository: Path, environment: dict[str, str]) -> None:
    kim = repository / "data/annotations/expo-vote/kim.json"
    kim.write_bytes(kim.read_bytes() + b"\n")
    assert run_action(repository, environment, project="data", install="none").code == 0
    assert run_action(repository, environment, project="data", install="none", fail_on="warning").code == 1


@pytest.mark.parametrize(
    ("paths", "files"),
    [("data/schemas\n\n", 2), ("data/schemas\ndata/annotations/expo-vote/text.txt", 3), ("expo-vote", 3)],
)
def test_paths_stand_on_lines(repository: Path, environment: dict[str, str], paths: str, files: int) -> None:
    job = run_action(repository, environment, project="data", install="none", paths=paths)
    assert f"in {files} files." in job.log


@pytest.mark.parametrize("paths", ["--help", "$(touch sprung)", "`touch sprung`", "a; touch sprung"])
def test_nothing_in_an_input_is_a_command_or_an_option(
    repository: Path, environment: dict[str, str], paths: str
) -> None:
    job = run_action(repository, environment, project="data", install="none", paths=paths)
    assert job.code == 2
    assert not (repository / "sprung").exists()
    assert "Usage" not in job.log


def test_no_input_is_pasted_into_a_script() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")


def test_an_installation_that_fails_is_no_success(repository: Path, environment: dict[str, str]) -> None:
    nothing = {**environment, "PIP_NO_INDEX": "1", "PIP_RETRIES": "0"}
    job = run_action(repository, nothing, project="data", install="no-such-package-anywhere")
    assert job.code == 3
    assert "validate" not in job.outputs


def test_an_upload_that_fails_never_hides_the_verdict() -> None:
    uploads = [step for step in STEPS if "uses" in step]
    assert len(uploads) == 2
    assert all(step["continue-on-error"] is True and "!cancelled()" in step["if"] for step in uploads)
    assert STEPS[-1]["name"] == "Verdict"
    assert "!cancelled()" in STEPS[-1]["if"]


def test_all_inputs_are_used_and_described() -> None:
    whole = json.dumps(STEPS)
    for name, one in ACTION["inputs"].items():
        assert f"inputs.{name}" in whole
        assert one["description"].endswith(".")
