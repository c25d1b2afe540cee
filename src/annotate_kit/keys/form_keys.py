"""The form between open fields: moving, and what each line does when it is entered."""

from __future__ import annotations

import attrs

from annotate_kit.core import ABSENT, Absent, Ids, Json, changes
from annotate_kit.core.pointers import find_value, parent
from annotate_kit.core.values import is_array, is_object
from annotate_kit.keys.form_lines import FormLine, form_lines
from annotate_kit.keys.form_opening import at_line, open_alternatives, open_field, open_json, open_key
from annotate_kit.keys.form_taking import open_new
from annotate_kit.keys.form_values import with_containers
from annotate_kit.keys.overlays import FormView, OpenField
from annotate_kit.keys.requests import EditJson
from annotate_kit.keys.steps import act, ask, closed, look, opened, replaced, say, shown_record
from annotate_kit.keys.view import Step, View

__all__ = [
    "at",
    "begin_form",
    "edit_as_json",
    "edit_here",
    "enter_line",
    "form_down",
    "form_end",
    "form_home",
    "form_page_down",
    "form_page_up",
    "form_up",
    "name_property",
    "next_problem",
    "remove_line",
    "the_form",
    "toggle_line",
]

_PAGE = 10
"""Lines."""


def begin_form(view: View, _key: str, _ids: Ids) -> Step:
    """The form of the record in hand."""
    record = view.hand if view.hand in view.annotation.records else shown_record(view)
    if record is None or record not in view.annotation.records:
        return say(view, "No record in hand: tag one with its type's letter, or take one with r.")
    if view.annotation.records[record].type not in view.catalog.types:
        return say(view, f"There is no schema for {view.annotation.records[record].type}: the form has nothing to ask.")
    return opened(view, FormView(record=record), hand=record)


def the_form(view: View) -> FormView:
    """The form that takes the keys."""
    assert isinstance(view.overlay, FormView)
    return view.overlay


def at(view: View) -> tuple[FormView, tuple[FormLine, ...], FormLine | None]:
    """The form, its lines, and the line under the cursor."""
    shown = the_form(view)
    lines = form_lines(view, shown)
    cursor = min(shown.cursor, len(lines) - 1)
    return shown, lines, lines[cursor] if lines else None


# Moving.


def form_down(view: View, _key: str, _ids: Ids) -> Step:
    """The line below."""
    return _move(view, 1)


def form_up(view: View, _key: str, _ids: Ids) -> Step:
    """The line above."""
    return _move(view, -1)


def form_page_down(view: View, _key: str, _ids: Ids) -> Step:
    """Ten lines further down."""
    return _move(view, _PAGE)


def form_page_up(view: View, _key: str, _ids: Ids) -> Step:
    """Ten lines further up."""
    return _move(view, -_PAGE)


def form_home(view: View, _key: str, _ids: Ids) -> Step:
    """The first line."""
    return _move(view, -len(at(view)[1]))


def form_end(view: View, _key: str, _ids: Ids) -> Step:
    """The last line."""
    return _move(view, len(at(view)[1]))


def _move(view: View, by: int) -> Step:
    shown, lines, _ = at(view)
    cursor = min(shown.cursor, len(lines) - 1) + by
    return replaced(view, attrs.evolve(shown, cursor=min(max(cursor, 0), max(len(lines) - 1, 0))))


def next_problem(view: View, _key: str, _ids: Ids) -> Step:
    """The next line that has a problem; after the last one, the first."""
    shown, lines, _ = at(view)
    order = [*range(shown.cursor + 1, len(lines)), *range(min(shown.cursor + 1, len(lines)))]
    found = next((n for n in order if lines[n].problems), None)
    if found is None:
        return say(view, "No line of this form has a problem.")
    return say(replaced(view, attrs.evolve(shown, cursor=found)).view, lines[found].problems[0])


# Entering a line.


