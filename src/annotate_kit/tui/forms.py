"""The form of a record: its lines with nested frames, the open field with its list, notes and messages."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit import keys
from annotate_kit.keys import FormLine, FormView, OpenField, View
from annotate_kit.text import cell_width, display, wrap
from annotate_kit.tui.article import superscript
from annotate_kit.tui.boxes import Box, buffer_runs, first_shown, list_lines, make_box, padded
from annotate_kit.tui.grid import Line, Run, cut, fill, line, put, width_of
from annotate_kit.tui.proposed import with_proposals

__all__ = ["form_box", "form_rows"]

_LABELS = 15
"""Cells of the labels' column, at least."""

_CHOICES = 7
"""Rows of a list under an open field, at most."""


@attrs.frozen
class _Row:
    runs: Line
    at: int | None
    """The form line that it belongs to."""
    means: int | None = None
    """What a click on it chooses: a form line, or a row of the list under the open field."""


def form_box(view: View, shown: FormView, *, area: tuple[int, int], avoid: int) -> Box:
    """The form as a box over the article, scrolled to its cursor."""
    width = min(area[0], 84)
    lines = with_proposals(view, shown, keys.form_lines(view, shown))
    rows = form_rows(view, shown, lines, width - 2)
    record = view.annotation.records.get(shown.record)
    title = keys.title_of(view.catalog, record.type) if record is not None else "Record"
    cursor = next((n for n, row in enumerate(rows) if row.at == shown.cursor), 0)
    # The list under an open field belongs to it: it is scrolled into sight with the field.
    last = max((n for n, row in enumerate(rows) if row.at == shown.cursor), default=cursor)
    return make_box(
        f"{title} · {keys.name_of(view, shown.record)}",
        [row.runs for row in rows],
        area=area,
        avoid=avoid,
        foot=_foot(view, shown, lines, width),
        cursor=(cursor + last) // 2,
        width=width,
        means=[row.means for row in rows],
    )


def _foot(view: View, shown: FormView, lines: Sequence[FormLine], width: int) -> str:
    notes = keys.form_notes(view, shown)
    marks = lines[shown.cursor].marks if shown.cursor < len(lines) else ()
    if shown.open is not None:
        return (
            "Enter takes it   Esc leaves it" if not shown.open.rows else "↑ ↓ choose   Enter takes it   Esc leaves it"
        )
    said = "  ".join(f"{superscript(mark)} “{notes[mark - 1]}”" for mark in marks)
    return "   ".join(part for part in (cut(said, max(width - 36, 10)), "Enter opens   ? keys   q close") if part)


