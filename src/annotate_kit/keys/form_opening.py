"""Opening a field of the form: what is typed into it, and what can be chosen."""

from __future__ import annotations

import attrs

from annotate_kit.core import ABSENT, Absent, Json, same
from annotate_kit.core.pointers import child, find_value
from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.form_lines import FormLine, form_lines
from annotate_kit.keys.overlays import FormView, ListRow, OpenField, TakeValue
from annotate_kit.keys.picking import filtered
from annotate_kit.keys.ranking import near_rows, new_rows, rest_rows
from annotate_kit.keys.showing import heard_date, typed_value
from annotate_kit.keys.steps import opened, say
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import Field, close_choices, field_at

__all__ = ["at_line", "first_place", "narrowed", "open_alternatives", "open_at", "open_field", "open_key"]


_NULL = ListRow(label="null", note="no value, on purpose", choice=TakeValue(value=None))


def open_at(view: View, record_id: str, pointer: str, words: str, *, claim: str = "") -> Step:
    """The form, open on one field with the selected words in it; it closes once they are taken."""
    record = view.annotation.records[record_id]
    record_type = view.catalog.types[record.type]
    field = field_at(record_type, pointer) or record_type.root
    value = find_value(record.data, pointer)
    selection = view.selection
    evidence = (selection.start, selection.end)
    shown = FormView(record=record_id, is_brief=True)
    if field.kind == "choice":
        open_now = open_alternatives(field, pointer)
    else:
        open_now = open_field(view, field, pointer, value, words=words)
    # A text may be the words with a letter changed; nobody makes a code or a date out of words that are none.
    is_offer = open_now.takes == "value" and field.kind not in ("text", "choice")
    open_now = attrs.evolve(open_now, evidence=evidence, is_offer=is_offer, claim=claim)
    step = opened(view, at_line(view, attrs.evolve(shown, open=open_now)))
    replaced_by = "typing replaces them, " if is_offer else ""
    return say(step.view, f"These words need a look: {replaced_by}Enter takes what stands here, Esc leaves it.")


def at_line(view: View, shown: FormView) -> FormView:
    """The form with its cursor on the line of the open field."""
    assert shown.open is not None
    lines = form_lines(view, shown)
    wanted = shown.open.pointer
    found = [n for n, line in enumerate(lines) if line.pointer == wanted]
    return attrs.evolve(shown, cursor=found[-1] if found else shown.cursor)


def open_field(view: View, field: Field, pointer: str, value: Json | Absent, *, words: str | None = None) -> OpenField:
    """The field with what stands there in it, or the words."""
    rows = _rows(view, field, words if words is not None else "")
    text = words if words is not None else "" if value is ABSENT else typed_value(field, value)
    is_json = field.kind in ("json", "object", "list") or (value is not ABSENT and _is_odd(field, value))
    if is_json and words is None and value is not ABSENT:
        text = typed_value(attrs.evolve(field, kind="json"), value)
    current = next((n for n, row in enumerate(rows) if row.choice == TakeValue(value=None) and value is None), None)
    if value is not ABSENT and current is None:
        current = next((n for n, row in enumerate(rows) if _stands_for(row, value)), None)
    made = OpenField(
        pointer=pointer,
        field=field,
        buffer=Buffer(text),
        all_rows=() if is_json else rows,
        rows=() if is_json else rows,
        cursor=None if is_json else current,
        takes="json" if is_json else "value",
        heard=heard_date(text) if field.kind == "date" else "",
    )
    if words is not None and not is_json:
        made = narrowed(made)
    return attrs.evolve(made, began=("\0" if words is not None else text, made.cursor))


def _is_odd(field: Field, value: Json) -> bool:
    """Whether the value is of another kind than its field: only JSON shows it as it is."""
    if field.kind in ("number", "integer"):
        return isinstance(value, bool) or value is None
    if field.kind in ("text", "date", "reference"):
        return not isinstance(value, str) and value is not None
    return not isinstance(value, str | bool | int) and value is not None and field.kind in ("code", "boolean")


def _stands_for(row: ListRow, value: Json) -> bool:
    if isinstance(row.choice, TakeValue):
        return same(row.choice.value, value)
    return getattr(row.choice, "record", None) == value


def _rows(view: View, field: Field, words: str) -> tuple[ListRow, ...]:
    if field.kind == "reference":
        near = near_rows(view, field.ref, words) if words else ()
        return (*near, *rest_rows(view, field.ref, near), *new_rows(view, field.ref))
    rows = [
        ListRow(
            label=choice.title,
            detail="" if choice.title == choice.value else str(choice.value),
            note=choice.description,
            choice=TakeValue(value=choice.value),
            names=choice.synonyms,
        )
        for choice in field.choices
    ]
    if field.kind == "boolean":
        known = {row.choice.value for row in rows if isinstance(row.choice, TakeValue)}
        rows = [_yes_or_no(value=value) for value in (True, False) if not known or value in known]
    if field.kind == "null" or field.is_nullable:
        rows.append(_NULL)
    return tuple(rows)


def _yes_or_no(*, value: bool) -> ListRow:
    return ListRow(label="yes" if value else "no", choice=TakeValue(value=value))


def narrowed(field: OpenField) -> OpenField:
    """The field with the rows that its words leave; for a code that none has, the closest ones."""
    typed = field.buffer.text
    rows = filtered(field.all_rows, typed) if typed.strip() else field.all_rows
    if not rows and field.field.kind == "code":
        close = [choice.value for choice in close_choices(field.field, typed)]
        rows = tuple(row for row in field.all_rows if isinstance(row.choice, TakeValue) and row.choice.value in close)
    is_open_list = field.field.kind in ("text", "date", "number", "integer")
    return attrs.evolve(field, rows=rows, cursor=0 if rows and not is_open_list else None)


def open_alternatives(field: Field, pointer: str) -> OpenField:
    """The choice between the alternatives of a field."""
    rows = tuple(
        ListRow(label=branch.title, note=branch.description, choice=TakeValue(value=n))
        for n, branch in enumerate(field.alternatives)
    )
    if field.is_nullable:
        rows = (*rows, _NULL)
    return OpenField(
        pointer=pointer, field=field, all_rows=rows, rows=rows, cursor=0 if rows else None, takes="alternative"
    )


def open_key(line: FormLine) -> OpenField:
    """The name of a free property is typed."""
    return OpenField(pointer=line.pointer, field=line.field, takes="key", began=("", None))


def first_place(field: Field, pointer: str) -> tuple[Field, str]:
    """Where a new value of this field begins to be typed: its first required member, down to a plain value."""
    if field.kind == "object" and field.fields:
        inner = next((member for member in field.fields if member.is_required), field.fields[0])
        return first_place(inner, child(pointer, inner.name))
    if field.kind == "list" and field.item is not None:
        return first_place((*field.first_items, field.item)[0], child(pointer, 0))
    return field, pointer
