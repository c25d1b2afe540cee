"""What holds for every command: help, versions, errors in one line, exit codes, and who annotates."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from annotate_kit import __version__, errors
from annotate_kit.__main__ import main
from annotate_kit.cli import acting, annotate, app, console
from annotate_kit.errors import AnnotateKitError, EditMismatchError, HasProblemsError, UnwritableError, UsageError
from annotate_kit.store import DiskFs
from annotate_kit.workflow.acts import TakenBack
from annotate_kit.workflow.project import open_project

Run = Callable[..., Any]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], int]:
    """Runs a command line whose only command raises."""

    def call(error: BaseException) -> int:
        def build() -> typer.Typer:
            made = typer.Typer()

            @made.command()
            def fail() -> None:
                raise error

            return made

        monkeypatch.setattr(app, "build", build)
        return app.run([])

    return call


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UsageError("that cannot be", "Do this"), 2, "annotate-kit: that cannot be. Do this"),
        (UnwritableError("x.json", "No space left on device"), 3, "x.json cannot be written"),
        (HasProblemsError(2), 1, "2 errors in the records"),
        (EditMismatchError("SetValue", "it holds another value"), 1, "does not fit"),
        (PermissionError(13, "Permission denied", "secret"), 3, "annotate-kit: secret: Permission denied."),
        (OSError("odd"), 3, "annotate-kit: odd."),
        (typer.BadParameter("no such thing"), 2, "no such thing. Try `annotate-kit --help`."),
        (KeyboardInterrupt(), 130, ""),
        (EOFError(), 130, "interrupted"),
    ],
)
def test_an_error_is_one_line_and_an_exit_code(
    failing: Callable[[BaseException], int],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    words: str,
) -> None:
    assert failing(error) == code
    talk = capsys.readouterr().err
    assert words in talk
    assert len(talk.strip().splitlines()) <= 1


def test_terminal_escapes_in_an_error_are_shown_not_sent(
    failing: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(UsageError("\x1b[2Jgone", "\u202eDo this"))
    talk = capsys.readouterr().err
    assert "\x1b" not in talk
    assert "\u202e" not in talk


def test_a_closed_pipe_ends_the_command_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "annotate_kit", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        talk = process.stderr.read()
    assert process.returncode == console.CLOSED_PIPE
    assert talk == b""


def test_the_version_is_told_by_every_way_in(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--version").out == f"annotate-kit {__version__}\n"
    monkeypatch.setattr(sys, "argv", ["annotate-kit", "--version"])
    assert main() == 0
    monkeypatch.setattr(sys, "argv", ["annotate-kit", "bogus"])
    assert main() == 2


def test_a_version_that_cannot_be_written_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "argv", ["annotate-kit", "--version"])
    monkeypatch.setattr(sys, "stdout", Full())
    assert main() == 3
    assert capsys.readouterr().err == "annotate-kit: the version cannot be written: No space left on device.\n"


def test_without_a_command_and_a_terminal_the_help_is_printed(run: Run) -> None:
    result = run()
    assert result.code == 0
    assert "Examples:" in result.out


def test_every_command_has_help_with_examples(run: Run) -> None:
    for name in app.COMMANDS:
        result = run(name.rstrip("_").replace("_", "-"), "--help")
        assert result.code == 0
        assert "annotate-kit" in result.out.partition("Usage:")[2].partition("\n")[2], name


@pytest.mark.parametrize("name", ["show", "lint", "test", "diff", "migrate", "import"])
def test_every_command_for_schemas_has_help_with_examples_of_its_own(run: Run, name: str) -> None:
    result = run("schema", name, "--help")
    assert result.code == 0
    assert f"annotate-kit schema {name}" in result.out.partition("Examples:")[2], name


def test_a_bare_command_on_a_terminal_opens_the_queue(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(console, "is_interactive", lambda: True)
    monkeypatch.setattr(annotate, "open_queue", lambda: opened.append(True))
    assert run().code == 0
    assert opened


def test_a_person_is_one_who_sits_at_both_ends() -> None:
    assert not console.is_interactive()


def test_the_annotator_comes_from_the_option_the_environment_the_settings_or_is_asked(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = open_project(DiskFs(), str(project))
    with pytest.raises(UsageError, match="nobody is named"):
        console.annotator(None, work)
    assert console.annotator(None, work, ask=lambda: "asked") == "asked"
    (project / "annotate-kit.toml").write_text('annotator = "settled"\n')
    work = open_project(DiskFs(), str(project))
    assert console.annotator(None, work) == "settled"
    monkeypatch.setenv("ANNOTATE_KIT_ANNOTATOR", "surroundings")
    assert console.annotator(None, work) == "surroundings"
    assert console.annotator("named", work) == "named"
    with pytest.raises(UsageError, match="cannot be an annotator's name"):
        console.annotator("../x", work)


def test_the_project_is_the_named_one_or_the_nearest_above(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = project / "annotations"
    monkeypatch.chdir(inside)
    assert run("status").code == 0
    monkeypatch.chdir("/")
    assert run("status").code == 2
    assert run("--project", str(project), "status").code == 0
    monkeypatch.setenv("ANNOTATE_KIT_PROJECT", str(project))
    assert run("status").code == 0


def test_progress_is_drawn_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with console.progress(console.MANY, "importing") as step:
            step()
        assert ("importing" in stream.getvalue()) is drawn


def test_every_error_names_what_to_do() -> None:
    samples: list[AnnotateKitError] = [
        errors.InputError("a.txt", "it is empty", "Name another."),
        errors.UnreadableError("a", "b"),
        errors.NotFoundError("article", "x"),
        errors.NotFoundError("article", "x", ("a",) * 9),
        errors.NoProjectError("."),
        errors.NoTerminalError(),
        errors.DamagedFileError("a.json", "cut"),
        errors.ChangedOnDiskError("a.json"),
        errors.ConflictError("a.json", ("/records/0",)),
        errors.ExistsError("a", "Name another."),
        errors.HasProblemsError(1),
    ]
    for error in samples:
        text = str(error)
        assert text.endswith(".") or "Known:" in text
        assert "\n" not in text


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (("validate", "--fail-on", "never"), "annotate-kit validate"),
        (("schema", "show", "--nothing"), "annotate-kit schema show"),
        (("nothing",), "annotate-kit"),
    ],
)
def test_a_wrong_option_names_the_help_of_its_command(run: Run, arguments: tuple[str, ...], command: str) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.err.endswith(f"Try `{command} --help`.\n")


def test_a_stream_that_cannot_be_told_what_to_do_with_strange_characters_is_written_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    console.talk("부산")
    assert stream.getvalue() == "부산\n"


def test_what_became_of_taking_an_act_back_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    acting.tell(None)
    assert capsys.readouterr().err == "annotate-kit: there is nothing to take back.\n"
    acting.tell(TakenBack(label="join two"))
    assert capsys.readouterr().err == "annotate-kit: taken back: join two\n"
    with pytest.raises(typer.Exit) as left:
        acting.tell(TakenBack(label="join two", left=("a/kim.json changed since",)))
    assert left.value.exit_code == 1
    assert capsys.readouterr().err.endswith("annotate-kit: a/kim.json changed since\n")
