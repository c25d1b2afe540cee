"""Grapheme clusters: what a person takes for one character."""

from __future__ import annotations

from collections.abc import Iterator

from wcwidth import iter_graphemes

__all__ = ["graphemes"]


def graphemes(text: str) -> Iterator[str]:
    """The grapheme clusters of a text, in order; together they are the text (Unicode Standard Annex 29)."""
    yield from iter_graphemes(text)
