"""The long run: `.venv/bin/python -m tests.sessions` (from the project's root; some minutes).

Two processes make 10,000 edits on the same annotation files. Prints how many were acknowledged, how many conflicts were
shown, and what was lost; the exit code is 1 where something was. `--seed` begins elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.sessions.pairs import run


def main() -> int:
    """Work, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.sessions", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(str(Path(folder) / "project"), asked.seed, asked.edits)
    sys.stdout.write(
        f"{tally.edits:,} edits acknowledged, {tally.conflicts:,} conflicts shown, {tally.refused} edits refused,"
        f" {len(tally.lost)} lost; seeds from {asked.seed}, {time.monotonic() - began:.0f} s\n"
    )
    for line in tally.lost[:20]:
        sys.stdout.write(f"  {line}\n")
    return 1 if tally.lost else 0


if __name__ == "__main__":
    sys.exit(main())
