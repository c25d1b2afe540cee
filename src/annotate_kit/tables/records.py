"""The tables of records, and of the lists inside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.core import STATUSES, Annotation, Record, parse_edtf
from annotate_kit.core.pointers import join, split
from annotate_kit.core.values import Json, is_array
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
    Refer,
    Text,
    compact,
    plain,
)
from annotate_kit.tables.columns import Read, reader
from annotate_kit.tables.model import Annotated, Column, ColumnKind, Note, RecordAt, Row, Table, TableKind
from annotate_kit.tables.plan import Path, Plan, find_items, is_nothing, visit
from annotate_kit.tables.planning import (
    ARTICLE,
    ARTICLES,
    ENTITY,
    EVIDENCE,
    FIRST_ARTICLE,
    ID,
    LEFTOVERS,
    PROBLEMS,
    STATUS,
)
from annotate_kit.tables.subjects import Member, Subject, Subjects
from annotate_kit.tables.survey import Survey
from annotate_kit.tables.titles import Titles, one_line

__all__ = ["STATUS_CHOICES", "status_cell", "table_of"]

STATUS_CHOICES = tuple(Choice(value=status, title=status.replace("-", " ").capitalize()) for status in STATUSES)
_IDENTIFIER = "@identifier/"
_STATUS_CELLS = {str(choice.value): Code(choice.value, choice.title) for choice in STATUS_CHOICES}


def status_cell(annotation: Annotation) -> Cell:
    """The status of an annotation file."""
    return _STATUS_CELLS.get(annotation.status) or Text(annotation.status)


def table_of(plan: Plan, found: Survey, subjects: Subjects, problems: Mapping[str, int]) -> Table:
    """The table of a plan; `problems` counts the errors of records, by id, where any are exported."""
    middle = _Middle.of(plan, found)
    before = _columns_before(plan, is_entities=subjects.is_entities)
    after = _columns_after(plan, has_problems=bool(problems), is_entities=subjects.is_entities)
    known = () if plan.steps else _identifiers(found, plan, (*before, *middle.columns, *after))
    rows = _item_rows if plan.steps else _record_rows

    def read() -> Iterator[Row]:
        for one in subjects.source.articles:
            for subject in subjects.begun_in(one, plan.record_type.name):
                yield from rows(plan, middle, subjects, subject, problems, known)

    return Table(
        name=plan.name,
        title=plan.title,
        kind=TableKind.ITEMS if plan.steps else TableKind.RECORDS,
        columns=(*before, *middle.columns, *known, *after),
        frozen=len(before) if plan.steps or len(before) > 1 else len(before) + 1,
        record_type=plan.record_type,
        read=read,
    )


def _identifiers(found: Survey, plan: Plan, others: Sequence[Column]) -> tuple[Column, ...]:
    """A column for each collection in which the register knows some of the entities."""
    titles = Titles(column.title for column in others)
    return tuple(
        Column(
            key=f"{_IDENTIFIER}{name}",
            title=titles.take(name),
            kind=ColumnKind.ID,
            description=f"What {one_line(name)} calls it, as somebody noted in the register.",
        )
        for name in sorted(found.identifiers.get(plan.record_type.name, ()))
    )


def _record_rows(
    plan: Plan,
    middle: _Middle,
    subjects: Subjects,
    subject: Subject,
    problems: Mapping[str, int],
    known: Sequence[Column],
) -> Iterator[Row]:
    refer = subjects.entity_reference if subject.is_joint else subjects.reference(subject.members[0][0])
    cells, notes = middle.cells(cast("Json", subject.data), (), refer)
    name = (Text(subjects.name(subject)),) if _has_caption(plan) else ()
    articles = dict.fromkeys(one.article.id for one, _ in subject.members)
    count = (Number(len(articles)),) if subjects.is_entities else ()
    wrong = sum(problems.get(record.id, 0) for _, record in subject.members)
    spans = sum(len(set(record.span_ids())) for _, record in subject.members)
    ids = subjects.source.identifiers.get(subject.id, {})
    yield Row(
        id=subject.id,
        cells=(
            Id(subject.id),
            *name,
            *cells,
            *(Id(ids[key]) if (key := column.key.removeprefix(_IDENTIFIER)) in ids else MISSING for column in known),
            _status(subject.members),
            *count,
            Id(next(iter(articles))),
            *((Number(wrong),) if problems else ()),
            Jump(subject.id, spans),
        ),
        notes=notes,
        records=tuple(_at(one, record) for one, record in subject.members),
        closed=middle.numbered if subject.is_joint else frozenset(),
        decided=subject.decided,
    )


def _item_rows(
    plan: Plan,
    middle: _Middle,
    subjects: Subjects,
    subject: Subject,
    _problems: Mapping[str, int],
    _known: Sequence[Column],
) -> Iterator[Row]:
    """The items of all records of a subject; their numbers go on from one record to the next."""
    name = Text(subjects.name(subject))
    before = 0
    for one, record in subject.members:
        refer, last = subjects.reference(one), 0
        for path, numbers, item in find_items(cast("Json", record.data), plan.steps):
            cells, notes = middle.cells(item, path, refer)
            order = (before + numbers[0] + 1, *(number + 1 for number in numbers[1:]))
            last = numbers[0] + 1
            where = (Id(one.article.id),) if subjects.is_entities else ()
            yield Row(
                id=subject.id,
                cells=(Id(subject.id), name, *map(Number, order), *cells, *where),
                notes=notes,
                records=(_at(one, record),),
                item=numbers,
                order=order,
            )
        before += max(last, _length(record.data, plan.steps))


def _length(data: Mapping[str, Json], steps: Sequence[str]) -> int:
    """How many items the outermost list on the way has, those without items of their own included."""
    found = cast("Json", data)
    for step in steps[: steps.index("*")]:
        found = found.get(step) if isinstance(found, Mapping) else None
    return len(cast("Sequence[Json]", found)) if is_array(found) else 0


def _at(one: Annotated, record: Record) -> RecordAt:
    return RecordAt(one.article.id, one.annotation.annotator, record.id)


def _status(members: Sequence[Member]) -> Cell:
    """The status of the annotation file; of several that of the one that is furthest from done."""
    order = {status: n for n, status in enumerate(STATUSES)}
    return min((status_cell(one.annotation) for one, _ in members), key=lambda cell: order.get(str(plain(cell)), -1))


def _has_caption(plan: Plan) -> bool:
    """Whether the name needs a column of its own, as it is not simply the first field."""
    return not plan.columns or plan.record_type.caption not in (
        (plan.columns[0].key.removeprefix("/"),),
        (plan.columns[0].key,),
    )


def _columns_before(plan: Plan, *, is_entities: bool) -> tuple[Column, ...]:
    title = one_line(plan.record_type.title)
    caption = Column(
        key="@caption", title=title, kind=ColumnKind.TEXT, description="The name of the record, from its fields."
    )
    if not plan.steps:
        described = "The id of the record, which never changes."
        if is_entities:
            described = "The id of the thing, whichever articles speak of it: that of its first record."
        id_ = Column(key="@id", title=ENTITY if is_entities else ID, kind=ColumnKind.ID, description=described)
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


def _columns_after(plan: Plan, *, has_problems: bool, is_entities: bool) -> tuple[Column, ...]:
    said = Column(key="@article", title=ARTICLE, kind=ColumnKind.ID, description="The article that says it.")
    if plan.steps:
        return (said,) if is_entities else ()
    status = Column(
        key="@status",
        title=STATUS,
        kind=ColumnKind.CODE,
        choices=STATUS_CHOICES,
        description="How far the annotation of the article is.",
    )
    article = attrs.evolve(said, description="The article that it comes from.")
    count = Column(
        key="@articles", title=ARTICLES, kind=ColumnKind.NUMBER, description="How many articles speak of it."
    )
    if is_entities:
        article = attrs.evolve(said, title=FIRST_ARTICLE, description="The first of the articles that speak of it.")
    problems = Column(
        key="@problems", title=PROBLEMS, kind=ColumnKind.NUMBER, description="How many errors the record has."
    )
    evidence = Column(
        key="@evidence",
        title=EVIDENCE,
        kind=ColumnKind.JUMP,
        description="How many spans of the article speak of it; leads to the first of them.",
    )
    counted = (count,) if is_entities else ()
    return (status, *counted, article, *((problems,) if has_problems else ()), evidence)


@attrs.frozen(eq=False, kw_only=True)
class _Middle:
    """The columns between the envelope's: those of the fields, first days of partial dates, and what is left over."""

    plan: Plan
    readers: tuple[Read, ...]
    columns: tuple[Column, ...]
    layout: tuple[tuple[int, bool], ...]
    """For each column: the position in the plan, and whether it is the first day of the date there."""
    has_leftovers: bool
    numbered: frozenset[str]
    """Keys of columns that hold parts of a list: of several records together, nobody can say whose they are."""

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
            numbered=frozenset(
                column.key for column in plan.columns if any(token.isdecimal() for token in split(column.key))
            ),
        )

    def cells(self, value: Json, path: Path, refer: Refer) -> tuple[tuple[Cell, ...], tuple[Note, ...]]:
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
                found[where] = self.readers[where](part, refer)
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
