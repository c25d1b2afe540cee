"""Opening a field of the form: what is typed into it, and what can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from annotate_kit.core import ABSENT, Absent, Json, same
from annotate_kit.core.pointers import child, find_value
from annotate_kit.core.values import is_array, is_object
from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.form_lines import form_lines, line_of
from annotate_kit.keys.form_offers import offered_rows
from annotate_kit.keys.lately import lately_first
from annotate_kit.keys.overlays import FormView, ListRow, OpenField, TakeValue
from annotate_kit.keys.picking import filtered
from annotate_kit.keys.ranking import near_rows, new_rows, rest_rows
from annotate_kit.keys.showing import as_json, heard_date, typed_value
from annotate_kit.keys.steps import opened, say
from annotate_kit.keys.view import Step, View
from annotate_kit.keys.weighing import weighed
from annotate_kit.schema import Field, close_choices, expanded, field_at

__all__ = [
    "at_line",
    "narrowed",
    "open_alternatives",
    "open_at",
    "open_field",
    "open_first",
    "open_json",
    "open_key",
]


_NULL = ListRow(label="null", note="no value, on purpose", choice=TakeValue(value=None))
_LONG_LIST = 12
"""Rows; of a shorter list a person sees every one."""
_OPEN_LISTS = frozenset({"text", "date", "number", "integer"})
"""Kinds of fields whose words are taken as typed while no row is chosen."""


def open_at(
    view: View, record_id: str, pointer: str, words: str, *, claim: str = "", readings: tuple[ListRow, ...] = ()
) -> Step:
    """The form, open on one field with the selected words in it; it closes once they are taken.

    Args:
        view: what is seen.
        record_id: of the record.
        pointer: of the field.
        words: the selected ones.
        claim: how they say it, "" as they are read.
        readings: what they may mean, the likeliest first: it is offered before all else, and the first is chosen.
    """
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
    if readings and open_now.takes == "value":
        meant = [row.choice for row in readings]
        rest = tuple(row for row in open_now.all_rows if row.choice not in meant)
        rows = (*readings, *(row for row in open_now.rows if row.choice not in meant))
        open_now = attrs.evolve(open_now, all_rows=(*readings, *rest), rows=rows, cursor=0)
    step = opened(view, at_line(view, attrs.evolve(shown, open=open_now)))
    replaced_by = "typing replaces them, " if is_offer else ""
    return say(step.view, f"These words need a look: {replaced_by}Enter takes what stands here, Esc leaves it.")


def at_line(view: View, shown: FormView) -> FormView:
    """The form with its cursor on the line of the open field."""
    assert shown.open is not None
    found = line_of(form_lines(view, shown), shown.open)
    return shown if found is None else attrs.evolve(shown, cursor=found)


def open_field(view: View, field: Field, pointer: str, value: Json | Absent, *, words: str | None = None) -> OpenField:
    """The field with what stands there in it, or the words."""
    if words is None and (field.kind in ("json", "object", "list") or (value is not ABSENT and _is_odd(field, value))):
        return open_json(field, pointer, value)
    rows = _rows(view, field, words if words is not None else "")
    current = None if value is ABSENT else next((n for n, row in enumerate(rows) if _stands_for(row, value)), None)
    text = words or ""
    if words is None and value is not ABSENT and value is not None:
        text = typed_value(field, value)
    is_json = field.kind in ("json", "object", "list")
    made = OpenField(
        pointer=pointer,
        field=field,
        buffer=Buffer(text),
        all_rows=rows,
        rows=rows,
        cursor=None if is_json else current,
        takes="json" if is_json else "value",
        heard=heard_date(text) if field.kind == "date" else "",
    )
    if words is not None:
        return attrs.evolve(narrowed(made), began=("\0", None))
    return attrs.evolve(made, began=(text, made.cursor))


def open_json(field: Field, pointer: str, value: Json | Absent) -> OpenField:
    """The value as JSON, whatever it is; the default and the examples are offered where there is none."""
    text = "" if value is ABSENT else as_json(value)
    rows = tuple(offered_rows(field, is_json=True)) if value is ABSENT else ()
    return OpenField(
        pointer=pointer, field=field, buffer=Buffer(text), all_rows=rows, rows=rows, takes="json", began=(text, None)
    )


def _is_odd(field: Field, value: Json) -> bool:
    """Whether the value is of another kind than its field: only JSON shows it as it is."""
    if value is None:
        return not field.is_nullable and field.kind != "null"
    if isinstance(value, str):
        return False
    if isinstance(value, bool) or is_array(value) or is_object(value) or field.kind not in ("number", "integer"):
        is_listed = any(same(choice.value, value) for choice in field.choices)
        return not is_listed and not (field.kind == "boolean" and isinstance(value, bool))
    return False


def _stands_for(row: ListRow, value: Json) -> bool:
    if isinstance(row.choice, TakeValue):
        return same(row.choice.value, value)
    return getattr(row.choice, "record", None) == value


def _rows(view: View, field: Field, words: str) -> tuple[ListRow, ...]:
    if field.kind == "reference":
        near = near_rows(view, field.ref, words) if words else ()
        rest = lately_first(view, rest_rows(view, field.ref, near))
        rows: Sequence[ListRow] = (*near, *rest, *new_rows(view, field.ref))
    else:
        rows = tuple(offered_rows(field))
        rows = weighed(view, rows) if len(rows) > _LONG_LIST else rows
    return (*rows, _NULL) if field.kind == "null" or field.is_nullable else tuple(rows)


def narrowed(field: OpenField) -> OpenField:
    """The field with the rows that its words leave; for a code that none has, the closest ones."""
    typed = field.buffer.text
    rows = filtered(field.all_rows, typed) if typed.strip() else field.all_rows
    if not rows and field.field.kind == "code":
        close = [choice.value for choice in close_choices(field.field, typed)]
        rows = tuple(row for row in field.all_rows if isinstance(row.choice, TakeValue) and row.choice.value in close)
    is_as_typed = field.takes in ("json", "key") or (field.takes == "value" and field.field.kind in _OPEN_LISTS)
    return attrs.evolve(field, rows=rows, cursor=0 if rows and not is_as_typed else None)


def open_alternatives(field: Field, pointer: str, *, chosen: int | None = None, group: int = 0) -> OpenField:
    """The choice between the alternatives of a field."""
    rows = tuple(
        ListRow(label=branch.title, note=branch.description, choice=TakeValue(value=n))
        for n, branch in enumerate(field.alternatives)
    )
    if field.is_nullable:
        rows = (*rows, _NULL)
    return OpenField(
        pointer=pointer,
        field=field,
        all_rows=rows,
        rows=rows,
        cursor=chosen if chosen is not None else 0 if rows else None,
        takes="alternative",
        chosen=chosen,
        group=group,
    )


def open_key(field: Field, pointer: str) -> OpenField:
    """The name of a further property of the object at a place is typed."""
    return OpenField(pointer=pointer, field=field, takes="key", began=("", None))


def open_first(view: View, field: Field, pointer: str, present: Json | Absent) -> OpenField | None:
    """What is typed first of a new value: its first missing member, down to a plain value or a choice.

    None where there is nothing to ask: an object of free keys, or one that has everything.
    """
    lists: set[str] = set()
    whole: tuple[str, Json] | None = None
    begin = pointer
    while True:
        field = expanded(field)
        if field.kind == "object" and (present is ABSENT or is_object(present)):
            inner = next(_missing(field, present), None)
            if inner is None:
                if not field.alternatives and pointer == begin:
                    return None
                if not field.alternatives:
                    made = attrs.evolve(open_json(field, pointer, {}), began=("", None))
                    return attrs.evolve(made, lists=frozenset(lists), whole=whole)
                return attrs.evolve(open_alternatives(field, pointer), lists=frozenset(lists), whole=whole)
            whole = whole or ((pointer, {}) if present is ABSENT else None)
            field, pointer = inner, child(pointer, inner.name)
        elif field.kind == "list" and field.item is not None and (present is ABSENT or is_array(present)):
            count = len(present) if isinstance(present, Sequence) else 0
            if present is ABSENT:
                lists.add(pointer)
                whole = whole or (pointer, [])
            field = field.first_items[count] if count < len(field.first_items) else field.item
            pointer = child(pointer, count)
        else:
            break
        present = ABSENT
    made = open_alternatives(field, pointer) if field.kind == "choice" else open_field(view, field, pointer, ABSENT)
    return attrs.evolve(made, lists=frozenset(lists), whole=whole)


def _missing(field: Field, present: Json | Absent) -> Iterator[Field]:
    """The members that an object certainly has and does not have yet, the required ones first."""
    certain = {name for layer in field.shape.layers for name in layer.named("properties")}
    there = present.keys() if isinstance(present, Mapping) else ()
    named = [inner for inner in field.fields if inner.name in certain and inner.name not in there]
    yield from sorted(named, key=lambda inner: not inner.is_required)
