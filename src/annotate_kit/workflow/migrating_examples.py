"""Examples of migrations: data before and after, each file a test of the steps that lead to a version.

`schemas/migrations/<type>/<version>/*.json` holds `before` and `after`, and may hold `evidence` (old place → new
place), `kept` (places of what has no new one) and `notes` (the comments that come of it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.codec import locate, parse_json
from annotate_kit.core import Annotation, Claim, Json, Problem, Record, same
from annotate_kit.core.pointers import join, walk
from annotate_kit.core.values import is_array, is_object
from annotate_kit.validate import check_record
from annotate_kit.workflow.migrating import migrated
from annotate_kit.workflow.migrating_files import Migration, read_migrations
from annotate_kit.workflow.migrating_steps import Draft
from annotate_kit.workflow.project import Project

__all__ = ["check_migrations"]

_KEYS = ("after", "before", "evidence", "kept", "notes")
_ID = "0000000000"


def check_migrations(project: Project, type_name: str) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """The examples of a type's migrations by path, each with what is wrong with it or with the steps.

    Raises:
        InputError: where a file of steps is none.
        AccessError: where a file cannot be read.
    """
    for migration in read_migrations(project.store, type_name):
        folder = migration.path.removesuffix(".json")
        for name in project.store.list_folder(folder):
            if name.endswith(".json"):
                path = f"{folder}/{name}"
                raw = project.store.read(path)
                parsed = parse_json(raw, file=path)
                problems = parsed.problems or tuple(_check(project, migration, parsed.value, path))
                yield path, locate(problems, raw)


def _check(project: Project, migration: Migration, example: object, path: str) -> Iterator[Problem]:
    if not isinstance(example, Mapping) or not _is_one(example):
        hint = "It may have evidence, kept and notes besides."
        yield Problem(code="AK606", message="the example needs before and after, both data", hint=hint, file=path)
        return
    record = Record(
        id=f"{migration.type}-{_ID}",
        type=migration.type,
        data=example["before"],
        # Every place has words of its own, so that each can be followed to where it goes.
        evidence={pointer: (Claim(note=pointer),) for pointer, _ in walk(example["before"]) if pointer},
    )
    annotation = Annotation(article="example", annotator="example", text_sha256="", records={record.id: record})
    draft, _ = migrated(annotation, (attrs.evolve(migration, start=""),))
    yield from _differences(draft, record.id, example, path)
    again, _ = migrated(attrs.evolve(draft.annotation, schemas={}), (migration,))
    if not same(again.record(record.id).data, draft.record(record.id).data):
        yield _wrong(path, "", "the steps change the outcome once more when they are taken again")
    if migration.version == project.catalog.types[migration.type].version and not draft.kept:
        for problem in check_record(project.catalog, draft.record(record.id)):
            pointer = f"/after{problem.data_pointer or ''}"
            message = f"what the steps make is not valid: {problem.message}"
            yield attrs.evolve(problem, message=message, file=path, pointer=pointer, record=None, data_pointer=None)


def _is_one(example: Mapping[str, Json]) -> bool:
    named = (
        is_object(example.get("before")) and is_object(example.get("after")) and is_object(example.get("evidence", {}))
    )
    return (
        named
        and is_array(example.get("kept", []))
        and is_array(example.get("notes", []))
        and set(example) <= set(_KEYS)
    )


def _differences(draft: Draft, record_id: str, example: Mapping[str, Json], path: str) -> Iterator[Problem]:
    record = draft.record(record_id)
    made, wanted = dict(walk(record.data)), dict(walk(example["after"]))
    for pointer in (*wanted, *(pointer for pointer in made if pointer not in wanted)):
        if pointer not in made:
            yield _wrong(path, f"/after{pointer}", f"the steps make no {pointer}")
            return
        if pointer not in wanted:
            yield _wrong(path, "/after", f"the steps make {pointer} as well")
            return
        if not same(made[pointer], wanted[pointer]) and not isinstance(wanted[pointer], Mapping | list):
            yield _wrong(path, f"/after{pointer}", f"the steps make another {pointer}")
            return
    kept = sorted(one.pointer for one in draft.kept)
    if kept != sorted(cast("Sequence[str]", example.get("kept", []))):
        yield _wrong(path, "/kept", f"what has no new place is {', '.join(kept) or 'nothing'}")
    notes = [note["text"] for note in draft.annotation.notes if isinstance(note, Mapping)]
    if "notes" in example and notes != example["notes"]:
        yield _wrong(path, "/notes", f"the comments are {', '.join(map(str, notes)) or 'none'}")
    for old, new in cast("Mapping[str, Json]", example.get("evidence", {})).items():
        places = [place for place, claims in record.evidence.items() if any(claim.note == old for claim in claims)]
        if new not in places:
            what = f"the evidence of {old} is at {', '.join(places) or 'no place'}, not at {new}"
            yield _wrong(path, join(("evidence", old)), what)


def _wrong(path: str, pointer: str, message: str) -> Problem:
    return Problem(code="AK606", message=message, hint="Correct the steps or the example.", file=path, pointer=pointer)
