"""A line of text being typed, edited by grapheme."""

from __future__ import annotations

import attrs
from wcwidth import iter_graphemes

__all__ = ["Buffer"]


@attrs.frozen
class Buffer:
    """Text and a place in it."""

    text: str = ""
    at: int | None = None
    """The cursor, an offset in code points at a grapheme's edge; None is the end."""

    @property
    def cursor(self) -> int:
        """The offset of the cursor in code points."""
        return len(self.text) if self.at is None else min(self.at, len(self.text))

    def put(self, words: str) -> Buffer:
        """The buffer with words inserted at the cursor."""
        at = self.cursor
        return Buffer(self.text[:at] + words + self.text[at:], at + len(words))

    def press(self, key: str) -> Buffer | None:  # noqa: PLR0911  # one flat case for each key
        """The buffer after an editing key, or None where the key edits nothing."""
        at, text = self.cursor, self.text
        match key:
            case "backspace":
                return Buffer(text[: _before(text, at)] + text[at:], _before(text, at))
            case "delete":
                return Buffer(text[:at] + text[_after(text, at) :], at)
            case "left":
                return Buffer(text, _before(text, at))
            case "right":
                return Buffer(text, _after(text, at))
            case "home":
                return Buffer(text, 0)
            case "end":
                return Buffer(text)
            case _:
                return None


def _before(text: str, at: int) -> int:
    """The grapheme edge before `at`, at least 0."""
    edge = 0
    for grapheme in iter_graphemes(text[:at]):
        last, edge = edge, edge + len(grapheme)
        if edge >= at:
            return last
    return 0


def _after(text: str, at: int) -> int:
    """The grapheme edge after `at`, at most the text's length."""
    return at + len(next(iter_graphemes(text[at:]), ""))
