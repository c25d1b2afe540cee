"""What others say about an article that was given to several is not shown before all of them are done."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run

SAMPLE = Path(__file__).parents[2] / "annotations" / "expo-2030-vote"


@pytest.fixture
def doubled(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sample article that kim and lee annotate, kim not being done yet."""
    folder = project / "annotations" / SAMPLE.name
    shutil.copytree(SAMPLE, folder)
    theirs = json.loads((folder / "analyst.json").read_text("utf-8"))
    (folder / "analyst.json").unlink()
    for name, status in (("kim", "in-work"), ("lee", "done")):
        (folder / f"{name}.json").write_text(json.dumps({**theirs, "annotator": name, "status": status}), "utf-8")
    (project / "annotate-kit.toml").write_text('[assignment]\nannotators = ["kim", "lee"]\neach = 2\n')
    monkeypatch.setenv("ANNOTATE_KIT_CONFIG", str(project / "none.toml"))
    return project


def annotators(run: Run) -> list[str]:
    return [line["annotator"] for line in json.loads(run("status", "--format", "json").out)["articles"]]


def test_whoever_does_not_annotate_sees_all(run: Run, doubled: Path) -> None:
    assert doubled.is_dir()
    assert annotators(run) == ["kim", "lee"]
    assert run("status").err == ""


def test_the_status_of_an_annotator_is_silent_about_others_and_says_so(
    run: Run, doubled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATE_KIT_ANNOTATOR", "kim")
    assert annotators(run) == ["kim"]
    assert run("status").err == "annotate-kit: 1 file of others is hidden from kim until everybody is done.\n"
    file = doubled / "annotations" / SAMPLE.name / "kim.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "status": "done"}), "utf-8")
    assert annotators(run) == ["kim", "lee"]


def test_an_annotator_exports_her_own_file_and_is_told(
    run: Run, doubled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("export", "json", "--allow-problems")
    assert "kim" in result.err, "two annotators, and none of them chosen"
    assert "lee" in result.err
    monkeypatch.setenv("ANNOTATE_KIT_ANNOTATOR", "kim")
    result = run("export", "json", "--allow-problems")
    assert result.code == 0
    assert "1 file of others is hidden from kim" in result.err
    exported = json.loads((doubled / "exports" / "annotations.json").read_bytes())
    assert "lee" not in json.dumps(exported)
