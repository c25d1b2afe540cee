"""What happens when the terminal goes, stops reading, or sends what it has at once."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import pytest
from tests.terminal.consoles import Pty, StartPty, until

ENGLISH = "business-council-2022"


def records(project: Path) -> list[str]:
    path = project / "annotations" / ENGLISH / "tester.json"
    return [record["data"]["name"] for record in json.loads(path.read_text("utf-8"))["records"]]


def opened(start: StartPty, **more: str) -> Pty:
    console = start("annotate", ENGLISH, "--as", "tester", **more)
    console.wait_for("1 word")
    return console


def tagged(start: StartPty, **more: str) -> Pty:
    console = opened(start, **more)
    console.press("\t\to")
    console.wait_for("is a mention of")
    console.press("\r")
    console.wait_for("a new organization")
    console.wait_for("● saved")
    return console


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_with_everything_in_the_file(start: StartPty, project: Path, number: int) -> None:
    console = tagged(start)
    console.kill(number)
    assert console.ended() == 128 + number
    assert console.output.rindex(b"\x1b[?1049l") > console.output.rindex(b"\x1b[?1049h")
    assert records(project) == ["Japan"]
    assert not list((project / ".annotate-kit" / "journal").rglob("*.jsonl"))


def test_a_terminal_that_goes_ends_the_app_with_everything_in_the_file(start: StartPty, project: Path) -> None:
    console = tagged(start)
    console.hang_up()
    assert console.ended() == 128 + signal.SIGHUP
    assert records(project) == ["Japan"]


def test_with_hang_ups_ignored_a_terminal_that_goes_still_ends_the_app(start: StartPty, project: Path) -> None:
    console = tagged(start, is_nohup="1")
    console.hang_up()
    assert console.ended() == 128 + signal.SIGHUP
    assert records(project) == ["Japan"]


def test_keys_that_came_before_the_app_was_ready_count(start: StartPty, project: Path) -> None:
    console = start("annotate", ENGLISH, "--as", "tester")
    console.wait_for("opening")
    console.press("\t\to\r")
    console.wait_for("a new organization")
    console.press("\x03")
    assert console.ended() == 130
    assert records(project) == ["Japan"]


def test_the_article_is_on_the_screen_before_textual_is_imported(start: StartPty) -> None:
    console = start("annotate", ENGLISH, "--as", "tester", PYTHONVERBOSE="1")
    console.wait_for("import 'textual.app'")
    assert console.output.index(b"largest business groups") < console.output.index(b"import 'textual")


def test_an_app_that_nobody_reads_from_still_saves(start: StartPty, project: Path) -> None:
    console = tagged(start)
    # Far more repaints than a terminal holds: before all are read, nothing the app does gets any further.
    console.press("\x1b[6~\x1b[5~" * 100 + "\x1b[5~" * 5 + "\t\t\tp\r")
    journal = project / ".annotate-kit" / "journal" / ENGLISH / "tester"
    until(
        lambda: any(b"Japan" in path.read_bytes() for path in journal.glob("*.jsonl")), "the first tag in the journal"
    )
    console.kill(signal.SIGTERM)
    assert console.ended() == 128 + signal.SIGTERM
    assert "Japan" in records(project)


def test_a_move_sends_few_bytes(start: StartPty) -> None:
    console = opened(start)
    time.sleep(1)
    console.read()
    sizes: list[int] = []
    for _ in range(10):
        console.press("\t")
        until(lambda: bool(_take(console, sizes)), "an answer to a key")
    assert max(sizes) < 1500
    assert sorted(sizes)[5] < 700


def _take(console: Pty, sizes: list[int]) -> bytes:
    got = console.read()
    if got:
        time.sleep(0.05)
        got += console.read()
        sizes.append(len(got))
    return got


def test_copied_words_go_to_the_terminals_clipboard(start: StartPty) -> None:
    console = opened(start)
    console.press(":copy the words\r")
    # "Business" in base64.
    console.wait_for("\x1b]52;c;QnVzaW5lc3M=\x07")


def test_a_value_goes_through_the_persons_editor(start: StartPty, project: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf \'"Nippon"\' > "$1"\n')
    editor.chmod(0o755)
    console = tagged(start, EDITOR=str(editor))
    console.press("eo")
    console.wait_for("Nippon")
    console.press("\x03")
    assert console.ended() == 130
    assert records(project) == ["Nippon"]


def test_nothing_but_one_line_without_a_terminal(start: StartPty) -> None:
    console = start("annotate", "no-such-article", "--as", "tester")
    assert console.ended() == 2
    assert b"there is no article 'no-such-article'" in console.output
    assert b"\x1b[?1049h" not in console.output
