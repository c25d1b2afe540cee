"""One record by itself: what its schema refuses, what it refers to, which of its values need evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import attrs

from annotate_kit.core.pointers import child, find_value, walk
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Record
from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import Catalog, Field, RecordType, caption, field_at
from annotate_kit.schema.resources import Resources
from annotate_kit.schema.weight import is_surely_light, weight_of
from annotate_kit.text import safe_line
from annotate_kit.validate import wording
from annotate_kit.validate.engines import Engines
from annotate_kit.validate.findings import Engine
from annotate_kit.validate.plans import Plan, plan_of
from annotate_kit.validate.standing_hints import Standing, standing_hints

__all__ = ["Checked", "Checker", "Reference", "caption_of", "check_record", "checker_of", "unread_types"]

DATA = "/data"
"""Where in a record its data stands."""


@attrs.frozen(kw_only=True)
class Reference:
    """A value that is the id of another record."""

    pointer: str
    """JSON Pointer into the data."""
    id: str
    types: tuple[str, ...]
    """The record types that it may have."""


@attrs.frozen(kw_only=True)
class Checked:
    """What is known of one record without looking at others."""

    problems: tuple[Problem, ...] = ()
    """Their pointers count from the record."""
    references: tuple[Reference, ...] = ()
    required: tuple[str, ...] = ()
    """JSON Pointers of the values that need evidence."""
    named: frozenset[str] = frozenset()
    """JSON Pointers of the values for which a mention with the same words is evidence enough."""
    is_blocked: bool = False
    """Whether its schema has to be put right before anything can be said of its data."""


@attrs.define(eq=False)
class Checker:
    """The engines of a catalog, each compiled once, and what they said of records that have not changed since."""

    _catalog: Catalog
    _engines: dict[str, Engine | None] = attrs.field(factory=dict)
    _compiled: Engines | None = None
    _plans: dict[str, Plan] = attrs.field(factory=dict)
    _are_light: bool | None = None
    _fields: dict[tuple[str, str], Field | None] = attrs.field(factory=dict)
    _unread: Mapping[str, str] | None = None
    _standing: dict[str, Standing | None] = attrs.field(factory=dict)
    _asked: Counter[str] = attrs.field(factory=Counter)
    """Record type → how often its engine was asked for hints."""
    _most: int = 20_000
    """Records whose outcome is kept, and places whose field is; then all are forgotten."""
    _remembered: dict[str, tuple[Record, Checked]] = attrs.field(factory=dict)

    def engine(self, type_name: str) -> Engine | None:
        """The engine of a record type, or None where its schema cannot be used."""
        if type_name not in self._engines:
            if self._compiled is None:
                self._compiled = Engines(
                    {uri: self._catalog.registry[uri].contents for uri in self._catalog.uris.values()}
                )
            uri = self._catalog.uris[self._catalog.files[type_name]]
            self._engines[type_name] = None if self.is_too_heavy(type_name) else self._compiled.find(uri)
        return self._engines[type_name]

    def is_too_heavy(self, type_name: str) -> bool:
        """Whether one record could take any time to check, because references double at every step."""
        registry, uris = self._catalog.registry, self._catalog.uris
        if self._are_light is None:
            self._are_light = is_surely_light({name: registry[uri].contents for name, uri in uris.items()})
        if self._are_light:
            return False
        uri = uris[self._catalog.files[type_name]]
        most = self._catalog.limits.schema_steps
        return weight_of(Resources(registry).document(uri, registry[uri].contents), most) > most

    def plan(self, type_name: str) -> Plan:
        """What the hints of a record type that there is say about meaning."""
        if type_name not in self._plans:
            self._plans[type_name] = plan_of(self._catalog.types[type_name])
        return self._plans[type_name]

    def field(self, type_name: str, pointer: str) -> Field | None:
        """The field that describes a place in the data of a record type; None where nothing does."""
        key = (type_name, pointer)
        if key not in self._fields:
            if len(self._fields) >= self._most:
                self._fields.clear()
            record_type = self._catalog.types.get(type_name)
            self._fields[key] = field_at(record_type, pointer) if record_type else None
        return self._fields[key]

    def check(self, record: Record) -> Checked:
        """What is wrong with a record by itself; asked again about the same value, nothing is done twice."""
        known, checked = self._remembered.get(record.id, (None, None))
        if known is record and checked is not None:
            return checked
        checked = self._check(record)
        if len(self._remembered) >= self._most:
            self._remembered.clear()
        self._remembered[record.id] = (record, checked)
        return checked

    def refused(self, record: Record, data: Mapping[str, Json]) -> tuple[Problem, ...]:
        """What the schema would say against a record with other data; nothing of it is remembered."""
        return self._check(attrs.evolve(record, data=data)).problems

    def _check(self, record: Record) -> Checked:
        record_type = self._catalog.types.get(record.type)
        if record_type is None:
            file = self._unread_file(record.type)
            if file is None:
                return Checked(problems=(_unknown_type(self._catalog, record),))
            return Checked(problems=(_unusable(self._catalog, record, file),), is_blocked=True)
        engine = self.engine(record.type)
        if engine is None:
            file = self._catalog.files[record.type]
            return Checked(problems=(_unusable(self._catalog, record, file),), is_blocked=True)
        problems: tuple[Problem, ...] = ()
        if not engine.is_valid(record.data):
            from annotate_kit.validate.explaining import explain  # noqa: PLC0415 - only where something is wrong

            findings = islice(engine.findings(record.data), self._catalog.limits.problems_per_file)
            found = explain(record_type, record.data, findings)
            problems = tuple(_of_record(self._catalog, record, problem) for problem in found)
            lost = tuple(problem for problem in problems if problem.code == "AK607")
            if lost:
                return Checked(problems=lost[:1], is_blocked=True)
        return _with_hints(self._hints(engine, record_type, record, problems), record, problems)

    def _hints(
        self, engine: Engine, record_type: RecordType, record: Record, problems: tuple[Problem, ...]
    ) -> Iterable[tuple[str, Mapping[str, object]]]:
        """What the schema's hints say of the places in a record."""
        if problems:
            return _hints_by_fields(record_type, record)
        name = record_type.name
        if name not in self._standing and self._asked[name] >= _OFTEN:
            self._standing[name] = standing_hints(record_type)
        standing = self._standing.get(name)
        if standing is not None:
            return standing.of(record.data)
        self._asked[name] += 1
        hints = engine.hints(record.data)
        return _hints_by_fields(record_type, record) if hints is None else hints.items()

    def _unread_file(self, type_name: str) -> str | None:
        """The file that would describe a record type if it could be read; None where there is none such."""
        if self._unread is None:
            self._unread = unread_types(self._catalog)
        return self._unread.get(type_name)


