"""`annotate-kit annotate`: what it opens, for whom, and what it answers without a terminal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.edited_books import cell_of, column_of, edited
from tests.fakes.handed_back import whole
from tests.tui.stage import ENGLISH, REPOSITORY

from annotate_kit.cli import console
from annotate_kit.cli.app import run
from annotate_kit.store import DiskFs
from annotate_kit.workflow import tutoring
from annotate_kit.workflow.private import Act, keep_acts
from annotate_kit.workflow.project import Project, open_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(REPOSITORY / "schemas", tmp_path / "schemas")
    shutil.copytree(REPOSITORY / "annotations", tmp_path / "annotations")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNOTATE_KIT_PROJECT", raising=False)
    monkeypatch.delenv("ANNOTATE_KIT_ANNOTATOR", raising=False)
    monkeypatch.setenv("ANNOTATE_KIT_CONFIG", str(tmp_path / "own.toml"))
    return tmp_path


seen: list[Project] = []
"""The projects that the app was opened on, as it got them."""


walked: dict[str, Any] = {}
"""What of a workbook the app was given to walk."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, object]]:
    """A person at a terminal, and an app that notes what it was opened on and ends with 130."""
    calls: list[tuple[object, object]] = []

    def app(work: Project, *, article_id: object, annotator: object, **options: Any) -> int:
        assert options["clock"] is console.clock
        assert options["ids"] is console.ids
        if "tutor" in options:
            assert options["tutor"]().article_ids == (tutoring.ARTICLE,)
        seen.append(work)
        walked.update(options.get("book") or {})
        calls.append((article_id, annotator))
        return 130 if article_id else 0

    seen.clear()
    walked.clear()
    monkeypatch.setattr(console, "is_interactive", lambda: True)
    monkeypatch.setattr("annotate_kit.tui.run_app", app)
    monkeypatch.setattr("annotate_kit.tui.linear.run_linear", app)
    return calls


