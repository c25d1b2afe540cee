"""`annotate-kit demo`, without a terminal: recorded keys, a valid project, both exports, and nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from annotate_kit.workflow.demo import ANNOTATOR, ARTICLE

ANNOTATION = f"annotations/{ARTICLE}/{ANNOTATOR}.json"
CLOSED = Path("/sys/annotate-kit-demo")
"""A place where not even the system's administrator can make a folder."""


def test_without_a_terminal_the_recorded_keys_are_played(run: Run, tmp_path: Path) -> None:
    outcome = run("demo", "try it")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0].split() == ["record", "type", "records", "spans"]
    assert [line.split()[0] for line in lines[1:5]] == ["Organizations", "Officials", "Agreements", "Expo"]
    assert "No problems in " in outcome.out
    assert lines[-3:] == [
        "  annotate-kit --project 'try it' annotate",
        "  annotate-kit --project 'try it' validate",
        "  annotate-kit --project 'try it' export xlsx",
    ]
    assert "A project with 9 articles is in try it/." in outcome.err
    assert f"recorded keys through the app on {ARTICLE}" in outcome.err
    assert outcome.err.count("125 records of 7 articles") == 1
    made = json.loads((tmp_path / "try it" / ANNOTATION).read_text("utf-8"))
    assert (made["status"], len(made["records"])) == ("done", 15)
    exported = json.loads((tmp_path / "try it/exports/annotations.json").read_text("utf-8"))
    assert len(exported["records"]) == 125
    assert (tmp_path / "try it/exports/annotations.xlsx").read_bytes().startswith(b"PK")
    assert run("--project", "try it", "validate", "--fail-on", "warning").code == 0


def test_a_demo_beside_a_demo_gets_the_next_free_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "annotate-kit-demo").mkdir()
    (tmp_path / "annotate-kit-demo-2").write_text("mine")
    assert run("demo", "--replay").code == 0
    assert (tmp_path / "annotate-kit-demo-3" / ANNOTATION).exists()
    assert list((tmp_path / "annotate-kit-demo").iterdir()) == []
    assert (tmp_path / "annotate-kit-demo-2").read_text() == "mine"


def test_a_folder_that_holds_anything_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    outcome = run("demo", "full", "--replay")
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err == "annotate-kit: full is there already. Name another folder: annotate-kit demo FOLDER.\n"
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("folder", ["notes.txt", "notes.txt/demo"])
def test_a_file_in_place_of_the_folder_is_refused(run: Run, tmp_path: Path, folder: str) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    outcome = run("demo", folder, "--replay")
    assert outcome.code == 2
    hint = "It is a file; name a folder: annotate-kit demo FOLDER."
    assert outcome.err == f"annotate-kit: notes.txt is there already. {hint}\n"
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.skipif(not CLOSED.parent.exists(), reason="this system has no folder that is closed to everybody")
def test_a_folder_that_cannot_be_written_is_refused(run: Run) -> None:
    outcome = run("demo", str(CLOSED), "--replay")
    assert outcome.code == 3
    assert outcome.err.startswith(f"annotate-kit: {CLOSED} cannot be written: ")
    assert outcome.err.count("\n") == 1


def test_an_unknown_option_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--fast").code == 2
    assert list(tmp_path.iterdir()) == []
