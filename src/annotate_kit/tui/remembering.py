"""What was drawn last, kept for as long as what it was drawn from stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["LastTime"]

_T = TypeVar("_T")


class LastTime(Generic[_T]):
    """The last thing made, and of what; for a key that changes little, nearly everything is made already.

    The parts of a view never change in place, so they are compared by identity: it takes no time, however large they
    are. Numbers and texts are compared by their value.
    """

    def __init__(self) -> None:
        self._of: tuple[object, ...] | None = None
        self._made: list[_T] = []

    def get(self, of: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """What was made of these very things, else what is made of them now."""
        if self._of is None or len(self._of) != len(of) or not all(map(_is_same, self._of, of)):
            self._made[:] = [make()]
            self._of = of
        return self._made[0]


def _is_same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, int | str) and type(one) is type(other) and one == other)
