"""Runs one case in a process of its own, with eyes on everything that it must not do."""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
from tests.hostile.corpus import Case, sound

from annotate_kit.__main__ import main

HANG = 2.0
"""Seconds of processor time after which a command counts as hanging."""
PATIENCE = 60.0
"""Seconds of a busy machine after which it is ended."""
MEMORY = 1024 * 1024
"""Kibibytes that a command may take."""
ESCAPES = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
"""What a terminal acts on, but for tabs and line feeds: C0, DEL, C1 and the bidirectional controls, in UTF-8."""
MEANT = re.compile(rb"\x1b\[[0-9;]*m")
"""Colours, which only come on a terminal."""
EDGE = 90
"""The exit code of a child that did what it must not."""


@attrs.frozen
class Ran:
    """What came of a case."""

    wrong: str
    """Empty where nothing is."""
    seconds: float
    """Of processor time."""
    kibibytes: int


def run(case: Case, folder: Path, plant: Callable[[], None] = lambda: None) -> Ran:
    """Put a project there, run the command line on it, and say what is wrong with what came of it."""
    project = folder / "project"
    lay_out(project, case.files)
    if case.arrange is not None:
        case.arrange(project)
    out, err = folder / "out", folder / "err"
    child = os.fork()
    if child == 0:
        _become(case, project, out, err, plant)
    status, usage = _awaited(child)
    seconds = usage.ru_utime + usage.ru_stime
    wrong = _wrong(os.waitstatus_to_exitcode(status), out.read_bytes(), err.read_bytes())
    if not wrong and seconds > HANG:
        wrong = f"it took {seconds:.1f} s"
    if not wrong and usage.ru_maxrss > MEMORY:
        wrong = f"it took {usage.ru_maxrss:,} KiB"
    return Ran(wrong, seconds, usage.ru_maxrss)


def lay_out(project: Path, files: Mapping[str, bytes]) -> None:
    """Put a sound project there, and these files over it."""
    for path, raw in {**sound(), **files}.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)


def _become(case: Case, project: Path, out: Path, err: Path, plant: Callable[[], None]) -> None:
    """Be the command; never returns."""
    try:
        os.chdir(project)
        null = os.open(os.devnull, os.O_RDONLY)
        for target, number in ((out, 1), (err, 2)):
            os.dup2(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        os.dup2(null, 0)
        sys.stdin, sys.stdout, sys.stderr = (open(n, mode, closefd=False) for n, mode in ((0, "r"), (1, "w"), (2, "w")))  # noqa: SIM115  # descriptors
        os.environ.update({"LC_ALL": "C.UTF-8", "HOME": str(project.parent / "home"), "PATH": "/usr/bin:/bin"})
        os.environ.pop("ANNOTATE_KIT_PROJECT", None)
        for name, value in case.environment.items():
            os.environ[name] = value.replace("\0", "")
        sys.argv = ["annotate-kit", *(part.replace("\0", "") for part in case.arguments)]
        _watch(str(project.parent))
        plant()
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    except SystemExit as left:
        os._exit(left.code if isinstance(left.code, int) else 1)
    except BaseException:  # noqa: BLE001  # a traceback is what is looked for
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(EDGE)


def _watch(allowed: str) -> None:
    """End the process where it asks the network, or writes outside of the folder."""
    real = os.path.realpath(allowed)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            _stop(f"it asked the network: {arguments[1:]!r}")
        if event == "open" and isinstance(arguments[0], str | bytes) and _writes(arguments):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if not path.startswith((real, "/dev/", "/proc/")) and "__pycache__" not in path:
                _stop(f"it wrote {path}")

    sys.addaudithook(hook)


def _writes(arguments: tuple[object, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    by_flags = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) != 0
    return by_flags or (isinstance(mode, str) and any(letter in mode for letter in "wax+"))


def _stop(what: str) -> None:
    os.write(2, f"WATCH: {what}\n".encode(errors="replace"))
    os._exit(EDGE)


def _awaited(child: int) -> tuple[int, resource.struct_rusage]:
    end = time.monotonic() + PATIENCE
    while True:
        pid, status, usage = os.wait4(child, os.WNOHANG)
        if pid:
            return status, usage
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            end = float("inf")
        time.sleep(0.002)


def _wrong(code: int, out: bytes, err: bytes) -> str:
    if b"WATCH: " in err:
        return err.partition(b"WATCH: ")[2].decode(errors="replace").strip()
    if b"Traceback" in err:
        return "a traceback: " + err.decode(errors="replace").strip().splitlines()[-1]
    if code not in (0, 1, 2, 3):
        return f"exit code {code}: {err[-200:]!r}"
    for name, text in (("stdout", out), ("stderr", err)):
        found = ESCAPES.search(MEANT.sub(b"", text))
        if found is not None:
            return f"{name} has {found[0]!r} raw: {text[max(0, found.start() - 40) : found.end() + 20]!r}"
    if code == 3 and not err.strip():
        return "nothing was said"
    return ""
