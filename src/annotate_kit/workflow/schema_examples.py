"""Examples beside the schemas, right ones and wrong ones: each file is a test of its record type.

They lie in `schemas/examples/<type>/valid/*.json` and `schemas/examples/<type>/invalid/*.json`; each holds the data of
one record. A wrong one may name what has to be found: `no-name.AK102.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from annotate_kit.codec import locate, parse_json
from annotate_kit.core import ABSENT, RULES, Problem, Record
from annotate_kit.core.values import is_object
from annotate_kit.errors import NotFoundError
from annotate_kit.store import EXAMPLES
from annotate_kit.validate import check_record
from annotate_kit.workflow.migrating_examples import check_migrations
from annotate_kit.workflow.project import Project

__all__ = ["ExampleReport", "check_examples"]


@attrs.frozen(kw_only=True)
class ExampleReport:
    """What the examples of a project showed."""

    problems: tuple[Problem, ...]
    """By file and place; each has its place in the example."""
    files: tuple[str, ...]
    """The examples, relative POSIX paths in order."""
    failed: tuple[str, ...]
    """Those that are not as their folders and names say."""
    untested: tuple[str, ...]
    """Record types without any example."""


def check_examples(project: Project, types: Sequence[str] = ()) -> ExampleReport:
    """Check the examples of some record types, or of all.

    Raises:
        NotFoundError: where there is no such type.
        InputError: where the steps of a migration are none.
        AccessError: where a file cannot be read.
    """
    known = project.catalog.types
    for name in types:
        if name not in known:
            raise NotFoundError("record type", name, tuple(known))
    found: dict[str, tuple[Problem, ...]] = {}
    untested: list[str] = []
    for name in types or known:
        examples = dict(_check_type(project, name))
        found |= examples
        found |= dict(check_migrations(project, name))
        untested += () if examples else (name,)
    problems = sorted((p for each in found.values() for p in each), key=lambda problem: problem.sort_key)
    return ExampleReport(
        problems=tuple(problems),
        files=tuple(found),
        failed=tuple(path for path, each in found.items() if each),
        untested=tuple(untested),
    )


def _check_type(project: Project, name: str) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    for kind in ("invalid", "valid"):
        folder = f"{EXAMPLES}/{name}/{kind}"
        for file in project.store.list_folder(folder):
            if file.endswith(".json"):
                path = f"{folder}/{file}"
                yield path, _check(project, name, path, project.store.read(path), is_valid=kind == "valid")


def _check(project: Project, name: str, path: str, raw: bytes, *, is_valid: bool) -> tuple[Problem, ...]:
    parsed = parse_json(raw, file=path)
    problems = parsed.problems
    if parsed.value is not ABSENT and not problems:
        problems = _problems(project, name, parsed.value, path)
    if is_valid:
        return locate(problems, raw)
    return locate(_missed(problems, path), raw)


def _problems(project: Project, name: str, data: object, path: str) -> tuple[Problem, ...]:
    if not is_object(data):
        what = "a record's data is an object"
        return (Problem(code="AK101", message=what, hint="Write one in braces.", file=path),)
    # Its id names no record; messages call it by its caption.
    record = Record(id=f"{name}-0000000000", type=name, data=data)  # type: ignore[arg-type]  # an object, as was seen
    return tuple(
        attrs.evolve(problem, file=path, pointer=problem.data_pointer or "", record=None)
        for problem in check_record(project.catalog, record)
    )


def _missed(problems: Sequence[Problem], path: str) -> Iterator[Problem]:
    """What is wrong with a wrong example: that nothing is, or something else."""
    codes = [part for part in path.split(".") if part in RULES]
    found = {problem.code for problem in problems}
    if not any(problem.is_error for problem in problems):
        what, hint = "nothing is wrong with this example", "Move it to the valid ones, or put the schema right."
        yield Problem(code="AK606", message=what, hint=hint, file=path)
    elif codes and codes[0] not in found:
        told = problems[0]
        what = f"{codes[0]} was expected, but {told.code} was found: {told.message}"
        hint = "Rename the example, or put the schema right."
        yield Problem(code="AK606", message=what, hint=hint, file=path, pointer=told.pointer, at_key=told.at_key)
