"""Numbers of things, as sentences have them."""

from __future__ import annotations

__all__ = ["counted"]


def counted(count: int, thing: str, things: str = "") -> str:
    """A number of things: "1 place", "2 places"; `things` is for words whose plural is not made by an s."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"
