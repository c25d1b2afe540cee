"""Readers never break, whatever they are given; and what would break them is found."""

from __future__ import annotations

import time

import attrs
import pytest
from tests.fuzz.readers import READERS
from tests.fuzz.running import HANG, broken, the_input

SHORT = 2_500
"""Inputs of all readers together in a short run."""


def test_the_shares_come_to_a_thousand() -> None:
    assert sum(reader.share for reader in READERS.values()) == 1_000


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_whatever_it_is_given(name: str) -> None:
    reader = READERS[name]
    count = max(10, SHORT * reader.share // 1_000)
    assert list(broken(name, reader, seed=1, numbers=range(count))) == []


def test_an_input_can_be_made_again_by_its_number() -> None:
    reader = READERS["json"]
    made = {the_input("json", reader, 1, number) for number in range(200)}
    assert len(made) > 150
    assert the_input("json", reader, 1, 7) == the_input("json", reader, 1, 7)


def test_a_reader_that_breaks_on_few_inputs_is_found_out() -> None:
    def planted(raw: bytes) -> None:
        if b"NaN" in raw[40:]:
            raise KeyError("planted")

    found = list(broken("json", attrs.evolve(READERS["json"], read=planted), seed=1, numbers=range(2_000)))
    assert found
    assert all("KeyError: 'planted'" in one.error and b"NaN" in one.raw for one in found)
    assert len(found) < 200


def test_a_law_that_does_not_hold_is_found_out() -> None:
    def planted(raw: bytes) -> None:
        assert raw.count(b"{") <= 60

    assert list(broken("journal", attrs.evolve(READERS["journal"], read=planted), seed=1, numbers=range(2_000)))


def test_a_reader_that_hangs_is_found_out() -> None:
    def planted(_raw: bytes) -> None:
        end = time.process_time() + 10 * HANG
        while time.process_time() < end:
            pass

    (one,) = broken("json", attrs.evolve(READERS["json"], read=planted), seed=1, numbers=range(1))
    assert one.error == "HangError: more than 2 s"
