"""`annotate-kit validate` with `--fix`, `--unsafe-fix`, `--diff` and `--baseline`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FILE = "annotations/riyadh-wins/kim.json"


@pytest.fixture
def work(run: Run, project: Path) -> Path:
    """A project with one annotation file: a span with a space at its edge, which nobody uses."""
    (project / "in.txt").write_text("Riyadh wins\n\nRiyadh won 119 votes.\n")
    assert run("import", "in.txt").code == 0
    article = json.loads((project / "annotations/riyadh-wins/article.json").read_bytes())
    value = {
        "annotator": "kim",
        "article": "riyadh-wins",
        "format": "annotate-kit/1",
        "records": [],
        "spans": [{"fragments": [[0, 7]], "id": "s-1", "prefix": "", "quotes": ["Riyadh "], "suffix": ""}],
        "status": "in-work",
        "text_sha256": article["text_sha256"],
    }
    (project / FILE).write_text(json.dumps(value))
    return project


def test_a_difference_is_printed_and_nothing_is_written(run: Run, work: Path) -> None:
    before = (work / FILE).read_bytes()
    shown = run("validate", "--diff")
    assert shown.code == 1
    assert shown.out.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n")
    assert shown.err.endswith("2 problems in 1 file can be fixed.\n")
    assert (work / FILE).read_bytes() == before


def test_what_is_safe_is_fixed_and_the_rest_is_told(run: Run, work: Path) -> None:
    fixed = run("validate", "--fix")
    assert "2 problems in 1 file fixed; undo takes it back." in fixed.err
    assert ": AK307 " in fixed.out
    assert "AK205" not in fixed.out
    assert json.loads((work / FILE).read_bytes())["spans"][0]["quotes"] == ["Riyadh"]
    again = run("validate", "--diff")
    assert (again.code, again.out, again.err) == (0, "", "There is nothing that can be fixed.\n")
    assert run("validate", "--fix").err.startswith("There was nothing to fix.\n")


def test_what_is_probably_meant_is_fixed_only_on_request(run: Run, work: Path) -> None:
    fixed = run("validate", "--unsafe-fix")
    assert fixed.out == ""
    assert json.loads((work / FILE).read_bytes())["spans"] == []


def test_only_selected_rules_are_fixed(run: Run, work: Path) -> None:
    assert "1 problem in 1 file fixed" in run("validate", "--fix", "--select", "AK205").err
    assert json.loads((work / FILE).read_bytes())["spans"][0]["quotes"] == ["Riyadh"]


def test_a_file_that_cannot_be_fixed_is_told(run: Run, work: Path) -> None:
    (work / FILE).write_text("{")
    assert f"warning: not fixed: {FILE} is damaged." in run("validate", "--fix").err


def test_a_baseline_leaves_out_what_it_knows(run: Run, work: Path) -> None:
    written = run("validate", "--baseline", "known.json", "--write-baseline", "--fail-on", "warning")
    assert (written.code, written.out) == (0, "")
    assert "3 problems are left out, for known.json knows them." in written.err
    assert run("validate", "--baseline", "known.json", "--fail-on", "warning").code == 0
    value = json.loads((work / FILE).read_bytes())
    value["status"] = "unknown"
    (work / FILE).write_text(json.dumps(value))
    new = run("validate", "--baseline", "known.json")
    assert new.code == 1
    assert ": AK104 " in new.out
    assert "AK205" not in new.out


@pytest.mark.usefixtures("work")
def test_what_is_gone_from_a_baseline_is_said(run: Run) -> None:
    run("validate", "--baseline", "known.json", "--write-baseline")
    run("validate", "--unsafe-fix")
    said = run("validate", "--baseline", "known.json").err
    assert said.startswith("3 problems in known.json are gone; write it anew with --write-baseline.\n")


@pytest.mark.usefixtures("work")
def test_a_baseline_that_is_not_there_or_not_named_is_told(run: Run) -> None:
    assert run("validate", "--baseline", "nowhere.json").code == 3
    nameless = run("validate", "--write-baseline")
    assert (nameless.code, nameless.out) == (2, "")
    assert "--write-baseline needs a file" in nameless.err