def test_a_workbook_that_came_back_is_walked_from_its_first_article_on(
    project: Path, opened: list[tuple[object, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    fs = DiskFs()
    raw = whole(open_project(fs, str(project)))

    def edit(book: Any) -> None:
        sheet = book["Expo bids"]
        sheet.cell(2, column_of(sheet, "City")).value = "Busan City"

    (project / "back.xlsx").write_bytes(edited(raw, edit))
    assert run(["annotate", "--as", "analyst", "--book", "back.xlsx"]) == 130
    assert opened == [("expo-2030-vote", "analyst")]
    (change,) = walked["expo-2030-vote"]
    assert (change.pointer, change.was, change.theirs, change.by) == ("/city", "Busan", "Busan City", "analyst")
    (project / "same.xlsx").write_bytes(raw)
    assert run(["annotate", "--as", "analyst", "--book", "same.xlsx"]) == 2
    assert "the workbook changes nothing in the files of analyst" in capsys.readouterr().err


def test_what_of_a_workbook_is_not_walked_is_said(
    project: Path, opened: list[tuple[object, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "annotations" / "osaka-2025-vote"
    said = (folder / "analyst.json").read_text("utf-8")
    (folder / "lee.json").write_text(said.replace('"annotator": "analyst"', '"annotator": "lee"'), "utf-8")
    (folder / "analyst.json").unlink()

    def edit(book: Any) -> None:
        organizations, officials, bids = book["Organizations"], book["Officials"], book["Expo bids"]
        cell_of(organizations, "organization-gm6wyjbg39", "Founded").value = "1999-05"
        cell_of(officials, "official-df0h2sjh0y", "Given name").value = "Ki-moon"
        column = column_of(bids, "First article")
        row = next(row for row in range(2, 99) if bids.cell(row, column).value == "osaka-2025-vote")
        bids.cell(row, column_of(bids, "Theme")).value = "Tomorrow"

    (project / "back.xlsx").write_bytes(edited(whole(open_project(DiskFs(), str(project)), "entities"), edit))
    assert run(["annotate", "--as", "analyst", "--book", "back.xlsx"]) == 130
    assert opened == [("expo-2030-vote", "analyst")]
    founded, name = walked["expo-2030-vote"]
    assert (founded.theirs, name.theirs) == ("1999-05", "Ki-moon")
    assert "the register decides it, for all articles" in founded.note
    assert capsys.readouterr().err == (
        "annotate-kit: 1 change of the workbook in other people's files: not walked. "
        "`annotate-kit workbook apply back.xlsx` makes it.\n"
    )
    assert run(["annotate", "--as", "analyst", "--linear", "--book", "back.xlsx"]) == 2
    assert "the changes of a workbook cannot be walked line by line" in capsys.readouterr().err


def test_without_a_terminal_it_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    assert run(["annotate", ENGLISH]) == 2
    assert capsys.readouterr().err == (
        "annotate-kit: the app needs a terminal. Run it in one, or see `annotate-kit --help` for other commands.\n"
    )


def test_an_article_opens_and_the_apps_exit_code_is_the_commands(
    project: Path, opened: list[tuple[object, object]]
) -> None:
    assert project.is_dir()
    assert run(["annotate", ENGLISH, "--as", "kim"]) == 130
    assert opened == [(ENGLISH, "kim")]


@pytest.mark.parametrize("command", [["annotate"], []])
def test_without_an_article_the_queue_opens(
    command: list[str], project: Path, opened: list[tuple[object, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project.is_dir()
    monkeypatch.setenv("ANNOTATE_KIT_ANNOTATOR", "lee")
    assert run(command) == 0
    assert opened == [(None, "lee")]


def test_an_unknown_article_is_refused_before_the_app_opens(
    project: Path, opened: list[tuple[object, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    assert run(["annotate", "none", "--as", "kim"]) == 2
    assert "there is no article 'none'" in capsys.readouterr().err
    assert opened == []


@pytest.mark.parametrize(("answers", "annotator"), [("\n", "analyst"), ("park\n", "park")])
def test_the_annotator_is_asked_once_and_the_only_one_is_offered(
    answers: str,
    annotator: str,
    project: Path,
    opened: list[tuple[object, object]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    assert project.is_dir()
    typed = tmp_path / "typed"
    typed.write_text(answers)
    with typed.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert run(["annotate"]) == 0
    assert opened == [(None, annotator)]
    assert "remembered on this machine" in capsys.readouterr().err
    assert run(["annotate"]) == 0
    assert opened[1:] == [(None, annotator)], "and not asked again"
    assert "Your name" not in capsys.readouterr().err
    assert run(["annotate", "--as", "lee"]) == 0
    assert run(["annotate"]) == 0
    assert opened[2:] == [(None, "lee"), (None, annotator)], "who is named once is not remembered"


def test_a_bad_name_is_asked_for_again(
    project: Path,
    opened: list[tuple[object, object]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    typed = tmp_path / "typed"
    typed.write_text("Kim Yoon\nfinal\nkim-y\n")
    with typed.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert run(["annotate"]) == 0
    assert opened == [(None, "kim-y")]
    said = capsys.readouterr().err
    assert "Kim Yoon cannot be one: lower-case letters" in said
    assert (project / ".annotate-kit" / "annotator").read_text() == "kim-y\n"


def test_a_name_that_cannot_be_remembered_still_counts(
    project: Path,
    opened: list[tuple[object, object]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    (project / ".annotate-kit").write_text("in the way")
    typed = tmp_path / "typed"
    typed.write_text("park\n")
    with typed.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert run(["annotate"]) == 0
    assert opened == [(None, "park")]
    assert "annotator cannot be written" in capsys.readouterr().err


def test_in_a_project_without_annotators_any_name_will_do(
    project: Path, opened: list[tuple[object, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (project / "annotations").glob("*/analyst.json"):
        path.unlink()
    typed = project / "typed"
    typed.write_text("park\n")
    with typed.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert run(["annotate"]) == 0
    assert opened == [(None, "park")]


def test_a_person_s_own_settings_count(project: Path, opened: list[tuple[object, object]]) -> None:
    (project / "own.toml").write_text('annotator = "yoon"\n[theme]\nname = "contrast"\n[keymap]\nundo = "f5"\n')
    assert run(["annotate"]) == 0
    assert opened == [(None, "yoon")]
    settings = seen[0].settings
    assert settings.theme.name == "contrast"
    assert settings.keymap == {"article": {"undo": "f5"}}


def test_own_settings_that_cannot_be_meant_are_named(
    project: Path, opened: list[tuple[object, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "own.toml").write_text("[them]\n")
    assert run(["annotate"]) == 2
    assert "own.toml:1: there is no setting 'them'" in capsys.readouterr().err
    assert opened == []


def test_settings_of_a_person_stand_where_the_platform_keeps_them(
    project: Path, opened: list[tuple[object, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANNOTATE_KIT_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(project / "config"))
    (project / "config/annotate-kit").mkdir(parents=True)
    (project / "config/annotate-kit/config.toml").write_text('annotator = "kim-y"\n')
    assert run(["annotate"]) == 0
    assert opened == [(None, "kim-y")]


def test_line_by_line_where_it_is_asked_for(
    project: Path, opened: list[tuple[object, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate_kit.tui.run_app", None)
    assert run(["annotate", "--linear", "--as", "kim"]) == 0
    (project / "annotate-kit.toml").write_text("[screen]\nlinear = true\n")
    assert run(["annotate", "--as", "kim"]) == 0
    assert opened == [(None, "kim")] * 2


def test_the_tutor_opens_on_a_project_of_its_own_that_is_gone_afterwards(
    project: Path, opened: list[tuple[object, object]]
) -> None:
    before = sorted(project.rglob("*"))
    assert run(["tutor"]) == 130
    assert opened == [(tutoring.ARTICLE, tutoring.ANNOTATOR)]
    assert sorted(project.rglob("*")) == before
    assert not Path(seen[0].store.root).exists()


def test_a_tutor_that_is_left_well_says_nothing(
    project: Path, opened: list[tuple[object, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project.is_dir()
    monkeypatch.setattr("annotate_kit.tui.run_app", lambda *_arguments, **_options: 0)
    assert run(["tutor"]) == 0
    assert opened == []


def test_the_tutor_needs_a_terminal_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    assert run(["tutor"]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_the_time_that_was_counted_is_added_up(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--time"]) == 0
    assert "has counted nothing" in capsys.readouterr().err
    store = open_project(DiskFs(), str(project)).store
    acts = (Act(act="tag", type="official", keys=2, seconds=90.0), Act(act="undo", keys=1, seconds=0.5))
    keep_acts(store, "expo-2030-vote", "analyst", "timer-1", acts)
    assert run(["status", "--time"]) == 0
    shown = capsys.readouterr().out
    (tag,) = (line.split() for line in shown.splitlines() if line.startswith("tag"))
    assert tag == ["tag", "1", "2", "2.0", "90.0", "1.5"]
    assert "expo-2030-vote" in shown
    assert run(["status", "--time", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["act"]["undo"] == {"acts": 1, "keys": 1, "seconds": 0.5}
