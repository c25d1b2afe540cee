"""Ranges that do not overlap, kept sorted: whether one more has room is a binary search."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import attrs

__all__ = ["Occupied"]


@attrs.define(eq=False, init=False)
class Occupied:
    """Half-open ranges of code points that are taken. Mutable: a worksheet within one function."""

    _starts: list[int]
    _ends: list[int]

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._starts, self._ends = [], []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether a code point of the range is taken."""
        position = bisect_right(self._ends, start)
        return position < len(self._starts) and self._starts[position] < end

    def add(self, start: int, end: int) -> None:
        """Take a range that overlaps none."""
        position = bisect_left(self._starts, start)
        self._starts.insert(position, start)
        self._ends.insert(position, end)
