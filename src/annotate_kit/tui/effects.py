"""What only the app itself can do to the terminal; the workbench asks for it."""

from __future__ import annotations

import attrs

__all__ = ["Browse", "Copy", "Edit", "Effect", "Leave", "Suspend"]


@attrs.frozen
class Leave:
    """End the app."""

    code: int = 0
    """The exit code."""


@attrs.frozen
class Suspend:
    """Stop until the shell brings the app back."""


@attrs.frozen
class Copy:
    """Put a text on the terminal's clipboard."""

    text: str


@attrs.frozen
class Browse:
    """Open an address in a browser."""

    url: str


@attrs.frozen
class Edit:
    """Open JSON in the person's editor, and hand back what comes out of it."""

    record: str
    pointer: str
    text: str


Effect = Browse | Copy | Edit | Leave | Suspend
