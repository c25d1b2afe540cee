"""The form of a record: one row for everything that the schema asks of this data, and for everything in the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import cast

import attrs

from annotate_kit.core import pointers
from annotate_kit.core.values import ABSENT, Absent, Json, is_array
from annotate_kit.schema import kinds
from annotate_kit.schema.build import expanded
from annotate_kit.schema.catalog import Catalog
from annotate_kit.schema.evaluate import holds as plainly_holds
from annotate_kit.schema.lookup import item_field, plain_field, remembered
from annotate_kit.schema.members import Member, members_of
from annotate_kit.schema.shape import Holds, Shape, activate, branch_for
from annotate_kit.schema.values import Field, RecordType

__all__ = ["ROW_KINDS", "FormRow", "form", "references"]

ROW_KINDS = ("value", "group", "list", "item", "add-item", "choose-alternative", "extra", "add-key")
"""What a row is: a value; an object or list with its rows behind it; an item, or a property that the schema does not
name, each of any kind (`row.field.kind`); the place for one more item or key; the choice between alternatives."""

_DEEPEST = 40
"""Levels of rows; what lies deeper is one row of JSON."""


@attrs.frozen(kw_only=True)
class FormRow:
    """One row of a form."""

    kind: str
    """One of `ROW_KINDS`."""
    pointer: str
    """JSON Pointer into the data; of `add-item`, the place that the new item gets."""
    label: str
    depth: int
    """How far it is indented; 0 for the record's own fields."""
    field: Field
    value: Json | Absent
    """What stands there now."""
    is_required: bool
    """For this data: conditions counted."""
    chosen: int | None = None
    """Of `choose-alternative`: which of `field.alternatives` the data fits."""
    group: int = 0
    """Of `choose-alternative`: which of several choices in one place it is, the outermost 0."""

    @property
    def is_present(self) -> bool:
        """Whether the data has something there."""
        return self.value is not ABSENT


def form(
    catalog: Catalog,  # noqa: ARG001 - part of the call, for forms that look into other types
    record_type: RecordType,
    data: Mapping[str, Json],
    *,
    holds: Holds | None = None,
    preferred: Mapping[tuple[str, int], int] = MappingProxyType({}),
) -> tuple[FormRow, ...]:
    """The rows of the form for this data, in order. Every value of the data stands in one of them.

    `preferred` says which alternative was chosen (by pointer and group) for data that does not say so itself.
    """
    return tuple(_rows(record_type, data, holds or plainly_holds, preferred))


