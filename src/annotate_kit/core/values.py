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


_PLAIN = frozenset({list, tuple, dict, str, int, bool, Decimal, type(None)})
"""What JSON values are made of; asking what nearly all are the long way takes ten times as long."""


def is_object(value: object) -> bool:
    """Whether a JSON value is an object."""
    kind = type(value)
    return kind is dict if kind in _PLAIN else isinstance(value, Mapping)


def is_array(value: object) -> bool:
    """Whether a JSON value is an array."""
    kind = type(value)
    if kind in _PLAIN:
        return kind is list or kind is tuple
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


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
