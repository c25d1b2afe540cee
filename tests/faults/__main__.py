"""The long run: `.venv/bin/python -m tests.faults` (from the project's root, with strace and the right to mount).

Fails every call of a run in turn in every way, then fills disks of 200 sizes; prints how many of each were tried and
how many acknowledged edits were lost. `--faults N` takes only so many, `--sizes N` likewise. That each
fault was met is seen to.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.failing import faults, filled, recorded, some, wrong


def main() -> int:
    """Try, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=10**9)
    parser.add_argument("--sizes", type=int, default=200)
    parser.add_argument("--part", type=int, default=0, help="which part of the run, 0-based")
    parser.add_argument("--parts", type=int, default=1, help="of how many, to be summed")
    asked = parser.parse_args()
    began = time.monotonic()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        chosen = some(asked.faults) if asked.faults < len(faults()) else [*faults()]
        chosen, sizes = chosen[asked.part :: asked.parts], range(asked.sizes)[asked.part :: asked.parts]
        found += [wrong(Path(folder) / f"f{number}", fault, 1) for number, fault in enumerate(chosen)]
        found += [filled(Path(folder) / f"d{number}", 24 + 4 * number, 1) for number in sizes]
    lines = [line for line in found if line]
    sys.stdout.write(
        f"{len(chosen):,} faults in {sum(recorded().values())} calls, {len(sizes)} disks, {len(lines)} wrong;"
        f" {time.monotonic() - began:.0f} s\n"
    )
    for line in lines[:20]:
        sys.stdout.write(f"  {line}\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
