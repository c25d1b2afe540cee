"""Where each value of a record goes: which column, or which table of its own; and the walk that takes it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import RecordType
from annotate_kit.tables.model import Column
from annotate_kit.tables.titles import chain, one_line

__all__ = ["Path", "Place", "Plan", "find_items", "is_nothing", "visit"]

Path = tuple[str | int, ...]
"""Reference tokens of a place in the data."""


@attrs.frozen(eq=False, kw_only=True)
class Place:
    """What becomes of a value that stands in one place of the data."""

    column: int | None = None
    """Position of the column for a plain value."""
    members: Mapping[str, Place] = attrs.field(factory=dict)
    """Of an object that is taken apart."""
    numbered: tuple[int, ...] = ()
    """Positions of the columns for the items of a short list."""
    child: Plan | None = None
    """The table for the items of a list."""


@attrs.frozen(eq=False, kw_only=True)
class Plan:
    """The columns of one table, and the way to its rows in a record's data."""

    record_type: RecordType
    steps: tuple[str, ...] = ()
    """Reference tokens from a record's data to a row, `*` for any item; none for the record itself."""
    titles: tuple[str, ...] = ()
    """Of the lists on the way, for people."""
    orders: tuple[str, ...] = ()
    """Titles for the numbers of the items on the way."""
    columns: tuple[Column, ...]
    root: Place
    children: tuple[Plan, ...]
    is_needed: bool = True
    """Whether no record is whole without such a row."""

    @property
    def name(self) -> str:
        """The machine's name of the table."""
        return "/".join((self.record_type.name, *self.steps))

    @property
    def title(self) -> str:
        """The title of the table: `Officials`, `Official roles`."""
        if not self.steps:
            return one_line(self.record_type.plural)
        return chain((self.record_type.title, *self.titles))

    def tables(self) -> Iterator[Plan]:
        """This plan, unless it is only the way to others, and those below it."""
        if self.columns or not self.steps:
            yield self
        for plan in self.children:
            yield from plan.tables()


def is_nothing(value: Json) -> bool:
    """Whether a value is null, or an empty list or object: a cell shows none of these."""
    return value is None or (isinstance(value, Mapping | list | tuple) and not value)


def visit(place: Place, value: Json, path: Path = ()) -> Iterator[tuple[int | Plan | None, Path, Json]]:
    """Where each part of a value goes: position of a column, plan of a table, or None where there is neither."""
    if isinstance(value, Mapping) and place.members and value:
        for name, inner in value.items():
            member = place.members.get(name)
            if member is None:
                yield None, (*path, name), inner
            else:
                yield from visit(member, inner, (*path, name))
    elif place.child is not None and is_array(value):
        yield place.child, path, value
    elif place.numbered and is_array(value) and value:
        columns = place.numbered
        for number, item in enumerate(cast("Sequence[Json]", value)):
            yield (columns[number] if number < len(columns) else None), (*path, number), item
    else:
        yield place.column, path, value


def find_items(value: Json, steps: Sequence[str], path: Path = ()) -> Iterator[tuple[Path, tuple[int, ...], Json]]:
    """The items at the end of some steps: the path to each, its number in each list on the way (from 0), itself."""
    if not steps:
        yield path, (), value
        return
    step, rest = steps[0], steps[1:]
    if step == "*" and is_array(value):
        for number, item in enumerate(cast("Sequence[Json]", value)):
            for inner, numbers, found in find_items(item, rest, (*path, number)):
                yield inner, (number, *numbers), found
    elif isinstance(value, Mapping) and step in value:
        yield from find_items(value[step], rest, (*path, step))
