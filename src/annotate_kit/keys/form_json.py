"""A value as JSON: whatever has no widget is typed so, checked at every key, and stays in view until it is right."""

from __future__ import annotations

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import ABSENT, Absent, Ids, Json, Problem, Record, changes, same
from annotate_kit.core.pointers import find_value, is_under
from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.form_lines import problem_words
from annotate_kit.keys.form_opening import at_line, open_json
from annotate_kit.keys.form_values import with_containers
from annotate_kit.keys.overlays import FormView, OpenField
from annotate_kit.keys.steps import act, look, opened, replaced, say
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import free_field

__all__ = ["heard_json", "json_edited", "read_json"]


def read_json(text: str) -> Json | Absent | Problem:
    """The value that a text is; ABSENT for an empty one; why it is none."""
    if not text.strip():
        return ABSENT
    parsed = parse_json(text.encode("utf-8", "surrogatepass"), file="")
    return parsed.problems[0] if parsed.value is ABSENT or parsed.problems else parsed.value


def heard_json(view: View, record_id: str, field: OpenField) -> str:
    """What is wrong with the JSON typed so far: as JSON, else by the schema; "" where nothing is."""
    read = read_json(field.buffer.text)
    if isinstance(read, Problem):
        return f"no JSON: {read.message}"
    return "" if read is ABSENT else _against_schema(view, record_id, field, read)


def _against_schema(view: View, record_id: str, field: OpenField, value: Json) -> str:
    # Deferred: the engines are imported where something is checked, not before the article is on the screen.
    from annotate_kit.core.pointers import with_value  # noqa: PLC0415
    from annotate_kit.validate import check_record  # noqa: PLC0415 - see above

    record = view.annotation.records[record_id]
    place, whole = with_containers(view.catalog.types[record.type], record.data, field.pointer, value, field.lists)
    data = with_value(record.data, place, whole)
    if not isinstance(data, dict):
        return "a record is an object"
    # Another id, so that what is remembered of the record itself stays.
    found = check_record(view.catalog, Record(id="", type=record.type, data=data))
    about = (problem for problem in found if is_under(problem.data_pointer or "", field.pointer))
    return next(map(problem_words, about), "")


def json_edited(view: View, record: str, pointer: str, text: str, ids: Ids) -> Step:
    """What came back from the editor takes the value's place; what is no JSON stays open in the form, and is said."""
    del ids
    if record not in view.annotation.records:
        return say(view, "The record is gone; nothing was changed.")
    read = read_json(text)
    if read is ABSENT or isinstance(read, Problem):
        why = read.message if isinstance(read, Problem) else "there is nothing in it"
        return say(_kept(view, record, pointer, text).view, f"That is no JSON, nothing was changed: {why}")
    present = find_value(view.annotation.records[record].data, pointer)
    if present is not ABSENT and type(present) is type(read) and same(present, read):
        return look(view)
    return act(view, changes.set_value(view.annotation, record, pointer, read), "")


def _kept(view: View, record: str, pointer: str, text: str) -> Step:
    """The form with the text in an open field, for a person to put right."""
    record_type = view.catalog.types.get(view.annotation.records[record].type)
    if record_type is None or not text.strip():
        return look(view)
    shown = view.overlay if isinstance(view.overlay, FormView) and view.overlay.record == record else None
    field = open_json(free_field(record_type, pointer), pointer, ABSENT)
    field = attrs.evolve(field, buffer=Buffer(text))
    field = attrs.evolve(field, heard=heard_json(view, record, field))
    if shown is None:
        return opened(view, at_line(view, FormView(record=record, open=field)))
    return replaced(view, at_line(view, attrs.evolve(shown, open=field)))
