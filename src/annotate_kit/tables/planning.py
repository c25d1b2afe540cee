"""Record types → plans: every field gets a column, a few numbered columns, or a table of its own."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from annotate_kit.core.pointers import child, split
from annotate_kit.schema import Field, RecordType
from annotate_kit.tables.columns import field_column
from annotate_kit.tables.model import Column
from annotate_kit.tables.plan import Place, Plan
from annotate_kit.tables.titles import Titles, chain, one_line

__all__ = [
    "ARTICLE",
    "ARTICLES",
    "ENTITY",
    "EVIDENCE",
    "FIRST_ARTICLE",
    "ID",
    "LEFTOVERS",
    "PROBLEMS",
    "STATUS",
    "plan_record_type",
]

ID, STATUS, ARTICLE = "Record ID", "Annotation status", "Article"
ENTITY, ARTICLES, FIRST_ARTICLE = "Entity ID", "Articles", "First article"
PROBLEMS, EVIDENCE, LEFTOVERS = "Problems", "Evidence", "Other data"
"""Titles of columns that come from the envelope; a field of the same title gets a number behind its own."""

_NUMBERED = 3
"""Items that are columns rather than rows, where a list can never have more."""

_SCALARS = frozenset({"text", "number", "integer", "boolean", "code", "date", "reference"})


def plan_record_type(record_type: RecordType) -> Plan:
    """The plan of a record type's table, with those of its lists inside."""
    return _Planner(record_type, (), (), ()).plan(record_type.root, _Way())


@attrs.frozen(kw_only=True)
class _Way:
    """What the fields above one say about its columns."""

    titles: tuple[str, ...] = ()
    """From the row down to the field, its own included."""
    group: str = ""
    is_hidden: bool = False
    is_required: bool = True

    def into(self, field: Field) -> _Way:
        """The way on to a member."""
        return _Way(
            titles=(*self.titles, field.column.get("title") or field.title),
            group=field.group or self.group,
            is_hidden=self.is_hidden or bool(field.column.get("hidden")),
            is_required=self.is_required and field.is_required,
        )


class _Planner:
    """Collects the columns of one table while a field is walked."""

    def __init__(
        self, record_type: RecordType, steps: tuple[str, ...], lists: tuple[str, ...], orders: tuple[str, ...]
    ) -> None:
        self.record_type = record_type
        self.steps = steps
        self.lists = lists
        self.orders = orders
        self.is_needed = True
        self.columns: list[Column] = []
        self.children: list[Plan] = []
        title = one_line(record_type.title)
        # The same in both kinds of rows, so that a field has the same title in both.
        whole = (ID, ENTITY, title, STATUS, ARTICLES, ARTICLE, FIRST_ARTICLE, PROBLEMS, EVIDENCE)
        own = (f"{title} ID", title, ARTICLE, *orders) if steps else whole
        self.titles = Titles((*own, LEFTOVERS))

    def plan(self, field: Field, way: _Way) -> Plan:
        """The plan of the table whose rows the field describes."""
        root = self.place(field, way)
        return Plan(
            record_type=self.record_type,
            steps=self.steps,
            titles=self.lists,
            orders=self.orders,
            columns=tuple(self.columns),
            root=root,
            children=tuple(self.children),
            is_needed=self.is_needed,
        )

    def place(self, field: Field, way: _Way) -> Place:
        """What becomes of a field."""
        if field.kind == "object" and field.fields:
            return Place(members=self.members(field, way))
        if field.kind == "list":
            return self.list(field, way)
        if field.kind == "choice":
            return self.choice(field, attrs.evolve(way, is_required=False))
        return Place(column=self.add(field, way))

    def members(self, field: Field, way: _Way) -> dict[str, Place]:
        """What becomes of the members of an object."""
        return {member.name: self.place(member, way.into(member)) for member in field.fields}

    def choice(self, field: Field, way: _Way) -> Place:
        """A value that may be of several kinds: a column for plain ones, beside what the others need."""
        members = self.members(field, way)
        lists = [alternative for alternative in field.alternatives if alternative.kind == "list"]
        below = self.list(lists[0], way) if lists else Place()
        is_plain = any(alternative.kind not in ("object", "list", "null") for alternative in field.alternatives)
        column = below.column
        if is_plain or not (members or lists):
            column = self.add(field, way)
        return Place(column=column, members=members, numbered=below.numbered, child=below.child)

    def list(self, field: Field, way: _Way) -> Place:
        """A list: numbered columns, a table of its own, or a column of JSON where its items are not alike."""
        optional = attrs.evolve(way, is_required=False)
        numbered = tuple(
            self.add(item, attrs.evolve(optional, titles=(*way.titles[:-1], title)), key=key)
            for item, title, key in _numbered(field)
        )
        if numbered:
            return Place(numbered=numbered)
        item = field.item
        if item is None or field.first_items:
            return Place(column=self.add(field, way))
        planner = _Planner(
            self.record_type,
            (*split(field.pointer), "*"),
            (*self.lists, *way.titles),
            (*self.orders, Titles(self.orders).take(f"{one_line(item.title)} no.")),
        )
        planner.is_needed = self.is_needed and way.is_required
        plan = planner.plan(item, _Way(group=way.group, is_hidden=way.is_hidden))
        self.children.append(plan)
        return Place(child=plan)

    def add(self, field: Field, way: _Way, *, key: str | None = None) -> int:
        """Add a column, and return its position."""
        wanted = chain(way.titles) or one_line(field.title)
        title = self.titles.take(f"{wanted} [{one_line(field.unit)}]" if field.unit else wanted)
        self.columns.append(
            field_column(
                field,
                key=key or field.pointer,
                title=title,
                group=way.group,
                is_hidden=way.is_hidden,
                is_required=way.is_required,
            )
        )
        return len(self.columns) - 1


def _numbered(field: Field) -> Iterator[tuple[Field, str, str]]:
    """The items of a list that are columns: field, title, key; none where the list is too long or not plain."""
    first, item = field.first_items, field.item
    if first:
        if len(first) <= _NUMBERED and field.max_items == len(first) and all(one.kind in _SCALARS for one in first):
            for number, one in enumerate(first):
                is_named = one.has_title and one.title != field.title
                title = one.title if is_named else f"{field.title} {number + 1}"
                yield one, title, child(field.pointer, number)
    elif item is not None and item.kind == "code":
        bounds = (field.max_items, len(item.choices) if field.is_unique else None)
        longest = min((bound for bound in bounds if bound is not None), default=_NUMBERED + 1)
        for number in range(longest if longest <= _NUMBERED else 0):
            yield item, f"{item.title} {number + 1}", child(field.pointer, number)
