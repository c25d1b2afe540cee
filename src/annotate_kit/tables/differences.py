"""The table of values on which sources differ: every value with who says it, and which of them is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

import attrs

from annotate_kit.core import ABSENT, Claim, Record
from annotate_kit.core.entities import Ruling
from annotate_kit.core.pointers import find_value, join, parent, split
from annotate_kit.core.values import Absent, Json, same
from annotate_kit.schema import label
from annotate_kit.tables.cells import MISSING, Cell, Id, JsonText, Refer, Text, YesNo, compact
from annotate_kit.tables.columns import Read, reader
from annotate_kit.tables.evidence import CLAIM_CHOICES, claim_cell
from annotate_kit.tables.merging import Meant, key_of, meant
from annotate_kit.tables.model import Annotated, Column, ColumnKind, Row, Table, TableKind
from annotate_kit.tables.plan import Plan, is_nothing, visit
from annotate_kit.tables.planning import ENTITY
from annotate_kit.tables.subjects import Subject, Subjects

__all__ = ["find_differences"]

_COLUMNS = tuple(
    Column(key=f"@{key}", title=title, kind=kind, description=description, choices=choices)
    for key, title, kind, description, choices in (
        ("entity", ENTITY, ColumnKind.ID, "The row that it is about.", ()),
        ("caption", "Entity", ColumnKind.TEXT, "The name of it.", ()),
        ("type", "Type", ColumnKind.TEXT, "The record type.", ()),
        ("field", "Field", ColumnKind.TEXT, "The value on which sources differ.", ()),
        ("value", "Value", ColumnKind.MIXED, "What this source says.", ()),
        ("taken", "Taken", ColumnKind.YES_NO, "Whether the row shows this value.", ()),
        ("why", "Why", ColumnKind.LONG_TEXT, "Why it is taken: a decision, or what most records say.", ()),
        ("claim", "Claim", ColumnKind.CODE, "How the words say it.", CLAIM_CHOICES),
        ("by", "Said by", ColumnKind.TEXT, "Who says so, where the words report it.", ()),
        ("quote", "Quote", ColumnKind.TEXT, "The words that say it.", ()),
        ("article", "Article", ColumnKind.ID, "The article that says it.", ()),
        ("pointer", "Path", ColumnKind.ID, "The value's place in the data, as a JSON Pointer.", ()),
        ("record", "Record ID", ColumnKind.ID, "The record that says it.", ()),
    )
)


@attrs.frozen(eq=False, kw_only=True)
class _Said:
    """One value, and who says it."""

    one: Annotated
    record: Record
    value: Json
    """References as entities."""
    claim: Claim | None
    is_rival: bool = False
    """Whether the record itself takes another value."""


def find_differences(subjects: Subjects, plans: Mapping[str, Plan]) -> Table | None:
    """The table, or None where all sources say the same, or rows are records."""
    readers = {name: {column.key: reader(column) for column in plan.columns} for name, plan in plans.items()}

    def read() -> Iterator[Row]:
        for one in subjects.source.articles:
            for subject in subjects.begun_in(one):
                if subject.type in plans:
                    yield from _Differing(subjects, subject, plans[subject.type], readers[subject.type]).rows()

    table = Table(
        name="@differences",
        title="Differences",
        kind=TableKind.DIFFERENCES,
        columns=_COLUMNS,
        frozen=2,
        read=read,
    )
    return table if subjects.is_entities and next(table.rows(), None) is not None else None


class _Differing:
    """The values of one subject on which its sources differ."""

    def __init__(self, subjects: Subjects, subject: Subject, plan: Plan, readers: Mapping[str, Read]) -> None:
        self.subjects = subjects
        self.subject = subject
        self.plan = plan
        self.readers = readers
        self.titles = {column.key: column.title for column in plan.columns}
        self.rulings = subjects.source.rulings.get(subject.id, {})

    def rows(self) -> Iterator[Row]:
        said = self.said()
        taken = dict(_leaves(self.plan, self.subject.data, self.own)) if said else {}
        for pointer, values in said.items():
            yield from self.about(pointer, values, taken.get(pointer, ABSENT))

    def own(self, id_: str) -> str:
        """References of joint data are entities already."""
        if self.subject.is_joint:
            return id_
        return self.subjects.referring(self.subject.members[0][0])(id_)

    def said(self) -> dict[str, list[_Said]]:
        """By pointer, the values of those places where not all sources say what is taken."""
        rivals = [
            (pointer, _Said(one=one, record=record, value=claim.value, claim=claim, is_rival=True))
            for one, record in self.subject.members
            for pointer, claims in record.evidence.items()
            for claim in claims
            if claim.value is not ABSENT
        ]
        if not (rivals or self.subject.is_joint or self.subject.decided):
            return {}
        said: dict[str, list[_Said]] = {}
        for one, record in self.subject.members:
            for pointer, value in _leaves(self.plan, record.data, self.subjects.referring(one)):
                claim = next((claim for claim in record.evidence.get(pointer, ()) if claim.value is ABSENT), None)
                said.setdefault(pointer, []).append(_Said(one=one, record=record, value=value, claim=claim))
        open_ = self.open_pointers(said) | {pointer for pointer, _ in rivals}
        for pointer, rival in rivals:
            said.setdefault(pointer, list(self.held(pointer))).append(rival)
        return {pointer: values for pointer, values in said.items() if pointer in open_}

    def held(self, pointer: str) -> Iterator[_Said]:
        """What records say in a place inside a list."""
        for one, record in self.subject.members:
            value = find_value(record.data, pointer)
            if value is not ABSENT and any(claim.value is not ABSENT for claim in record.evidence.get(pointer, ())):
                yield _Said(one=one, record=record, value=value, claim=None)

    def open_pointers(self, said: Mapping[str, list[_Said]]) -> set[str]:
        """Pointers of values of which not all are taken."""
        taken = dict(_leaves(self.plan, self.subject.data, self.own))
        of_lists: dict[str, set[object]] = {}
        for pointer, value in taken.items():
            of_lists.setdefault(parent(pointer), set()).add(key_of(value))
        unions = {column.key for column in self.plan.columns if column.field and column.field.pointer.endswith("/*")}

        def is_taken(pointer: str, value: Json) -> bool:
            if pointer in unions:
                return key_of(value) in of_lists.get(parent(pointer), ())
            return pointer in taken and key_of(taken[pointer]) == key_of(value)

        return {pointer for pointer, values in said.items() if not all(is_taken(pointer, one.value) for one in values)}

    def about(self, pointer: str, values: list[_Said], taken: Json | Absent) -> Iterator[Row]:
        """The rows of one place."""
        often = Counter(key_of(one.value) for one in values if not one.is_rival)
        ruling = self.rulings.get(pointer) if pointer in self.subject.decided else None
        if ruling is not None and not any(same(one.value, ruling.value) for one in values):
            yield self.row(pointer, None, ruling.value, why=_decision(ruling))
        for one in values:
            is_taken = same(one.value, taken) or (self.adds_up(pointer) and not one.is_rival)
            why = ""
            if is_taken and ruling is not None:
                why = _decision(ruling)
            elif is_taken and len(often) > 1:
                most = often[key_of(one.value)]
                is_most = sum(times >= most for times in often.values()) == 1
                why = "most records say so" if is_most else "the first that says so; nobody decided"
            yield self.row(pointer, one, one.value, why=why, is_taken=is_taken)

    def adds_up(self, pointer: str) -> bool:
        """Whether it is a place inside a list, where what all records say stands beside one another."""
        return pointer not in self.readers and any(token.isdecimal() for token in split(pointer))

    def row(self, pointer: str, one: _Said | None, value: Json, *, why: str, is_taken: bool = True) -> Row:
        """One value."""
        record_type = self.plan.record_type
        claim = one.claim if one else None
        cells = (
            Id(self.subject.id),
            Text(self.subjects.name(self.subject)),
            Text(record_type.title),
            Text(self.titles.get(pointer) or label(record_type, pointer)),
            self.value_cell(pointer, one, value),
            YesNo(is_taken),
            Text(why) if why else MISSING,
            claim_cell(claim.claim) if claim else MISSING,
            Text(claim.by) if claim and claim.by else MISSING,
            _quote(one.one, claim) if one and claim else MISSING,
            Id(one.one.article.id) if one else MISSING,
            Id(pointer),
            Id(one.record.id) if one else MISSING,
        )
        return Row(id=self.subject.id, cells=cells)

    def value_cell(self, pointer: str, one: _Said | None, value: Json) -> Cell:
        refer: Refer = self.subjects.entity_reference
        if one is not None and one.is_rival:
            refer = self.subjects.reference(one.one)
        if pointer in self.readers:
            return self.readers[pointer](value, refer)
        return Text(value) if isinstance(value, str) else JsonText(compact(value))


def _leaves(plan: Plan, data: Mapping[str, Json], refer: Meant) -> Iterator[tuple[str, Json]]:
    """JSON Pointer and value of each place that is no table of its own; references as entities."""
    for where, path, value in visit(plan.root, cast("Json", data)):
        if isinstance(where, Plan) or is_nothing(value):
            continue
        yield join(path), meant(plan, where, value, refer)


def _quote(one: Annotated, claim: Claim) -> Cell:
    spans = [one.annotation.spans[id_] for id_ in claim.spans if id_ in one.annotation.spans]
    return Text(spans[0].quote) if spans and one.has_words else MISSING


def _decision(ruling: Ruling) -> str:
    by = f"decided by {ruling.by}" if ruling.by else "decided"
    return f"{by}: {ruling.because}" if ruling.because else by
