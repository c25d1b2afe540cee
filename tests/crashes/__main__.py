"""The long run: `.venv/bin/python -m tests.crashes --states 1000000` (from the project's root; 1 core, about an hour).

Prints, for each scenario, how many states of the disk were tried and how many acknowledged edits were lost; the exit
code is 1 where one was. `--seed` begins elsewhere, so that long runs can be summed over parts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.crashes.scenarios import SCENARIOS, Loss, tried


def main() -> int:
    """Try states until there are enough."""
    parser = argparse.ArgumentParser(prog="python -m tests.crashes", description=__doc__)
    parser.add_argument("--states", type=int, default=20_000, help="how many states of the disk to try")
    parser.add_argument("--seed", type=int, default=0, help="where the seeds begin")
    parser.add_argument("--variants", type=int, default=25, help="states tried at each moment the power can go")
    parser.add_argument("--only", default="", help="one scenario, by its name")
    asked = parser.parse_args()
    scenarios = [one for one in SCENARIOS if asked.only in ("", one.name)]
    states: Counter[str] = Counter()
    losses: list[Loss] = []
    seed, began = asked.seed, time.monotonic()
    while sum(states.values()) < asked.states:
        for scenario in scenarios:
            outcome = tried(scenario, seed, asked.variants)
            states[scenario.name] += outcome.states
            losses += outcome.losses
        seed += 1
    for scenario in scenarios:
        lost = sum(one.scenario == scenario.name for one in losses)
        sys.stdout.write(f"{scenario.name:14} {states[scenario.name]:>9,} states  {lost:>4} losses\n")
    sys.stdout.write(
        f"{'all':14} {sum(states.values()):>9,} states  {len(losses):>4} losses"
        f"  seeds {asked.seed} to {seed - 1}, {time.monotonic() - began:.0f} s\n"
    )
    for one in losses[:20]:
        sys.stdout.write(f"  {one.scenario}, seed {one.seed}, stop {one.stop}, variant {one.variant}: {one.what}\n")
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
