"""A table that is copied at each edit without being copied: only the part of it that changes is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar, overload

__all__ = ["Table"]

_K = TypeVar("_K")
_V = TypeVar("_V")
_D = TypeVar("_D")

_PARTS = 256


class Table(Mapping[_K, _V], Generic[_K, _V]):
    """A mapping of many parts, which versions of it share; `copied` gives one that may be changed."""

    __slots__ = ("_own", "_parts", "_size")

    def __init__(self) -> None:
        self._parts: list[dict[_K, _V]] = [{} for _ in range(_PARTS)]
        self._own = set(range(_PARTS))
        """Parts that no other version has."""
        self._size = 0

    def copied(self) -> Table[_K, _V]:
        """A version of its own, of which nothing is copied yet; from now on neither changes what they share."""
        other: Table[_K, _V] = Table.__new__(Table)
        other._parts = [*self._parts]
        other._own = set()
        other._size = self._size
        self._own = set()
        return other

    def __getitem__(self, key: _K) -> _V:
        return self._parts[hash(key) % _PARTS][key]

    @overload
    def get(self, key: _K) -> _V | None: ...

    @overload
    def get(self, key: _K, default: _V | _D) -> _V | _D: ...

    def get(self, key: _K, default: _V | _D | None = None) -> _V | _D | None:
        """The value of a key, or else the default; the usual way over an exception takes five times as long."""
        return self._parts[hash(key) % _PARTS].get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._parts[hash(key) % _PARTS]

    def __iter__(self) -> Iterator[_K]:
        return (key for part in self._parts for key in part)

    def __len__(self) -> int:
        return self._size

    def put(self, key: _K, value: _V) -> None:
        """Set the value of a key."""
        part = self._part(key)
        self._size += key not in part
        part[key] = value

    def drop(self, key: _K) -> None:
        """Take a key away, if it is there."""
        part = self._part(key)
        if key in part:
            del part[key]
            self._size -= 1

    def _part(self, key: _K) -> dict[_K, _V]:
        number = hash(key) % _PARTS
        if number not in self._own:
            self._parts[number] = self._parts[number].copy()
            self._own.add(number)
        return self._parts[number]