def enter_line(view: View, key: str, ids: Ids) -> Step:  # noqa: PLR0911  # one flat case for each kind of line
    """The value opens, a list gets an item, a choice shows its alternatives."""
    _, _, line = at(view)
    if line is None:
        return closed(view)
    if line.kind == "choose-alternative":
        return opened_in(view, open_alternatives(line.field, line.pointer, chosen=line.chosen, group=line.group))
    if line.kind == "add-item":
        return open_new(view, line.field, line.pointer)
    if line.kind == "add-key":
        return name_property(view, key, ids)
    if line.kind == "list" and line.value in (ABSENT, []):
        return open_new(view, line.field, line.pointer)
    if line.kind in ("group", "list") or (_has_rows(line) and line.kind in ("item", "extra")):
        return _move(view, 1)
    return opened_in(view, open_field(view, line.field, line.pointer, line.value))


def _has_rows(line: FormLine) -> bool:
    """Whether what the line stands for has lines of its own below it."""
    if line.field.kind == "choice":
        return True
    return (line.field.kind == "object" and is_object(line.value)) or (
        line.field.kind == "list" and is_array(line.value)
    )


def opened_in(view: View, field: OpenField) -> Step:
    """The form with a field open in its line."""
    return replaced(view, at_line(view, attrs.evolve(the_form(view), open=field)))


def toggle_line(view: View, _key: str, _ids: Ids) -> Step:
    """Yes becomes no, no becomes yes, nothing becomes yes; an object or list that is not there becomes an empty one."""
    shown, _, line = at(view)
    is_container = line is not None and line.kind in ("group", "list") and line.value is ABSENT
    if line is not None and is_container:
        value: Json = {} if line.kind == "group" else []
    elif line is None or line.field.kind != "boolean" or line.kind in ("add-item", "add-key", "choose-alternative"):
        return say(view, "Only a yes or no is switched so, and an object or a list begun.")
    else:
        value = line.value is not True
    record = view.annotation.records[shown.record]
    place, whole = with_containers(view.catalog.types[record.type], record.data, line.pointer, value, _lists(view))
    return act(view, changes.set_value(view.annotation, shown.record, place, whole), "")


def _lists(view: View) -> frozenset[str]:
    """The lists that the form shows, there or not."""
    return frozenset(line.pointer for line in at(view)[1] if line.kind == "list")


def edit_here(view: View, _key: str, _ids: Ids) -> Step:
    """The value is typed as JSON, whatever it is."""
    _, _, line = at(view)
    if line is None:
        return look(view)
    if line.kind == "add-key":
        return opened_in(view, open_json(line.field, line.pointer, _value_at(view, line.pointer)))
    return opened_in(view, attrs.evolve(open_json(line.field, line.pointer, line.value), lists=_lists(view)))


def _value_at(view: View, pointer: str) -> Json | Absent:
    return find_value(view.annotation.records[the_form(view).record].data, pointer)


def name_property(view: View, _key: str, _ids: Ids) -> Step:
    """One more property of the object that the cursor is in: first its name is typed."""
    shown, _, line = at(view)
    record = view.annotation.records.get(shown.record)
    if record is None or record.type not in view.catalog.types:
        return look(view)
    if line is None:
        return opened_in(view, open_key(view.catalog.types[record.type].root, ""))
    pointer = line.pointer
    is_of_object = line.kind in ("group", "add-key") or (
        line.kind == "choose-alternative" and line.field.kind == "object"
    )
    if not is_object(line.value) and not (is_of_object and line.value is ABSENT):
        pointer = parent(pointer)
        while pointer and not is_object(_value_at(view, pointer)):
            pointer = parent(pointer)
    return opened_in(view, attrs.evolve(open_key(line.field, pointer), lists=_lists(view)))


def edit_as_json(view: View, _key: str, _ids: Ids) -> Step:
    """The value opens as JSON in the editor of the system."""
    shown, _, line = at(view)
    if line is None:
        return look(view)
    pointer = parent(line.pointer) if line.kind in ("add-item", "pending") else line.pointer
    return ask(view, EditJson(record=shown.record, pointer=pointer))


def remove_line(view: View, _key: str, _ids: Ids) -> Step:
    """The value goes, with its evidence; an item leaves its list."""
    shown, _, line = at(view)
    if line is None or line.value is ABSENT or not line.pointer:
        return say(view, "There is nothing to remove here.")
    edit = changes.remove_value(view.annotation, shown.record, line.pointer)
    return act(view, edit, f"{line.label} removed; u takes it back")