_OFTEN = 30
"""Records of one type after which hints that stand are found sooner than the engine is asked again."""


def checker_of(catalog: Catalog) -> Checker:
    """The checker of a catalog; the same one each time."""
    checker: Checker | None = catalog.memo.get(Checker)
    if checker is None:
        # Not in a dictionary of this module: a checker knows its catalog, so neither would ever go.
        checker = catalog.memo[Checker] = Checker(catalog)
    return checker


def unread_types(catalog: Catalog) -> Mapping[str, str]:
    """Record type → the schema file that would describe it, for every file whose JSON cannot be read."""
    files = {
        problem.file.removeprefix("schemas/") for problem in catalog.problems if problem.code.startswith(_UNREADABLE)
    }
    return {name.removesuffix(".json").removesuffix(".schema"): name for name in sorted(files - set(catalog.documents))}


_UNREADABLE = "AK00"
"""How the codes of what keeps a file from being read begin."""


def check_record(catalog: Catalog, record: Record) -> tuple[Problem, ...]:
    """What its schema says against a record; pointers count from the record, `data_pointer` from its data."""
    return checker_of(catalog).check(record).problems


def caption_of(catalog: Catalog, record: Record) -> str:
    """A record for people: `expo-bid "Busan 2030"`."""
    record_type = catalog.types.get(record.type)
    return wording.caption_of(record.type, caption(record_type, record.data) if record_type else record.id)


def _of_record(catalog: Catalog, record: Record, problem: Problem) -> Problem:
    return attrs.evolve(problem, pointer=DATA + problem.pointer, record=record.id, caption=caption_of(catalog, record))


def _unknown_type(catalog: Catalog, record: Record) -> Problem:
    from annotate_kit.validate.guessing import guess  # noqa: PLC0415 - only where something is wrong

    meant = guess(record.type, catalog.types)
    found = wording.quoted(record.type)
    types = wording.listed(map(safe_line, catalog.types))
    hint = f"The record types are {types}." if types else "Add its schema to schemas/."
    return Problem(
        code="AK104",
        message=f"there is no record type {found}" + (f'; did you mean "{meant}"?' if meant else ""),
        hint="" if meant else hint,
        pointer="/type",
        record=record.id,
        caption=caption_of(catalog, record),
        found=found,
        suggestion=meant,
    )


def _unusable(catalog: Catalog, record: Record, file: str) -> Problem:
    return Problem(
        code="AK601",
        message=f"the record cannot be checked, because its schema schemas/{safe_line(file)} cannot be used",
        hint="Put the schema right first; `annotate-kit schema lint` says what is wrong.",
        pointer="/type",
        record=record.id,
        caption=caption_of(catalog, record),
    )


def _with_hints(
    hints: Iterable[tuple[str, Mapping[str, object]]], record: Record, problems: tuple[Problem, ...]
) -> Checked:
    references: list[Reference] = []
    required: list[str] = []
    named: list[str] = []
    for pointer, said in hints:
        types = said.get("ref")
        if is_array(types) and isinstance(types, Sequence):
            value = find_value(record.data, pointer)
            held = {pointer: value} if isinstance(value, str) else _items(pointer, value)
            references += (
                Reference(pointer=place, id=inner, types=tuple(map(str, types))) for place, inner in held.items()
            )
        if said.get("evidence") == "required":
            required.append(pointer)
        if said.get("prefill") == "mention":
            named.append(pointer)
    return Checked(problems=problems, references=tuple(references), required=tuple(required), named=frozenset(named))


def _items(pointer: str, value: object) -> dict[str, str]:
    """The texts in a list, by their pointers: a hint on a list of references is one on each of them."""
    items = value if is_array(value) and isinstance(value, Sequence) else ()
    return {child(pointer, n): item for n, item in enumerate(items) if isinstance(item, str)}


def _hints_by_fields(record_type: RecordType, record: Record) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The same from the record type alone, for data that does not meet its schema."""
    for pointer, _ in walk(record.data):
        field = field_at(record_type, pointer)
        if field and (field.ref or field.evidence or field.prefill):
            yield pointer, {"ref": field.ref or None, "evidence": field.evidence, "prefill": field.prefill}
