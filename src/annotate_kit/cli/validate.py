"""`annotate-kit validate`: what is wrong, where, and what to do."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.validation import Report

__all__ = ["register"]

EPILOG = """
Exit status: 0 where nothing is wrong (or only warnings), 1 where there are errors, 2 where nothing lies at a path or an
option is wrong, 3 where a file cannot be read.

Examples:

    annotate-kit validate

    annotate-kit validate annotations/expo-2030-vote --fail-on warning

    annotate-kit validate --select AK1 --format json --output problems.json
"""


class Format(enum.StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"


class FailOn(enum.StrEnum):
    """What makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("validate", epilog=EPILOG)(validate)


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files, folders or articles of the project; all where none is named."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="A line a problem, or one JSON object.")] = Format.TEXT,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="What makes the exit status 1; else what annotate-kit.toml says, else errors.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(help="Codes, beginnings or names of rules, separated by commas: nothing else.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="The same, to be left out.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of the standard output.")] = None,
) -> None:
    """Check schemas, articles and annotation files: structure, spans, references and evidence."""
    from annotate_kit.report import problems_json, problems_text, summary_line
    from annotate_kit.workflow.validation import validate_project

    work = console.project()
    inside = [_inside(work, path) for path in paths or ()]
    with console.progress(len(work.article_ids), "validating") as step:
        report = validate_project(work, inside, select=_listed(select), ignore=_listed(ignore), progress=step)
    if format_ is Format.JSON:
        made = problems_json(report.problems, files=report.files, more=report.more)
    else:
        made = problems_text(report.problems).encode(errors="backslashreplace")
    _deliver(made, output)
    for one in report.pending:
        whose = f"edits of {one.annotator} on {one.article}"
        console.talk(f"warning: {whose} are in a journal, not yet in the file, and were not checked; open the article.")
    console.talk(summary_line(report.problems, files=len(report.files), more=report.more))
    console.leave(_code(report, fail_on or FailOn(work.settings.validate.fail_on)))


def _listed(values: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _inside(work: Project, path: str) -> str:
    """A path as the person means it, from where they stand, as one inside the project; an article's id stays."""
    from annotate_kit.errors import UsageError

    here = Path(path)
    if not here.exists():
        return path
    root = Path(work.store.root).resolve()
    try:
        return here.resolve().relative_to(root).as_posix()
    except ValueError:
        raise UsageError(
            f"{path} is not in the project {root.as_posix()}", "Name its project with --project."
        ) from None


def _deliver(made: bytes, output: Path | None) -> None:
    if output is None or str(output) == "-":
        console.raw(made)
        return
    from annotate_kit.store import DiskFs, write_file_atomically

    def write(stream: IO[bytes]) -> None:
        stream.write(made)

    write_file_atomically(DiskFs(), output.absolute().as_posix(), write, shown=output.as_posix())


def _code(report: Report, fail_on: FailOn) -> int:
    is_bad = bool(report.problems) if fail_on is FailOn.WARNING else any(p.is_error for p in report.problems)
    return console.PROBLEMS if is_bad else console.OK
