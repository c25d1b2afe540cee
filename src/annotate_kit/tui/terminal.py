"""Textual's hand on the terminal, which lets go before it takes hold again."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

__all__ = ["Terminal"]


class Terminal(LinuxDriver):
    """Lets go of the terminal first where a SIGSTOP, which nobody hears, left it no time to.

    Textual takes hold at every SIGCONT: two threads would read the keys then, and each get some of them.
    """

    def _sigcont_application(self, *_: object) -> None:  # pragma: no cover  # needs a terminal: tests/hangups
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()
