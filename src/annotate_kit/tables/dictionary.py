"""The tables that explain the others: what each column is, and what each code means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from annotate_kit.core.values import Json
from annotate_kit.schema import Choice, Field
from annotate_kit.tables.cells import MISSING, Cell, Id, JsonText, Text, YesNo, compact
from annotate_kit.tables.model import Column, ColumnKind, Row, Table, TableKind
from annotate_kit.tables.titles import Titles, one_line

__all__ = ["CodeList", "code_lists", "codes_table", "dictionary_table", "list_key"]

_WRITTEN_OUT = 6
"""Codes that stand in the dictionary itself; longer lists are in the table of codes."""

_DICTIONARY = tuple(
    Column(key=f"@{key}", title=title, kind=kind, description=description)
    for key, title, kind, description in (
        ("table", "Sheet", ColumnKind.TEXT, "The table that the column is in."),
        ("column", "Column", ColumnKind.TEXT, "The title of the column."),
        ("group", "Group", ColumnKind.TEXT, "The heading that the field stands under in the form."),
        ("type", "Type", ColumnKind.TEXT, "What the cells hold."),
        ("required", "Required", ColumnKind.YES_NO, "Whether every record has it."),
        ("editable", "From the data", ColumnKind.YES_NO, "Whether it is a value of the record; else it is derived."),
        ("description", "Description", ColumnKind.LONG_TEXT, "What it means."),
        ("codes", "Allowed values", ColumnKind.LONG_TEXT, "The codes with their titles, or where they are."),
        ("pattern", "Pattern", ColumnKind.TEXT, "The regular expression that texts must fit."),
        ("example", "Example", ColumnKind.TEXT, "A value that is right."),
        ("path", "Path", ColumnKind.ID, "Its place in the data, as a JSON Pointer; * stands for an item's number."),
        ("schema", "Schema", ColumnKind.ID, "The record type."),
        ("version", "Schema version", ColumnKind.ID, "The version of the schema."),
    )
)

_CODES = tuple(
    Column(key=f"@{key}", title=title, kind=kind, description=description)
    for key, title, kind, description in (
        ("list", "List", ColumnKind.TEXT, "The list, after the first column that uses it."),
        ("code", "Code", ColumnKind.ID, "The value in the data."),
        ("title", "Title", ColumnKind.TEXT, "What the tables show."),
        ("description", "Description", ColumnKind.LONG_TEXT, "What it means."),
    )
)


@attrs.frozen(kw_only=True)
class CodeList:
    """Codes that columns have in common, and what they are called."""

    title: str
    choices: tuple[Choice, ...]


def list_key(choices: Sequence[Choice]) -> str:
    """What is alike for lists of the same codes, whatever their values are: an object has no hash."""
    return compact([[choice.value, choice.title, choice.description] for choice in choices])


def code_lists(tables: Sequence[Table]) -> dict[str, CodeList]:
    """The different lists of codes in the tables by `list_key`, each named after its first column, all unlike."""
    titles = Titles()
    lists: dict[str, CodeList] = {}
    for table in tables:
        for column in table.columns:
            if column.choices and (key := list_key(column.choices)) not in lists:
                is_taken = column.title in {one.title for one in lists.values()}
                title = titles.take(f"{table.title}: {column.title}" if is_taken else column.title)
                lists[key] = CodeList(title=title, choices=column.choices)
    return lists


def codes_table(lists: Mapping[str, CodeList]) -> Table:
    """Every code of every list."""

    def read() -> Iterator[Row]:
        for one in lists.values():
            for choice in one.choices:
                description = Text(one_line(choice.description)) if choice.description else MISSING
                yield Row(cells=(Text(one.title), Id(_word(choice.value)), Text(choice.title), description))

    return Table(name="@codes", title="Codes", kind=TableKind.CODES, columns=_CODES, frozen=2, read=read)


def dictionary_table(tables: Sequence[Table], lists: Mapping[str, CodeList]) -> Table:
    """Every column of the tables."""

    def read() -> Iterator[Row]:
        for table in tables:
            for column in table.columns:
                yield Row(cells=_cells(table, column, lists))

    return Table(
        name="@dictionary",
        title="Data dictionary",
        kind=TableKind.DICTIONARY,
        columns=_DICTIONARY,
        frozen=2,
        read=read,
    )


def _cells(table: Table, column: Column, lists: Mapping[str, CodeList]) -> tuple[Cell, ...]:
    field, record_type = column.field, table.record_type
    return (
        Text(table.title),
        Text(column.title),
        _text(column.group),
        Text(_type_words(column)),
        YesNo(column.is_required),
        YesNo(column.is_editable),
        _text(column.description),
        _text(_codes(column, lists)),
        _text(field.pattern if field else ""),
        _example(column, field),
        Id(column.key) if field else MISSING,
        Id(record_type.name) if record_type else MISSING,
        _text(record_type.version if record_type else ""),
    )


def _type_words(column: Column) -> str:
    words = column.kind.value
    if column.kind is ColumnKind.REFERENCE and column.field and column.field.ref:
        return f"{words} to {' or '.join(column.field.ref)}"
    return f"{words}, or another text" if column.choices and column.is_open else words


def _codes(column: Column, lists: Mapping[str, CodeList]) -> str:
    choices = column.choices
    if not choices:
        return ""
    if len(choices) > _WRITTEN_OUT:
        return f"{len(choices)} codes, in the list “{lists[list_key(choices)].title}” of the table of codes"
    return "\n".join(f"{_word(choice.value)} = {choice.title}" for choice in choices)


def _example(column: Column, field: Field | None) -> Cell:
    if field is None or not field.examples:
        return MISSING
    example = field.examples[0]
    return (
        Text(example) if isinstance(example, str) and column.kind is not ColumnKind.JSON else JsonText(compact(example))
    )


def _word(value: Json) -> str:
    return value if isinstance(value, str) else compact(value)


def _text(words: str) -> Cell:
    return Text(words) if words else MISSING
