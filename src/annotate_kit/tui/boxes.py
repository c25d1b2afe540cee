"""Boxes that lie over the article: lists to choose from, lines to read, a line to type in."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from wcwidth import iter_graphemes

from annotate_kit.keys import Buffer, ListRow
from annotate_kit.text import cell_width, display
from annotate_kit.tui.grid import Line, Run, crop, cut, fill, frame, over, put, width_of

__all__ = ["Box", "buffer_runs", "first_shown", "lay", "list_lines", "make_box", "padded"]


@attrs.frozen(kw_only=True)
class Box:
    """Lines and the cell where the first of them begins, 0-based."""

    x: int
    y: int
    lines: tuple[Line, ...]
    first: int = 0
    """The row of its list that the first line inside shows."""


def lay(screen: list[Line], box: Box, width: int) -> list[Line]:
    """The screen with the box over it."""
    for n, piece in enumerate(box.lines):
        if 0 <= box.y + n < len(screen):
            screen[box.y + n] = over(screen[box.y + n], piece, box.x, width)
    return screen


def make_box(
    title: str,
    rows: Sequence[Sequence[Run]],
    *,
    area: tuple[int, int],
    avoid: int | None = None,
    foot: str = "",
    cursor: int | None = None,
    width: int = 0,
    head: Sequence[Sequence[Run]] = (),
) -> Box:
    """A framed box inside an area of (columns, lines) that starts under the first line of the screen.

    It takes the half of the area where the line `avoid` is not, or all of it where half is too little; of rows that
    do not fit, those around the cursor show.
    """
    columns, lines = area
    widest = max([width - 2, cell_width(display(title)) + 4, cell_width(display(foot)) + 4, *map(width_of, rows)])
    outer = min(widest + 2, columns)
    wanted = len(rows) + len(head) + 2
    half = lines // 2
    is_below = avoid is not None and avoid < half
    room = lines
    if avoid is not None:
        beside = lines - avoid - 2 if is_below else avoid - 1
        # Half of a small terminal is still worth having; less is not.
        room = beside if beside >= min(wanted, 8) else lines
    height = min(wanted, room)
    inner = max(height - 2 - len(head), 0)
    first = first_shown(len(rows), cursor or 0, inner)
    shown = [*head, *rows[first : first + inner]]
    y = 1 + (lines - height if is_below or (avoid is None and height > lines) else 0)
    if avoid is None:
        y = 1 + (lines - height) // 2
    drawn = frame(title, shown, outer, height, foot=foot)
    return Box(x=(columns - outer) // 2, y=y, lines=tuple(drawn), first=first)


def first_shown(count: int, cursor: int, height: int) -> int:
    """The first of `count` rows to show so that the one under the cursor is seen, with some before it."""
    return max(0, min(cursor - height // 2, count - height))


def list_lines(rows: Sequence[ListRow], cursor: int | None, width: int) -> list[Line]:
    """Rows to choose from, in three columns; the chosen one has a mark and is reversed."""
    inner = width - 4
    notes = min(max((cell_width(display(row.note)) for row in rows), default=0), inner // 3)
    details = min(max((cell_width(display(row.detail)) for row in rows), default=0), inner // 3)
    columns = [inner - sum(size + 2 for size in (details, notes) if size), details, notes]
    lines: list[Line] = []
    for n, row in enumerate(rows):
        style = "chosen" if n == cursor else ""
        parts: list[Run] = [(" ▸ " if n == cursor else "   ", style)]
        looks = (style, style or "muted", style or "muted")
        for words, size, look in zip((row.label, row.detail, row.note), columns, looks, strict=True):
            if size:
                parts += [padded(words, size, look), ("  ", style)]
        lines.append(fill(parts, width, style))
    return lines


def padded(words: str, width: int, style: str = "") -> Run:
    """Text from anywhere, cut or padded to exactly so many cells."""
    shown = cut(words, width)
    return (shown + " " * (width - cell_width(shown)), style)


def buffer_runs(buffer: Buffer, width: int, style: str = "") -> Line:
    """What is being typed, with the cursor in reverse, scrolled so that the cursor is seen."""
    at = buffer.cursor
    under = next(iter_graphemes(buffer.text[at:]), "")
    runs = (
        put(buffer.text[:at], style),
        put(under or " ", f"{style} reverse".strip()),
        put(buffer.text[at + len(under) :], style),
    )
    end = width_of(runs[:2])
    return crop(runs, max(0, end - width), max(0, end - width) + width)
