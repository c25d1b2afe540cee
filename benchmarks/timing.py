"""Timing things in turn, so that a noisy machine disturbs all alike; medians and ratios are what counts."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs

__all__ = [
    "REPOSITORY",
    "Run",
    "asked",
    "in_turn",
    "made",
    "milliseconds",
    "ninety_ninth",
    "output",
    "peer",
    "python",
    "run",
    "script",
    "table",
]

HERE = Path(__file__).parent
REPOSITORY = HERE.parent


@attrs.frozen(kw_only=True)
class Run:
    """One run of a command, as the operating system accounts for it."""

    seconds: float
    """Of the wall clock, from its start to its end."""
    cpu: float
    """User and system seconds."""
    memory: float
    """The most it held at once, MiB. A program never shows less than what the benchmark itself holds."""


def asked(doc: str | None, **options: str) -> argparse.Namespace:
    """What the command line says: `--quick`, and options that take a text, with their help."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer runs, smaller data")
    for name, meaning in options.items():
        parser.add_argument(f"--{name}", help=meaning)
    return parser.parse_args()


def python(*arguments: str) -> list[str]:
    """The command that runs this Python."""
    return [sys.executable, *arguments]


def made(name: str, *arguments: str) -> list[str]:
    """The command that runs a script of this folder."""
    return python(str(HERE / name), *arguments)


def script(name: str) -> str:
    """The path of a console script beside this Python."""
    return str(Path(sys.executable).parent / name)


def peer(name: str, *arguments: str, needs: str = "") -> list[str] | None:
    """The command that runs a script of `peers/`, whose Python can import `needs`, or else a program of this name.

    Peers have an environment of their own: what the kit brings along makes some of them slower. None, and a line that
    says so, where they are not installed.
    """
    own = HERE / "peers" / f"{name}.py"
    for folder in (Path(sys.prefix, "peer", "bin"), Path(sys.executable).parent):
        interpreter, program = folder / "python", folder / name
        if own.exists() and interpreter.exists():
            found = subprocess.run([interpreter, "-c", f"import {needs}"], stderr=subprocess.DEVNULL, check=False)
            if found.returncode == 0:
                return [str(interpreter), str(own), *arguments]
        elif program.exists():
            return [str(program), *arguments]
    print(f"{needs or name} is not installed: left out; benchmarks/README.md says how to.")
    return None


def run(command: Sequence[str], cwd: Path | None = None, *, codes: Sequence[int] = (0,)) -> Run:
    """Run a command; what it writes is thrown away, unless it ends with another code than these: then all ends."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return Run(seconds=seconds, cpu=used.ru_utime + used.ru_stime, memory=used.ru_maxrss / 1024)


def output(command: Sequence[str]) -> bytes:
    """What a command writes."""
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def in_turn(tasks: Mapping[str, Callable[[], Run]], runs: int, *, before: int = 1) -> dict[str, Run]:
    """The medians of so many runs of each task, after those before, which do not count: A B C, A B C and so on."""
    found: dict[str, list[Run]] = {name: [] for name in tasks}
    for number in range(before + runs):
        for name, task in tasks.items():
            one = task()
            if number >= before:
                found[name].append(one)
    return {
        name: Run(
            seconds=statistics.median(one.seconds for one in those),
            cpu=statistics.median(one.cpu for one in those),
            memory=statistics.median(one.memory for one in those),
        )
        for name, those in found.items()
    }


def milliseconds(seconds: float) -> str:
    """A time as tables show it."""
    return f"{1000 * seconds:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def ninety_ninth(values: Sequence[float]) -> float:
    """The value that one in a hundred is above; of few values, the largest."""
    return sorted(values)[min(len(values) * 99 // 100, len(values) - 1)]


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a title: words to the left, all other columns to the right."""
    widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
    print(f"\n{title}")
    for row in (headers, *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells).rstrip())
    sys.stdout.flush()
