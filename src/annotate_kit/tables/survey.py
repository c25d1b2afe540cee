"""One look at all records before any table is made: how many rows there are, and which columns are needed at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import attrs

from annotate_kit.core import Annotation, Record
from annotate_kit.core.values import Json
from annotate_kit.schema import Catalog, caption
from annotate_kit.tables.columns import find_day
from annotate_kit.tables.model import Annotated, ColumnKind
from annotate_kit.tables.plan import Plan, find_items, is_nothing, visit
from annotate_kit.tables.titles import one_line

__all__ = ["Survey", "captions_of", "survey"]


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
    rows: Counter[str] = attrs.field(factory=Counter)
    """Table of a list → items."""
    leftovers: set[str] = attrs.field(factory=set)
    """Tables with values that have no column."""
    partial: set[tuple[str, str]] = attrs.field(factory=set)
    """Table and column key of dates that are not all whole days."""
    captions: dict[str, Mapping[str, str]] = attrs.field(factory=dict)
    """Article → record id → name."""
    references: dict[str, Mapping[str, str]] = attrs.field(factory=dict)
    """The same with names that differ within an article."""
    order: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    """Article → ids of its records in the order in which the text first speaks of them."""

    def ordered(self, one: Annotated) -> Iterator[Record]:
        """The records of an article in the order of the text."""
        return (one.annotation.records[id_] for id_ in self.order[one.article.id])


def survey(catalog: Catalog, plans: Mapping[str, Plan], articles: Iterable[Annotated]) -> Survey:
    """Look at all records once."""
    found = Survey()
    for one in articles:
        found.articles += 1
        captions = captions_of(catalog, one.annotation.records)
        found.captions[one.article.id] = captions
        found.references[one.article.id] = _distinct(captions)
        found.order[one.article.id] = _in_text_order(one.annotation)
        status = one.annotation.status
        found.articles_by_status[status] += 1
        found.articles_with.update({record.type for record in one.annotation.records.values()})
        for record in one.annotation.records.values():
            spans = len(set(record.span_ids()))
            found.records[record.type] += 1
            found.by_status[record.type, status] += 1
            found.spans[record.type] += spans
            found.unsupported[record.type] += not spans
            for plan in plans[record.type].tables():
                _look(found, plan, record)
    return found


def _in_text_order(annotation: Annotation) -> tuple[str, ...]:
    """Ids of the records, first those that the text speaks of first; those it never does come last."""
    starts = {span.id: position for position, span in enumerate(annotation.ordered_spans)}
    last = len(starts)

    def first(record: Record) -> int:
        return min((starts.get(span, last) for span in record.span_ids()), default=last)

    return tuple(record.id for record in sorted(annotation.ordered_records, key=first))


def _look(found: Survey, plan: Plan, record: Record) -> None:
    for _, _, item in find_items(cast("Json", record.data), plan.steps):
        found.rows[plan.name] += 1
        for where, _, value in visit(plan.root, item):
            if where is None and not is_nothing(value):
                found.leftovers.add(plan.name)
            elif isinstance(where, int) and isinstance(value, str):
                column = plan.columns[where]
                if column.kind is ColumnKind.DATE and find_day(value) is None:
                    found.partial.add((plan.name, column.key))


def captions_of(catalog: Catalog, records: Mapping[str, Record]) -> dict[str, str]:
    """The names of an article's records by id, one line each; a record without a type is named by its id."""
    types = catalog.types
    return {
        record.id: one_line(caption(types[record.type], record.data)) if record.type in types else record.id
        for record in records.values()
    }


def _distinct(captions: Mapping[str, str]) -> dict[str, str]:
    """The same names, with the id behind those that are alike."""
    often = Counter(name.casefold() for name in captions.values())
    return {id_: f"{name} [{id_}]" if often[name.casefold()] > 1 else name for id_, name in captions.items()}
