"""The tables of records, and of the lists inside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.core import STATUSES, Annotation, Record, parse_edtf
from annotate_kit.core.pointers import join
from annotate_kit.core.values import Json
from annotate_kit.schema import Choice
from annotate_kit.tables.cells import (
    MISSING,
    Cell,
    Code,
    Date,
    EdtfText,
    Id,
    JsonText,
    Jump,
    Missing,
    Number,
    Text,
    compact,
)
from annotate_kit.tables.columns import Read, reader
from annotate_kit.tables.model import Annotated, Column, ColumnKind, Note, RecordAt, Row, Table, TableKind
from annotate_kit.tables.plan import Path, Plan, find_items, is_nothing, visit
from annotate_kit.tables.planning import ARTICLE, EVIDENCE, ID, LEFTOVERS, PROBLEMS, STATUS
from annotate_kit.tables.survey import Survey
from annotate_kit.tables.titles import Titles, one_line

__all__ = ["STATUS_CHOICES", "status_cell", "table_of"]

STATUS_CHOICES = tuple(Choice(value=status, title=status.replace("-", " ").capitalize()) for status in STATUSES)
_STATUS_CELLS = {str(choice.value): Code(choice.value, choice.title) for choice in STATUS_CHOICES}


def status_cell(annotation: Annotation) -> Cell:
    """The status of an annotation file."""
    return _STATUS_CELLS.get(annotation.status) or Text(annotation.status)


def table_of(plan: Plan, found: Survey, articles: Iterable[Annotated], problems: Mapping[str, int]) -> Table:
    """The table of a plan; `problems` counts the errors of records, by id, where any are exported."""
    middle = _Middle.of(plan, found)
    before = _columns_before(plan)
    after = _columns_after(plan, has_problems=bool(problems))

    def read() -> Iterator[Row]:
        for one in articles:
            captions, references = found.captions[one.article.id], found.references[one.article.id]
            for record in found.ordered(one):
                if record.type == plan.record_type.name:
                    name = Text(captions[record.id])
                    yield from _rows(plan, middle, one, record, name, references, problems)

    return Table(
        name=plan.name,
        title=plan.title,
        kind=TableKind.ITEMS if plan.steps else TableKind.RECORDS,
        columns=(*before, *middle.columns, *after),
        frozen=len(before) if plan.steps or len(before) > 1 else len(before) + 1,
        record_type=plan.record_type,
        read=read,
    )


def _rows(
    plan: Plan,
    middle: _Middle,
    one: Annotated,
    record: Record,
    name: Text,
    references: Mapping[str, str],
    problems: Mapping[str, int],
) -> Iterator[Row]:
    records = (RecordAt(one.article.id, one.annotation.annotator, record.id),)
    for path, numbers, item in find_items(cast("Json", record.data), plan.steps):
        cells, notes = middle.cells(item, path, references)
        order = tuple(number + 1 for number in numbers)
        if plan.steps:
            before: Sequence[Cell] = (Id(record.id), name, *map(Number, order))
            after: Sequence[Cell] = ()
        else:
            before = (Id(record.id), name) if _has_caption(plan) else (Id(record.id),)
            count = (Number(problems.get(record.id, 0)),) if problems else ()
            after = (status_cell(one.annotation), Id(one.article.id), *count, _jump(record))
        yield Row(
            id=record.id, cells=(*before, *cells, *after), notes=notes, records=records, item=numbers, order=order
        )


def _jump(record: Record) -> Jump:
    return Jump(record.id, len(set(record.span_ids())))


def _has_caption(plan: Plan) -> bool:
    """Whether the name needs a column of its own, as it is not simply the first field."""
    return not plan.columns or plan.record_type.caption not in (
        (plan.columns[0].key.removeprefix("/"),),
        (plan.columns[0].key,),
    )


def _columns_before(plan: Plan) -> tuple[Column, ...]:
    title = one_line(plan.record_type.title)
    caption = Column(
        key="@caption", title=title, kind=ColumnKind.TEXT, description="The name of the record, from its fields."
    )
    if not plan.steps:
        id_ = Column(key="@id", title=ID, kind=ColumnKind.ID, description="The id of the record, which never changes.")
        return (id_, caption) if _has_caption(plan) else (id_,)
    id_ = Column(
        key="@id",
        title=f"{title} ID",
        kind=ColumnKind.ID,
        description=f"The record in “{one_line(plan.record_type.plural)}”.",
    )
    orders = tuple(
        Column(
            key=f"@order/{number}",
            title=order,
            kind=ColumnKind.NUMBER,
            description="Where it stands in its list, from 1.",
        )
        for number, order in enumerate(plan.orders)
    )
    return (id_, caption, *orders)


def _columns_after(plan: Plan, *, has_problems: bool) -> tuple[Column, ...]:
    if plan.steps:
        return ()
    status = Column(
        key="@status",
        title=STATUS,
        kind=ColumnKind.CODE,
        choices=STATUS_CHOICES,
        description="How far the annotation of the article is.",
    )
    article = Column(key="@article", title=ARTICLE, kind=ColumnKind.ID, description="The article that it comes from.")
    problems = Column(
        key="@problems", title=PROBLEMS, kind=ColumnKind.NUMBER, description="How many errors the record has."
    )
    evidence = Column(
        key="@evidence",
        title=EVIDENCE,
        kind=ColumnKind.JUMP,
        description="How many spans of the article speak of it; leads to the first of them.",
    )
    return (status, article, *((problems,) if has_problems else ()), evidence)


@attrs.frozen(eq=False, kw_only=True)
class _Middle:
    """The columns between the envelope's: those of the fields, first days of partial dates, and what is left over."""

    plan: Plan
    readers: tuple[Read, ...]
    columns: tuple[Column, ...]
    layout: tuple[tuple[int, bool], ...]
    """For each column: the position in the plan, and whether it is the first day of the date there."""
    has_leftovers: bool

    @classmethod
    def of(cls, plan: Plan, found: Survey) -> _Middle:
        titles = Titles(column.title for column in plan.columns)
        columns: list[Column] = []
        layout: list[tuple[int, bool]] = []
        for position, column in enumerate(plan.columns):
            columns.append(column)
            layout.append((position, False))
            if (plan.name, column.key) in found.partial:
                columns.append(_earliest(column, titles))
                layout.append((position, True))
        has_leftovers = plan.name in found.leftovers
        return cls(
            plan=plan,
            readers=tuple(map(reader, plan.columns)),
            columns=(*columns, _LEFTOVERS) if has_leftovers else tuple(columns),
            layout=tuple(layout),
            has_leftovers=has_leftovers,
        )

    def cells(
        self, value: Json, path: Path, references: Mapping[str, str]
    ) -> tuple[tuple[Cell, ...], tuple[Note, ...]]:
        """The cells of one record or item, and what they could not carry."""
        found: list[Cell] = [MISSING] * len(self.plan.columns)
        leftovers: dict[str, Json] = {}
        notes: list[Note] = []
        for where, inner, part in visit(self.plan.root, value):
            if is_nothing(part) and not path and not inner:
                continue  # a record without data is a row without cells
            if is_nothing(part):
                notes.append(Note(self._title(where, (*path, *inner)), _NOTHING[_kind_of(part)]))
            elif isinstance(where, int):
                found[where] = self.readers[where](part, references)
            elif where is None:
                leftovers[join(inner)] = part
        cells = [_first_day(found[n]) if is_earliest else found[n] for n, is_earliest in self.layout]
        if self.has_leftovers:
            cells.append(JsonText(compact(leftovers)) if leftovers else MISSING)
        return tuple(cells), tuple(notes)

    def _title(self, where: int | Plan | None, path: Path) -> str:
        if where is None:
            return join(path)
        return self.plan.columns[where].title if isinstance(where, int) else where.title


def _kind_of(value: Json) -> str:
    return "null" if value is None else "object" if isinstance(value, Mapping) else "list"


_NOTHING = {
    "null": "null is an empty cell",
    "object": "an object without members is an empty cell",
    "list": "a list without items has no rows",
}

_LEFTOVERS = Column(
    key="@leftovers",
    title=LEFTOVERS,
    kind=ColumnKind.JSON,
    description="Values that have no column, as a JSON object by JSON Pointer.",
)


def _earliest(column: Column, titles: Titles) -> Column:
    return Column(
        key=f"@earliest{column.key}",
        title=titles.take(f"{column.title} (earliest)"),
        kind=ColumnKind.EARLIEST,
        description=f"The first day that “{column.title}” may mean, to sort by.",
        is_hidden=column.is_hidden,
    )


def _first_day(cell: Cell) -> Cell:
    if not isinstance(cell, EdtfText):
        return cell if isinstance(cell, Date | Missing) else MISSING
    date = parse_edtf(cell.text)
    return Date(date.earliest) if date and date.earliest else MISSING
