"""What a field is for, one key away: its description, what may stand there, the default and the examples."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core import ABSENT, Ids
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.overlays import Card, FormView
from annotate_kit.keys.showing import as_json
from annotate_kit.keys.steps import look, opened
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import Field

__all__ = ["about_field"]

_FEW = 24
"""Codes that are listed."""

_KINDS = {
    "text": "Text.",
    "number": "A number.",
    "integer": "A whole number.",
    "boolean": "Yes or no.",
    "date": "A date: 2023, 2023-05, 2023-05-16, 2023-05-16/2023-05-17; with ? where it is not certain.",
    "object": "Several fields together.",
    "list": "A list.",
    "null": "Nothing, said on purpose.",
    "json": "Any JSON.",
}


def about_field(view: View, _key: str, _ids: Ids) -> Step:
    """What the field under the cursor is for, and what may stand there."""
    shown = view.overlay
    assert isinstance(shown, FormView)
    lines = form_lines(view, shown)
    if not lines:
        return look(view)
    line = lines[min(shown.cursor, len(lines) - 1)]
    said = tuple(_said(line.field, is_required=line.is_required))
    return opened(view, Card(title=line.label, lines=(*said, *line.problems)))


def _said(field: Field, *, is_required: bool) -> Iterator[str]:
    if field.description:
        yield from (field.description, "")
    yield from _what(field)
    if is_required:
        yield "It has to be there."
    yield from _bounds(field)
    if field.evidence:
        yield {"required": "It needs words that say so.", "none": "It needs no words."}.get(field.evidence, "")
    if field.is_deprecated:
        instead = field.hints.get("replacedBy", "")
        yield f"Deprecated: {instead} takes its place." if instead else "Deprecated."
    if field.is_read_only:
        yield "Read only: nobody should have to change it."
    if field.default is not ABSENT:
        yield f"Default: {as_json(field.default)}"
    yield from (f"Such as {as_json(example)}" for example in field.examples)


def _what(field: Field) -> Iterator[str]:
    if field.kind == "reference":
        yield f"A record of this article: {', '.join(field.ref)}."
    elif field.choices:
        more = len(field.choices) - _FEW
        listed = (f"   {c.title}{f': {c.description}' if c.description else ''}" for c in field.choices[:_FEW])
        yield "One of:" if field.kind in ("code", "boolean") else "Such as:"
        yield from listed
        if more > 0:
            yield f"   … and {more} more"
    elif field.kind == "choice" or field.alternatives:
        yield f"One of these: {', '.join(branch.title for branch in field.alternatives)}."
    else:
        yield _KINDS[field.kind]
    if field.is_nullable and field.kind != "null":
        yield "Or null: no value, on purpose."


def _bounds(field: Field) -> Iterator[str]:
    bounds = (
        ("at least", field.minimum),
        ("at most", field.maximum),
        ("more than", field.exclusive_minimum),
        ("less than", field.exclusive_maximum),
        ("a multiple of", field.multiple_of),
    )
    found = [f"{words} {bound}" for words, bound in bounds if bound is not None]
    if found or field.unit:
        yield f"{', '.join(found)} {field.unit}".strip().capitalize() + "."
    for least, most, what in (
        (field.min_length, field.max_length, "characters"),
        (field.min_items, field.max_items, "items"),
    ):
        if least is not None or most is not None:
            yield f"{_range(least, most)} {what}."
    if field.is_unique:
        yield "No item twice."
    if field.format and field.kind != "date":
        yield f"Format: {field.format}"
    if field.pattern:
        yield f"Pattern: {field.pattern}"


def _range(least: int | None, most: int | None) -> str:
    if least == most:
        return f"Exactly {least}"
    if most is None:
        return f"At least {least}"
    return f"At most {most}" if least is None else f"{least} to {most}"
