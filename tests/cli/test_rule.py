"""`annotate-kit rule`, as a person types it, with no project anywhere near."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.core import RULES

Run = Callable[..., Any]


@pytest.mark.parametrize("name", ["AK104", "unknown-value"])
def test_a_rule_is_explained(run: Run, name: str) -> None:
    done = run("rule", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("# AK104 unknown-value\n")
    assert "## What to do" in done.out


def test_rules_are_listed(run: Run) -> None:
    lines = run("rule").out.splitlines()
    assert lines[0].split() == ["code", "name", "severity"]
    assert len(lines) == len(RULES) + 1


def test_all_pages_can_be_printed(run: Run) -> None:
    assert run("rule", "--all").out.count("\n## Why\n") == len(RULES)


def test_a_rule_that_is_none_is_exit_status_2(run: Run) -> None:
    done = run("rule", "unknwon-value")
    assert (done.code, done.out) == (2, "")
    assert done.err == "annotate-kit: there is no rule 'unknwon-value'. Did you mean unknown-value?\n"


OWN = (
    '{"rules": [{"code": "EXPO001", "name": "has-name", "type": "organization", "must": {"name": {"present": true}},'
    ' "message": "it has a name", "hint": "Fill it in."}]}'
)


def test_a_projects_own_rule_is_listed_and_explained(run: Run, project: Path) -> None:
    (project / "rules").mkdir()
    (project / "rules/own.json").write_text(OWN, "utf-8")
    assert "EXPO001  has-name" in run("rule").out
    for name in ("EXPO001", "has-name"):
        page = run("rule", name).out
        assert page.startswith("# EXPO001 has-name\n\nit has a name. A warning, of rules/own.json.\n\n```json\n")
        assert page.endswith("## What to do\n\nFill it in.\n")
    (project / "rules/own.json").write_text(OWN.replace(', "hint": "Fill it in."', ', "severity": "error"'), "utf-8")
    page = run("rule", "EXPO001").out
    assert "An error, of rules/own.json." in page
    assert "What to do" not in page
