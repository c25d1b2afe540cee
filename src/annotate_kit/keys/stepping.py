"""The word, or the grapheme, before, at and after an offset: what moving and growing go by."""

from __future__ import annotations

from annotate_kit.keys.view import View
from annotate_kit.text import Range

__all__ = ["unit_after", "unit_at", "unit_before"]


def unit_after(view: View, offset: int) -> Range | None:
    """The first word (grapheme) that starts at or after `offset`."""
    if view.by_grapheme:
        while view.text[offset : offset + 1] == "\n":
            offset += 1
        end = view.index.next_grapheme(offset)
        return Range(start=offset, end=end) if end > offset else None
    return view.index.next_word(offset - 1)


def unit_before(view: View, offset: int) -> Range | None:
    """The last word (grapheme) that starts before `offset`."""
    if view.by_grapheme:
        while offset > 0 and view.text[offset - 1] == "\n":
            offset -= 1
        start = view.index.previous_grapheme(offset)
        return Range(start=start, end=offset) if start < offset else None
    return view.index.previous_word(offset)


def unit_at(view: View, offset: int) -> Range | None:
    """The word (grapheme) that holds an offset."""
    if view.by_grapheme:
        start = view.index.grapheme_floor(offset)
        end = view.index.next_grapheme(start)
        return Range(start=start, end=end) if end > start else None
    return view.index.word_at(offset)
