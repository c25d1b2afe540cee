"""A program on a pseudo-terminal: when its words appear; how soon, in how many bytes and rows, a key is answered."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import attrs

__all__ = ["KEYS", "Answer", "Terminal"]

KEYS = {
    "tab": "\t",
    "enter": "\r",
    "escape": "\x1b",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pagedown": "\x1b[6~",
    "ctrl+z": "\x1a",
    "ctrl+q": "\x11",
}
"""What a terminal sends for keys that are no characters."""

_PATIENCE = 120.0
"""Seconds after which a program that says nothing has failed."""

_QUIET = 0.04
"""Seconds without output after which a key counts as answered; not part of its time."""

_IDLE = 0.02
"""Seconds of the processor in a second, up to which a program counts as doing nothing."""

_STILL = 5
"""Such seconds on end."""

_ASKS, _KNOWS = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""Whether the terminal knows frames, and that it does; then each frame is closed by `_FRAME`."""
_FRAME = b"\x1b[?2026l"
_CHECKED = re.compile(rb"(?:no|\d+) problem")
_ROW = re.compile(rb"\x1b\[(\d+);\d+H")


@attrs.frozen(kw_only=True)
class Answer:
    """What came of a key."""

    painted: float
    """Seconds to the last byte of the first frame."""
    ended: float
    """Seconds to the last byte of all, "saved" among them."""
    processor: float
    """Seconds of the processor that the thread which answers keys took for it; 0 where the system does not say."""
    size: int
    """Bytes of all frames."""
    rows: int
    """Rows that something was written into, over all frames."""
    output: bytes


class Terminal:
    """A program on a pseudo-terminal of `size` columns and lines."""

    def __init__(self, command: Sequence[str], cwd: Path, size: tuple[int, int] = (120, 40)) -> None:
        self.started = time.perf_counter()
        self.output = b""
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.chdir(cwd)
            # Both sides draw as often as the app does by itself.
            kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH"}}
            os.execve(  # noqa: S606  # the child becomes the program
                command[0], list(command), {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TEXTUAL_FPS": "240"}
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    def send(self, keys: str) -> None:
        """Press keys without waiting for anything."""
        os.write(self._master, keys.encode())

    def wait_for(self, words: str) -> float:
        """Seconds since the start at which these words, in one style and one row, had come; ends all if they do not."""
        while words.encode() not in self.output:
            self._wait(words)
        return time.perf_counter() - self.started

    def wait_checked(self) -> float:
        """Seconds since the start at which the app had opened the article, and looked for problems."""
        while not _CHECKED.search(self.output):
            self._wait("how many problems there are")
        return time.perf_counter() - self.started

    def _wait(self, what: str) -> None:
        if not self._read(_PATIENCE):
            raise SystemExit(f"{what!r} never came; the end of the output is {self.output[-2000:]!r}")

    def rest(self, seconds: float) -> None:
        """Take what comes in so long a time."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def press(self, keys: str) -> Answer:
        """Press a key, or several at once, and wait until all is said about it."""
        before, worked = len(self.output), self._processor(str(self.pid))
        started = time.perf_counter()
        self.send(keys)
        painted = ended = 0.0
        wait = _PATIENCE
        while self._read(wait):
            ended = time.perf_counter() - started
            if not painted and _FRAME in self.output[before:]:
                painted = ended
            wait = _QUIET if painted else _PATIENCE
        output = self.output[before:]
        if not painted:
            raise SystemExit(f"{keys!r} was never answered")
        processor = self._processor(str(self.pid)) - worked
        return Answer(
            painted=painted,
            ended=ended,
            processor=processor,
            size=len(output),
            rows=_rows(output),
            output=output,
        )

    def memory(self) -> float:
        """The most that the program has held so far, MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def wait_idle(self) -> None:
        """Wait until no thread of the program has done anything for longer than it puts off what takes long."""
        still = 0
        for _ in range(int(_PATIENCE)):
            before = self._processor("*")
            self.rest(1.0)
            still = still + 1 if self._processor("*") - before < _IDLE else 0
            if still == _STILL:
                return

    def _processor(self, thread: str) -> float:
        """Seconds of the processor that a thread, or all (`*`), took so far, to the nanosecond; Linux alone tells."""
        found = 0.0
        for task in Path(f"/proc/{self.pid}/task").glob(thread):
            with suppress(OSError):
                # A thread may end meanwhile.
                found += int((task / "schedstat").read_text("ascii").split()[0]) / 1e9
        return found

    def _read(self, seconds: float) -> bool:
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.output += piece
        if _ASKS in piece:
            os.write(self._master, _KNOWS)
        return bool(piece)


def _rows(output: bytes) -> int:
    # Each frame ends with putting the cursor back to where it was, which writes into no row.
    return sum(len(set(_ROW.findall(frame)[:-1])) for frame in output.split(_FRAME))
