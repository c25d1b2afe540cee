"""What is taken when a field of the form closes: a value, a reference, an alternative, a name, JSON."""

from __future__ import annotations

import attrs

from annotate_kit.core import ABSENT, Absent, Annotation, Batch, Claim, Edit, Ids, Json, Problem, Record, apply, changes
from annotate_kit.core.pointers import child, find_value
from annotate_kit.core.values import same
from annotate_kit.keys.form_json import read_json
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.form_opening import at_line, open_first, open_json
from annotate_kit.keys.form_values import meant, plain_text, with_containers
from annotate_kit.keys.making import as_one, made_record, span_of
from annotate_kit.keys.overlays import FormView, OpenField, TakeEntity, TakeNew, TakeRecord, TakeValue
from annotate_kit.keys.showing import shown_value
from annotate_kit.keys.steps import act, closed, look, replaced, then
from annotate_kit.keys.view import Step, View
from annotate_kit.reading import Understood, read_value
from annotate_kit.schema import Field, alternative_data, free_field

__all__ = ["leave_field", "open_form", "open_new", "take_field"]


def open_form(view: View) -> tuple[FormView, OpenField]:
    """The form and its open field, where that is what takes the keys."""
    shown = view.overlay
    assert isinstance(shown, FormView)
    assert shown.open is not None
    return shown, shown.open


def _saying(view: View, heard: str) -> Step:
    """The field stays open and says why."""
    shown, field = open_form(view)
    return replaced(view, attrs.evolve(shown, open=attrs.evolve(field, heard=heard)))


def leave_field(view: View, _key: str, _ids: Ids) -> Step:
    """The field closes and nothing changes."""
    shown, _ = open_form(view)
    return closed(view) if shown.is_brief else replaced(view, attrs.evolve(shown, open=None))


def take_field(view: View, _key: str, ids: Ids) -> Step:  # noqa: PLR0911  # one flat case for each kind of answer
    """What stands there is taken; unchanged, nothing changes."""
    _, field = open_form(view)
    row = field.rows[field.cursor].choice if field.cursor is not None and field.cursor < len(field.rows) else None
    if field.takes == "alternative":
        return _take_alternative(view, row.value, ids) if isinstance(row, TakeValue) else leave_field(view, "", ids)
    if field.takes == "key":
        return _take_key(view)
    if (field.buffer.text, field.cursor) == field.began:
        is_nothing = not field.buffer.text and row is None and field.whole is not None
        return _put(view, ABSENT, ids) if is_nothing else leave_field(view, "", ids)
    if isinstance(row, TakeValue):
        return _put(view, row.value, ids)
    if field.takes == "json":
        return _take_json(view, ids)
    if isinstance(row, TakeRecord):
        return _put(view, row.record, ids, *_mentioned(view, row.record, ids))
    return _put_new(view, row, ids) if row is not None else _put(view, meant(view, field.field, field.buffer.text), ids)


# Names of properties and alternatives, after which a value is asked for.


def _take_key(view: View) -> Step:
    shown, field = open_form(view)
    if not field.buffer.text:
        return leave_field(view, "", lambda prefix: prefix)
    name = plain_text(field.buffer.text)
    pointer = child(field.pointer, name)
    record = view.annotation.records[shown.record]
    if find_value(record.data, pointer) is not ABSENT:
        return _saying(view, f"{name} is there already")
    return open_new(view, free_field(view.catalog.types[record.type], pointer), pointer, field)


def open_new(view: View, field: Field, pointer: str, before: OpenField | None = None) -> Step:
    """The form with a field open at a place that is not there yet.

    Where there is nothing to ask first, an empty object is offered as JSON; after a name or a choice it is made.
    """
    shown = view.overlay
    assert isinstance(shown, FormView)
    present = find_value(view.annotation.records[shown.record].data, pointer)
    made = open_first(view, field, pointer, present)
    field_now = made or OpenField(pointer=pointer, field=field)
    if before is not None:
        lists = field_now.lists | before.lists
        field_now = attrs.evolve(field_now, evidence=before.evidence, claim=before.claim, lists=lists)
    if made is None and before is None:
        made = attrs.evolve(open_json(field, pointer, {}), began=("", None))
        field_now = made
    if made is None:
        step = replaced(view, attrs.evolve(shown, open=field_now))
        return _put(step.view, {} if present is ABSENT else present, lambda prefix: prefix)
    if made.takes == "alternative":
        field_now = attrs.evolve(field_now, group=_group(view, shown, made))
    return replaced(view, at_line(view, attrs.evolve(shown, open=field_now)))


def _group(view: View, shown: FormView, field: OpenField) -> int:
    """Which of the choices in one place has these alternatives."""
    wanted = [branch.shape.key for branch in field.field.alternatives]
    for line in form_lines(view, attrs.evolve(shown, open=None)):
        is_choice = line.kind == "choose-alternative" and line.pointer == field.pointer
        if is_choice and [branch.shape.key for branch in line.field.alternatives] == wanted:
            return line.group
    return 0


