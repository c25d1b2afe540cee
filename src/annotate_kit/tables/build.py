"""A source → the model of all its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from annotate_kit.schema import Catalog, Field, RecordType, load_catalog
from annotate_kit.tables.articles import articles_table
from annotate_kit.tables.choosing import narrowed
from annotate_kit.tables.dictionary import code_lists, codes_table, dictionary_table
from annotate_kit.tables.differences import find_differences
from annotate_kit.tables.evidence import evidence_table
from annotate_kit.tables.model import Annotated, Source, TableModel, TypeCount
from annotate_kit.tables.plan import Plan
from annotate_kit.tables.planning import plan_record_type
from annotate_kit.tables.problems import problems_table
from annotate_kit.tables.records import table_of
from annotate_kit.tables.subjects import Subjects
from annotate_kit.tables.survey import Survey, survey

__all__ = ["build_model"]


def build_model(source: Source) -> TableModel:
    """The tables of a source: record types and their lists, evidence, articles, dictionary, codes, problems if any."""
    plans = _plans(source.catalog, source.articles)
    subjects = Subjects(source, plans)
    shown = {name: plan for name, plan in plans.items() if source.types is None or name in source.types}
    found = survey(subjects, shown)
    wrong = Counter(problem.record for problem in source.problems if problem.record and problem.is_error)
    counts = {id_: count for id_, count in wrong.items() if id_}
    all_plans = [plan for top in shown.values() for plan in top.tables()]
    records = tuple(
        # A sheet that a new record cannot do without is there for it, also where there is nothing yet.
        table_of(plan, found, subjects, counts)
        for plan in all_plans
        if plan.is_needed or found.rows[plan.name]
    )
    records = narrowed(records, source.columns)
    differences = find_differences(subjects, shown)
    data = (
        *records,
        *((differences,) if differences else ()),
        evidence_table(subjects, shown.keys()),
        articles_table(source.articles),
    )
    problems = (problems_table(source.problems),) if source.problems else ()
    lists = code_lists(data)
    return TableModel(
        tables=(*data, dictionary_table((*data, *problems), lists), codes_table(lists), *problems),
        articles=found.articles,
        records=found.records.total(),
        counts=tuple(_count(plan, found, source) for plan in shown.values()),
        articles_by_status=dict(found.articles_by_status),
        empty_lists=tuple(plan.title for plan in all_plans if not plan.is_needed and not found.rows[plan.name]),
        source=source,
    )


def _count(plan: Plan, found: Survey, source: Source) -> TypeCount:
    name = plan.record_type.name
    wrong = {problem.record for problem in source.problems if problem.is_error}
    records = (record for one in source.articles for record in one.annotation.records.values())
    return TypeCount(
        title=plan.title,
        records=found.records[name],
        entities=found.entities[name],
        articles=found.articles_with[name],
        spans=found.spans[name],
        unsupported=found.unsupported[name],
        invalid=sum(record.type == name and record.id in wrong for record in records) if wrong else 0,
        by_status={status: found.by_status[name, status] for status in found.articles_by_status},
    )


def _plans(catalog: Catalog, articles: Iterable[Annotated]) -> Mapping[str, Plan]:
    """The plans of all record types, those included that records have and no schema describes."""
    used = {record.type for one in articles for record in one.annotation.records.values()}
    strangers = [_unknown(name) for name in sorted(used - catalog.types.keys())]
    return {kind.name: plan_record_type(kind) for kind in (*_in_order(catalog.types), *strangers)}


def _in_order(types: Mapping[str, RecordType]) -> list[RecordType]:
    """The record types, those first that refer to the fewest others: what the others speak of comes before them."""
    refers = {name: _refs(kind.root) & types.keys() for name, kind in types.items()}
    return sorted(types.values(), key=lambda kind: (len(_reached(kind.name, refers)), kind.name))


def _refs(field: Field) -> set[str]:
    inner = [*field.fields, *field.first_items, *field.alternatives, *((field.item,) if field.item else ())]
    return set(field.ref).union(*map(_refs, inner))


def _reached(name: str, refers: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [name]
    while pending:
        new = refers[pending.pop()] - found
        found |= new
        pending += new
    return found - {name}


def _unknown(name: str) -> RecordType:
    """A record type without a schema: all its data is one JSON column."""
    anything = load_catalog({"anything.schema.json": {"type": "object"}}).types["anything"]
    return attrs.evolve(anything, name=name, title=name, plural=name)
