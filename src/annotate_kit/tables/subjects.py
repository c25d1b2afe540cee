"""What the rows are about: records, or entities, which are the records of all articles that speak of one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import cast

import attrs

from annotate_kit.core import Annotation, Record
from annotate_kit.core.values import Json
from annotate_kit.schema import Catalog, caption
from annotate_kit.tables.cells import Refer, Reference
from annotate_kit.tables.merging import apply_rulings, merge_data
from annotate_kit.tables.model import Annotated, Source
from annotate_kit.tables.plan import Plan
from annotate_kit.tables.titles import one_line

__all__ = ["Member", "Subject", "Subjects", "captions_of"]

Member = tuple[Annotated, Record]


@attrs.frozen(eq=False, kw_only=True)
class Subject:
    """What one row is about."""

    id: str
    members: tuple[Member, ...]
    """Its records in the order of the export, at least one."""
    data: Mapping[str, Json]
    """What they say together."""
    decided: frozenset[str] = frozenset()
    """JSON Pointers of values that the register decides."""

    @property
    def type(self) -> str:
        """The record type."""
        return self.members[0][1].type

    @property
    def is_joint(self) -> bool:
        """Whether several records speak of it."""
        return len(self.members) > 1


class Subjects:
    """The subjects of a source, article by article, and their names."""

    def __init__(self, source: Source, plans: Mapping[str, Plan]) -> None:
        self.source = source
        self.is_entities = source.rows == "entities"
        self._plans = plans
        self._joint: dict[tuple[str, str], list[Member]] = {}
        """Type and id → records, of entities that more than their first record may speak of."""
        self._names: dict[str, dict[str, str]] = {}
        """Type → id → name of an entity."""
        self._twins: set[str] = set()
        """Names that several entities have, in lower case."""
        self._order: dict[str, tuple[str, ...]] = {}
        """Article → ids of its records in the order in which the text first speaks of them."""
        self._captions: dict[str, Mapping[str, str]] = {}
        """Article → record id → name, where rows are records."""
        self._references: dict[str, Mapping[str, str]] = {}
        """The same with names that differ within an article."""
        for one in source.articles:
            self._order[one.article.id] = _in_text_order(one.annotation)
            if not self.is_entities:
                captions = captions_of(source.catalog, one.annotation.records)
                self._captions[one.article.id] = captions
                self._references[one.article.id] = _distinct(captions)
        if self.is_entities:
            self._gather()
            self._name()

    def _gather(self) -> None:
        for one in self.source.articles:
            for record in one.annotation.records.values():
                id_ = self.source.entity_of(record)
                if id_ != record.id or id_ in self.source.rulings:
                    self._joint[record.type, id_] = []
        for one in self.source.articles:
            for record in self.ordered(one):
                key = (record.type, self.source.entity_of(record))
                if key in self._joint:
                    self._joint[key].append((one, record))

    def _name(self) -> None:
        often: Counter[str] = Counter()
        for one in self.source.articles:
            for subject in self.begun_in(one):
                name = _caption(self.source.catalog, subject.type, subject.id, subject.data)
                self._names.setdefault(subject.type, {})[subject.id] = name
                often[name.casefold()] += 1
        self._twins = {name for name, times in often.items() if times > 1}

    def ordered(self, one: Annotated) -> Iterator[Record]:
        """The records of an article in the order of the text."""
        return (one.annotation.records[id_] for id_ in self._order[one.article.id])

    def id_of(self, record: Record) -> str:
        """The id of the row that a record is in."""
        return self.source.entity_of(record) if self.is_entities else record.id

    def begun_in(self, one: Annotated, type_: str | None = None) -> Iterator[Subject]:
        """The subjects whose first record is in this article, all or those of one type."""
        for record in self.ordered(one):
            if type_ not in (None, record.type):
                continue
            id_ = self.id_of(record)
            members = self._joint.get((record.type, id_)) if self.is_entities else None
            if members is None:
                yield Subject(id=id_, members=((one, record),), data=record.data)
            elif members[0][1] is record:
                yield self._join(id_, members)

    def _join(self, id_: str, members: list[Member]) -> Subject:
        if len(members) == 1:
            data = members[0][1].data
        else:
            said = [(cast("Json", record.data), self.referring(one)) for one, record in members]
            data = merge_data(self._plans[members[0][1].type], said)
        data, decided = apply_rulings(data, self.source.rulings.get(id_, {}))
        return Subject(id=id_, members=tuple(members), data=data, decided=decided)

    def referring(self, one: Annotated) -> Callable[[str], str]:
        """What makes of a record's id, as an article uses it, the id of its row."""
        records = one.annotation.records

        def refer(id_: str) -> str:
            return self.id_of(records[id_]) if id_ in records else id_

        return refer

    def name(self, subject: Subject) -> str:
        """The name of a subject, one line."""
        one, record = subject.members[0]
        return self.name_of(record, one.article.id)

    def name_of(self, record: Record, article: str) -> str:
        """The name of the row that a record of an article is in."""
        if self.is_entities:
            return self._names[record.type][self.id_of(record)]
        return self._captions[article][record.id]

    def reference(self, one: Annotated) -> Refer:
        """What makes a reference of a record's id, as an article uses it."""
        records = one.annotation.records
        if not self.is_entities:
            known = self._references[one.article.id]
            return lambda id_: Reference(id_, known.get(id_, id_))

        def refer(id_: str) -> Reference:
            return (
                self.entity_reference(self.id_of(records[id_]), records[id_].type)
                if id_ in records
                else Reference(id_, id_)
            )

        return refer

    def entity_reference(self, id_: str, type_: str = "") -> Reference:
        """A reference to an entity; its name has the id behind it where others have the same name."""
        held = [self._names.get(type_, {})] if type_ else self._names.values()
        name = next((names[id_] for names in held if id_ in names), id_)
        return Reference(id_, f"{name} [{id_}]" if name.casefold() in self._twins else name)


def _in_text_order(annotation: Annotation) -> tuple[str, ...]:
    """Ids of the records, first those that the text speaks of first; those it never does come last."""
    starts = {span.id: position for position, span in enumerate(annotation.ordered_spans)}
    last = len(starts)

    def first(record: Record) -> int:
        return min((starts.get(span, last) for span in record.span_ids()), default=last)

    return tuple(record.id for record in sorted(annotation.ordered_records, key=first))


def captions_of(catalog: Catalog, records: Mapping[str, Record]) -> dict[str, str]:
    """The names of an article's records by id, one line each; a record without a type is named by its id."""
    return {record.id: _caption(catalog, record.type, record.id, record.data) for record in records.values()}


def _caption(catalog: Catalog, type_: str, id_: str, data: Mapping[str, Json]) -> str:
    record_type = catalog.types.get(type_)
    return one_line(caption(record_type, data)) if record_type else id_


def _distinct(captions: Mapping[str, str]) -> dict[str, str]:
    """The same names, with the id behind those that are alike."""
    often = Counter(name.casefold() for name in captions.values())
    return {id_: f"{name} [{id_}]" if often[name.casefold()] > 1 else name for id_, name in captions.items()}
