"""Bad input by any way in: one clear line and an exit code; no traceback, hang, escape, network, or file outside."""

from __future__ import annotations

import os
import socket
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.corpus import Case, corpus
from tests.hostile.running import run

from annotate_kit.cli import console

CASES = tuple(corpus())


def test_the_corpus_is_large_and_every_case_is_another() -> None:
    assert len({(case.kind, case.name, case.arguments) for case in CASES}) == len(CASES) > 3_000
    assert min(Counter(case.kind for case in CASES).values()) > 20


@pytest.mark.parametrize("case", CASES[::100], ids=lambda case: f"{case.kind}-{case.name!a:.40}")
def test_bad_input_costs_one_clear_line(tmp_path: Path, case: Case) -> None:
    assert run(case, tmp_path).wrong == ""


def test_names_and_words_that_are_no_text_are_told_or_refused(tmp_path: Path) -> None:
    """Such as a file system or a shell hands over in another encoding."""
    chosen = [case for case in CASES if "udcff" in case.name or "xff" in case.name]
    assert len(chosen) > 20
    for number, case in enumerate(chosen[::5]):
        assert run(case, tmp_path / str(number)).wrong == "", case.name


def _raise() -> None:
    def broken(_line: str) -> None:
        raise RuntimeError("planted")

    console.data = broken  # type: ignore[assignment]  # in the child alone


def _escape() -> None:
    sys.stdout.write("\x1b]0;gone\x07")


def _ask() -> None:
    socket.create_connection(("127.0.0.1", 9))


def _write() -> None:
    with open(f"/tmp/planted-{os.getpid()}", "w"):  # noqa: PTH123, S108  # the watch ends the process before it is made
        pass


def _hang() -> None:
    for _ in range(4 * 10**8):
        pass


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (_raise, "a traceback"),
        (_escape, "stdout has"),
        (_ask, "it asked the network"),
        (_write, "it wrote /tmp/planted"),
        (_hang, "it took"),
    ],
)
def test_what_must_not_be_is_found_out(tmp_path: Path, plant: Callable[[], None], words: str) -> None:
    case = Case("planted", words, ("log", "expo-vote"))
    assert words in run(case, tmp_path, plant).wrong
