"""Lists to choose from: typing filters, arrows move, `Enter` takes."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.captions import name_of, title_of
from annotate_kit.keys.overlays import Chosen, ListRow, Picker, TakeNew, TakeRecord
from annotate_kit.keys.ranking import near_rows, record_row, rest_rows
from annotate_kit.keys.row_search import filtered
from annotate_kit.keys.steps import closed, opened, replaced, say, span_under
from annotate_kit.keys.view import Step, View

__all__ = [
    "begin_hold",
    "filtered",
    "held",
    "make_picker",
    "picked",
    "picker_down",
    "picker_page_down",
    "picker_page_up",
    "picker_up",
    "type_in_picker",
]

_PAGE = 8
"""Rows."""

_MOST = 200
"""Rows that are shown of a longer list: typing finds the others."""


def make_picker(picker: Picker, near: Sequence[ListRow], new: Sequence[ListRow], rest: Sequence[ListRow]) -> Picker:
    """The picker with its rows: what comes near, what is new, and for typing to find, the rest."""
    return attrs.evolve(picker, all_rows=(*near, *rest, *new), rows=(*near, *new, *rest[:_MOST]))


def _picker(view: View) -> Picker:
    assert isinstance(view.overlay, Picker)
    return view.overlay


def type_in_picker(view: View, key: str, _ids: Ids) -> Step:
    """The typed words leave the rows that hold them; `Backspace` without any closes the list."""
    picker = _picker(view)
    if key == "backspace" and not picker.query.text:
        return closed(view)
    query = picker.query.typed(key)
    rows = _found(view, picker, query.text)
    return replaced(view, attrs.evolve(picker, query=query, rows=rows, cursor=0))


def _found(view: View, picker: Picker, typed: str) -> tuple[ListRow, ...]:
    """The rows that hold what is typed; where it may be a name in another spelling or script, what comes near, too."""
    rows = filtered(picker.all_rows, typed, _MOST)
    types = tuple(row.choice.type for row in rows if isinstance(row.choice, TakeNew))
    if not types or picker.pick_for not in ("tag", "fill") or len(rows) - len(types) >= _PAGE:
        return rows
    shown = {row.choice for row in rows}
    near = tuple(row for row in near_rows(view, types, typed) if row.choice not in shown)
    return (*rows[: len(rows) - len(types)], *near, *rows[len(rows) - len(types) :])


def picker_down(view: View, _key: str, _ids: Ids) -> Step:
    """The row below."""
    return _to_row(view, 1)


def picker_up(view: View, _key: str, _ids: Ids) -> Step:
    """The row above."""
    return _to_row(view, -1)


def picker_page_down(view: View, _key: str, _ids: Ids) -> Step:
    """Eight rows further down."""
    return _to_row(view, _PAGE)


def picker_page_up(view: View, _key: str, _ids: Ids) -> Step:
    """Eight rows further up."""
    return _to_row(view, -_PAGE)


def _to_row(view: View, by: int) -> Step:
    picker = _picker(view)
    cursor = min(max(picker.cursor + by, 0), max(len(picker.rows) - 1, 0))
    return replaced(view, attrs.evolve(picker, cursor=cursor))


def picked(view: View) -> tuple[Picker, Chosen] | None:
    """The picker and what its row under the cursor stands for; None where typing has left no row."""
    picker = _picker(view)
    return (picker, picker.rows[picker.cursor].choice) if picker.cursor < len(picker.rows) else None


def begin_hold(view: View, _key: str, _ids: Ids) -> Step:
    """Another record is taken in hand: offered first are the one under the selection and those used last."""
    records = view.annotation.records
    if not records:
        return say(view, "There is no record yet: a type's letter makes one of the selected words.")
    span = span_under(view)
    under = dict.fromkeys(use.record for use in view.lens.uses.get(span.id, ())) if span is not None else {}
    here = {record: "here" for record in under if record != view.hand}
    lately = {record: "used before" for record in view.held if record != view.hand}
    hand = {view.hand: "in hand"} if view.hand is not None else {}
    notes = {**hand, **lately, **here}
    near = tuple(
        record_row(view, records[record], note=notes[record])
        for record in dict.fromkeys((*here, *lately, *hand))
        if record in records
    )
    types = tuple(dict.fromkeys(record.type for record in records.values()))
    rest = tuple(row for row in rest_rows(view, types, near) if isinstance(row.choice, TakeRecord))
    picker = Picker(title="Which record to take in hand", pick_for="hold", all_rows=(), rows=())
    return opened(view, make_picker(picker, near, (), rest))


def held(view: View, record_id: str) -> Step:
    """A record is in hand now."""
    record = view.annotation.records[record_id]
    return say(view, f"{name_of(view, record_id)} ({title_of(view.catalog, record.type)}) is in hand.", hand=record_id)
