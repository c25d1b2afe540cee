"""`annotate-kit validate`: its options; what it does is in `validating`."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate_kit.cli import console, validating
from annotate_kit.cli.mending import wishes_of
from annotate_kit.cli.validating import FailOn, Format

__all__ = ["register"]

EPILOG = """
Exit status: 0 where nothing is wrong (or only warnings), 1 where there are errors, 2 where nothing lies at a path or an
option is wrong, 3 where a file cannot be read.

Examples:

    annotate-kit validate

    annotate-kit validate annotations/expo-2030-vote --fail-on warning

    annotate-kit validate --changed-since origin/main

    annotate-kit validate --format github --output sarif=report.sarif --output junit=report.xml

    annotate-kit validate --fix --diff

    annotate-kit validate --baseline known.json --write-baseline

    annotate-kit rule AK104
"""


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
    fix: Annotated[bool, typer.Option("--fix", help="Put right what cannot go wrong; undo takes it back.")] = False,  # noqa: FBT002 - a switch
    unsafe_fix: Annotated[bool, typer.Option("--unsafe-fix", help="And what was probably meant.")] = False,  # noqa: FBT002 - a switch
    diff: Annotated[bool, typer.Option("--diff", help="Only print what would be fixed; exit status 1 if any.")] = False,  # noqa: FBT002 - a switch
    baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="Leave out the problems that this file knows.")
    ] = None,
    write_baseline: Annotated[bool, typer.Option("--write-baseline", help="Write all problems into it first.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Check schemas, articles and annotation files: structure, spans, references and evidence."""
    question = validating.question_of(
        paths=paths or (),
        formats=[one.value for one in format_ or ()],
        outputs=output or (),
        fail_on=fail_on.value if fail_on else None,
        select=select or (),
        ignore=ignore or (),
        changed_since=changed_since,
        cache=cache,
        statistics=statistics,
        watch=watch,
        wishes=wishes_of(fix=fix, unsafe_fix=unsafe_fix, diff=diff, baseline=baseline, write_baseline=write_baseline),
    )
    console.leave(validating.answer(question))
