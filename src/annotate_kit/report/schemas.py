"""A record type as a page to read: its fields, what they take, and the keys that fill them."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.report.tables import text_table
from annotate_kit.schema import Choice, Field, RecordType, expanded
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
_MOST = 60
"""Codes of a list; those of countries and currencies go on for ever."""
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
    return "\n".join([*lines, "", table]) + "".join(_code_lists(record_type))


def _code_lists(record_type: RecordType) -> Iterator[str]:
    """Each list of codes once, with what people call them."""
    shown: set[str] = set()
    for name, field in _named_codes(record_type.root, "", 0):
        # As text: the value of a choice may be an object, which no set takes.
        if repr(field.choices) in shown or not any(_is_telling(choice) for choice in field.choices):
            continue
        shown.add(repr(field.choices))
        rows = [
            (safe_line(str(choice.value)), safe_line(choice.title), safe_line(", ".join(choice.synonyms), _LONG))
            for choice in field.choices[:_MOST]
        ]
        more = len(field.choices) - len(rows)
        yield f"\n{safe_line(name)}:\n" + text_table(("code", "title", "synonyms"), rows)
        yield f"and {more} more\n" if more else ""


def _named_codes(field: Field, above: str, depth: int) -> Iterator[tuple[str, Field]]:
    for inner in _members(field):
        shown, name = expanded(inner), f"{above}{inner.name}"
        # The codes of a list of codes are those of its items.
        coded = expanded(shown.item) if shown.kind == "list" and shown.item is not None else shown
        if coded.choices:
            yield name, coded
        if depth < _DEEPEST:
            yield from _named_codes(shown, f"{name}/", depth + 1)


def _is_telling(choice: Choice) -> bool:
    return bool(choice.synonyms) or choice.title != str(choice.value)


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
