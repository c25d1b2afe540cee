"""An open field of the form: typing, choosing, and what is taken when it closes."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import ABSENT, Absent, Annotation, Batch, Claim, Edit, Ids, Json, Record, apply, changes, same
from annotate_kit.core.dates import edtf_problem, parse_edtf
from annotate_kit.core.pointers import child, find_value
from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.form_opening import at_line, first_place, narrowed, open_alternatives, open_field
from annotate_kit.keys.making import as_one, made_record, span_of
from annotate_kit.keys.naming import is_text
from annotate_kit.keys.overlays import FormView, OpenField, TakeEntity, TakeNew, TakeRecord, TakeValue
from annotate_kit.keys.showing import heard_date, shown_value
from annotate_kit.keys.steps import act, closed, look, replaced, then
from annotate_kit.keys.view import Step, View
from annotate_kit.reading import Understood, read_value
from annotate_kit.schema import Field, alternative_data, find_choice

__all__ = [
    "field_down",
    "field_up",
    "leave_field",
    "open_new",
    "paste_in_field",
    "take_field",
    "take_field_and_next",
    "type_in_field",
]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_LONGEST_NUMBER = 1000
"""Digits, as the strict reader has it."""


def _form(view: View) -> tuple[FormView, OpenField]:
    shown = view.overlay
    assert isinstance(shown, FormView)
    assert shown.open is not None
    return shown, shown.open


def _with(view: View, **changed: object) -> Step:
    shown, field = _form(view)
    return replaced(view, attrs.evolve(shown, open=attrs.evolve(field, **changed)))  # type: ignore[arg-type]


def type_in_field(view: View, key: str, _ids: Ids) -> Step:
    """Text goes into the field, the editing keys edit it, and the list keeps what fits."""
    _, field = _form(view)
    # Words that cannot be the value are only an offer, which typing replaces.
    held = Buffer() if field.is_offer and is_text(key) is not None else field.buffer
    return _changed(view, held.typed(key))


def paste_in_field(view: View, text: str) -> Step:
    """Pasted text goes in as it is; only a field of several lines keeps line feeds."""
    _, field = _form(view)
    is_long = field.field.widget == "text-area" or field.takes == "json"
    held = Buffer() if field.is_offer else field.buffer
    return _changed(view, held.put(text if is_long else " ".join(text.split())))


def _changed(view: View, buffer: Buffer) -> Step:
    shown, field = _form(view)
    changed = attrs.evolve(field, buffer=buffer, is_offer=False)
    if buffer.text != field.buffer.text:
        changed = attrs.evolve(narrowed(changed), heard=_heard(changed))
    return replaced(view, attrs.evolve(shown, open=changed))


def _heard(field: OpenField) -> str:
    if field.field.kind == "date" and field.takes == "value":
        text = field.buffer.text
        return heard_date(text) or (edtf_problem(text) or "" if text else "")
    return ""


def field_down(view: View, _key: str, _ids: Ids) -> Step:
    """The row below in the list."""
    _, field = _form(view)
    below = 0 if field.cursor is None else min(field.cursor + 1, len(field.rows) - 1)
    return _with(view, cursor=below if field.rows else None)


def field_up(view: View, _key: str, _ids: Ids) -> Step:
    """The row above; above the first one, the words as typed."""
    _, field = _form(view)
    can_type = field.takes == "value" and field.field.kind in ("text", "code", "date", "number", "integer")
    above = None if field.cursor is None or (field.cursor == 0 and can_type) else max(field.cursor - 1, 0)
    return _with(view, cursor=above)


def leave_field(view: View, _key: str, _ids: Ids) -> Step:
    """The field closes and nothing changes."""
    shown, _ = _form(view)
    return closed(view) if shown.is_brief else replaced(view, attrs.evolve(shown, open=None))


def take_field_and_next(view: View, key: str, ids: Ids) -> Step:
    """What stands there is taken, and the cursor goes on."""
    step = take_field(view, key, ids)
    shown = step.view.overlay
    if not isinstance(shown, FormView) or shown.open is not None:
        return step
    last = max(len(form_lines(step.view, shown)) - 1, 0)
    return then(step, replaced(step.view, attrs.evolve(shown, cursor=min(shown.cursor + 1, last))))


def take_field(view: View, _key: str, ids: Ids) -> Step:
    """What stands there is taken; unchanged, nothing changes."""
    _, field = _form(view)
    if (field.buffer.text, field.cursor) == field.began and field.takes not in ("alternative", "key"):
        return leave_field(view, _key, ids)
    if field.takes == "alternative":
        return _take_alternative(view, ids)
    if field.takes == "key":
        return _take_key(view)
    if field.takes == "json":
        return _take_json(view, ids)
    return _take_value(view, ids)


def _take_key(view: View) -> Step:
    shown, field = _form(view)
    name = field.buffer.text
    if not name:
        return leave_field(view, "", lambda prefix: prefix)
    pointer = child(field.pointer, name)
    record = view.annotation.records[shown.record]
    if find_value(record.data, pointer) is not ABSENT:
        return _with(view, heard=f"{name} is there already")
    return open_new(view, field.field, pointer)


def open_new(view: View, field: Field, pointer: str, evidence: tuple[int, int] | None = None) -> Step:
    """The form with a field open at a place that is not there yet."""
    shown = view.overlay
    assert isinstance(shown, FormView)
    inner, place = first_place(field, pointer)
    made = open_alternatives(inner, place) if inner.kind == "choice" else open_field(view, inner, place, ABSENT)
    return replaced(view, at_line(view, attrs.evolve(shown, open=attrs.evolve(made, evidence=evidence))))


def _take_alternative(view: View, ids: Ids) -> Step:
    shown, field = _form(view)
    if field.cursor is None or field.cursor >= len(field.rows):
        return leave_field(view, "", ids)
    choice = field.rows[field.cursor].choice
    assert isinstance(choice, TakeValue)
    if choice.value is None:
        return _put(view, None, ids)
    assert isinstance(choice.value, int)
    branch = field.field.alternatives[choice.value]
    present = find_value(view.annotation.records[shown.record].data, field.pointer)
    wanted = alternative_data(field.field, choice.value, present)
    if wanted not in (ABSENT, {}, []) or (branch.kind == "object" and not branch.fields):
        return _put(view, wanted, ids)
    # Nothing tells yet which alternative is meant: what it asks for first is typed at once.
    step = look(view) if present is ABSENT or wanted is ABSENT else _put(view, wanted, ids)
    shown = attrs.evolve(shown, open=None)
    step = then(step, look(step.view, overlays=(*view.overlays[:-1], shown)))
    return then(step, open_new(step.view, branch, field.pointer, field.evidence))


def _take_json(view: View, ids: Ids) -> Step:
    _, field = _form(view)
    text = field.buffer.text
    if not text.strip():
        return _put(view, ABSENT, ids)
    parsed = parse_json(text.encode("utf-8", "surrogatepass"), file="")
    if parsed.value is ABSENT or parsed.problems:
        # JSON that cannot be read stays in the field: nothing typed is thrown away.
        return _with(view, heard=f"no JSON: {parsed.problems[0].message}")
    return _put(view, parsed.value, ids)


def _take_value(view: View, ids: Ids) -> Step:
    _, field = _form(view)
    if field.cursor is not None and field.cursor < len(field.rows):
        choice = field.rows[field.cursor].choice
        if isinstance(choice, TakeValue):
            return _put(view, choice.value, ids)
        if isinstance(choice, TakeRecord):
            return _put(view, choice.record, ids)
        return _put_new(view, choice, ids)
    return _put(view, _value(view, field), ids)


def _value(view: View, field: OpenField) -> Json | Absent:
    """What the typed words mean for the field; words that mean nothing there stay as they are, and a problem shows."""
    text, kind = field.buffer.text, field.field.kind
    if not text:
        return ABSENT
    if text == '""':
        return ""
    if kind in ("number", "integer") and _NUMBER.fullmatch(text) and len(text) <= _LONGEST_NUMBER:
        return int(text) if text.lstrip("-").isdecimal() else Decimal(text)
    if kind == "code":
        choice = find_choice(field.field, text)
        return choice.value if choice is not None else text
    if kind == "text" or (kind == "date" and parse_edtf(text) is not None):
        return text
    read = read_value(field.field, text, published=view.article.published, language=view.article.language)
    return read.value if isinstance(read, Understood) else text


def _put_new(view: View, choice: TakeNew | TakeEntity, ids: Ids) -> Step:
    """A new record, and the reference to it, as one act."""
    _, field = _form(view)
    words = field.buffer.text
    entity = choice.entity if isinstance(choice, TakeEntity) else None
    if isinstance(choice, TakeEntity) and not words:
        words = next(known.caption for known in view.known if known.entity == choice.entity)
    span = None
    if field.evidence is not None:
        quoted = view.text[slice(*field.evidence)]
        span = span_of(view.lens, view.text, *field.evidence, ids) if quoted.split() == words.split() else None
    record, edit = made_record(view.catalog, view.annotation, choice.type, ids, span=span, words=words, entity=entity)
    return _put(view, record.id, ids, edit)


def _put(view: View, value: Json | Absent, ids: Ids, *before: Edit) -> Step:
    """The field closes and the record has the value, with its evidence where words were given."""
    shown, field = _form(view)
    annotation = apply(Batch(label="", edits=before), view.annotation)
    record = annotation.records[shown.record]
    left = leave_field(view, "", ids)
    edit = _change(annotation, record, field, value, view, ids)
    if edit is None:
        return left
    message = f"{field.field.title} removed" if value is ABSENT else ""
    if field.evidence is not None and value is not ABSENT and not field.claim and not _say(view, field, value):
        message = f"{field.field.title}: {shown_value(view, field.field, value)}, inferred: the words do not name it"
    return act(left.view, as_one(changes.label_of(edit), *before, edit), message)


def _say(view: View, field: OpenField, value: Json) -> bool:
    """Whether the words given as evidence name the code that was chosen; other values are taken as said."""
    if field.field.kind != "code" or field.evidence is None:
        return True
    words = view.text[slice(*field.evidence)]
    read = read_value(field.field, words, published=view.article.published, language=view.article.language)
    return isinstance(read, Understood) and same(read.value, value)


def _change(
    annotation: Annotation, record: Record, field: OpenField, value: Json | Absent, view: View, ids: Ids
) -> Edit | None:
    present = find_value(record.data, field.pointer)
    if value is ABSENT:
        return changes.remove_value(annotation, record.id, field.pointer) if present is not ABSENT else None
    if field.evidence is None:
        is_same = present is not ABSENT and type(present) is type(value) and same(present, value)
        return None if is_same else changes.set_value(annotation, record.id, field.pointer, value)
    span = span_of(view.lens, view.text, *field.evidence, ids)
    # A record made a moment ago may have brought this very span along.
    span = next((held for held in annotation.spans.values() if held.fragments == span.fragments), span)
    kind = field.claim or ("stated" if _say(view, field, value) else "inferred")
    claim = Claim(spans=(span.id,), claim=kind)
    if present is not ABSENT and same(present, value):
        said = any(span.id in held.spans for held in record.evidence.get(field.pointer, ()))
        return None if said else changes.add_claim(annotation, record.id, field.pointer, claim, (span,))
    return changes.set_value(annotation, record.id, field.pointer, value, {field.pointer: (claim,)}, (span,))
