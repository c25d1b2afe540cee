"""Boxes of the lists that people work through: comments, and what two sessions changed differently."""

from __future__ import annotations

from annotate_kit import keys
from annotate_kit.keys import BookList, ConflictsList, NotesList, View
from annotate_kit.tui.boxes import Box, make_box, wrapped
from annotate_kit.tui.grid import Line, fill, put

__all__ = ["book_box", "conflicts_box", "notes_box"]


def notes_box(view: View, shown: NotesList, area: tuple[int, int], width: int) -> Box:
    """The comments, the one under the cursor in full."""
    found = keys.note_rows(view)
    rows: list[Line] = []
    means: list[int | None] = []
    at = min(shown.cursor, max(len(found) - 1, 0))
    for n, row in enumerate(found):
        style = "chosen" if n == at else ""
        mark = " ▸ " if n == at else "   "
        by = f" ({row.by})" if row.by else ""
        rows.append(fill((put(f"{mark}{row.about}: ", style or "muted"), put(row.text, style)), width - 2, style))
        means.append(n)
        if n == at:
            more = wrapped(f"   {row.text}{by}", width - 4, "message")
            rows += more
            means += [None] * len(more)
    rows = rows or wrapped("  No comments.", width - 4)
    cursor = means.index(at) if at in means else 0
    foot = "Enter jumps there · e edit · x remove · q closes"
    return make_box("Comments", rows, area=area, foot=foot, cursor=cursor, width=width, means=means)


def conflicts_box(view: View, shown: ConflictsList, area: tuple[int, int], width: int) -> Box:
    """What two sessions made of the same thing, both values one under the other."""
    found = keys.conflict_rows(view)
    rows: list[Line] = []
    means: list[int | None] = []
    at = min(shown.cursor, max(len(found) - 1, 0))
    cursor = 0
    for n, row in enumerate(found):
        style = "chosen" if n == at else ""
        cursor = len(rows) if n == at else cursor
        block = [fill((put(f"{' ▸ ' if n == at else '   '}{row.about}", style or "title"),), width - 2, style)]
        if n == at:
            block += wrapped(f"     it was     {row.was}", width - 4, "muted")
            block += wrapped(f"   1 you had    {row.ours}", width - 4)
            block += wrapped(f"   2 the file has   {row.theirs}", width - 4)
        rows += block
        means += [n] + [None] * (len(block) - 1)
    rows = rows or wrapped("  Nothing is left to decide.", width - 4)
    foot = "1 yours · 2 the file's · q closes"
    title = "Two sessions changed the same"
    return make_box(title, rows, area=area, foot=foot, cursor=cursor, width=width, means=means)


def book_box(view: View, shown: BookList, area: tuple[int, int], width: int) -> Box:
    """What somebody changed in a workbook, the one under the cursor with both values."""
    rows: list[Line] = []
    means: list[int | None] = []
    cursor = 0
    for n, change in enumerate(shown.changes):
        style = "chosen" if n == shown.cursor else ""
        cursor = len(rows) if style else cursor
        mark = " ▸ " if style else "   "
        block = [fill((put(f"{mark}{change.about}", style or "title"),), width - 2, style)]
        if style:
            if change.base != change.was:
                block += wrapped(f"   exported    {change.base or 'nothing'}", width - 4, "muted")
            block += wrapped(f"   it is       {change.was or 'nothing'}", width - 4, "muted")
            block += wrapped(f"   y makes it  {change.theirs or 'nothing'}", width - 4)
            block += wrapped(f"   {change.note}", width - 4, "message") if change.note else []
        rows += block
        means += [n] + [None] * (len(block) - 1)
    avoid = view.layout.row_of(view.selection.start) - view.top + 1
    foot = "y makes it · n leaves it · u asks again · ↑ ↓ · q closes"
    title = f"Changes of a workbook: {len(shown.changes)}"
    return make_box(title, rows, area=area, avoid=avoid, foot=foot, cursor=cursor, width=width, means=means)
