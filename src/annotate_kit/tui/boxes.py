"""Boxes that lie over the article: lists to choose from, lines to read, a line to type in."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.keys import Buffer, ListRow
from annotate_kit.text import cell_width, display, graphemes, wrap
from annotate_kit.tui.grid import Line, Run, blank, crop, cut, fill, frame, line, over, put, width_of

__all__ = [
    "Box",
    "Spot",
    "buffer_runs",
    "cut_words",
    "entry",
    "first_shown",
    "lay",
    "list_lines",
    "make_box",
    "padded",
    "wrapped",
]


@attrs.frozen(kw_only=True)
class Spot:
    """Cells of a box on which a click presses a key."""

    y: int
    """The line of the box, 0-based."""
    start: int
    """The first cell of the box's line."""
    end: int
    """One past the last."""
    key: str


@attrs.frozen(kw_only=True)
class Box:
    """Lines and the cell where the first of them begins, 0-based."""

    x: int
    y: int
    lines: tuple[Line, ...]
    means: tuple[int | None, ...] = ()
    """For each line the row that a click on it chooses, None for none."""
    spots: tuple[Spot, ...] = ()


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
    means: Sequence[int | None] = (),
) -> Box:
    """A framed box inside an area of (columns, lines) that starts under the first line of the screen.

    It takes the half of the area where the line `avoid` is not, or all of it where half is too little; of rows that
    do not fit, those around the cursor show.
    """
    columns, lines = area
    widest = max([width - 2, cell_width(title) + 4, cell_width(foot) + 4, *map(width_of, rows)])
    outer = min(widest + 2, columns)
    y, height = _place(len(rows) + len(head) + 2, lines, avoid)
    inner = max(height - 2 - len(head), 0)
    first = first_shown(len(rows), cursor or 0, inner)
    drawn = frame(title, [*head, *rows[first : first + inner]], outer, height, foot=foot)
    chosen = list(means[first : first + inner])
    padding = [None] * (height - 1 - len(head) - len(chosen))
    return Box(
        x=(columns - outer) // 2,
        y=1 + y,
        lines=tuple(drawn),
        means=(None, *(None for _ in head), *chosen, *padding),
    )


_HALF = 8
"""Lines that a box must at least get beside the line that it avoids: with less it takes all."""


def _place(wanted: int, lines: int, avoid: int | None) -> tuple[int, int]:
    """The first line and the height of a box."""
    if avoid is None:
        height = min(wanted, lines)
        return (lines - height) // 2, height
    is_below = avoid < lines // 2
    room = lines - avoid - 2 if is_below else avoid - 1
    height = min(wanted, room if room >= min(wanted, _HALF) else lines)
    return (lines - height if is_below else 0), height


def first_shown(count: int, cursor: int, height: int) -> int:
    """The first of `count` rows to show so that the one under the cursor is seen, with some before it."""
    return max(0, min(cursor - height // 2, count - height))


def entry(words: str, width: int, *, head: Sequence[Run] = (), is_chosen: bool = False) -> list[Line]:
    """One row of a list, cut with an ellipsis; the chosen one has a mark and as many lines as it takes."""
    style = "chosen" if is_chosen else ""
    lead = ((" ▸" if is_chosen else "  ", style), *head)
    size = width_of(lead)
    said = wrapped(words, width - size - 2, style) if is_chosen else [line((" ", style), words)]
    return [fill((*(lead if not at else blank(size, style)), *one), width, style) for at, one in enumerate(said)]


def list_lines(rows: Sequence[ListRow], cursor: int | None, width: int) -> list[Line]:
    """Rows to choose from, in three columns; the chosen one has a mark and is reversed."""
    columns = _columns(rows, width - 5)
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


def cut_words(rows: Sequence[ListRow], cursor: int | None, width: int) -> list[Line]:
    """What the chosen one of `list_lines` has no room for, in as many lines as it takes; none where all is there."""
    if cursor is None or cursor >= len(rows):
        return []
    row = rows[cursor]
    sizes = zip((row.label, row.detail, row.note), _columns(rows, width - 5), strict=True)
    cut_off = [words for words, size in sizes if cell_width(words) > size]
    return wrapped(f"   {' · '.join(cut_off)}", width - 2, "message") if cut_off else []


def _columns(rows: Sequence[ListRow], width: int) -> tuple[int, int, int]:
    """Cells of the labels, the details and the notes: notes give way first, then details."""
    texts = ([row.label for row in rows], [row.detail for row in rows], [row.note for row in rows])
    label, detail, note = (max(map(cell_width, column), default=0) for column in texts)
    room = width - 2 * sum(size > 0 for size in (detail, note))
    if label + detail + note > room:
        detail = min(detail, room // 3)
        note = min(note, max(room - detail - label, room // 4))
    return max(room - detail - note, 1), detail, note


def padded(words: str, width: int, style: str = "") -> Run:
    """Text from anywhere, cut or padded to exactly so many cells."""
    shown = cut(words, width)
    return (shown + " " * (width - cell_width(shown)), style)


def buffer_runs(buffer: Buffer, width: int, style: str = "") -> Line:
    """What is being typed, with the cursor in reverse, scrolled so that the cursor is seen."""
    at = buffer.cursor
    under = next(graphemes(buffer.text[at:]), "")
    runs = (
        put(buffer.text[:at], style),
        put(under or " ", f"{style} reverse".strip()),
        put(buffer.text[at + len(under) :], style),
    )
    end = width_of(runs[:2])
    return crop(runs, max(0, end - width), max(0, end - width) + width)


def wrapped(words: str, width: int, style: str = "") -> list[Line]:
    """A text from anywhere in as many lines as it takes, each begun with a space."""
    shown = display(words, newline=" ")
    layout = wrap(shown, width)
    return [line(" ", (shown[start:end], style)) for start, end in zip(layout.starts, layout.ends, strict=True)]
