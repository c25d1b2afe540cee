"""Byte by byte on a pseudo-terminal: no sequence in what the app and the commands write comes out of the data."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.escapes import PAYLOADS, foreign
from tests.fakes.escaping_project import ALL, ARTICLE, files
from tests.terminal.consoles import Pty, until

SIZE = (100, 30)
NAMED = f"named{PAYLOADS[0]}{PAYLOADS[8]}.txt"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Nothing but hostile texts."""
    root = tmp_path / "news"
    for path, raw in files().items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return root


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_each_of_them_is_found_where_it_comes_through(payload: str) -> None:
    assert list(foreign(f"\x1b[1;1Hfine {payload}fine\r\n".encode(), size=SIZE))
    assert list(foreign(b"\x9b31m \xff"))
    assert not list(foreign("\x1b[?1049h\x1b[2;3H\x1b[0;1;36m부산\x1b[0m\r\n".encode()))


def test_the_clipboard_takes_what_was_copied_and_nothing_else() -> None:
    asked = b"\x1b]52;c;QnVzYW4=\x07"
    assert list(foreign(asked))
    assert list(foreign(asked, copied="Seoul"))
    assert not list(foreign(asked, copied="Busan"))


COMMANDS = (
    ("status",),
    ("validate", "--format", "full"),
    ("validate", "--format", "concise"),
    ("export", "json", "--allow-problems"),
    ("export", "csv", "--allow-problems", "--output", f"out{PAYLOADS[0]}{PAYLOADS[8]}"),
    ("find", "Busan"),
    ("entities",),
    ("entities", "--differ"),
    ("log", ARTICLE),
    ("doctor",),
    ("suggest", ARTICLE, "--as", "kim"),
    ("import", "new.txt", NAMED, f"none{ALL}".replace("\0", "")),
    ("schema", "lint"),
    ("schema", "show", "city"),
    ("keys", "--for", "city"),
    ("everywhere", "Busan", "--type", "city", "--as", "kim"),
    (f"no{ALL}".replace("\0", ""),),
    ("annotate", ALL.replace("\0", ""), "--as", "kim"),
    ("validate", ALL.replace("\0", "")),
    ("--project", ALL.replace("\0", ""), "status"),
)


def test_commands_write_nothing_that_they_did_not_mean(project: Path) -> None:
    seen = b""
    running: list[tuple[tuple[str, ...], Pty]] = []
    for command in COMMANDS:
        # Two at a time: each is one process that mostly waits for its own start.
        running.append((command, Pty(list(command), project, SIZE, {"FORCE_HYPERLINK": "1"})))
        if len(running) == 2 or command is COMMANDS[-1]:
            for asked, console in running:
                console.ended()
                console.read()
                assert list(foreign(console.output, size=SIZE)) == [], asked
                assert b"Traceback" not in console.output, asked
                seen += console.output
                console.clean_up()
            running.clear()
    assert "␛".encode() in seen, "the texts were shown, by their pictures"


KEYS = (
    *("\t", "\t", " ", ")", "j", "#", "\x1b", "e", "j", "j", "\x1b", "r", "\x1b", "g", "j", "\x1b", "!", "j", "\x1b"),
    *("_", "\x1b", "|", "\x1b", "?", "\x1b", "`", "/", "Busan\r", "n", "\x1b", "\r", "\x1b", "@", "c", "\x1b"),
    *("&", "q", '"', "[8;5mx", "\x1b", ":", "\x1b", "f", "\x1b", "y", "u", "*", "u", "q", "j", "/"),
    *("Bus\r", "\x1b", "?", "\x1b"),
)
"""Through every view of the app that shows a text from outside."""


def _quiet(console: Pty) -> Callable[[], bool]:
    """Whether the app has answered: nothing more has come for a moment."""

    def quiet() -> bool:
        before = len(console.output)
        time.sleep(0.04)
        console.read()
        return len(console.output) == before

    return quiet


@pytest.mark.parametrize("begin", [("annotate", ARTICLE, "--as", "kim"), ("annotate", "--as", "lee")])
def test_the_app_writes_nothing_that_it_did_not_mean(project: Path, begin: tuple[str, ...]) -> None:
    console = Pty(list(begin), project, SIZE, {})
    try:
        console.wait_for("\x1b[?2004h")
        for key in ("\r", *KEYS) if len(begin) == 3 else KEYS:
            until(_quiet(console), f"quiet before {key!a}")
            console.press(key)
        until(_quiet(console), "quiet at the end")
        console.press("\x03")
        console.ended()
    finally:
        console.clean_up()
    assert "␛".encode() in console.output
    assert list(foreign(console.output, size=SIZE)) == []
    assert b"Traceback" not in console.output