def references(record_type: RecordType, data: Mapping[str, Json]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Every reference in the data: its pointer, the id that stands there, and the types it may have."""
    return tuple(
        (row.pointer, row.value, row.field.ref)
        for row in _rows(record_type, data, plainly_holds, {})
        if row.field.kind == "reference" and isinstance(row.value, str)
    )


def _rows(
    record_type: RecordType, data: Mapping[str, Json], asked: Holds, preferred: Mapping[tuple[str, int], int]
) -> list[FormRow]:
    writer = _Writer(asked=asked, preferred=preferred)
    writer.members(record_type.root, data, "", 0)
    return writer.rows


@attrs.define
class _Writer:
    asked: Holds
    preferred: Mapping[tuple[str, int], int]
    rows: list[FormRow] = attrs.field(factory=list)

    def chosen(self, pointer: str, group: int, count: int) -> int | None:
        """The alternative that was chosen there, if it is one of so many."""
        found = self.preferred.get((pointer, group))
        return found if found is not None and found < count else None

    def place(self, row: FormRow, *, is_inside_absent: bool = False) -> None:
        """The rows of one value: its own, and those of what is in it."""
        field, value = row.field, row.value
        if value is not ABSENT:
            field = expanded(field)
            row = attrs.evolve(row, field=field)
        is_open = row.depth < _DEEPEST and not is_inside_absent
        if field.kind == "object" and (value is ABSENT or isinstance(value, Mapping)):
            self._heading(row, "group")
            if is_open:
                self.members(field, value, row.pointer, row.depth + 1)
        elif field.kind == "list" and (value is ABSENT or is_array(value)):
            self._heading(row, "list")
            if is_open:
                self._items(field, cast("Sequence[Json]", () if value is ABSENT else value), row)
        elif field.kind == "choice" and is_open:
            self._choice(row)
        else:
            self.rows.append(row)

    def _heading(self, row: FormRow, kind: str) -> None:
        self.rows.append(attrs.evolve(row, kind=kind if row.kind == "value" else row.kind))

    def members(
        self, field: Field, value: Mapping[str, Json] | Absent, pointer: str, depth: int, first_group: int = 0
    ) -> None:
        """The rows of an object's members: the certain ones, the choices, what these bring, and what is left over."""
        data = {} if value is ABSENT else value
        active = activate(field.shape, data, self.asked, lambda n, count: self.chosen(pointer, first_group + n, count))
        members = _members(active.shape, _dependent(active.shape, data))
        certain = {name for layer in field.shape.layers for name in layer.named("properties")}
        for member in members:
            if member.name in certain:
                self._member(field, member, value, pointer, depth)
        for number, (group, chosen) in enumerate(active.groups, first_group):
            # Several choices in one place are told apart by what they are between.
            self._chooser(field, group, number, chosen, value, pointer, depth, is_alone=len(active.groups) == 1)
        depth += field.kind == "choice"
        for member in members:
            if member.name not in certain:
                self._member(field, member, value, pointer, depth)
        self._left_over(field, active.shape, {member.name for member in members}, data, pointer, depth)

    def _member(
        self, field: Field, member: Member, value: Mapping[str, Json] | Absent, pointer: str, depth: int
    ) -> None:
        known = next((inner for inner in field.fields if inner.name == member.name), None)
        place = pointers.child(field.pointer, member.name)
        inner = remembered(member.shape, place, member.name, known, known.shortcut if known else "")
        row = FormRow(
            kind="value",
            pointer=pointers.child(pointer, member.name),
            label=inner.title,
            depth=depth,
            field=inner,
            value=ABSENT if value is ABSENT else value.get(member.name, ABSENT),
            is_required=member.is_required,
        )
        if row.is_present or not member.shape.is_impossible():
            self.place(row, is_inside_absent=value is ABSENT)

    def _chooser(
        self,
        field: Field,
        group: Sequence[Shape],
        number: int,
        chosen: int | None,
        value: Json | Absent,
        pointer: str,
        depth: int,
        *,
        is_alone: bool,
    ) -> None:
        if [branch.shape.key for branch in field.alternatives] != [shape.key for shape in group]:
            branches = tuple(remembered(shape, field.pointer, field.name) for shape in group)
            field = attrs.evolve(field, alternatives=branches)
        self.rows.append(
            FormRow(
                kind="choose-alternative",
                pointer=pointer,
                label=field.title if is_alone else " or ".join(branch.title for branch in field.alternatives),
                depth=depth,
                field=field,
                value=value,
                is_required=True,
                chosen=chosen,
                group=number,
            )
        )

    def _left_over(
        self, field: Field, shape: Shape, named: AbstractSet[str], data: Mapping[str, Json], pointer: str, depth: int
    ) -> None:
        for name in data:
            if name not in named:
                inner, label = self._free_field(field, shape, name)
                row = FormRow(
                    kind="extra",
                    pointer=pointers.child(pointer, name),
                    label=label,
                    depth=depth,
                    field=inner,
                    value=data[name],
                    is_required=False,
                )
                self.place(row)
        if field.kind == "object" and (field.extra or not named):
            inner = field.extra or plain_field(field, "*")
            row = FormRow(
                kind="add-key",
                pointer=pointer,
                label=f"another {inner.title.lower()}",
                depth=depth,
                field=inner,
                value=ABSENT,
                is_required=False,
            )
            self.rows.append(row)

    def _free_field(self, field: Field, shape: Shape, name: str) -> tuple[Field, str]:
        """The field and label of what nothing active names: a free key, one of another branch, or JSON."""
        extra = kinds.extra_of(shape.layers, name)
        if extra:
            return remembered(extra, pointers.child(field.pointer, name), name, field.extra), name
        known = next((inner for inner in field.fields if inner.name == name), None)
        return (known, known.title) if known else (plain_field(field, name), name)

    def _items(self, field: Field, values: Sequence[Json], row: FormRow) -> None:
        active = remembered(activate(field.shape, values, self.asked).shape, field.pointer, field.name, field)
        field = active if active.kind == "list" else field
        length = len(values)
        for number in range(length + 1):
            inner = item_field(field, number)
            is_new = number == length
            is_full = field.max_items is not None and length >= field.max_items
            if is_new and (is_full or inner.shape.is_impossible()):
                return
            item = FormRow(
                kind="add-item" if is_new else "item",
                pointer=pointers.child(row.pointer, number),
                label=f"another {inner.title.lower()}" if is_new else f"{inner.title} {number + 1}",
                depth=row.depth + 1,
                field=inner,
                value=ABSENT if is_new else values[number],
                is_required=number < (field.min_items or 0),
            )
            if is_new:
                self.rows.append(item)
            else:
                self.place(item)

    def _choice(self, row: FormRow) -> None:
        """The rows of a value that is one of several alternatives: which one, and then that one's own."""
        field, value, depth = row.field, row.value, row.depth
        if row.kind != "value":
            self.rows.append(row)
            depth += 1
        is_grouped = bool(field.shape.groups())
        branches = [branch.shape for branch in field.alternatives]
        chosen = branch_for(branches, value, self.asked, self.chosen(row.pointer, row.group, len(branches)))
        is_object = field.alternatives[chosen].kind == "object" if chosen is not None else value is not ABSENT
        if is_grouped and is_object and (value is ABSENT or isinstance(value, Mapping)):
            self.members(field, value, row.pointer, depth, row.group)
            return
        choice = attrs.evolve(row, kind="choose-alternative", depth=depth, chosen=chosen)
        self.rows.append(choice)
        if value is not ABSENT or (
            chosen is not None and field.alternatives[chosen].kind in ("object", "list", "choice")
        ):
            # Data that fits no alternative is shown as it is.
            branch = attrs.evolve(field, kind="json") if chosen is None else field.alternatives[chosen]
            self.place(
                attrs.evolve(
                    choice,
                    kind="value",
                    depth=depth + 1,
                    field=branch,
                    label=branch.title,
                    chosen=None,
                    group=row.group + 1,
                )
            )


def _members(shape: Shape, needed: AbstractSet[str]) -> Sequence[Member]:
    """The properties of a shape, found out once: a list of a thousand objects asks a thousand times."""
    memo = shape.layers[0].resources.memo
    key = ("members", shape.key, frozenset(needed))
    if key not in memo:
        memo[key] = tuple(members_of(shape.layers, (), needed))
    return cast("Sequence[Member]", memo[key])


def _dependent(shape: Shape, data: Mapping[str, Json]) -> set[str]:
    """The properties that others which are there make required."""
    return {
        name
        for keyword in ("dependentRequired", "dependencies")
        for said in shape.every(keyword)
        for present, names in said.items()
        if present in data and is_array(names)
        for name in names
    }
