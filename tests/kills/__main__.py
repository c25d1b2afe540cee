"""The long run: `.venv/bin/python -m tests.kills --kills 10000` (from the project's root; two at once take an hour).

Prints how many kills were made, how many edits the screen had called saved, and how many of those were gone; the exit
code is 1 where one was. `--seed` begins elsewhere, so that long runs can be summed over parts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.kills.killing import run


def main() -> int:
    """Kill, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(Path(folder), asked.seed, asked.kills)
    sys.stdout.write(
        f"{tally.kills:,} kills, {tally.acknowledged:,} edits called saved, {len(tally.lost)} lost;"
        f" {tally.unsaid:,} more were there; seeds from {asked.seed}, {time.monotonic() - began:.0f} s\n"
    )
    for line in tally.lost[:20]:
        sys.stdout.write(f"  {line}\n")
    return 1 if tally.lost else 0


if __name__ == "__main__":
    sys.exit(main())
