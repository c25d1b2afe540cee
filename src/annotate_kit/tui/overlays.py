"""What lies over the article: for each overlay of the machine, its box, or None where the footer is enough."""

from __future__ import annotations

import attrs

from annotate_kit import keys
from annotate_kit.keys import (
    BookList,
    Card,
    Commands,
    ConflictsList,
    Fill,
    FillChoice,
    FormView,
    Help,
    NotesList,
    Picker,
    ProblemsList,
    Prompt,
    StepsList,
    View,
)
from annotate_kit.text import cell_width
from annotate_kit.tui.boxes import Box, Spot, buffer_runs, cut_words, entry, list_lines, make_box, padded, wrapped
from annotate_kit.tui.forms import form_box
from annotate_kit.tui.grid import Line, Run, fill, line, put
from annotate_kit.tui.lists import book_box, conflicts_box, notes_box
from annotate_kit.tui.proposed import with_proposed_choices

__all__ = ["overlay_box"]

_WIDEST = 76
"""Columns of a box of words: longer lines are hard to read."""


_KEYS = 18
"""Cells of the help's first column."""


def _width(area: tuple[int, int], widest: int = _WIDEST) -> int:
    """All of a narrow terminal, else a width that is good to read."""
    return area[0] if area[0] <= widest + 8 else widest


def overlay_box(view: View, area: tuple[int, int]) -> Box | None:  # noqa: C901, PLR0911, PLR0912  # one flat case for each overlay
    """The box of what takes the keys, inside an area of (columns, lines) under the header."""
    overlay = view.overlay
    match overlay:
        case Picker():
            return _list_box(view, overlay.title, overlay, area, foot="type to filter · ↑ ↓ · Enter takes it")
        case Commands():
            return _list_box(view, "Commands", overlay, area, foot="type to filter · ↑ ↓ · Enter does it")
        case FormView():
            return form_box(view, overlay, area=area, avoid=_avoided(view))
        case Fill():
            return _fill_box(view, overlay, area)
        case Prompt():
            width = _width(area)
            typed = line(" ", *buffer_runs(overlay.buffer, width - 4), " ")
            return make_box(
                overlay.title, [typed], area=area, avoid=_avoided(view), foot="Enter · Esc leaves it", width=width
            )
        case ProblemsList():
            return _problems_box(view, overlay, area)
        case NotesList():
            return notes_box(view, overlay, area, _width(area))
        case BookList():
            return book_box(view, overlay, area, _width(area))
        case ConflictsList():
            return conflicts_box(view, overlay, area, _width(area))
        case Help():
            return _help_box(overlay, area)
        case StepsList():
            return _steps_box(overlay, area)
        case Card():
            return _card_box(overlay, area)
        case _:
            return None


def _avoided(view: View) -> int:
    """The line of the area that the selection is in: a box leaves it to be seen."""
    return view.layout.row_of(view.selection.start) - view.top + 1


def _list_box(view: View, title: str, shown: Picker | Commands, area: tuple[int, int], *, foot: str) -> Box:
    width = _width(area)
    rows = list_lines(shown.rows, shown.cursor, width - 2)
    more = cut_words(shown.rows, shown.cursor, width - 2)
    at = shown.cursor + 1
    typed = line(" ", put("> ", "key"), *buffer_runs(shown.query, width - 6), " ")
    return make_box(
        title,
        [*rows[:at], *more, *rows[at:]],
        area=area,
        avoid=_avoided(view),
        foot=foot,
        cursor=shown.cursor,
        width=width,
        head=[typed],
        means=[*range(min(at, len(rows))), *(None for _ in more), *range(at, len(rows))],
    )


