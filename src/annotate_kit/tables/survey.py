"""One look at all records before any table is made: how many rows there are, and which columns are needed at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import cast

import attrs

from annotate_kit.core.values import Json
from annotate_kit.tables.columns import find_day
from annotate_kit.tables.model import ColumnKind
from annotate_kit.tables.plan import Plan, find_items, is_nothing, visit
from annotate_kit.tables.subjects import Subjects

__all__ = ["Survey", "survey"]


@attrs.define(eq=False)
class Survey:
    """What was found, by the names of tables."""

    articles: int = 0
    records: Counter[str] = attrs.field(factory=Counter)
    """Record type → records."""
    by_status: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    """Record type and status of the annotation file → records."""
    articles_by_status: Counter[str] = attrs.field(factory=Counter)
    articles_with: Counter[str] = attrs.field(factory=Counter)
    """Record type → articles that have such records."""
    spans: Counter[str] = attrs.field(factory=Counter)
    """Record type → spans that speak of its records, counted for each record."""
    unsupported: Counter[str] = attrs.field(factory=Counter)
    """Record type → records without a span."""
    entities: Counter[str] = attrs.field(factory=Counter)
    """Record type → rows of its table."""
    identifiers: dict[str, set[str]] = attrs.field(factory=dict)
    """Record type → collections in which the register knows some of its entities."""
    rows: Counter[str] = attrs.field(factory=Counter)
    """Table of a list → items."""
    leftovers: set[str] = attrs.field(factory=set)
    """Tables with values that have no column."""
    partial: set[tuple[str, str]] = attrs.field(factory=set)
    """Table and column key of dates that are not all whole days."""


def survey(subjects: Subjects, plans: Mapping[str, Plan]) -> Survey:
    """Look at all records once."""
    found = Survey()
    for one in subjects.source.articles:
        found.articles += 1
        status = one.annotation.status
        found.articles_by_status[status] += 1
        chosen = [record for record in one.annotation.records.values() if record.type in plans]
        found.articles_with.update({record.type for record in chosen})
        for record in chosen:
            spans = len(set(record.span_ids()))
            found.records[record.type] += 1
            found.by_status[record.type, status] += 1
            found.spans[record.type] += spans
            found.unsupported[record.type] += not spans
            for plan in plans[record.type].tables():
                _look(found, plan, record.data)
        for subject in subjects.begun_in(one):
            found.entities[subject.type] += 1
            if subjects.is_entities and (known := subjects.source.identifiers.get(subject.id)):
                found.identifiers.setdefault(subject.type, set()).update(known)
            if subject.decided and subject.type in plans:
                _look(found, plans[subject.type], subject.data)
    return found


def _look(found: Survey, plan: Plan, data: Mapping[str, Json]) -> None:
    for _, _, item in find_items(cast("Json", data), plan.steps):
        found.rows[plan.name] += 1
        for where, _, value in visit(plan.root, item):
            if where is None and not is_nothing(value):
                found.leftovers.add(plan.name)
            elif isinstance(where, int) and isinstance(value, str):
                column = plan.columns[where]
                if column.kind is ColumnKind.DATE and find_day(value) is None:
                    found.partial.add((plan.name, column.key))
