"""The programs and devices around the terminal: its clipboard, and the person's editor."""

from __future__ import annotations

import base64
import os
import shlex
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from annotate_kit.store import private_folder

__all__ = [
    "LONGEST_COPY",
    "clipboard_sequence",
    "edited",
    "editor_of",
    "hearing",
    "is_gone",
    "let_go_of_terminal",
    "quiet_terminal",
]

LONGEST_COPY = 74_994
"""Bytes that fit into one OSC 52 sequence; longer ones are dropped by terminals without a word."""


def clipboard_sequence(text: str) -> str | None:
    """The escape sequence that puts a text on the terminal's clipboard, or None where it is too long for one."""
    raw = text.encode("utf-8", "replace")
    if len(raw) > LONGEST_COPY:
        return None
    return f"\x1b]52;c;{base64.b64encode(raw).decode('ascii')}\a"


def editor_of(environment: Mapping[str, str]) -> list[str] | None:
    """The person's editor as a command, or None where none is named."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        return shlex.split(named) or None
    except ValueError:
        # An unclosed quotation mark names no editor.
        return None


def edited(command: list[str], text: str) -> str | None:
    """What an editor made of a text; None where it failed or could not be started."""
    try:
        with private_folder() as folder:
            path = folder.path / "value.json"
            path.write_text(text, "utf-8")
            # Should the app be killed meanwhile, the editor still holds its folder.
            done = subprocess.run([*command, str(path)], check=False, pass_fds=[folder.holder])  # noqa: S603  # the person's own
            return path.read_text("utf-8") if done.returncode == 0 else None
    except (OSError, UnicodeDecodeError):
        return None


@contextmanager
def hearing() -> Iterator[list[int]]:
    """The signals to end that have come; to die of one while the app is being loaded would leave the terminal as it is.

    For the main thread alone.
    """
    heard: list[int] = []
    numbers = (signal.SIGHUP, signal.SIGTERM)
    before = {number: signal.signal(number, lambda came, _frame: heard.append(came)) for number in numbers}
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def quiet_terminal() -> Iterator[list[Any] | None]:
    """Keys that come before the app is ready wait for it unseen, and the terminal is as it was afterwards.

    Yields its modes from before; None where there is no terminal.
    """
    try:
        before = termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, ValueError, OSError):
        # Not on a terminal there is nothing to keep quiet.
        yield None
        return
    quiet = [*before]
    # Enter has to arrive as Enter, not as the line feed that a terminal makes of it.
    quiet[0] = before[0] & ~termios.ICRNL
    quiet[3] = before[3] & ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, quiet)
    try:
        yield before
    finally:
        with suppress(termios.error):
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)


def let_go_of_terminal() -> None:
    """Nothing more can be printed: what is still buffered would make the interpreter end with an error of its own."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_gone(descriptor: int) -> bool:
    """Whether the terminal behind a file descriptor has gone."""
    try:
        termios.tcgetattr(descriptor)
    except termios.error:
        return True
    return False
