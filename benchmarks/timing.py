"""Timing whole commands in turn, so that a noisy machine disturbs both alike; medians and ratios are what counts."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def run_command(command: Sequence[str], cwd: Path | None = None) -> float:
    """Wall seconds of one run; its output is thrown away."""
    start = time.perf_counter()
    subprocess.run(
        command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    return time.perf_counter() - start


def in_turn(tasks: dict[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """The median of `runs` runs of each task, after one warm-up, A B C A B C …; seconds."""
    figures: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(runs + 1):
        for name, task in tasks.items():
            seconds = task()
            if number:
                figures[name].append(seconds)
    return {name: statistics.median(values) for name, values in figures.items()}


def table(title: str, medians: dict[str, float], base: str) -> None:
    """Print medians, and each as a multiple of `base`."""
    print(f"\n{title}")
    width = max(map(len, medians))
    for name, seconds in medians.items():
        print(f"  {name:<{width}}  {1000 * seconds:>10,.1f} ms  {seconds / medians[base]:>8.2f} x {base}")


def peak_of(command: Sequence[str]) -> tuple[float, float]:
    """Wall seconds and peak memory (MiB) of one run of a command, measured in a process of its own."""
    code = (
        "import resource, subprocess, sys, time; start = time.perf_counter(); "
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False); "
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def memory_now() -> float:
    """Peak memory of this process so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def script(name: str) -> str:
    """The path of a console script beside this Python."""
    return str(Path(sys.executable).parent / name)
