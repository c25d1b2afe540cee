"""How commands print what was asked for."""

from __future__ import annotations

import enum

__all__ = ["Format"]


class Format(enum.StrEnum):
    """For a person to read, or for a program."""

    TEXT = "text"
    JSON = "json"