def _fill_box(view: View, shown: Fill, area: tuple[int, int]) -> Box:
    """The letters in as many columns as there is room for."""
    width = _width(area, 96)
    columns = max((width - 4) // 30, 1)
    size = (width - 4) // columns
    choices = with_proposed_choices(view, shown.record, shown.choices)
    count = -(-len(choices) // columns)
    rows: list[Line] = []
    for n in range(count):
        cells = [_fill_cell(choice, size) for choice in choices[n::count]]
        rows.append(fill((("  ", ""), *(run for cell in cells for run in cell)), width - 2))
    name = keys.name_of(view, shown.record)
    title = f'"{view.words}" becomes … of {name}' if not shown.is_shifted else f"The last … of {name}"
    title = f"{title}, {shown.claim}" if shown.claim else title
    title = f"{title}, further evidence" if shown.adds_evidence else title
    spots = tuple(
        Spot(y=1 + n % count, start=3 + n // count * size, end=3 + (n // count + 1) * size, key=choice.key)
        for n, choice in enumerate(shown.choices)
    )
    box = make_box(
        title,
        rows,
        area=area,
        avoid=_avoided(view),
        foot="a field's letter · Tab another record · - inferred · Backspace goes back",
        width=width,
    )
    return attrs.evolve(box, spots=spots)


def _fill_cell(choice: FillChoice, width: int) -> Line:
    label = choice.label + (" …" if choice.leads_on else "")
    size = min(max(cell_width(label), 12), width - 6)
    value: Run = padded(choice.heard or choice.shown or "—", width - size - 5, "" if choice.heard else "muted")
    return fill((put(f"{choice.key} ", "key"), padded(label, size), ("  ", ""), value, (" ", "")), width)


def _problems_box(view: View, shown: ProblemsList, area: tuple[int, int]) -> Box:
    width = _width(area, 100)
    rows: list[Line] = []
    means: list[int | None] = []
    for n, problem in enumerate(view.problems):
        is_chosen = n == shown.cursor
        kind = "chosen" if is_chosen else "error" if problem.is_error else "warning"
        words = f"{problem.caption}: {problem.message}" if problem.caption else problem.message
        block = entry(words, width - 2, head=(put(f" {problem.code} ", kind),), is_chosen=is_chosen)
        block += wrapped(f"   {problem.hint}", width - 4, "message") if is_chosen else []
        rows += block
        means += [n] + [None] * (len(block) - 1)
    rows = rows or [line("   No problems.")]
    cursor = means.index(shown.cursor) if shown.cursor in means else 0
    foot = "Enter jumps there · q closes"
    return make_box("Problems", rows, area=area, foot=foot, cursor=cursor, width=width, means=means)


def _help_box(shown: Help, area: tuple[int, int]) -> Box:
    width = _width(area, 100)
    rows: list[Line] = []
    for spelt, does in shown.rows:
        column = spelt if cell_width(spelt) <= _KEYS else ""
        if not column:
            rows.append(line("  ", put(spelt, "key")))
        for words in wrapped(does, width - _KEYS - 7):
            rows.append(line("  ", padded(column, _KEYS, "key"), *words))
            column = ""
    return make_box(
        "Keys that work here", rows[shown.top :], area=area, foot="↑ ↓ · ? ? the tutor · q closes", width=width
    )


def _steps_box(shown: StepsList, area: tuple[int, int]) -> Box:
    width = _width(area)
    rows: list[Line] = []
    means: list[int | None] = []
    for n, words in enumerate(shown.steps):
        block = entry(words, width - 2, is_chosen=n == shown.cursor)
        rows += block
        means += [n] + [None] * (len(block) - 1)
    rows = rows or [line("   Nothing was done yet.")]
    return make_box(
        "What was done",
        rows,
        area=area,
        foot="u undoes the latest · q closes",
        cursor=shown.cursor,
        width=width,
        means=means,
    )


def _card_box(shown: Card, area: tuple[int, int]) -> Box:
    width = _width(area)
    rows = [row for words in shown.lines for row in wrapped(words, width - 4)]
    return make_box(shown.title, rows[shown.top :], area=area, foot="↑ ↓ · Enter closes", width=width)
