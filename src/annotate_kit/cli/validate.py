"""`annotate-kit validate`: what is wrong, where, and what to do."""

from __future__ import annotations

import enum
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import attrs
import typer

from annotate_kit.cli import console
from annotate_kit.errors import AnnotateKitError

if TYPE_CHECKING:
    from annotate_kit.cli.targets import Target
    from annotate_kit.report import Findings, Style
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.validation import Report

__all__ = ["register"]

EPILOG = """
Exit status: 0 where nothing is wrong (or only warnings), 1 where there are errors, 2 where nothing lies at a path or an
option is wrong, 3 where a file cannot be read.

Examples:

    annotate-kit validate

    annotate-kit validate annotations/expo-2030-vote --fail-on warning

    annotate-kit validate --changed-since origin/main

    annotate-kit validate --format github --output sarif=report.sarif --output junit=report.xml

    annotate-kit rule AK104
"""


class Format(enum.StrEnum):
    """How problems are printed."""

    FULL = "full"
    CONCISE = "concise"
    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    SARIF = "sarif"
    RDJSON = "rdjson"
    MARKDOWN = "markdown"


_FOR_SERVICES = frozenset({"github", "gitlab", "junit", "sarif", "rdjson", "markdown"})
"""Formats whose paths begin at the top of the repository, where the services that read them look."""


class FailOn(enum.StrEnum):
    """What makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen(kw_only=True)
class Question:
    """What is asked, as the options say it."""

    paths: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: FailOn | None
    changed_since: str | None
    has_cache: bool
    has_statistics: bool
    targets: tuple[Target, ...]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("validate", epilog=EPILOG)(validate)


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files, folders or articles of the project; all where none is named."),
    ] = None,
    format_: Annotated[
        list[Format] | None,
        typer.Option("--format", help="How; full on a terminal, else concise (text is the same). Can be repeated."),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(metavar="[FORMAT=]FILE", help="Write to a file instead, or one more report. Can be repeated."),
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="What makes the exit status 1; else what annotate-kit.toml says, else errors.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(help="Codes, beginnings or names of rules, separated by commas: nothing else.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="The same, to be left out.")] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(metavar="REVISION", help="Only what changed since a revision of git, or is touched by it."),
    ] = None,
    cache: Annotated[
        bool | None, typer.Option("--cache/--no-cache", help="Remember files that do not change; not in CI.")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the problems of each rule.")] = False,  # noqa: FBT002 - a switch
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Check schemas, articles and annotation files: structure, spans, references and evidence."""
    from annotate_kit.cli.targets import targets

    default = "full" if sys.stdout.isatty() else "concise"
    known = [format_.value for format_ in Format]
    question = Question(
        paths=tuple(paths or ()),
        select=_listed(select),
        ignore=_listed(ignore),
        fail_on=fail_on,
        changed_since=changed_since,
        # A stranger could commit a cache that calls a broken file a good one.
        has_cache=_is_off("CI") if cache is None else cache,
        has_statistics=statistics,
        targets=targets([one.value for one in format_ or ()], output or (), known=known, default=default),
    )
    if not watch:
        console.leave(_answer(question))
    _watch(question)


def _watch(question: Question) -> None:
    from annotate_kit.cli import watching
    from annotate_kit.errors import UsageError

    if not console.is_interactive():
        raise UsageError("--watch needs a terminal", "Leave it out here.")
    root = console.project_root()

    def once() -> None:
        console.data("\x1b[2J\x1b[3J\x1b[H")
        try:
            _answer(question)
        except AnnotateKitError as error:
            console.talk(f"annotate-kit: {error}")
        console.talk("Watching for changes; Ctrl+C ends it.")

    watching.watch(once, lambda: watching.look(root), watching.pause)


def _answer(question: Question) -> int:
    """Check, report, and say which exit status that is."""
    from annotate_kit.report import statistics_text, summary_line

    work = console.project()
    report = _checked(work, question)
    findings = _findings(work, report)
    for target in question.targets:
        _deliver(_report(target, findings, work), target)
    for one in report.pending:
        whose = f"edits of {one.annotator} on {one.article}"
        console.talk(f"warning: {whose} are in a journal, not yet in the file, and were not checked; open the article.")
    console.talk(summary_line(report.problems, files=len(report.files), more=report.more))
    if question.has_statistics and report.problems:
        console.talk(statistics_text(report.problems).rstrip("\n"))
    return _code(report, question.fail_on or FailOn(work.settings.validate.fail_on))


def _checked(work: Project, question: Question) -> Report:
    from annotate_kit.workflow.changed import since
    from annotate_kit.workflow.checked_cache import CheckedCache
    from annotate_kit.workflow.validation import everything, validate_project

    inside = [_inside(work, path) for path in question.paths]
    narrow = since(work.store, question.changed_since) if question.changed_since is not None else everything
    with console.progress(len(work.article_ids), "validating") as step:
        return validate_project(
            work,
            inside,
            select=question.select,
            ignore=question.ignore,
            progress=step,
            cache=CheckedCache(work.store) if question.has_cache else None,
            narrow=narrow,
        )


def _findings(work: Project, report: Report) -> Findings:
    from annotate_kit.report import Findings

    if not report.problems:
        return Findings(files=report.files)
    # Only problems have lines and sentences around them.
    from annotate_kit.workflow.sources import ProjectSources

    sources = ProjectSources(work.store)
    return Findings(problems=report.problems, files=report.files, more=report.more, sources=sources)


def _report(target: Target, findings: Findings, work: Project) -> bytes:
    from annotate_kit.report import PLAIN, made
    from annotate_kit.store import repository_prefix

    if target.format in _FOR_SERVICES:
        findings = attrs.evolve(findings, prefix=repository_prefix(work.store.fs, work.store.root))
    if target.format == "github":
        _summarize(findings)
    return made(target.format, findings, _style(work) if target.file is None else PLAIN)


def _style(work: Project) -> Style:
    import shutil

    from annotate_kit.report import find_style

    width = shutil.get_terminal_size().columns
    return find_style(os.environ, is_terminal=sys.stdout.isatty(), width=width, root=work.store.root)


def _summarize(findings: Findings) -> None:
    """Everything into the summary of a step, where GitHub has one; that it cannot be written changes no verdict."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path or not findings.problems:
        return
    from annotate_kit.report.github import github_summary

    try:
        with Path(path).open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(github_summary(findings))
    except OSError as error:
        console.talk(f"warning: the summary of the step could not be written: {error.strerror or error}")


def _listed(values: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _is_off(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("", "0", "false", "no")


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


def _deliver(made: bytes, target: Target) -> None:
    if target.file is None:
        console.raw(made)
        return
    from annotate_kit.store import DiskFs, write_file_atomically

    def write(stream: IO[bytes]) -> None:
        stream.write(made)

    write_file_atomically(DiskFs(), Path(target.file).absolute().as_posix(), write, shown=Path(target.file).as_posix())


def _code(report: Report, fail_on: FailOn) -> int:
    is_bad = bool(report.problems) if fail_on is FailOn.WARNING else any(p.is_error for p in report.problems)
    return console.PROBLEMS if is_bad else console.OK
