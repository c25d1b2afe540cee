"""JSON values, and the one sentinel for a value that is not there."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from decimal import Decimal

__all__ = ["ABSENT", "Absent", "Json", "is_array", "is_object", "same"]

Json = None | bool | int | float | Decimal | str | Sequence["Json"] | Mapping[str, "Json"]
"""A JSON value as the strict reader returns it: numbers with a point or exponent are Decimal."""


class Absent(enum.Enum):
    """The type of `ABSENT`."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent.ABSENT
"""No value at all, which `None` (JSON null) is not."""


def is_object(value: object) -> bool:
    """Whether a JSON value is an object."""
    return type(value) is dict or isinstance(value, Mapping)


def is_array(value: object) -> bool:
    """Whether a JSON value is an array."""
    # The two plain questions are for speed: nearly all arrays are lists, and nearly all that is asked is a text.
    kind = type(value)
    return kind is list or (kind is not str and isinstance(value, Sequence) and not isinstance(value, str | bytes))


def same(one: object, other: object) -> bool:
    """Whether two JSON values (or ABSENT) are the same, as JSON Schema sees it: 1 is 1.0, but not true."""
    if type(one) is str:
        return one == other
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if is_array(one) and is_array(other):
        assert isinstance(one, Sequence)
        assert isinstance(other, Sequence)
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