def form_rows(view: View, shown: FormView, lines: Sequence[FormLine], width: int) -> list[_Row]:
    """Everything that the form shows, each row exactly `width` cells."""
    labels = min(max([_LABELS, *(cell_width(one.label) + 2 for one in lines)]), max(width // 3, 8))
    rows: list[_Row] = []
    frames: list[int] = []
    for n, one in enumerate(lines):
        if n == shown.cursor and shown.open is not None:
            # A new item is typed where the line that offers it stood.
            one = attrs.evolve(one, kind="pending" if one.kind in ("add-item", "add-key") else one.kind)  # noqa: PLW2901
        means = n if shown.open is None else None
        shares = _close_frames(rows, frames, one, width)
        rows.append(
            _Row(
                _line_row(one, shown, len(frames), labels, width, is_chosen=n == shown.cursor, shares=shares), n, means
            )
        )
        if _is_framed(one):
            frames.append(one.depth)
        if n == shown.cursor and shown.open is not None:
            said = _message(shown.open.heard, len(frames), width) if shown.open.takes == "json" else []
            rows += [_Row(runs, n) for runs in said if shown.open.heard]
            rows += [_Row(runs, n, at) for runs, at in _choices(shown.open, len(frames), labels, width)]
        for words in one.problems:
            rows += [_Row(runs, n) for runs in _message(words, len(frames), width)]
    while frames:
        frames.pop()
        rows.append(_Row(_edge("└", "", "┘", len(frames), width), None))
    for words in keys.form_problems(view, shown):
        rows += [_Row(runs, None) for runs in _message(words, 0, width)]
    return rows


def _is_framed(one: FormLine) -> bool:
    return one.kind == "item" and one.field.kind in ("object", "choice", "list")


def _close_frames(rows: list[_Row], frames: list[int], one: FormLine, width: int) -> bool:
    """Close the frames that this line is no part of; True where the line itself is the edge of the last one."""
    while frames and one.depth <= frames[-1]:
        depth = frames.pop()
        if depth == one.depth and (_is_framed(one) or one.kind == "add-item"):
            return True
        rows.append(_Row(_edge("└", "", "┘", len(frames), width), None))
    return False


def _edge(left: str, words: str, right: str, inside: int, width: int, style: str = "frame") -> Line:
    room = width - 4 * inside - 2
    shown = cut(words, room - 5)
    named: list[Run] = [("─", "frame"), (f" {shown} ", style)] if shown else []
    rest = "─" * max(room - width_of(named) - 2, 0)
    return _inside(((left, "frame"), *named, (rest + right, "frame")), inside, width)


def _inside(runs: Line, inside: int, width: int) -> Line:
    """The runs within so many frames, in exactly `width` cells."""
    room = width - 4 * inside - 2
    walls = tuple(("│ ", "frame") for _ in range(inside))
    return ((" ", ""), *walls, *fill(runs, room), *((" │", "frame") for _ in range(inside)), (" ", ""))


def _line_row(
    one: FormLine, shown: FormView, inside: int, labels: int, width: int, *, is_chosen: bool, shares: bool
) -> Line:
    style = "chosen" if is_chosen and shown.open is None else ""
    if _is_framed(one):
        return _edge("├" if shares else "┌", one.label, "┤" if shares else "┐", inside, width, style or "title")
    if one.kind in ("add-item", "add-key"):
        words = f"+ {one.label}"
        if shares:
            return _edge("└", words, "┘", inside, width, style or "muted")
        indent = "  " * max(one.depth - 2 * inside, 0)
        return _inside(line(indent, put(words, style or "muted")), inside, width)
    room = width - 4 * inside - 2
    marks = "".join(superscript(mark) for mark in one.marks)
    indent = "  " * max(one.depth - 2 * inside, 0)
    label = padded(
        indent + one.label + (" *" if one.is_required else ""),
        labels,
        style or ("title" if one.kind in ("group", "list") else ""),
    )
    value_room = max(room - labels - 2 - max(len(marks), 3) - 1, 4)
    value = _value(one, shown.open if is_chosen else None, value_room, style)
    return _inside(
        (label, ("  ", style), *value, (" ", style), *fill(line(put(marks, "bold")), max(len(marks), 3))), inside, width
    )


def _value(one: FormLine, field: OpenField | None, width: int, style: str) -> Line:
    if field is not None:
        # What is wrong with JSON takes lines of its own: JSON itself needs the room.
        heard = f"  {field.heard}" if field.heard and field.takes != "json" else ""
        room = max(width - cell_width(heard) - 2, 4)
        return fill((("[", "frame"), *buffer_runs(field.buffer, room), ("]", "frame"), put(heard, "muted")), width)
    if one.kind in ("list", "group"):
        return fill((), width, style)
    words = one.shown or "—"
    if one.field.choices or one.kind == "choose-alternative":
        words += " ▾"
    heard = f"  ({one.heard})" if one.heard else ""
    return fill((put(words, style or ("" if one.shown else "muted")), put(heard, style or "muted")), width, style)


def _choices(field: OpenField, inside: int, labels: int, width: int) -> list[tuple[Line, int | None]]:
    """The rows of the list under an open field, each with its number in the list."""
    room = width - 4 * inside - 2
    first = first_shown(len(field.rows), field.cursor or 0, _CHOICES)
    shown = field.rows[first : first + _CHOICES]
    cursor = None if field.cursor is None else field.cursor - first
    drawn = list_lines(shown, cursor, max(room - labels - 2, 8))
    space = " " * (labels + 2)
    rows: list[tuple[Line, int | None]] = [
        (_inside(line(space, *runs), inside, width), n) for n, runs in enumerate(drawn, first)
    ]
    more = len(field.rows) - len(shown)
    if more > 0:
        rows.append((_inside(line(space, put(f"   … {more} more: type to filter", "muted")), inside, width), None))
    return rows


def _message(words: str, inside: int, width: int) -> list[Line]:
    """A problem in as many lines as it takes."""
    room = max(width - 4 * inside - 6, 8)
    shown = display(words, newline=" ")
    layout = wrap(shown, room)
    pieces = [shown[start:end].rstrip() for start, end in zip(layout.starts, layout.ends, strict=True)]
    return [
        _inside((("! " if n == 0 else "  ", "error"), (piece, "error")), inside, width)
        for n, piece in enumerate(pieces)
    ]
