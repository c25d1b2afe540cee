"""The long run: `.venv/bin/python -m tests.hangups` (from the project's root; about half an hour).

Ends, or stops, the app 100 times in each way, and prints for each how many edits the screen had called saved and what
was wrong; the exit code is 1 where something was. What needs tmux is left out where there is none.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.hangups.hanging import WAYS, can, run


def main() -> int:
    """End the app, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.hangups", description=__doc__)
    parser.add_argument("--each", type=int, default=100, help="how many of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=WAYS, help="one kind")
    asked = parser.parse_args()
    is_wrong = False
    for way in [asked.only] if asked.only else WAYS:
        if not can(way):
            sys.stdout.write(f"{way:32} not tried: it is not installed here\n")
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            tally = run(Path(folder), way, asked.seed, asked.each)
        sys.stdout.write(
            f"{way:32} {tally.kills:>4} times  {tally.acknowledged:>5} edits called saved  {len(tally.lost):>3} wrong"
            f"  seeds from {asked.seed}, {time.monotonic() - began:.0f} s\n"
        )
        for line in tally.lost[:20]:
            sys.stdout.write(f"  {line}\n")
        sys.stdout.flush()
        is_wrong = is_wrong or bool(tally.lost)
    return 1 if is_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
