"""What starting costs: `annotate-kit --version` and `--help` beside an empty Python.

.venv/bin/python benchmarks/startup.py
"""

from __future__ import annotations

import sys

from timing import in_turn, run_command, script, table

RUNS = 15


def main() -> None:
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "annotate-kit --version": [script("annotate-kit"), "--version"],
        "python -m annotate_kit --version": [sys.executable, "-m", "annotate_kit", "--version"],
        "annotate-kit --help": [script("annotate-kit"), "--help"],
        "python -c 'import textual'": [sys.executable, "-c", "import textual.app"],
    }
    tasks = {name: (lambda command=command: run_command(command)) for name, command in commands.items()}
    table(f"start-up, median of {RUNS}", in_turn(tasks, RUNS), "python -c pass")


if __name__ == "__main__":
    main()
