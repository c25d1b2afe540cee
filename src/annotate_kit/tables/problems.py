"""The table of what is wrong with the records, in an export made in spite of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate_kit.core import Problem
from annotate_kit.tables.cells import MISSING, Cell, Id, Number, Text
from annotate_kit.tables.model import Column, ColumnKind, Row, Table, TableKind

__all__ = ["problems_table"]

_COLUMNS = tuple(
    Column(key=f"@{key}", title=title, kind=kind, description=description)
    for key, title, kind, description in (
        ("record", "Record ID", ColumnKind.ID, "The record that it is about, where it is about one."),
        ("caption", "Record", ColumnKind.TEXT, "The name of the record."),
        ("severity", "Severity", ColumnKind.TEXT, "An error makes a record invalid, a warning does not."),
        ("code", "Code", ColumnKind.ID, "The rule."),
        ("name", "Rule", ColumnKind.TEXT, "What the rule is called."),
        ("message", "What is wrong", ColumnKind.LONG_TEXT, "In the words of the schema."),
        ("hint", "What to do", ColumnKind.LONG_TEXT, "How to put it right."),
        ("found", "Found", ColumnKind.TEXT, "What stands there."),
        ("file", "File", ColumnKind.ID, "The file that it stands in."),
        ("line", "Line", ColumnKind.NUMBER, "From 1."),
        ("column", "Column", ColumnKind.NUMBER, "From 1, in code points."),
        ("pointer", "Path", ColumnKind.ID, "Its place in the file, as a JSON Pointer."),
    )
)


def problems_table(problems: Sequence[Problem]) -> Table:
    """All problems, in the order of reports."""

    def read() -> Iterator[Row]:
        for problem in sorted(problems, key=lambda one: one.sort_key):
            yield Row(id=problem.record or "", cells=_cells(problem))

    return Table(name="@problems", title="Problems", kind=TableKind.PROBLEMS, columns=_COLUMNS, frozen=2, read=read)


def _cells(problem: Problem) -> tuple[Cell, ...]:
    line, column = (problem.place.line, problem.place.column) if problem.place else (None, None)
    return (
        Id(problem.record) if problem.record else MISSING,
        _text(problem.caption),
        Text(problem.severity.value),
        Id(problem.code),
        Text(problem.rule.name),
        _text(problem.message),
        _text(problem.hint),
        _text(problem.found),
        Id(problem.file) if problem.file else MISSING,
        MISSING if line is None else Number(line),
        MISSING if column is None else Number(column),
        Id(problem.pointer) if problem.pointer else MISSING,
    )


def _text(words: str) -> Cell:
    return Text(words) if words else MISSING
