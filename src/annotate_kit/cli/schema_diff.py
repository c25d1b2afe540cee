"""`annotate-kit schema diff`: two versions of schemas, whether old data stays valid, and what follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.formats import Format
from annotate_kit.core.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate_kit.schema import Catalog
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.schema_versions import TypeVersions

__all__ = ["EPILOG", "diff"]

EPILOG = """
Examples:

    annotate-kit schema diff HEAD                 (what is not committed)

    annotate-kit schema diff v1.0 v2.0 --format json

    annotate-kit schema diff old.schema.json schemas/meeting.schema.json

    annotate-kit schema diff ../before/schemas   (and the project as it is)
"""

_SUFFIX = ".schema.json"
_MOST = 10
"""Messages about records that are no longer valid, for each type."""


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A schema file, a folder of them, or a git revision.")],
    new: Annotated[str | None, typer.Argument(metavar="[NEW]", help="The same; the project as it is without.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="Words, or one JSON array.")] = Format.TEXT,
) -> None:
    """Say what changed in schemas: in words, whether old data stays valid, and which version that makes.

    That old data stays valid is proved where it can be; else the project's records and examples are tried. Exit status
    1 where some of it does not, or where a version is too low for the change.
    """
    from annotate_kit.errors import NoProjectError, UsageError
    from annotate_kit.workflow.schema_versions import catalog_of, compare_versions

    try:
        work = console.project()
    except NoProjectError:
        work = None
    type_name = _type_of(new) or (_type_of(old) if new is None else None)
    after = _readable(catalog_of(_files(new, work, type_name)), new or "the project")
    before = _readable(catalog_of(_files(old, work, type_name)), old)
    if type_name and type_name not in {**before.types, **after.types}:
        raise UsageError(f"neither side has a record type {type_name!a}", "A schema file describes something itself.")
    # In the order of the project, what is gone last.
    types = [type_name] if type_name else dict.fromkeys((*after.types, *before.types))
    with console.progress(len(work.article_ids) if work else 0, "trying records") as step:
        found = compare_versions(before, after, types, project=work, progress=step)
    if format_ is Format.JSON:
        from annotate_kit.cli.schema_diff_json import changes_json

        console.raw(changes_json([one for one in found if _is_changed(one)]))
    for one in found if format_ is Format.TEXT else ():
        console.data("".join(f"{line}\n" for line in _lines(one)))
    if not any(_is_changed(one) for one in found):
        console.talk("Nothing changed.")
    is_well = all(one.stays_valid and one.has_its_version for one in found)
    console.leave(console.OK if is_well else console.PROBLEMS)


def _readable(catalog: Catalog, where: str) -> Catalog:
    """The catalog, if all of its files are JSON: what cannot be read would seem to be gone."""
    from annotate_kit.errors import InputError

    for problem in catalog.problems:
        if problem.code.startswith("AK0"):
            raise InputError(f"{where}: {problem.file}", problem.message, problem.hint)
    return catalog


def _type_of(where: str | None) -> str | None:
    """The record type that a file is about; None for a folder or a revision."""
    path = Path(where) if where else None
    return path.name.removesuffix(_SUFFIX).removesuffix(".json") if path and path.is_file() else None


def _files(where: str | None, work: Project | None, type_name: str | None) -> dict[str, bytes]:
    """Schema files by name; the file that is meant has the name of the type, with those beside it for references."""
    from annotate_kit.cli.given_files import read_given
    from annotate_kit.errors import NoProjectError, UsageError
    from annotate_kit.store.git import files_at

    if where is None:
        if work is None:
            raise NoProjectError(str(Path.cwd()))
        return work.store.schema_files()
    path = Path(where)
    if path.is_file():
        beside = _read(path.parent)
        beside.pop(path.name, None)
        return {**beside, f"{type_name}{_SUFFIX}": read_given(path, "json_bytes")}
    if path.is_dir():
        found = _read(path) or _read(path / "schemas")
        if not found:
            raise UsageError(f"{where!a} holds no schemas", "They are called <type>.schema.json.")
        return found
    found = files_at(work.store.root if work else str(Path.cwd()), where, "schemas")
    return {name: raw for name, raw in found.items() if name.endswith(_SUFFIX)}


def _read(folder: Path) -> dict[str, bytes]:
    from annotate_kit.cli.given_files import read_given

    return {path.name: read_given(path, "json_bytes") for path in sorted(folder.glob(f"*{_SUFFIX}")) if path.is_file()}


def _is_changed(one: TypeVersions) -> bool:
    return bool(one.changes) or one.old is None or one.new is None or bool(one.step.value)


def _lines(one: TypeVersions) -> Iterator[str]:
    from annotate_kit.text import display

    yield from (display(line) for line in _said(one)) if _is_changed(one) else ()


def _said(one: TypeVersions) -> Iterator[str]:
    if one.old is None or one.new is None:
        what = "new" if one.old is None else "gone; its records cannot be checked any more"
        yield f"{one.name}: the record type is {what}"
        return
    yield f'{one.name} "{one.new.title}"'
    yield from _block("changes", [change.message for change in one.changes] or ["in what no field shows"])
    yield from _block("old data", _verdict(one))
    yield from _block("form", one.effects.form or ["as it was"])
    yield from _block("workbook", one.effects.workbook or ["as it was"])
    yield from _block("version", [_version(one)])


def _block(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"  {title}:"
    yield from (f"    {line}" for line in lines)


def _verdict(one: TypeVersions) -> Iterator[str]:
    from annotate_kit.report import problems_text

    trial = one.trial
    tried = f"{counted(trial.records, 'record')} and {counted(trial.examples, 'example')} that were tried"
    if one.is_kept.value == "yes":
        yield "stays valid; proved"
    elif trial.broken:
        yield f"does not stay valid: of {tried}, {trial.failed} would be wrong"
        yield from problems_text(trial.broken[:_MOST]).splitlines()
        if len(trial.broken) > _MOST:
            yield f"and {len(trial.broken) - _MOST} more"
        yield "`annotate-kit schema migrate` changes them along with the schema"
    elif one.is_kept.value == "no":
        yield f"does not all stay valid, which is proved; {tried} do"
    else:
        yield f"nothing is proved; {tried} stay valid"


def _version(one: TypeVersions) -> str:
    assert one.old
    assert one.new
    step, said = one.step.name.lower(), one.new.version or "none"
    if not one.needed_version:
        return f"{said}; the change is {step}, and the old schema has no version such as 1.0.0"
    if one.has_its_version:
        return f"{said}; the change is {step}, and {one.old.version} became at least {one.needed_version}"
    hint = f'Write "version": "{one.needed_version}" in x-annotate.'
    return f"{said}, but has to be {one.needed_version}, for the change is {step}. {hint}"
