"""The real app in a real terminal that hangs up, or a process that is told to end or to stop, keys flowing.

Afterwards everything that the screen called saved is in the annotation file, no process is left, and the terminal is
what it was. What stands half-typed in an open field is no edit until Enter, so no part of it is in the file either;
stopped and resumed, the field is still open and goes on.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.kills.killing import (
    COLUMNS,
    LINES,
    READY,
    App,
    Tally,
    Written,
    comments,
    count,
    make_project,
    write_comments,
)

from annotate_kit.store import DiskFs, Store, pending_journals

REPOSITORY = Path(__file__).parents[2]
PAIRS = ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?2004h", b"\x1b[?2004l"))
"""What switches the other screen, a hidden cursor and brackets around pasted text on, and off again."""
STOPPED = b"[stopped]"
PATIENCE = 240.0
"""Seconds; a run at low priority on a busy machine may get little of it."""


class Problem(Exception):  # noqa: N818  # a finding of the test, no error of the program
    """What is not as it should be, besides lost edits."""


class Console(App):
    """The app, with an eye on the terminal and on the process."""

    def __init__(self, folder: Path, plant: Callable[[], None], before: Callable[[], None] = lambda: None) -> None:
        go, going = os.pipe()

        def wait() -> None:
            os.read(go, 1)
            # A long run under nohup would hand on what it ignores.
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            before()

        super().__init__(folder, plant, wait)
        self.modes = termios.tcgetattr(self.master)
        os.write(going, b"!")
        os.close(go)
        os.close(going)

    def close_terminal(self) -> None:
        os.close(self.master)
        self.master = -1

    def ended(self) -> int:
        """The exit code, once there is one; minus the number where a signal ended the process."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                if self.master >= 0:
                    self.read(0.0 if self._is_quiet() else 0.05)
                return os.waitstatus_to_exitcode(status)
            if self.master >= 0:
                self.read(0.01)
            time.sleep(0.01)
        raise Problem("it does not end")

    def _is_quiet(self) -> bool:
        return not select.select([self.master], [], [], 0)[0]

    def is_restored(self) -> bool:
        """Whether the terminal is what it was before the app began."""
        is_off = all(self.output.rfind(off) >= self.output.rfind(on) for on, off in PAIRS)
        return is_off and termios.tcgetattr(self.master) == self.modes

    def clean_up(self) -> None:
        if self.pid:
            if self.master >= 0:
                with suppress(OSError):
                    os.killpg(os.tcgetpgrp(self.master), signal.SIGKILL)
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.master >= 0:
            os.close(self.master)


