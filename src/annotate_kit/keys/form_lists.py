"""Items of lists in the form: added, removed, moved."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.core import Ids, changes
from annotate_kit.core.pointers import find_value, join, parent, split
from annotate_kit.core.values import is_array
from annotate_kit.keys.form_keys import at, the_form
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.form_taking import open_new
from annotate_kit.keys.steps import act, look, replaced, say, then
from annotate_kit.keys.view import Step, View

__all__ = ["add_item", "move_item_down", "move_item_up"]


def _length(view: View, pointer: str) -> int:
    value = find_value(view.annotation.records[the_form(view).record].data, pointer)
    return len(value) if is_array(value) and isinstance(value, Sequence) else 0


def _item_of(view: View, pointer: str) -> tuple[str, int] | None:
    """The list and the index of the innermost item that holds a place."""
    data = view.annotation.records[the_form(view).record].data
    tokens = split(pointer)
    for n in range(len(tokens), 0, -1):
        above = join(tokens[: n - 1])
        if is_array(find_value(data, above)) and tokens[n - 1].isdecimal():
            return above, int(tokens[n - 1])
    return None


def add_item(view: View, _key: str, _ids: Ids) -> Step:
    """One more item of the list that the cursor is in."""
    _, lines, line = at(view)
    if line is None:
        return look(view)
    held = _item_of(view, line.pointer)
    pointer = line.pointer if line.field.kind == "list" and line.kind == "list" else held[0] if held else None
    new = next((row for row in lines if row.kind == "add-item" and parent(row.pointer) == pointer), None)
    if new is None:
        return say(view, "There is no list here that takes one more.")
    return open_new(view, new.field, new.pointer)


def move_item_down(view: View, _key: str, _ids: Ids) -> Step:
    """The item changes places with the next one."""
    return _move_item(view, 1)


def move_item_up(view: View, _key: str, _ids: Ids) -> Step:
    """The item changes places with the one before."""
    return _move_item(view, -1)


def _move_item(view: View, by: int) -> Step:
    shown, _, line = at(view)
    held = _item_of(view, line.pointer) if line is not None else None
    if line is None or held is None or not 0 <= held[1] + by < _length(view, held[0]):
        return say(view, "There is no item here that could move there.")
    pointer, index = held
    step = act(view, changes.move_item(view.annotation, shown.record, pointer, index, index + by), "")
    goal = join((*split(pointer), index + by)) + line.pointer[len(join((*split(pointer), index))) :]
    after = form_lines(step.view, shown)
    cursor = next((n for n, row in enumerate(after) if row.pointer == goal and row.kind == line.kind), shown.cursor)
    return then(step, replaced(step.view, attrs.evolve(shown, cursor=cursor)))
