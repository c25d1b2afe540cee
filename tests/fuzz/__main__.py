"""Fuzzing of the readers: `.venv/bin/python -m tests.fuzz --inputs 1000000 --seed 1` (from the project's root).

A million inputs take about twenty minutes on one core. Prints how many each reader was given and how many it broke on:
an exception that it is not allowed, a law that does not hold, more than two seconds of processor time.
`--reader NAME --only NUMBER` makes one input again, writes it to standard output and shows the traceback.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.fuzz.readers import READERS
from tests.fuzz.running import Broken, broken, the_input


def main() -> int:
    """Feed them all, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", choices=READERS, default=None, help="one alone")
    parser.add_argument("--only", type=int, default=None, metavar="NUMBER", help="one input of --reader")
    asked = parser.parse_args()
    if asked.only is not None:
        reader = READERS[asked.reader]
        raw = the_input(asked.reader, reader, asked.seed, asked.only)
        sys.stdout.buffer.write(raw)
        reader.read(raw)
        return 0
    counts: Counter[str] = Counter()
    found: list[Broken] = []
    began = time.monotonic()
    for name, reader in READERS.items():
        if asked.reader not in (None, name):
            continue
        count = asked.inputs if asked.reader else asked.inputs * reader.share // 1_000
        found += broken(name, reader, seed=asked.seed, numbers=range(count))
        counts[name] = count
        wrong = sum(one.reader == name for one in found)
        sys.stdout.write(f"{name:12} {count:>9,} inputs, {wrong:,} broke it\n")
        sys.stdout.flush()
    sys.stdout.write(
        f"{'all':12} {counts.total():>9,} inputs, {len(found):,} broke a reader; seed {asked.seed};"
        f" {time.monotonic() - began:.0f} s\n"
    )
    for one in found[:40]:
        sys.stdout.write(f"  --reader {one.reader} --only {one.number}: {one.error!a}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
