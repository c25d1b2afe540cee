"""Two versions of a project's record types: what changed, whether old data stays valid, and what follows from that."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from annotate_kit.codec import locate, parse_json
from annotate_kit.core import ABSENT, Annotation, Json, Problem, Record
from annotate_kit.core.pointers import join
from annotate_kit.core.values import is_object
from annotate_kit.schema import Catalog, Field, RecordType, load_catalog
from annotate_kit.schema.comparing import Change, all_fields, compare_types
from annotate_kit.store import EXAMPLES
from annotate_kit.store.paths import annotation_path
from annotate_kit.tables.planning import plan_record_type
from annotate_kit.validate import check_record
from annotate_kit.validate.compatibility import Containment, contains
from annotate_kit.workflow.project import Project

__all__ = ["Effects", "Step", "Trial", "TypeVersions", "catalog_of", "compare_versions"]


class Step(enum.Enum):
    """The step that a schema's version has to take."""

    NONE = 0
    PATCH = 1
    """The same data is right, and looks different."""
    MINOR = 2
    """Old data stays valid, and more is valid."""
    MAJOR = 3
    """Old data may not stay valid."""


@attrs.frozen(kw_only=True)
class Trial:
    """What came of trying old data."""

    records: int = 0
    """How many records of the project were valid, and were tried."""
    examples: int = 0
    """How many examples were valid, and were tried."""
    broken: tuple[Problem, ...] = ()
    """What would be wrong with those that are no longer valid, each with its file and place."""
    failed: int = 0
    """How many those are."""


@attrs.frozen(kw_only=True)
class Effects:
    """What a change does to what people see: a sentence each, without a full stop."""

    form: tuple[str, ...] = ()
    workbook: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class TypeVersions:
    """What became of one record type."""

    name: str
    old: RecordType | None
    """None where the type is new."""
    new: RecordType | None
    """None where the type is gone."""
    changes: tuple[Change, ...] = ()
    is_kept: Containment = Containment.YES
    """Whether old data stays valid, as far as that can be proved."""
    trial: Trial = Trial()
    """Of what could not be proved."""
    effects: Effects = Effects()
    step: Step = Step.NONE

    @property
    def stays_valid(self) -> bool:
        """Whether nothing is known that would not stay valid."""
        return self.is_kept is not Containment.NO and not self.trial.broken

    @property
    def needed_version(self) -> str:
        """The version that the new schema should have; empty where the old one has none that counts so."""
        found = _VERSION.fullmatch(self.old.version) if self.old else None
        if not found:
            return ""
        numbers = [int(part) for part in found.groups()]
        if self.step is not Step.NONE:
            place = Step.MAJOR.value - self.step.value
            numbers = [*numbers[:place], numbers[place] + 1, *[0] * (len(numbers) - place - 1)]
        return ".".join(map(str, numbers))

    @property
    def has_its_version(self) -> bool:
        """Whether the new schema's version is at least what it needs."""
        needed = _VERSION.fullmatch(self.needed_version)
        said = _VERSION.fullmatch(self.new.version) if self.new else None
        if not needed or not self.new:
            return True
        return said is not None and tuple(map(int, said.groups())) >= tuple(map(int, needed.groups()))


_VERSION = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})")


def catalog_of(files: Mapping[str, bytes]) -> Catalog:
    """The record types of schema files by file name; what cannot be read is among the problems."""
    parsed = {name: parse_json(raw, file=f"schemas/{name}") for name, raw in files.items()}
    documents: dict[str, Json] = {}
    for name, read in parsed.items():
        if read.value is not ABSENT:
            documents[name] = read.value
    catalog = load_catalog(documents)
    problems = tuple(problem for read in parsed.values() for problem in read.problems)
    return attrs.evolve(catalog, problems=(*problems, *catalog.problems))


def compare_versions(
    old: Catalog,
    new: Catalog,
    types: Iterable[str],
    *,
    project: Project | None = None,
    progress: Callable[[], None] = lambda: None,
) -> tuple[TypeVersions, ...]:
    """What became of these record types.

    Args:
        old: the record types as they were.
        new: the record types as they are.
        types: names; a type that is in neither is passed over.
        project: whose records and examples are tried where nothing can be proved.
        progress: called after each article that was tried.

    Raises:
        AccessError: where a file of the project cannot be read.
    """
    compared = [_compare(old, new, name) for name in types if name in old.types or name in new.types]
    unproved = {one.name for one in compared if one.old and one.new and one.is_kept is not Containment.YES}
    tried = _tried(old, new, unproved, project, progress) if unproved else {}
    return tuple(attrs.evolve(one, trial=tried.get(one.name, Trial())) for one in compared)


def _compare(old: Catalog, new: Catalog, name: str) -> TypeVersions:
    before, after = old.types.get(name), new.types.get(name)
    if before is None or after is None:
        step = Step.MINOR if before is None else Step.MAJOR
        return TypeVersions(name=name, old=before, new=after, step=step)
    changes = compare_types(before, after)
    kept = contains(new, old, name)
    return TypeVersions(
        name=name,
        old=before,
        new=after,
        changes=changes,
        is_kept=kept,
        effects=Effects(form=tuple(_form_effects(before, after)), workbook=tuple(_workbook_effects(before, after))),
        step=_step(kept, contains(old, new, name), changes),
    )