def _take_alternative(view: View, value: Json, ids: Ids) -> Step:
    shown, field = open_form(view)
    if value is None:
        return _put(view, None, ids)
    assert isinstance(value, int)
    present = find_value(view.annotation.records[shown.record].data, field.pointer)
    if value == field.chosen and present is not ABSENT:
        return leave_field(view, "", ids)
    branch = field.field.alternatives[value]
    wanted = alternative_data(field.field, value, present)
    kept = tuple(one for one in shown.chosen if one[:2] != (field.pointer, field.group))
    shown = attrs.evolve(shown, chosen=(*kept, (field.pointer, field.group, value)))
    view = look(view, overlays=(*view.overlays[:-1], shown)).view
    if wanted not in (ABSENT, {}, []):
        return _put(view, wanted, ids)
    # Nothing tells yet which alternative is meant: what it asks for first is typed at once.
    step = look(view) if present is ABSENT or wanted is ABSENT else _put(view, wanted, ids)
    shown = attrs.evolve(shown, open=None)
    step = then(step, look(step.view, overlays=(*view.overlays[:-1], shown)))
    return then(step, open_new(step.view, branch, field.pointer, field))


# Values.


def _take_json(view: View, ids: Ids) -> Step:
    _, field = open_form(view)
    read = read_json(field.buffer.text)
    if isinstance(read, Problem):
        # JSON that cannot be read stays in the field: nothing typed is thrown away.
        return _saying(view, f"no JSON: {read.message}")
    return _put(view, read, ids)


def _mentioned(view: View, record_id: str, ids: Ids) -> tuple[Edit, ...]:
    """The words that a reference was picked for name the record too, as they do where one key fills it."""
    _, field = open_form(view)
    if field.evidence is None:
        return ()
    span = span_of(view.lens, view.text, *field.evidence, ids)
    is_known = record_id in view.lens.mentions_of(span.id)
    return () if is_known else (changes.add_mention(view.annotation, record_id, span),)


def _put_new(view: View, choice: TakeNew | TakeEntity, ids: Ids) -> Step:
    """A new record, and the reference to it, as one act."""
    _, field = open_form(view)
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
    shown, field = open_form(view)
    annotation = apply(Batch(label="", edits=before), view.annotation)
    record = annotation.records[shown.record]
    left = leave_field(view, "", ids)
    edit = _change(annotation, record, field, value, view, ids)
    if edit is None:
        return left
    message = f"{field.field.title} removed" if value is ABSENT and field.whole is None else ""
    if field.evidence is not None and value is not ABSENT and not field.claim and not _say(view, field, value):
        message = f"{field.field.title}: {shown_value(view, field.field, value)}, inferred: the words do not name it"
    step = act(left.view, as_one(changes.label_of(edit), *before, edit), message)
    # Data that has no such place keeps the field open: what was typed is not thrown away.
    return step if step.edits else _saying(view, step.view.message)


def _say(view: View, field: OpenField, value: Json) -> bool:
    """Whether the words given as evidence name the code that was chosen; other values are taken as said."""
    if field.field.kind != "code" or field.evidence is None:
        return True
    words = view.text[slice(*field.evidence)]
    read = read_value(field.field, words, published=view.article.published, language=view.article.language)
    readings = (read, *read.others) if isinstance(read, Understood) else read.readings
    return any(same(one.value, value) for one in readings)


def _change(
    annotation: Annotation, record: Record, field: OpenField, value: Json | Absent, view: View, ids: Ids
) -> Edit | None:
    present = find_value(record.data, field.pointer)
    record_type = view.catalog.types[record.type]
    if value is ABSENT:
        if present is not ABSENT:
            return changes.remove_value(annotation, record.id, field.pointer)
        if field.whole is None:
            return None
        place, whole = with_containers(record_type, record.data, *field.whole, field.lists)
        return changes.set_value(annotation, record.id, place, whole)
    place, whole = with_containers(record_type, record.data, field.pointer, value, field.lists)
    if field.evidence is None:
        is_same = present is not ABSENT and type(present) is type(value) and same(present, value)
        return None if is_same else changes.set_value(annotation, record.id, place, whole)
    span = span_of(view.lens, view.text, *field.evidence, ids)
    # A record made a moment ago may have brought this very span along.
    span = next((held for held in annotation.spans.values() if held.fragments == span.fragments), span)
    kind = field.claim or ("stated" if _say(view, field, value) else "inferred")
    claim = Claim(spans=(span.id,), claim=kind)
    if present is not ABSENT and same(present, value):
        said = any(span.id in held.spans for held in record.evidence.get(field.pointer, ()))
        return None if said else changes.add_claim(annotation, record.id, field.pointer, claim, (span,))
    return changes.set_value(annotation, record.id, place, whole, {field.pointer: (claim,)}, (span,))
