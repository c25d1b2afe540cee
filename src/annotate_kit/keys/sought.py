"""Where words stand in a text, looked for no further than somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from annotate_kit.text import Range, TextIndex, find_occurrences

__all__ = ["Sought"]


@attrs.define(eq=False)
class Sought:
    """Where words stand in a text, found as far as somebody has asked; mutable, it only ever learns."""

    _ahead: Iterator[Range]
    _found: list[Range] = attrs.field(factory=list)

    @classmethod
    def of(cls, index: TextIndex, words: str, *, ignore_case: bool = False) -> Sought:
        """Nothing is found yet."""
        return cls(find_occurrences(index, words, ignore_case=ignore_case))

    @property
    def found(self) -> int:
        """How many places are known so far."""
        return len(self._found)

    def places(self) -> Iterator[Range]:
        """All places, in text order."""
        number = 0
        while number < len(self._found) or self._learn():
            yield self._found[number]
            number += 1

    def _learn(self) -> bool:
        """Find one more place; False where there is none."""
        place = next(self._ahead, None)
        if place is not None:
            self._found.append(place)
        return place is not None
