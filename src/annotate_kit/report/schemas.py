"""A record type as a page to read: its fields, what they take, and the keys that fill them."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.report.tables import text_table
from annotate_kit.schema import Field, RecordType, expanded
from annotate_kit.text import safe_line

__all__ = ["schema_page"]

_KINDS = {
    "text": "text",
    "number": "number",
    "integer": "whole number",
    "boolean": "yes or no",
    "code": "code",
    "date": "date",
    "reference": "reference",
    "object": "group",
    "list": "list",
    "choice": "one of several",
    "null": "nothing",
    "json": "JSON",
}
_DEEPEST = 6
"""Levels of fields inside fields; a schema may contain itself."""
_LONG = 60
"""Cells of a cell."""


def schema_page(record_type: RecordType) -> str:
    """The page, each line ended by a line feed; a star marks what is required."""
    head = f"{record_type.title} ({record_type.name})"
    facts = [f"key {record_type.shortcut}"] if record_type.shortcut else []
    facts += [f"version {record_type.version}"] if record_type.version else []
    lines = [safe_line(f"{head}: {', '.join(facts)}" if facts else head)]
    lines += [safe_line(record_type.description, 200)] if record_type.description else []
    rows = list(_rows(record_type.root, 0))
    table = text_table(("property", "key", "kind", "title", "takes"), rows) if rows else ""
    return "\n".join([*lines, "", table])


def _rows(field: Field, depth: int) -> Iterator[tuple[str, str, str, str, str]]:
    for inner in _members(field):
        shown = expanded(inner)
        star = "*" if inner.is_required else ""
        yield (
            "  " * depth + safe_line(inner.name) + star,
            inner.shortcut,
            _KINDS.get(shown.kind, shown.kind),
            safe_line(inner.title, _LONG),
            safe_line(_takes(shown), _LONG),
        )
        if depth < _DEEPEST:
            yield from _rows(shown, depth + 1)


def _members(field: Field) -> tuple[Field, ...]:
    # The members of an item stand right below the list.
    return _members(expanded(field.item)) if field.kind == "list" and field.item is not None else field.fields


def _takes(field: Field) -> str:
    if field.choices:
        codes = ", ".join(str(choice.value) for choice in field.choices[:8])
        more = len(field.choices) - len(field.choices[:8])
        return f"{codes} and {more} more" if more else codes
    if field.ref:
        return f"a record: {', '.join(field.ref)}"
    if field.kind == "list" and field.item is not None:
        return f"entries: {_takes(expanded(field.item)) or _KINDS.get(field.item.kind, field.item.kind)}"
    return f"for example {field.examples[0]}" if field.examples and isinstance(field.examples[0], str | int) else ""
