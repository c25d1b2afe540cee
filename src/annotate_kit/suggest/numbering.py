"""Pointers through lists, numbered anew so that no item is missing: a list is built item by item."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_kit.core.pointers import join, split

__all__ = ["dense", "in_order"]


def dense(pointers: Sequence[str]) -> tuple[str, ...]:
    """The pointers with the items of each list counted from 0 without gaps, in the order of their old numbers."""
    numbers: dict[str, dict[str, int]] = {}
    for pointer in sorted(pointers, key=in_order):
        for place, step in _steps(pointer):
            if step.isdecimal():
                known = numbers.setdefault(place, {})
                known.setdefault(step, len(known))
    return tuple(
        join([numbers[place][step] if step.isdecimal() else step for place, step in _steps(pointer)])
        for pointer in pointers
    )


def _steps(pointer: str) -> list[tuple[str, str]]:
    """Every step of a pointer with the place that it is taken from."""
    steps = split(pointer)
    return [(join(steps[:n]), step) for n, step in enumerate(steps)]


def in_order(pointer: str) -> list[tuple[int, int, str]]:
    """A key to sort pointers by, items of lists by their numbers and parents first."""
    return [(0, int(step), "") if step.isdecimal() else (1, 0, step) for step in split(pointer)]
