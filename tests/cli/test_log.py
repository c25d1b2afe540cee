"""`log` and `restore` at the command line."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.fakes.projects import ARTICLE, a_disk, a_tag, counted

from annotate_kit.store import DiskFs
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session


@pytest.fixture
def worked(run: Run, tmp_path: Path) -> Run:
    """A project in which two people have tagged a city each."""
    for path, raw in a_disk(root=str(tmp_path)).snapshot().items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(raw)
    project = open_project(DiskFs(), str(tmp_path))
    for n, (name, words) in enumerate((("kim", "Busan"), ("lee", "Rome"))):
        session = open_session(project, ARTICLE, name, clock=partial(float, 1_700_000_000 + n), ids=counted(n * 100))
        session.do(a_tag(session.annotation, words, n))
        session.close()
    return run


def test_the_latest_edit_comes_first_with_what_restore_takes(worked: Run) -> None:
    done = worked("log", ARTICLE)
    assert done.code == 0
    assert done.out.splitlines() == [
        'session-0000000034:1  2023-11-14 22:13:21Z  lee  new city "Rome"',
        'session-0000000000:1  2023-11-14 22:13:20Z  kim  new city "Busan"',
    ]
    assert done.err == ""


def test_one_annotator_a_limit_and_json(worked: Run) -> None:
    assert worked("log", ARTICLE, "--as", "kim").out.count("\n") == 1
    limited = worked("log", ARTICLE, "--limit", "1")
    assert limited.out.count("\n") == 1
    assert "1 earlier edit" in limited.err
    (entry,) = json.loads(worked("log", ARTICLE, "--as", "kim", "--format", "json").out)
    assert (entry["annotator"], entry["when"], entry["kind"]) == ("kim", "2023-11-14T22:13:20Z", "edit")


def test_an_article_that_nobody_has_changed_is_told(worked: Run) -> None:
    done = worked("log", ARTICLE, "--as", "park")
    assert (done.code, done.out) == (0, "")
    assert "nobody has changed" in done.err


def test_going_back_says_what_changes_and_then_changes_it(worked: Run, tmp_path: Path) -> None:
    path = tmp_path / "annotations" / ARTICLE / "kim.json"
    before = path.read_bytes()
    dry = worked("restore", ARTICLE, "start", "--as", "kim", "--dry-run")
    assert dry.out == "spans: 0 came back, 0 changed, 1 went\nrecords: 0 came back, 0 changed, 1 went\n"
    assert "nothing was written" in dry.err
    assert path.read_bytes() == before
    assert worked("restore", ARTICLE, "start", "--as", "kim").code == 0
    assert json.loads(path.read_bytes())["records"] == []
    assert "it is so already" in worked("restore", ARTICLE, "start", "--as", "kim").err


def test_other_properties_that_change_are_named(worked: Run, tmp_path: Path) -> None:
    path = tmp_path / "annotations" / ARTICLE / "kim.json"
    path.write_bytes(path.read_bytes().replace(b'"in-work"', b'"done"'))
    assert worked("restore", ARTICLE, "session-0000000000:1", "--as", "kim").out == "also changed: status\n"


def test_what_is_no_edit_names_one_that_is(worked: Run) -> None:
    done = worked("restore", ARTICLE, "nonsense", "--as", "kim")
    assert done.code == 2
    assert "session-0000000000:1" in done.err
