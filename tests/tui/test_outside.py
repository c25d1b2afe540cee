"""The clipboard, the person's editor, and terminals that come and go."""

from __future__ import annotations

import base64
import io
import os
import pty
import signal
import sys
import termios
from pathlib import Path

import pytest

from annotate_kit.tui import outside


def test_the_clipboard_gets_bytes_that_decode_to_the_text() -> None:
    sequence = outside.clipboard_sequence("김윤 \x1b[2J")
    assert sequence is not None
    assert sequence.startswith("\x1b]52;c;")
    assert base64.b64decode(sequence[7:-1]).decode() == "김윤 \x1b[2J"


def test_a_text_too_long_for_the_clipboard_is_refused() -> None:
    assert outside.clipboard_sequence("x" * outside.LONGEST_COPY) is not None
    assert outside.clipboard_sequence("x" * (outside.LONGEST_COPY + 1)) is None


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, None),
        ({"EDITOR": "nano"}, ["nano"]),
        ({"EDITOR": "nano", "VISUAL": "code --wait"}, ["code", "--wait"]),
        ({"EDITOR": "  "}, None),
        ({"EDITOR": "'unclosed"}, None),
    ],
)
def test_the_editor_is_the_persons(environment: dict[str, str], command: list[str] | None) -> None:
    assert outside.editor_of(environment) == command


def editor(folder: Path, script: str) -> list[str]:
    path = folder / "editor.py"
    path.write_text(script, "utf-8")
    return [sys.executable, str(path)]


def test_an_editor_hands_back_what_it_wrote_and_the_file_goes(tmp_path: Path) -> None:
    note = tmp_path / "name"
    script = f"""
import pathlib, sys
path = pathlib.Path(sys.argv[1])
pathlib.Path({str(note)!r}).write_text(str(path))
path.write_text(path.read_text().upper())
"""
    assert outside.edited(editor(tmp_path, script), '"kim"') == '"KIM"'
    assert not Path(note.read_text()).exists()


def test_an_editor_that_fails_changes_nothing(tmp_path: Path) -> None:
    assert outside.edited(editor(tmp_path, "raise SystemExit(1)"), "1") is None
    assert outside.edited([str(tmp_path / "none")], "1") is None
    script = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(b'\\xff')"
    assert outside.edited(editor(tmp_path, script), "1") is None


def test_a_terminal_is_quiet_meanwhile_and_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        before = termios.tcgetattr(slave)
        with outside.quiet_terminal() as modes:
            assert modes == before
            quiet = termios.tcgetattr(slave)
            assert not quiet[3] & termios.ECHO
            assert not quiet[3] & termios.ICANON
            assert not quiet[0] & termios.ICRNL
        assert termios.tcgetattr(slave) == before
        assert not outside.is_gone(slave)
        os.close(master)
        assert outside.is_gone(slave)


def test_what_is_no_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with outside.quiet_terminal() as modes:
        assert modes is None


def test_signals_to_end_are_heard_and_not_died_of_while_the_app_loads() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with outside.hearing() as heard:
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGHUP)
        assert heard == [signal.SIGTERM, signal.SIGHUP]
    assert signal.getsignal(signal.SIGTERM) == before


def test_after_letting_go_nothing_printed_arrives_or_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        outside.let_go_of_terminal()
        print("gone", file=out, flush=True)
    assert (tmp_path / "out").read_text() == ""
