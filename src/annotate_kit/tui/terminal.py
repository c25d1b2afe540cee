"""Textual's hand on the terminal, which lets go before it takes hold again, and of what has gone."""

from __future__ import annotations

import queue
import termios
import tty
from collections.abc import Callable
from contextlib import suppress

from textual.drivers.linux_driver import LinuxDriver

__all__ = ["Terminal"]

_PULSE = 0.1
"""Seconds between two looks at whether anybody still writes."""


class Terminal(LinuxDriver):
    """Lets go of the terminal first where a SIGSTOP, which nobody hears, left it no time to.

    Textual takes hold at every SIGCONT: two threads would read the keys then, and each get some of them. Its thread
    that writes dies with the terminal, and then whoever had more to write would wait for ever. Its thread that reads
    may have seen a key when all stops; the shell takes that key, and the thread would wait for another one.
    """

    def start_application_mode(self) -> None:  # pragma: no cover  # needs a terminal: tests/hangups
        """Take hold of the terminal; to read where there is nothing any more gives nothing, at once."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's own
        with suppress(termios.error):  # the terminal has gone
            modes = termios.tcgetattr(self.fileno)
            modes[tty.CC][termios.VMIN] = 0
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)

    # A signal may come while a line is handed to the thread that writes; to hand it another one there waits for ever. A
    # terminal that goes sends SIGCONT too.

    def _sigtstp_application(self, *_: object) -> None:  # pragma: no cover  # needs a terminal: tests/hangups
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:  # pragma: no cover  # the same
        self._soon(self._take_up)

    def _soon(self, what: Callable[[], None]) -> None:  # pragma: no cover  # the same
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what)

    def _take_up(self) -> None:  # pragma: no cover  # the same
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()

    def write(self, data: str) -> None:  # pragma: no cover  # the same
        """Hand over what is to be written, while there is somebody to write it."""
        thread = self._writer_thread
        while thread is not None and thread.is_alive():
            try:
                thread._queue.put(data, timeout=_PULSE)  # noqa: SLF001  # its own `write` cannot be left
            except queue.Full:
                continue
            return

    def close(self) -> None:  # pragma: no cover  # the same
        """Let go of the thread that writes, if it is there."""
        if self._writer_thread is not None and not self._writer_thread.is_alive():
            self._writer_thread = None
        super().close()
