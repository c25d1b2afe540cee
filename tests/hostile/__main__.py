"""The whole corpus: `.venv/bin/python -m tests.hostile` (from the project's root; some minutes on one core).

Prints how many bad inputs of each kind were tried, how many came to a traceback, a hang, a write outside of the
project, a question to the network or a raw escape, and the most time and memory that one took.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.hostile.corpus import corpus
from tests.hostile.running import run

import annotate_kit.api
import annotate_kit.cli.app
import annotate_kit.workflow.validation  # every fork has them already


def main() -> int:
    """Try them all, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--kind", default="", help="one kind alone")
    parser.add_argument("--every", type=int, default=1, help="only every nth case")
    asked = parser.parse_args()
    annotate_kit.cli.app.build()
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    most, slowest, began = 0, 0.0, time.monotonic()
    for number, case in enumerate(one for one in corpus() if asked.kind in ("", one.kind)):
        if number % asked.every:
            continue
        with tempfile.TemporaryDirectory() as folder:
            ran = run(case, Path(folder))
        kinds[case.kind] += 1
        most, slowest = max(most, ran.kibibytes), max(slowest, ran.seconds)
        if ran.wrong:
            wrong.append(f"{case.kind}: {case.name}: {' '.join(case.arguments)[:60]!a}: {ran.wrong}")
    for kind, count in kinds.items():
        sys.stdout.write(f"{kind:14} {count:>6,}\n")
    sys.stdout.write(
        f"{'all':14} {sum(kinds.values()):>6,} bad inputs, {len(wrong)} wrong; at most {slowest:.1f} s of processor"
        f" time and {most // 1024} MiB; {time.monotonic() - began:.0f} s\n"
    )
    for line in wrong[:60]:
        sys.stdout.write(f"  {line[:300]}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
