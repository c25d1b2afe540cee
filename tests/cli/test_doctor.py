"""`doctor` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def an_article(project: Path, run: Run) -> Path:
    (project / "in.txt").write_text("Riyadh wins\n\nRiyadh won 119 votes.\n")
    assert run("import", "in.txt").code == 0
    return project / "annotations" / "riyadh-wins" / "text.txt"


def test_a_project_that_is_whole_says_so(run: Run, project: Path) -> None:
    an_article(project, run)
    done = run("doctor")
    assert (done.code, done.out) == (0, "")
    assert "every file is as it should be" in done.err


def test_what_is_wrong_is_told_put_right_when_asked_and_taken_back(run: Run, project: Path) -> None:
    text = an_article(project, run)
    good = text.read_bytes()
    text.write_bytes(good.replace(b"\n", b"\r\n"))
    told = run("doctor")
    assert told.code == 1
    assert "annotations/riyadh-wins/text.txt: its line ends are those of Windows" in told.out
    assert "--repair would put the imported text back" in told.out
    assert "nothing was changed" in told.err
    done = run("doctor", "--repair")
    assert done.code == 0
    assert "done: the text that was imported is back" in done.out
    assert "1 finding, 0 left" in done.err
    assert text.read_bytes() == good
    harmless = run("doctor")
    assert (harmless.code, "nothing wrong" in harmless.err) == (0, True)
    assert run("doctor", "--undo").code == 0
    assert text.read_bytes() != good


def test_json_has_every_finding(run: Run, project: Path) -> None:
    an_article(project, run).write_text("Other words.\n")
    (project / "annotations" / "Bad").mkdir()
    done = run("doctor", "--format", "json")
    assert done.code == 1
    assert [(one["kind"], one["done"]) for one in json.loads(done.out)] == [("bad-name", None), ("changed-text", None)]
    text = run("doctor").out
    assert "Restore it from git" in text
    assert "2 findings" in run("doctor").err
