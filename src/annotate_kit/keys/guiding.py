"""Guidelines, one key away: what the schema says about what is under the cursor, then the project's own page."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core import Ids
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.overlays import Card, Fill, FormView
from annotate_kit.keys.showing import shown_value
from annotate_kit.keys.steps import closed, opened, shown_record
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import Field, RecordType

__all__ = ["about_type", "show_guidelines"]

_FEW = 24
"""Choices that a card lists."""


def show_guidelines(view: View, _key: str, _ids: Ids) -> Step:
    """What is to go where: this field, this record type, and the project's guidelines."""
    if isinstance(view.overlay, Card):
        return closed(view)
    own = view.guidelines or ("This project has no guidelines.md; it would be shown here.",)
    lines = (*_here(view), "", "— Guidelines —", "", *own)
    return opened(view, Card(title="Guidelines", lines=lines))


def about_type(view: View, _key: str, _ids: Ids) -> Step:
    """What the type of the record in hand is for: descriptions and examples from its schema."""
    record_type = _type(view)
    if record_type is None:
        return opened(view, Card(title="Record types", lines=tuple(_types(view))))
    return opened(view, Card(title=record_type.title, lines=tuple(_type_lines(view, record_type))))


def _type(view: View) -> RecordType | None:
    overlay = view.overlay
    shown = overlay.record if isinstance(overlay, FormView | Fill) else shown_record(view)
    record = view.annotation.records.get(shown or "")
    return view.catalog.types.get(record.type) if record is not None else None


def _here(view: View) -> Iterator[str]:
    """What the schema says: the field that the form is at, the type; without a record, all types."""
    overlay, record_type = view.overlay, _type(view)
    if isinstance(overlay, FormView):
        lines = form_lines(view, overlay)
        if overlay.cursor < len(lines):
            yield from _field_lines(view, lines[overlay.cursor].field)
            yield ""
    if record_type is None:
        yield from _types(view)
    else:
        yield f"— {record_type.title} —"
        yield ""
        yield from _type_lines(view, record_type)


def _types(view: View) -> Iterator[str]:
    for record_type in view.catalog.types.values():
        yield f"{record_type.shortcut or ' '}  {record_type.title}: {record_type.description}"


def _type_lines(view: View, record_type: RecordType) -> Iterator[str]:
    yield record_type.description
    for example in record_type.examples[:1]:
        words = " · ".join(_example(view, record_type, example))
        yield f"   such as {words}"
    for field in record_type.fields:
        yield ""
        yield from _field_lines(view, field)


def _example(view: View, record_type: RecordType, example: object) -> Iterator[str]:
    known = {field.name: field for field in record_type.fields}
    for name, value in example.items() if isinstance(example, dict) else ():
        if name in known:
            yield shown_value(view, known[name], value)


def _field_lines(view: View, field: Field) -> Iterator[str]:
    yield f"{field.shortcut or ' '}  {field.title}{' *' if field.is_required else ''}: {field.description}"
    for example in field.examples[:3]:
        yield f"   such as {shown_value(view, field, example)}"
    told = [choice for choice in field.choices if choice.description]
    if told and len(field.choices) <= _FEW:
        for choice in field.choices:
            yield f"   {choice.title}{': ' if choice.description else ''}{choice.description}"
    elif field.choices and len(field.choices) <= _FEW:
        yield f"   {', '.join(choice.title for choice in field.choices)}"