def _step(kept: Containment, back: Containment, changes: tuple[Change, ...]) -> Step:
    if kept is not Containment.YES:
        return Step.MAJOR
    if not [change for change in changes if not change.message.startswith("the version is")]:
        return Step.NONE
    return Step.PATCH if back is Containment.YES else Step.MINOR


def _tried(
    old: Catalog, new: Catalog, types: set[str], project: Project | None, progress: Callable[[], None]
) -> dict[str, Trial]:
    trials = {name: Trial() for name in types}
    for article in project.article_ids if project else ():
        assert project
        for annotator in project.annotators(article):
            loaded = project.loaded(article, annotator)
            if loaded.annotation is not None:
                assert loaded.raw is not None
                path = annotation_path(article, annotator)
                trials |= _of_file(old, new, trials, loaded.annotation, path, loaded.raw)
        progress()
    return {name: _with_examples(old, new, name, trial, project) for name, trial in trials.items()}


def _of_file(
    old: Catalog, new: Catalog, trials: Mapping[str, Trial], annotation: Annotation, path: str, raw: bytes
) -> Iterator[tuple[str, Trial]]:
    for name, trial in trials.items():
        records = [record for record in annotation.ordered_records if record.type == name]
        valid = [record for record in records if not check_record(old, record)]
        found = [(record, check_record(new, record)) for record in valid]
        places = {record.id: n for n, record in enumerate(annotation.ordered_records)}
        broken = [
            attrs.evolve(problem, file=path, pointer=join(("records", places[record.id])) + problem.pointer)
            for record, problems in found
            for problem in problems
        ]
        yield (
            name,
            attrs.evolve(
                trial,
                records=trial.records + len(valid),
                broken=(*trial.broken, *locate(broken, raw)),
                failed=trial.failed + sum(bool(problems) for _, problems in found),
            ),
        )


def _with_examples(old: Catalog, new: Catalog, name: str, trial: Trial, project: Project | None) -> Trial:
    folder = f"{EXAMPLES}/{name}/valid"
    listed = project.store.list_folder(folder) if project else ()
    files = {f"{folder}/{file}": project.store.read(f"{folder}/{file}") for file in listed if project}
    examples = [(path, parse_json(raw, file=path).value) for path, raw in files.items()]
    examples += [(f"schemas/{old.files[name]}", example) for example in old.types[name].examples]
    tried, broken, failed = 0, list[Problem](), 0
    for path, data in examples:
        record = Record(id=f"{name}-0000000000", type=name, data=data) if is_object(data) else None  # type: ignore[arg-type]  # an object
        if record is not None and not check_record(old, record):
            problems = check_record(new, record)
            tried, failed = tried + 1, failed + bool(problems)
            broken += (attrs.evolve(problem, file=path, pointer=problem.data_pointer or "") for problem in problems)
    return attrs.evolve(trial, examples=tried, broken=(*trial.broken, *broken), failed=trial.failed + failed)


def _form_effects(old: RecordType, new: RecordType) -> Iterator[str]:
    before, after = _rows(old), _rows(new)
    for pointer, field in after.items():
        if pointer not in before:
            key = f" (key {field.shortcut})" if field.shortcut else ""
            yield f'gains "{field.title}" at {pointer}{key}'
            continue
        was = before[pointer]
        if was.shortcut != field.shortcut:
            yield f'"{field.title}" has the key {field.shortcut or "none"} instead of {was.shortcut or "none"}'
        if was.kind != field.kind:
            yield f'"{field.title}" is filled as {field.kind} instead of {was.kind}'
    yield from (f'loses "{field.title}" at {pointer}' for pointer, field in before.items() if pointer not in after)
    both = [[pointer for pointer in rows if pointer in before and pointer in after] for rows in (before, after)]
    if both[0] != both[1]:
        yield "shows its fields in another order"


def _rows(record_type: RecordType) -> dict[str, Field]:
    return {pointer: field for pointer, field in all_fields(record_type).items() if field.name}


def _workbook_effects(old: RecordType, new: RecordType) -> Iterator[str]:
    before, after = ({plan.name: plan for plan in plan_record_type(one).tables()} for one in (old, new))
    for name, plan in after.items():
        if name not in before:
            yield f'a new worksheet "{plan.title}"'
            continue
        if before[name].title != plan.title:
            yield f'the worksheet "{before[name].title}" is called "{plan.title}"'
        was = {column.key: column for column in before[name].columns}
        now = {column.key: column for column in plan.columns}
        for key, column in now.items():
            if key not in was:
                yield f'"{plan.title}" gains the column "{column.title}"'
            elif was[key].title != column.title:
                yield f'the column "{was[key].title}" of "{plan.title}" is called "{column.title}"'
            elif was[key].kind != column.kind:
                yield f'the column "{column.title}" of "{plan.title}" holds {column.kind.value}'
            elif was[key].choices != column.choices:
                yield f'the column "{column.title}" of "{plan.title}" has another list of codes'
        yield from (f'"{plan.title}" loses the column "{was[key].title}"' for key in was if key not in now)
        if [key for key in was if key in now] != [key for key in now if key in was]:
            yield f'the columns of "{plan.title}" stand in another order'
    yield from (f'the worksheet "{plan.title}" is gone' for name, plan in before.items() if name not in after)
