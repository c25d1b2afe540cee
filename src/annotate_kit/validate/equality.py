"""Equality of JSON values in linear time, as JSON Schema sees it: 1 is 1.0, but not true."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, cast

from annotate_kit.core.values import Json, is_array

__all__ = ["first_repeated", "key_of"]


def key_of(value: Any) -> Hashable:
    """The same key for two JSON values exactly where they are equal."""
    if isinstance(value, Mapping):
        return ("object", frozenset((name, key_of(inner)) for name, inner in value.items()))
    if is_array(value):
        return ("array", tuple(map(key_of, cast("Sequence[object]", value))))
    # Python's numbers hash alike whatever their type, but so do 1 and True.
    return ("boolean", value) if isinstance(value, bool) else value


def first_repeated(items: Sequence[Json]) -> tuple[int, int] | None:
    """The positions of the first item that stands twice, and of where it stood before; None where all differ."""
    seen: dict[Hashable, int] = {}
    for position, item in enumerate(items):
        earlier = seen.setdefault(key_of(item), position)
        if earlier != position:
            return position, earlier
    return None
