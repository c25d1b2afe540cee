"""Feeds readers with inputs, and tells which ones they broke on."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

import attrs
from tests.fuzz.changing import an_input
from tests.fuzz.readers import Reader

HANG = 2.0
"""Seconds of processor time after which a reader counts as hanging."""


class HangError(Exception):
    """A reader took too long."""


@attrs.frozen(kw_only=True)
class Broken:
    """An input that a reader broke on."""

    reader: str
    number: int
    """With the seed, the input: `--reader NAME --only NUMBER` makes it again."""
    raw: bytes
    error: str


def the_input(name: str, reader: Reader, seed: int, number: int) -> bytes:
    """The input of this number."""
    return an_input(reader.seeds(), random.Random(f"{name} {seed} {number}"))  # noqa: S311  # nothing here is secret


def broken(name: str, reader: Reader, *, seed: int, numbers: range) -> Iterator[Broken]:
    """The inputs of these numbers that the reader breaks on."""
    seeds = reader.seeds()
    before = signal.signal(signal.SIGVTALRM, _too_long)
    try:
        for number in numbers:
            raw = an_input(seeds, random.Random(f"{name} {seed} {number}"))  # noqa: S311  # nothing here is secret
            signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
            try:
                reader.read(raw)
            except Exception as error:  # noqa: BLE001  # any at all is what is looked for
                said = str(error).strip().partition("\n")[0]
                yield Broken(reader=name, number=number, raw=raw, error=f"{type(error).__name__}: {said}"[:200])
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _too_long(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise HangError(f"more than {HANG:g} s")
