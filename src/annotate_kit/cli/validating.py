"""What `annotate-kit validate` does, apart from reading its options.

Nothing here knows Typer, which costs five times an empty Python.
"""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

import attrs

from annotate_kit.cli import console
from annotate_kit.cli.mending import NONE, Wishes, beside_baseline, put_right
from annotate_kit.errors import AnnotateKitError

if TYPE_CHECKING:
    from annotate_kit.cli.targets import Target
    from annotate_kit.report import Findings, Style
    from annotate_kit.workflow.checked_cache import CheckedCache
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.validation import Narrow, Report

__all__ = ["FailOn", "Format", "Question", "answer", "question_of"]


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
    is_watching: bool
    targets: tuple[Target, ...]
    wishes: Wishes = NONE


def question_of(
    *,
    paths: Sequence[str] = (),
    formats: Sequence[str] = (),
    outputs: Sequence[str] = (),
    fail_on: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    changed_since: str | None = None,
    cache: bool | None = None,
    statistics: bool = False,
    watch: bool = False,
    wishes: Wishes = NONE,
) -> Question:
    """The question that options ask, each as it was written.

    Raises:
        UsageError: where two reports would go to one place.
    """
    from annotate_kit.cli.targets import targets

    default = "full" if sys.stdout.isatty() else "concise"
    return Question(
        paths=tuple(paths),
        select=_listed(select),
        ignore=_listed(ignore),
        fail_on=FailOn(fail_on) if fail_on else None,
        changed_since=changed_since,
        # A stranger could commit a cache that calls a broken file a good one.
        has_cache=console.is_off("CI") if cache is None else cache,
        has_statistics=statistics,
        is_watching=watch,
        wishes=wishes,
        targets=targets(formats, outputs, known=[format_.value for format_ in Format], default=default),
    )


def answer(question: Question) -> int:
    """Check, report, and return the exit code; watching ends only when the person interrupts it."""
    if question.is_watching:
        _watch(question)
    return _answer(question)


def _watch(question: Question) -> NoReturn:
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
    from annotate_kit.report import summary_line

    work = console.project()
    report = _checked(work, question)
    if question.wishes.fixes:
        count = put_right(work, report, question.wishes)
        if question.wishes.is_shown_only:
            return console.PROBLEMS if count else console.OK
        report = _checked(work, question)
    report = beside_baseline(report, question.wishes)
    findings = _findings(work, report)
    for target in question.targets:
        _deliver(_report(target, findings, work), target)
    for one in report.pending:
        whose = f"edits of {one.annotator} on {one.article}"
        console.talk(f"warning: {whose} are in a journal, not yet in the file, and were not checked; open the article.")
    console.talk(summary_line(report.problems, files=len(report.files), more=report.more))
    if question.has_statistics and report.problems:
        from annotate_kit.report import statistics_text

        console.talk(statistics_text(report.problems).rstrip("\n"))
    return _code(report, question.fail_on or FailOn(work.settings.validate.fail_on))


def _checked(work: Project, question: Question) -> Report:
    from annotate_kit.workflow.validation import everything, validate_project

    inside = [_inside(work, path) for path in question.paths]
    narrow: Narrow = everything
    cache: CheckedCache | None = None
    if question.changed_since is not None:
        from annotate_kit.workflow.changed import since

        narrow = since(work.store, question.changed_since)
    if question.has_cache:
        from annotate_kit.workflow.checked_cache import CheckedCache

        cache = CheckedCache(work.store)
    # Counting them is a part of what a run costs in which nothing has changed.
    total = len(work.article_ids) if sys.stderr.isatty() else 0
    with console.progress(total, "validating") as step:
        return validate_project(
            work,
            inside,
            select=question.select,
            ignore=question.ignore,
            progress=step,
            cache=cache,
            narrow=narrow,
            processes=_processes_at_hand(),
        )


def _processes_at_hand() -> int:
    """How many processes may run at once; one where forking them is not safe."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _findings(work: Project, report: Report) -> Findings:
    from annotate_kit.report import Findings

    if not report.problems:
        return Findings(files=report.files)
    # Only problems have lines and sentences around them.
    from annotate_kit.workflow.sources import ProjectSources

    sources = ProjectSources(work.store)
    return Findings(problems=report.problems, files=report.files, more=report.more, sources=sources)


def _report(target: Target, findings: Findings, work: Project) -> bytes:
    from annotate_kit.cli.targets import Target
    from annotate_kit.report import PLAIN, made

    if target.format in _FOR_SERVICES:
        from annotate_kit.store import repository_prefix

        findings = attrs.evolve(findings, prefix=repository_prefix(work.store.fs, work.store.root))
    if target.format == "github":
        _summarize(findings)
    return made(target.format, findings, _style(work) if target == Target(format="full") else PLAIN)


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


def _listed(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


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
