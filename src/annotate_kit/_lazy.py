"""Rooms that offer many names, of which a command needs few: each name is imported when it is first asked for.

Validating one file needs a tenth of what the rooms offer, and importing all of it took longer than all else together.
"""

from __future__ import annotations

import sys
from importlib import import_module

# What `typing` says, without importing it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["offer"]


def offer(room: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a room.

    Args:
        room: its full name.
        homes: module of the room → the names that it is the home of, separated by blanks; under "" whole modules.
    """
    home_of = {name: f"{room}.{module}" for module, names in homes.items() for name in names.split()}

    def find(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        home = home_of[name]
        value: object = import_module(home + name) if home.endswith(".") else getattr(import_module(home), name)
        setattr(sys.modules[room], name, value)
        return value

    return find
