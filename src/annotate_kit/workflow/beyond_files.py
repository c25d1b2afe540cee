"""What only several files together can tell: annotators who disagree, decisions that fit nothing any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import attrs

from annotate_kit.codec import locate, parse_json
from annotate_kit.core import ABSENT, Annotation, Json, Problem
from annotate_kit.core.entities import Decisions
from annotate_kit.core.pointers import child, find_value
from annotate_kit.store.paths import ANNOTATIONS, FINAL, is_annotator_stem
from annotate_kit.validate.opinions import opinion_problems
from annotate_kit.validate.places import Places, places_in
from annotate_kit.validate.waivers import without_waived
from annotate_kit.workflow.checkable import Files
from annotate_kit.workflow.outcomes import Outcome
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import FOLDER, Register, read_register

__all__ = ["disagreements", "likely_twins", "register_conflicts"]


def disagreements(project: Project, files: Files, read: Mapping[str, Outcome]) -> Iterator[Problem]:
    """What annotators of one article say differently, told in files that were read; nothing where it is decided."""
    for folder in files.folders:
        stems = [path.rpartition("/")[2].removesuffix(".json") for path in files.in_folder(folder)]
        annotators = [stem for stem in stems if is_annotator_stem(stem)]
        paths = {f"{ANNOTATIONS}/{folder}/{stem}.json" for stem in annotators}
        if len(annotators) > 1 and FINAL not in annotators and not paths.isdisjoint(read):
            yield from (problem for problem in _of_article(project, folder, annotators) if problem.file in read)


def _of_article(project: Project, folder: str, annotators: list[str]) -> Iterator[Problem]:
    opinions: dict[str, tuple[Annotation, Places]] = {}
    content: dict[str, bytes] = {}
    for annotator in annotators:
        loaded = project.store.load(f"{ANNOTATIONS}/{folder}/{annotator}.json", folder, annotator)
        if loaded.annotation is not None and loaded.raw is not None:
            value = parse_json(loaded.raw, file=loaded.path).value
            places = places_in(project.catalog, loaded.annotation, None if value is ABSENT else value, loaded.path)
            opinions[loaded.path] = (loaded.annotation, places)
            content[loaded.path] = loaded.raw
    found = list(opinion_problems(project.catalog, list(opinions.values())))
    for path, (annotation, _) in opinions.items():
        yield from locate(without_waived((p for p in found if p.file == path), annotation), content[path])


def likely_twins(project: Project, read: Mapping[str, Outcome]) -> Iterator[Problem]:
    """Records of several articles that are the same by all that tells one from others, and that nobody has joined.

    Each thing is told once, at its first record in another article than that of its first; in a project that joins
    nothing at all the first one is told, and how many more there are.
    """
    register = read_register(project)
    found = _twins(register, read)
    if register.decisions or any(outcome.linked for outcome in read.values()):
        for path, id_, pair, article in found:
            yield from _twin(project, path, id_, pair, article)
        return
    listed = list(found)
    for number, (path, id_, pair, article) in enumerate(listed, start=1):
        for problem in _twin(project, path, id_, pair, article):
            yield _for_all(problem, len(listed) - number)
            return


def _for_all(problem: Problem, more: int) -> Problem:
    if not more:
        return problem
    things = "1 more thing stands" if more == 1 else f"{more:,} more things stand"
    return attrs.evolve(
        problem,
        message=f"{problem.message}; {things} in several articles, and nothing is joined in this project",
        hint="Go through them with `annotate-kit entities pairs`, or do without: `--ignore AK501`.",
    )


def _twins(register: Register, read: Mapping[str, Outcome]) -> Iterator[tuple[str, str, tuple[str, str], str]]:
    """A record's file and id, its entity and the one that it probably is, and the article that speaks of that."""
    first: dict[str, tuple[str, str]] = {}
    told: set[str] = set()
    for path, outcome in read.items():
        for id_, (digest, entity) in outcome.identities.items():
            known, where = first.setdefault(digest, (register.leader(entity), path))
            is_elsewhere = where.rpartition("/")[0] != path.rpartition("/")[0]
            is_new = is_elsewhere and digest not in told and known != register.leader(entity)
            if is_new and not register.are_apart(known, entity):
                told.add(digest)
                yield path, id_, (entity, known), where.split("/")[1]


def _twin(project: Project, path: str, id_: str, pair: tuple[str, str], article: str) -> Iterator[Problem]:
    _, folder, name = path.split("/")
    loaded = project.store.load(path, folder, name.removesuffix(".json"))
    # It was read a moment ago, and had this record.
    assert loaded.annotation is not None
    assert loaded.raw is not None
    value = cast("Json", parse_json(loaded.raw, file=path).value)
    places = places_in(project.catalog, loaded.annotation, value, path)
    problem = places.of_record(
        loaded.annotation.records[id_],
        "AK501",
        f"this is probably the same as {pair[1]}, of which {article} speaks",
        f"Say so with `annotate-kit entities join {pair[1]} {pair[0]}`, or that they are two with `entities apart`.",
        suggestion=pair[1],
    )
    yield from locate(without_waived((problem,), loaded.annotation), loaded.raw)


def register_conflicts(project: Project, files: Files, read: Mapping[str, Outcome]) -> Iterator[Problem]:
    """Decisions about entities that no record is, and about values that none has any more."""
    known = {id_ for outcome in read.values() for id_ in (*outcome.records, *outcome.linked)}
    for entity, decisions in read_register(project).decisions.items():
        path = f"{FOLDER}/{entity}.json"
        problems = list(_of_decisions(project, decisions, path, known, read))
        if problems:
            yield from locate(problems, files.read(path))


def _of_decisions(
    project: Project, decisions: Decisions, path: str, known: set[str], read: Mapping[str, Outcome]
) -> Iterator[Problem]:
    def problem(message: str, pointer: str = "") -> Problem:
        hint = "Decide again, or take the decision out."
        return Problem(code="AK502", message=message, hint=hint, file=path, pointer=pointer)

    if decisions.entity not in known:
        yield problem(f'the register decides about "{decisions.entity}", which no record of the project is')
        return
    for name in ("same", "apart"):
        for number, other in enumerate(getattr(decisions, name)):
            if other not in known:
                what = f'the register speaks of "{other}", which no record of the project is'
                yield problem(what, f"/{name}/{number}")
    if decisions.values:
        ids = {decisions.entity, *decisions.same}
        records = list(_records(project, read, ids))
        for pointer in decisions.values:
            if all(find_value(data, pointer) is ABSENT for data in records):
                what = f'the register decides on a value at "{pointer}", where no record has one'
                yield problem(what, child("/values", pointer))


def _records(project: Project, read: Mapping[str, Outcome], ids: set[str]) -> Iterator[Mapping[str, Json]]:
    """The data of the records that are one of these entities."""
    for path, outcome in read.items():
        if not ids.isdisjoint((*outcome.records, *outcome.linked)):
            _, folder, name = path.split("/")
            annotation = project.store.load(path, folder, name.removesuffix(".json")).annotation
            records = annotation.records.values() if annotation else ()
            yield from (record.data for record in records if record.entity_id in ids)
