"""JSON Pointers (RFC 6901) into a record's data: reading, and copies with one place changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from annotate_kit.core.values import ABSENT, Absent, Json, is_array, is_object

__all__ = [
    "around",
    "child",
    "find_index",
    "find_value",
    "is_under",
    "join",
    "leaves",
    "parent",
    "rebase",
    "split",
    "walk",
    "with_item",
    "with_value",
    "without_item",
]

# "01" is no array index (RFC 6901, section 4), and nothing has more items than nine digits can count.
_INDEX = re.compile("0|[1-9][0-9]{0,8}")


def split(pointer: str) -> tuple[str, ...]:
    """The reference tokens of a pointer, unescaped; "" is the whole document.

    Raises:
        ValueError: where the text is neither empty nor begins with a slash.
    """
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(pointer)
    tokens = pointer[1:].split("/")
    if "~" not in pointer:
        return tuple(tokens)
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens)


_split = lru_cache(maxsize=4096)(split)
"""The same few pointers lead into thousands of records."""


def join(tokens: Sequence[str | int]) -> str:
    """The pointer of these reference tokens."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def child(pointer: str, token: str | int) -> str:
    """The pointer of a member or item below `pointer`."""
    text = str(token)
    return f"{pointer}/{text}" if "/" not in text and "~" not in text else pointer + join((text,))


def parent(pointer: str) -> str:
    """The pointer one level up; the whole document is its own parent."""
    return pointer.rpartition("/")[0]


def is_under(pointer: str, ancestor: str) -> bool:
    """Whether `pointer` is `ancestor` or below it."""
    return pointer == ancestor or pointer.startswith(ancestor + "/")


def around(pointer: str) -> Iterator[str]:
    """The pointers of all that a place is in, the whole document first."""
    return (pointer[: slash.start()] for slash in re.finditer("/", pointer))


def rebase(pointer: str, old: str, new: str) -> str:
    """`pointer`, which is `old` or below it, moved to stand below `new`."""
    return new + pointer[len(old) :]


def find_index(token: str, count: int) -> int | None:
    """The 0-based index that a reference token means in an array of `count` items; None where it means none."""
    return int(token) if _INDEX.fullmatch(token) and int(token) < count else None


def _step(value: object, token: str) -> Json | Absent:
    if is_array(value):
        items = cast("Sequence[Json]", value)
        index = find_index(token, len(items))
        return ABSENT if index is None else items[index]
    return cast("Json | Absent", value.get(token, ABSENT)) if is_object(value) else ABSENT  # type: ignore[attr-defined]  # is_object


def find_value(data: Json, pointer: str) -> Json | Absent:
    """The value at a pointer, or ABSENT."""
    value: Json | Absent = data
    for token in _split(pointer):
        value = value.get(token, ABSENT) if type(value) is dict else _step(value, token)
    return value


def with_value(data: Json, pointer: str, value: Json | Absent) -> Json | Absent:
    """A copy of `data` with the value at `pointer` replaced, added, or (ABSENT) removed.

    A missing parent object is made; an array takes an index up to its length.

    Raises:
        KeyError: where the pointer passes through something that has no such place.
    """
    return _with(data, split(pointer), value)


def _with(data: Json | Absent, tokens: tuple[str, ...], value: Json | Absent) -> Json | Absent:
    if not tokens:
        return value
    token, rest = tokens[0], tokens[1:]
    if data is ABSENT:
        if value is ABSENT:
            return ABSENT
        data = {}
    if isinstance(data, Mapping):
        changed = dict(data)
        inner = _with(changed.get(token, ABSENT), rest, value)
        if inner is ABSENT:
            changed.pop(token, None)
        else:
            changed[token] = inner
        return changed
    items = list(cast("Sequence[Json]", data)) if is_array(data) else None
    if items is not None and (index := find_index(token, len(items) + 1)) is not None:
        inner = _with(items[index] if index < len(items) else ABSENT, rest, value)
        items[index : index + 1] = [] if inner is ABSENT else [inner]
        return items
    raise KeyError(token)


def with_item(data: Json, pointer: str, index: int, value: Json) -> Json:
    """A copy of `data` with `value` put before the item `index` of the array at `pointer`.

    Raises:
        KeyError: where there is no array, or it is shorter than `index`.
    """
    items = _items(data, pointer)
    if not 0 <= index <= len(items):
        raise KeyError(index)
    return cast("Json", with_value(data, pointer, [*items[:index], value, *items[index:]]))


def without_item(data: Json, pointer: str, index: int) -> Json:
    """A copy of `data` without the item `index` of the array at `pointer`.

    Raises:
        KeyError: where there is no such item.
    """
    items = _items(data, pointer)
    if not 0 <= index < len(items):
        raise KeyError(index)
    return cast("Json", with_value(data, pointer, [*items[:index], *items[index + 1 :]]))


def _items(data: Json, pointer: str) -> Sequence[Json]:
    items = find_value(data, pointer)
    if not is_array(items):
        raise KeyError(pointer)
    return cast("Sequence[Json]", items)


def walk(data: Json, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Every place in `data`, parents first, in the order of the data."""
    pending = [(pointer, data)]
    while pending:
        place, value = pending.pop()
        yield place, value
        if type(value) is str:
            continue
        if is_object(value):
            members = cast("Mapping[str, Json]", value)
            pending.extend((child(place, key), inner) for key, inner in reversed(list(members.items())))
        elif is_array(value):
            items = cast("Sequence[Json]", value)
            pending.extend((child(place, n), items[n]) for n in range(len(items) - 1, -1, -1))


def leaves(data: Json) -> Iterator[tuple[str, Json]]:
    """The places of `data` that hold no other: plain values, empty objects and empty arrays."""
    for place, value in walk(data):
        if not ((is_object(value) or is_array(value)) and len(cast("Sequence[Json]", value))):
            yield place, value
