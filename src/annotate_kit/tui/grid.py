"""Lines of styled runs, measured in terminal cells: cutting, filling, framing, laying one over another.

A run is a text that is already safe to print and the words of its style (`styles`); a line is a tuple of runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from annotate_kit.text import cell_width, display, graphemes
from annotate_kit.text.cells import fit

__all__ = [
    "Line",
    "Run",
    "beside",
    "blank",
    "crop",
    "cut",
    "fill",
    "frame",
    "line",
    "over",
    "put",
    "squeezed",
    "text_of",
    "width_of",
]

Run = tuple[str, str]
"""A text that is safe to print, and the words of its style."""
Line = tuple[Run, ...]


def put(text: str, style: str = "") -> Run:
    """A run of text from anywhere, whatever it contains made visible."""
    return (display(text), style)


def line(*runs: Run | str) -> Line:
    """A line of runs; a bare string is put in no style."""
    return tuple(put(run) if isinstance(run, str) else run for run in runs)


_wide = lru_cache(maxsize=1 << 15)(cell_width)
"""Most runs are on the screen again after the next key."""


def width_of(drawn: Iterable[Run]) -> int:
    """How many cells the runs take."""
    return sum([_wide(text) for text, _ in drawn])


def text_of(drawn: Iterable[Run]) -> str:
    """The runs without their styles."""
    return "".join(text for text, _ in drawn)


def blank(width: int, style: str = "") -> Line:
    """So many empty cells."""
    return ((" " * width, style),) if width > 0 else ()


def cut(text: str, width: int) -> str:
    """Safe text of at most so many cells; an ellipsis stands for what is left out."""
    return fit(display(text), width)


def fill(drawn: Sequence[Run], width: int, style: str = "") -> Line:
    """The runs cut with an ellipsis, or padded, to exactly so many cells."""
    used = width_of(drawn)
    if used == width:
        return tuple(drawn)
    if used < width:
        return (*drawn, (" " * (width - used), style))
    if width <= 0:
        return ()
    kept = crop(drawn, 0, width - 1)
    return (*kept, ("…", kept[-1][1] if kept else ""))


def crop(drawn: Sequence[Run], start: int, end: int) -> Line:
    """The cells `[start, end)` of the runs, padded where there are none; half a wide character becomes a space."""
    found: list[Run] = []
    at = 0
    for text, style in drawn:
        size = _wide(text)
        if at < end and at + size > start:
            found.append((_cells(text, start - at, end - at), style))
        at += size
    missing = end - max(at, start)
    return (*found, *blank(missing)) if missing > 0 else tuple(found)


def _cells(text: str, start: int, end: int) -> str:
    if text.isascii():
        return text[max(start, 0) : end]
    parts: list[str] = []
    at = 0
    for grapheme in graphemes(text):
        after = at + cell_width(grapheme)
        if start <= at and after <= end:
            parts.append(grapheme)
        elif at < end and start < after:
            parts.append(" " * (min(after, end) - max(at, start)))
        at = after
    return "".join(parts)


def over(under: Sequence[Run], piece: Sequence[Run], x: int, width: int) -> Line:
    """A line of `width` cells in which the piece hides what stood from cell `x` on."""
    end = x + width_of(piece)
    return squeezed((*crop(under, 0, x), *piece, *crop(under, end, max(width, end))))


@lru_cache(maxsize=4096)
def beside(left: Line, right: Line, width: int) -> Line:
    """Two lines as one of `width` cells; those that stood beside one another before need no work."""
    return fill(squeezed((*left, *right)), width)


def squeezed(drawn: Iterable[Run]) -> Line:
    """The same line in as few runs as can be."""
    found: list[Run] = []
    for text, style in drawn:
        if not text:
            continue
        if found and found[-1][1] == style:
            found[-1] = (found[-1][0] + text, style)
        else:
            found.append((text, style))
    return tuple(found)


def frame(title: str, rows: Sequence[Sequence[Run]], width: int, height: int, *, foot: str = "") -> list[Line]:
    """A box of exactly this size around the rows, which are cut or padded to it."""
    inner = max(width - 2, 0)
    within = [_walled(tuple(rows[n]) if n < len(rows) else (), inner) for n in range(max(height - 2, 0))]
    return [_edge("┌", title, "┐", width), *within, _edge("└", foot, "┘", width)][:height]


@lru_cache(maxsize=4096)
def _walled(row: Line, inner: int) -> Line:
    return (("│", "frame"), *fill(row, inner), ("│", "frame"))


@lru_cache(maxsize=256)
def _edge(left: str, words: str, right: str, width: int) -> Line:
    shown = cut(words, width - 6)
    if not shown:
        return ((left + "─" * (width - 2) + right, "frame"),)
    rest = "─" * (width - 4 - cell_width(shown))
    return ((left, "frame"), (f" {shown} ", "title"), (rest + right, "frame"))
