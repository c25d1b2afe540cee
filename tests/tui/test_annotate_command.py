"""`annotate-kit annotate`: what it opens, for whom, and what it answers without a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.tui.stage import ENGLISH, REPOSITORY

from annotate_kit.cli import console
from annotate_kit.cli.app import run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(REPOSITORY / "schemas", tmp_path / "schemas")
    shutil.copytree(REPOSITORY / "annotations", tmp_path / "annotations")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNOTATE_KIT_PROJECT", raising=False)
    monkeypatch.delenv("ANNOTATE_KIT_ANNOTATOR", raising=False)
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, object]]:
    """A person at a terminal, and an app that notes what it was opened on and ends with 130."""
    calls: list[tuple[object, object]] = []

    def app(
        _project: object,
        *,
        article_id: object,
        annotator: object,
        clock: object,
        ids: object,
        suggesting: object,  # noqa: ARG001  # the command must hand it over
    ) -> int:
        assert clock is console.clock
        assert ids is console.ids
        calls.append((article_id, annotator))
        return 130 if article_id else 0

    monkeypatch.setattr(console, "is_interactive", lambda: True)
    monkeypatch.setattr("annotate_kit.tui.run_app", app)
    return calls


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
    assert "annotator = " in capsys.readouterr().err


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
