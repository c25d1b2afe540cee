"""What every command shares: diagnostics on stderr, data on stdout, exit codes, and the project it works in."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from annotate_kit.errors import AccessError, AnnotateKitError, UsageError

if TYPE_CHECKING:
    from annotate_kit.workflow.checked_cache import CheckedCache
    from annotate_kit.workflow.project import Project

__all__ = [
    "INTERRUPTED",
    "NO_ACCESS",
    "OK",
    "PROBLEMS",
    "USAGE",
    "annotator",
    "checked_cache",
    "clock",
    "code_of",
    "data",
    "guarded",
    "ids",
    "is_interactive",
    "is_off",
    "leave",
    "progress",
    "project",
    "project_root",
    "raw",
    "talk",
]

OK, PROBLEMS, USAGE, NO_ACCESS, INTERRUPTED = 0, 1, 2, 3, 130
"""The exit codes."""

CLOSED_PIPE = 128 + int(getattr(signal, "SIGPIPE", 13))
"""The reader of our output went away: what a shell reports of every filter."""

MANY = 25
"""From how many steps on a progress bar is worth its line."""

chosen_root: Path | None = None
"""The project named by `--project`, before the subcommand."""


def talk(line: str) -> None:
    """One line for the person, on stderr, whatever it contains made safe to print."""
    from annotate_kit.text import display

    _write(sys.stderr, display(line, newline="\n") + "\n")


def data(text: str) -> None:
    """What was asked for, on stdout; the caller has made it safe."""
    _write(sys.stdout, text)


def raw(content: bytes) -> None:
    """Bytes that were asked for, on stdout."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _write(stream: object, text: str) -> None:
    # A terminal in another encoding shows what it can instead of failing half-way.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    print(text, end="", file=stream, flush=True)  # type: ignore[call-overload]  # the one place that prints


def leave(code: int) -> NoReturn:
    """End the command with this exit code."""
    import typer

    raise typer.Exit(code)


def is_interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextlib.contextmanager
def progress(total: int, label: str) -> Iterator[Callable[[], None]]:
    """A function to call after each of `total` steps; the bar is drawn on a terminal's stderr only."""
    if total < MANY or not sys.stderr.isatty():
        yield lambda: None
        return
    import typer

    with typer.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def clock() -> float:
    """Seconds since the epoch; shown and logged, never compared."""
    import time

    return time.time()


def ids(prefix: str) -> str:
    """A new opaque id."""
    import secrets

    from annotate_kit.core import make_id

    return make_id(prefix, secrets.randbits(50))


def project_root() -> str:
    """The folder of the project: `--project`, the environment, or the nearest one above the current folder."""
    from annotate_kit.store import DiskFs
    from annotate_kit.workflow.project import find_project_root

    named = chosen_root or (Path(value) if (value := os.environ.get("ANNOTATE_KIT_PROJECT")) else None)
    return str(named) if named else find_project_root(DiskFs(), str(Path.cwd()))


def project() -> Project:
    """The project that the command works in.

    Raises:
        NoProjectError: where there is none.
    """
    from annotate_kit.store import DiskFs
    from annotate_kit.workflow.project import open_project

    return open_project(DiskFs(), project_root())


def is_off(name: str) -> bool:
    """Whether an environment variable is not set, or set to no."""
    return os.environ.get(name, "").lower() in ("", "0", "false", "no")


def checked_cache(work: Project) -> CheckedCache | None:
    """What is known of the files that have not changed.

    None on a machine that checks for others: a stranger could commit a cache that calls a broken file a good one.
    """
    from annotate_kit.workflow.checked_cache import CheckedCache

    return CheckedCache(work.store) if is_off("CI") else None


def annotator(named: str | None, work: Project, *, ask: Callable[[], str] | None = None) -> str:
    """Who annotates: `--as`, the environment, the settings, who was asked before on this machine, else `ask`.

    Raises:
        UsageError: where nobody says, or the name cannot be a file's.
    """
    from annotate_kit.core import is_annotator_name

    name = named or os.environ.get("ANNOTATE_KIT_ANNOTATOR") or work.settings.annotator
    if not name:
        from annotate_kit.workflow.private import read_name

        name = read_name(work.store) or (ask() if ask else None)
    if not name:
        raise UsageError("nobody is named as annotator", "Say who with --as NAME, or set ANNOTATE_KIT_ANNOTATOR.")
    if not is_annotator_name(name):
        raise UsageError(
            f"{name!r} cannot be an annotator's name", "Use lower-case letters, digits and hyphens, such as kim-y."
        )
    return name


class _EndedError(BaseException):
    """The system asked this process to end; what is open is closed on the way out, and what is temporary goes."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_SOON = 0.002
"""Seconds after which an end that got lost is tried again."""


@contextlib.contextmanager
def _ending() -> Iterator[None]:
    """Signals to end unwind the command as Ctrl-C does; one that is ignored, as under nohup, stays so.

    What a handler raises gets lost where it comes into a callback of Python's own, such as those of every import.
    Python tells of that, and it is raised again.
    """
    first: list[int] = []

    def end(number: int, _frame: object) -> None:
        first.append(number)
        # Another one must not stop what the first one clears away.
        if not _is_under_way(sys.exc_info()[1]):
            raise _EndedError(first[0])

    def lost(what: sys.UnraisableHookArgs) -> None:
        if isinstance(what.exc_value, _EndedError):
            signal.setitimer(signal.ITIMER_REAL, _SOON)
        else:
            tell(what)

    ours = {one: signal.SIG_DFL for one in _ENDINGS if signal.getsignal(one) is signal.SIG_DFL}
    tell = sys.unraisablehook
    try:
        for one in (*ours, signal.SIGALRM):
            ours[one] = signal.signal(one, end)  # type: ignore[assignment]  # whatever it was
    except ValueError:
        # Only the main thread hears signals; a command that another thread runs is ended by who owns the process.
        yield
        return
    sys.unraisablehook = lost
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.unraisablehook = tell
        for one, before in ours.items():
            signal.signal(one, before)


def _is_under_way(error: BaseException | None) -> bool:
    """Whether the end has begun: the command is clearing away because of it."""
    while error is not None and not isinstance(error, _EndedError):
        error = error.__context__
    return error is not None


def guarded(action: Callable[[], int]) -> int:
    """The exit code of an action, or of what stopped it, which becomes one line."""
    try:
        with _ending():
            code = action()
        sys.stdout.flush()
    except _EndedError as ended:
        # Whoever listened may be gone with the terminal.
        with contextlib.suppress(OSError):
            talk("annotate-kit: ended by a signal")
        return 128 + ended.number
    except AnnotateKitError as error:
        talk(f"annotate-kit: {error}")
        return code_of(error)
    except KeyboardInterrupt:
        talk("annotate-kit: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes stdout once more at its end, which would fail again.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        talk(f"annotate-kit: {where}{error.strerror or error}. Check the path and its permissions.")
        return NO_ACCESS
    return code


def code_of(error: AnnotateKitError) -> int:
    """The exit code that an error means."""
    if isinstance(error, UsageError):
        return USAGE
    return NO_ACCESS if isinstance(error, AccessError) else PROBLEMS
