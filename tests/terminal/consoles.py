"""Real terminals: a pseudo-terminal of our own, and tmux."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that a busy machine may take for anything."""


def until(
    found: Callable[[], bool], what: str, *, seconds: float = PATIENCE, shown: Callable[[], str] = lambda: ""
) -> None:
    """Wait for something to become true; `shown` tells what there was to see instead."""
    end = time.monotonic() + seconds
    while not found():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds} s for {what}\n{shown()}")
        time.sleep(0.02)


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "PYTHONPATH", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"}
    }
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", **more}


COMMAND = [sys.executable, "-m", "annotate_kit"]


class Pty:
    """A program on a pseudo-terminal whose other end we hold."""

    def __init__(self, arguments: list[str], cwd: Path, size: tuple[int, int], more: dict[str, str]) -> None:
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            if more.pop("is_nohup", ""):
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            os.execve(COMMAND[0], [*COMMAND, *arguments], environment(**more))  # noqa: S606  # the child becomes the program
        columns, lines = size
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.output = b""
        self._since = 0
        """Where the output begins that came after the last keys."""
        self.status: int | None = None

    def read(self) -> bytes:
        """What has come since the last time."""
        got = b""
        while select.select([self.master], [], [], 0)[0]:
            try:
                piece = os.read(self.master, 65536)
            except OSError:
                break
            if not piece:
                break
            got += piece
        self.output += got
        return got

    def wait_for(self, words: str) -> None:
        def found() -> bool:
            self.read()
            return words.encode() in self.output[self._since :]

        until(found, f"{words!r} on the terminal")

    def press(self, keys: str) -> None:
        self.read()
        self._since = len(self.output)
        os.write(self.master, keys.encode())

    def hang_up(self) -> None:
        """Close our end: the terminal is gone."""
        os.close(self.master)
        self.master = -1

    def kill(self, number: int) -> None:
        os.kill(self.pid, number)

    def ended(self) -> int:
        """The exit code; minus the number where a signal ended it."""

        def over() -> bool:
            if self.master >= 0:
                self.read()
            if self.status is None:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self.status = os.waitstatus_to_exitcode(status)
            return self.status is not None

        until(over, "the end of the program")
        assert self.status is not None
        return self.status

    def clean_up(self) -> None:
        if self.status is None:
            pid, _ = os.waitpid(self.pid, os.WNOHANG)
            if not pid:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        if self.master >= 0:
            os.close(self.master)


class Tmux:
    """The program in a tmux of its own."""

    def __init__(
        self,
        socket: Path,
        arguments: list[str],
        cwd: Path,
        size: tuple[int, int],
        *,
        is_shell: bool,
        more: Mapping[str, str],
    ) -> None:
        self._socket = socket
        self._environment = environment(**more)
        command = " ".join([*COMMAND, *arguments, "; echo left with $?; exec sleep 600"])
        if is_shell:
            command = "exec bash --norc"
        columns, lines = size
        self._run(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-s",
            "kit",
            "-x",
            str(columns),
            "-y",
            str(lines),
            "-c",
            str(cwd),
            command,
        )
        if is_shell:
            self.type(" ".join([*COMMAND, *arguments]))
            self.press("Enter")

    def _run(self, *arguments: str) -> str:
        result = subprocess.run(
            ["tmux", "-S", str(self._socket), *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=self._environment,
        )
        return result.stdout

    def screen(self) -> str:
        return self._run("capture-pane", "-p", "-t", "kit")

    def screen_with_colours(self) -> str:
        return self._run("capture-pane", "-p", "-e", "-t", "kit")

    def press(self, *keys: str) -> None:
        for key in keys:
            self._run("send-keys", "-t", "kit", r"\;" if key == ";" else key)

    def type(self, words: str) -> None:
        self._run("send-keys", "-t", "kit", "-l", words)

    def paste(self, words: str) -> None:
        """As a terminal pastes where the program has asked for brackets around it."""
        self._run("set-buffer", "-b", "words", words)
        self._run("paste-buffer", "-p", "-b", "words", "-t", "kit")

    def take_clipboard(self) -> None:
        """Be a terminal that lets programs put text on its clipboard."""
        self._run("set-option", "-s", "set-clipboard", "on")

    def clipboard(self) -> str:
        """What the program has put on the terminal's clipboard; "" while it is empty."""
        return self._run("show-buffer") if self._run("list-buffers") else ""

    def resize(self, columns: int, lines: int) -> None:
        self._run("resize-window", "-t", "kit", "-x", str(columns), "-y", str(lines))

    def wait_for(self, words: str) -> str:
        until(lambda: words in self.screen(), f"{words!r} on the screen, which shows:", shown=self.screen)
        return self.screen()

    def clean_up(self) -> None:
        self._run("kill-server")


StartPty = Callable[..., Pty]
StartTmux = Callable[..., Tmux]
