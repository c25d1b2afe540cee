"""Migrating annotations along with their schema: planned first, then done as one act a file, which undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import attrs

from annotate_kit.codec import decode_annotation, encode_annotation, parse_json
from annotate_kit.core import Annotation, Batch, Record, SetProperty
from annotate_kit.core.pointers import walk
from annotate_kit.errors import NotFoundError
from annotate_kit.schema import Catalog
from annotate_kit.store import pending_journals
from annotate_kit.store.paths import annotation_path
from annotate_kit.validate import check_record
from annotate_kit.workflow.fixing import Fix, Fixes
from annotate_kit.workflow.migrating_files import Migration, read_migrations, version_key
from annotate_kit.workflow.migrating_steps import Draft, Kept
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import FOLDER, read_register

__all__ = ["KeptBack", "MigrationPlan", "migrated", "plan_migration"]


@attrs.frozen(kw_only=True)
class KeptBack:
    """A value without a new place."""

    path: str
    """Of the annotation file, relative to the project."""
    kept: Kept


@attrs.frozen(kw_only=True)
class MigrationPlan:
    """What a migration changes, and what it cannot."""

    fixes: Fixes
    """The files, as they are and as they will be; and those that are left alone."""
    records: int = 0
    """How many records are changed."""
    kept: tuple[KeptBack, ...] = ()
    invalid: int = 0
    """How many records of the files will not be as their schema wants them."""


def plan_migration(
    project: Project, types: Sequence[str] = (), *, progress: Callable[[], None] = lambda: None
) -> MigrationPlan:
    """What the project's migrations would change; nothing is written.

    Args:
        project: whose annotation files they are.
        types: record types; all that have migrations where none is named.
        progress: called after each article.

    Raises:
        NotFoundError: where there is no such type.
        InputError: where a file of steps is none.
        AccessError: where a file cannot be read.
    """
    known = project.catalog.types
    for name in types:
        if name not in known:
            raise NotFoundError("record type", name, tuple(known))
    migrations = [one for name in types or known for one in read_migrations(project.store, name)]
    busy = {(one.article, one.annotator) for one in pending_journals(project.store)}
    plan = MigrationPlan(fixes=Fixes())
    for article in project.article_ids if migrations else ():
        for annotator in project.annotators(article):
            plan = _with_file(project, plan, migrations, article, annotator, is_busy=(article, annotator) in busy)
        progress()
    for reason in _decided(project, plan) if plan.fixes.files else ():
        plan = _left(plan, reason)
    return plan


def _decided(project: Project, plan: MigrationPlan) -> Iterator[str]:
    """What the register decides about values that will not be where they were: a person has to look at it."""
    gone: dict[str, set[str]] = {}
    for fix in plan.fixes.files:
        read = project.loaded(fix.article, fix.annotator).annotation
        written = decode_annotation(parse_json(fix.after, file=fix.path).value, file=fix.path).annotation
        assert read
        assert written
        for id_, record in read.records.items():
            places = {pointer for pointer, _ in walk(record.data)}
            left = {pointer for pointer, _ in walk(written.records[id_].data)}
            gone.setdefault(record.entity_id, set()).update(places - left)
    register = read_register(project)
    for entity, places in gone.items():
        decisions = register.decisions.get(entity)
        for pointer in sorted(places & decisions.values.keys()) if decisions else ():
            yield f"{FOLDER}/{entity}.json decides about {pointer}, which moves"


def _with_file(
    project: Project,
    plan: MigrationPlan,
    migrations: Sequence[Migration],
    article: str,
    annotator: str,
    *,
    is_busy: bool,
) -> MigrationPlan:
    path = annotation_path(article, annotator)
    loaded = project.loaded(article, annotator)
    before, raw = loaded.annotation, loaded.raw
    if before is None or raw is None or loaded.is_damaged:
        return _left(plan, f"{path} is damaged")
    draft, left = migrated(before, migrations)
    for reason in left:
        plan = _left(plan, f"{path} {reason}")
    if not draft.edits and not draft.kept:
        return plan
    if is_busy:
        return _left(plan, f"{path} lacks edits that are still in a journal; open the article")
    types = dict.fromkeys(one.type for one in migrations)
    fix = Fix(
        path=path,
        article=article,
        annotator=annotator,
        before=raw,
        after=encode_annotation(draft.annotation),
        fixed=(),
        edit=Batch(label=f"migrate {', '.join(types)}", edits=tuple(draft.edits)),
    )
    return attrs.evolve(
        plan,
        fixes=attrs.evolve(plan.fixes, files=(*plan.fixes.files, *((fix,) if draft.edits else ()))),
        records=plan.records + _changed(before, draft.annotation),
        kept=(*plan.kept, *(KeptBack(path=path, kept=kept) for kept in draft.kept)),
        invalid=plan.invalid + _invalid(project.catalog, draft.annotation, types),
    )


def _left(plan: MigrationPlan, reason: str) -> MigrationPlan:
    return attrs.evolve(plan, fixes=attrs.evolve(plan.fixes, left=(*plan.fixes.left, reason)))


def migrated(annotation: Annotation, migrations: Sequence[Migration]) -> tuple[Draft, tuple[str, ...]]:
    """An annotation after the migrations that it lacks, and why others could not be taken: the ends of sentences."""
    draft = Draft(annotation=annotation)
    left: list[str] = []
    unfinished: set[str] = set()
    for migration in migrations:
        if migration.type in unfinished:
            continue
        records = [record for record in annotation.ordered_records if record.type == migration.type]
        made = draft.annotation.schemas.get(migration.type, "")
        if not records or (made and version_key(made) >= version_key(migration.version)):
            continue
        if made and migration.start and version_key(made) < version_key(migration.start):
            what = f"was made under {migration.type} {made}, and {migration.path} begins at {migration.start}"
            left.append(what)
            continue
        if not _take(draft, migration, records):
            # What has no new place yet is tried again next time, before any later step.
            unfinished.add(migration.type)
    return draft, tuple(left)


def _take(draft: Draft, migration: Migration, records: Sequence[Record]) -> bool:
    """Take all steps with all records; whether everything has its new place, so that the file has the new version."""
    count = len(draft.kept)
    for record in records:
        for step in migration.steps:
            draft.take(step, record.id)
    if len(draft.kept) > count:
        return False
    before = dict(draft.annotation.schemas)
    draft.do(SetProperty(name="schemas", before=before, after={**before, migration.type: migration.version}))
    return True


def _changed(before: Annotation, after: Annotation) -> int:
    return sum(after.records[id_] != record for id_, record in before.records.items())


def _invalid(catalog: Catalog, annotation: Annotation, types: Collection[str]) -> int:
    records = (record for record in annotation.ordered_records if record.type in types)
    return sum(bool(check_record(catalog, record)) for record in records)