def stand_in_for_a_shell() -> None:
    """Run the rest as the one job of a shell: told when it stops, and calling it again when somebody types a line."""
    # Else it would be stopped itself when it takes the terminal back.
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        return
    with suppress(OSError):  # the job did it first
        os.setpgid(job, job)
    while True:
        _, status = os.waitpid(job, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
        os.tcsetpgrp(0, os.getpgrp())
        termios.tcflush(0, termios.TCIFLUSH)
        os.write(1, b"%s job %d\n" % (STOPPED, job))
        typed = b""
        while b"\n" not in typed:
            # A terminal that was left in the middle may give nothing at once where nothing is.
            select.select([0], [], [])
            typed += os.read(0, 100)
        os.tcsetpgrp(0, job)
        os.killpg(job, signal.SIGCONT)


def by_signal(number: signal.Signals) -> Callable[[Path, int, random.Random, Written, Callable[[], None]], None]:
    """Ended by a signal: now and then so early that the app is still being loaded."""

    def end(folder: Path, seed: int, luck: random.Random, written: Written, plant: Callable[[], None]) -> None:
        console = Console(folder, plant)
        try:
            is_early = luck.random() < 0.25
            if is_early:
                console.read(luck.random() * 0.5)
            else:
                _write(console, seed, luck, written)
            os.kill(console.pid, number)
            code = console.ended()
            if code != 128 + number and not (is_early and code == -number):
                raise Problem(f"it ended with {code}: {console.output[-300:]!r}")
            if not console.is_restored():
                raise Problem(f"the terminal is not what it was, early: {is_early}")
        finally:
            console.clean_up()

    return end


def by_closing(before: Callable[[], None]) -> Callable[[Path, int, random.Random, Written, Callable[[], None]], None]:
    """Ended because the terminal has gone."""

    def end(folder: Path, seed: int, luck: random.Random, written: Written, plant: Callable[[], None]) -> None:
        console = Console(folder, plant, before)
        try:
            _write(console, seed, luck, written)
            console.close_terminal()
            if (code := console.ended()) != 128 + signal.SIGHUP:
                raise Problem(f"it ended with {code}")
        finally:
            console.clean_up()

    return end


def ignore_hangups() -> None:
    """As nohup does."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def by_stopping(folder: Path, seed: int, luck: random.Random, written: Written, plant: Callable[[], None]) -> None:
    """Stopped and called again, perhaps with a field open, some times; ended by a signal."""
    console = Console(folder, plant, stand_in_for_a_shell)
    try:
        _wait(console, READY)
        for turn in range(luck.choice([1, 2])):
            write_comments(console, seed, luck, written, is_patient=luck.random() < 0.5)
            half = f"h{seed}x{turn}" if luck.random() < 0.5 else ""
            if half:
                console.send(f'"{half}')
                _wait(console, half.encode())
            job, is_heard = _stop(console, luck)
            if is_heard and not console.is_restored():
                raise Problem(f"stopped, the terminal is not what it was: {console.output[-300:]!r}")
            console.output = b""
            console.send("fg\n")
            _wait(console, "┌".encode())
            console.read(0.2)
            # Without a half, the shell took the Enter that was on its way; whoever sees the field presses it again.
            if half or b"Esc leaves it" in console.output:
                console.send("y\r" if half else "\r")
                _wait(console, b"comment kept")
                _wait(console, b"saved")
            if half:
                written.sent.append(f"{half}y")
                written.said.add(f"{half}y")
        write_comments(console, seed, luck, written, is_patient=True)
        os.kill(job, signal.SIGTERM)
        if (code := console.ended()) != 128 + signal.SIGTERM:
            raise Problem(f"it ended with {code}: {console.output[-300:]!r}")
        if not console.is_restored():
            raise Problem("the terminal is not what it was")
    finally:
        console.clean_up()


def lose_a_key(folder: Path) -> None:
    """Stopped after a key was seen and before it was read; the shell takes it, and the app goes on without."""

    def plant() -> None:
        read = os.read

        def slowly(descriptor: int, most: int) -> bytes:
            if os.isatty(descriptor):
                time.sleep(1.0)
            return read(descriptor, most)

        os.read = slowly

    console = Console(folder, plant, stand_in_for_a_shell)
    try:
        _wait(console, READY)
        job = os.tcgetpgrp(console.master)
        console.send("?")
        time.sleep(0.3)
        os.killpg(job, signal.SIGSTOP)
        _wait(console, STOPPED)
        console.output = b""
        console.send("fg\n")
        _wait(console, "┌".encode())
    finally:
        console.clean_up()


def _stop(console: Console, luck: random.Random) -> tuple[int, bool]:
    """Stop the job, by the key or from outside; its process, and whether it heard of it before."""
    kind = luck.choice(["key", "key", signal.SIGTSTP, signal.SIGTSTP, signal.SIGSTOP])
    if isinstance(kind, signal.Signals):
        os.killpg(os.tcgetpgrp(console.master), kind)
    else:
        console.send("\x1a")
    _wait(console, STOPPED)
    console.read(0.05)
    return int(console.output.rpartition(b" job ")[2].split()[0]), kind != signal.SIGSTOP


def by_tmux(folder: Path, seed: int, luck: random.Random, written: Written, _plant: Callable[[], None]) -> None:
    """tmux is killed, and the terminals that it held are gone."""
    environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}

    def tmux(*arguments: str) -> str:
        command = ["tmux", "-S", str(folder / "tmux"), "-f", os.devnull, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout

    def see(*found: str, absent: str) -> str:
        end = time.monotonic() + PATIENCE
        while not all(one in (screen := tmux("capture-pane", "-p")) for one in found) or absent in screen:
            if time.monotonic() > end:
                raise Problem(f"waited for {found}: {screen}")
            time.sleep(0.02)
        return screen

    command = f"exec {sys.executable} -m annotate_kit annotate expo-vote --as kim"
    tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(LINES), "-c", str(folder), command)
    try:
        pid = int(tmux("display-message", "-p", "#{pane_pid}"))
        see(READY.decode(), absent="opening")
        for number in range(luck.choice([1, 2, 3])):
            words = f"c{seed}x{number}."
            tmux("send-keys", "-l", f'"{words}')
            tmux("send-keys", "Enter")
            written.sent.append(words)
            if luck.random() < 0.5:
                see("comment kept", "● saved", absent=words)
                written.said.update(written.sent)
        tmux("send-keys", "-l", f'"half{seed}')
        time.sleep(luck.random() * 0.2)
    finally:
        tmux("kill-server")
    end = time.monotonic() + PATIENCE
    while _is_running(pid):
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            raise Problem("it does not end")
        time.sleep(0.02)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _write(console: Console, seed: int, luck: random.Random, written: Written) -> None:
    """Comments, and perhaps the beginning of one more."""
    _wait(console, READY)
    write_comments(console, seed, luck, written, is_patient=luck.random() < 0.5)
    if luck.random() < 0.5:
        console.send(f'"half{seed}')
        console.read(luck.choice([0.0, 0.05]))


def _wait(console: Console, words: bytes) -> None:
    if not console.wait_for(words, PATIENCE):
        raise Problem(f"waited for {words!r}: {console.output[-300:]!r}")


WAYS = {
    "SIGHUP": by_signal(signal.SIGHUP),
    "SIGTERM": by_signal(signal.SIGTERM),
    "terminal closed": by_closing(lambda: None),
    "terminal closed, SIGHUP ignored": by_closing(ignore_hangups),
    "stopped and resumed": by_stopping,
    "tmux killed": by_tmux,
}


def can(way: str) -> bool:
    """Whether this can be tried here."""
    return way != "tmux killed" or shutil.which("tmux") is not None


def run(folder: Path, way: str, seed: int, number: int, plant: Callable[[], None] = lambda: None) -> Tally:
    """So many ends of one kind; after 40 of them with a new project, so that none grows beyond what people write."""
    each = 40
    tally = Tally()
    known: set[str] = set()
    for turn in range(number):
        project = folder / f"p{turn // each}"
        if turn % each == 0:
            make_project(project)
            known = set()
        luck = random.Random(f"{way} {seed + turn}")  # noqa: S311  # nothing here is secret
        written = Written()
        tally.kills += 1
        try:
            WAYS[way](project, seed + turn, luck, written, plant)
        except Problem as problem:
            tally.lost.append(f"seed {seed + turn}: {problem}")
            # It may be on its way still.
            continue
        if pending_journals(Store(DiskFs(), str(project))):
            tally.lost.append(f"seed {seed + turn}: a journal was left")
        count(project, seed + turn, written, known, tally)
        if halves := {one for one in comments(project) if one.startswith("half") or (one[0] == "h" and one[-1] != "y")}:
            tally.lost.append(f"seed {seed + turn}: half-typed words were taken for a comment: {sorted(halves)}")
    return tally
