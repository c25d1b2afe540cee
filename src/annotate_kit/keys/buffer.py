"""A line of text being typed, edited by grapheme."""

from __future__ import annotations

import attrs

from annotate_kit.keys.naming import is_text
from annotate_kit.text import graphemes

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

    def typed(self, key: str) -> Buffer:
        """The buffer after a key: text goes in, editing keys edit, others change nothing."""
        words = is_text(key)
        return self._edited(key) if words is None else self.put(words)

    def _edited(self, key: str) -> Buffer:  # noqa: PLR0911  # one flat case for each key
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
                return self


def _before(text: str, at: int) -> int:
    """The grapheme edge before `at`, at least 0."""
    edge = 0
    for grapheme in graphemes(text[:at]):
        last, edge = edge, edge + len(grapheme)
        if edge >= at:
            return last
    return 0


def _after(text: str, at: int) -> int:
    """The grapheme edge after `at`, at most the text's length."""
    return at + len(next(graphemes(text[at:]), ""))
