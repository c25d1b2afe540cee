"""Whatever bytes of a project are damaged: good records load, damaged bytes are kept, nothing ends in a traceback."""

from __future__ import annotations

import random
import sys
from collections import Counter

import pytest
from tests.damage.damaging import a_case, wrong
from tests.fakes.projects import PATH

from annotate_kit.store import store


def tried(seed: int, count: int) -> tuple[Counter[str], list[str]]:
    """How many cases of each kind of file and damage, and what was wrong with which."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    for number in range(seed, seed + count):
        case = a_case(random.Random(number))  # noqa: S311  # nothing here is secret
        counts[case.kind] += 1
        if what := wrong(case):
            found.append(f"seed {number}, {case.kind} of {case.path}: {what}")
    return counts, found


def test_damaged_bytes_anywhere_cost_what_they_hit_and_nothing_else() -> None:
    counts, found = tried(0, 250)
    assert found == []
    assert len(counts) == 5


@pytest.mark.soak
def test_many_damaged_bytes_cost_what_they_hit_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    count, seed = 10_000, 1_000_000
    counts, found = tried(seed, count)
    with capsys.disabled():
        sys.stdout.write(f"\ndamage: {count} cases, wrong: {len(found)}, seeds from {seed}; {dict(counts)}\n")
    assert found == []


def test_a_loader_that_gives_up_on_a_broken_file_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "salvage", lambda _raw, _limits: None)
    cases = (a_case(random.Random(number)) for number in range(120))  # noqa: S311  # nothing here is secret
    assert any(wrong(case) for case in cases if case.path == PATH)
