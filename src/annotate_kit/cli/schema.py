"""`annotate-kit schema`: what a record type holds, and what is wrong with the project's schemas."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.formats import Format
from annotate_kit.cli.schema_diff import EPILOG as VERSIONS
from annotate_kit.cli.schema_diff import diff
from annotate_kit.cli.schema_import import EPILOG as CLASSES
from annotate_kit.cli.schema_import import import_class
from annotate_kit.cli.schema_migrate import EPILOG as STEPS
from annotate_kit.cli.schema_migrate import migrate

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit schema show expo-bid

    annotate-kit schema show --envelope > envelope.schema.json

    annotate-kit schema lint

    annotate-kit schema test            (schemas/examples/<type>/valid/*.json and invalid/*.json)

    annotate-kit schema diff HEAD                              (what is not committed)

    annotate-kit schema diff old.schema.json schemas/meeting.schema.json

    annotate-kit schema migrate                                (what would change; --write does it)

    annotate-kit schema import news.models:Meeting --save      (out of a pydantic, attrs or data class)

Exit status: 0 where all is well, 1 where something is wrong, 2 where a name is none, 3 where a file cannot be read.
"""

SHOWING = """
Examples:

    annotate-kit schema show               (lists the record types)

    annotate-kit schema show expo-bid

    annotate-kit schema show --envelope > envelope.schema.json
"""

LINTING = """
Examples:

    annotate-kit schema lint

    annotate-kit schema lint --format json > schemas.json

Exit status: 0 where there are no errors, 1 where there are, 3 where a file cannot be read.
"""

TRYING = """
Examples:

    annotate-kit schema test                  (all record types)

    annotate-kit schema test official agreement

    annotate-kit init --examples              (makes some to begin with)

Exit status: 0 where all are as they should be, 1 where one is not, 2 where a name is none, 3 where a file cannot be
read.
"""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Show record types; check, try and change the project's schemas.", epilog=EPILOG, no_args_is_help=True
    )
    group.command("show", epilog=SHOWING)(show)
    group.command("lint", epilog=LINTING)(lint)
    group.command("test", epilog=TRYING)(try_examples)
    group.command("diff", epilog=VERSIONS)(diff)
    group.command("migrate", epilog=STEPS)(migrate)
    group.command("import", epilog=CLASSES)(import_class)
    app.add_typer(group, name="schema")


def show(
    type_: Annotated[
        str | None, typer.Argument(metavar="[TYPE]", help="A record type; all are listed without.")
    ] = None,
    envelope: Annotated[bool, typer.Option("--envelope", help="The JSON Schema of annotation files.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Print a record type as a page: its properties, keys and codes."""
    from annotate_kit.codec import ENVELOPE_SCHEMA, encode
    from annotate_kit.errors import NotFoundError
    from annotate_kit.report import schema_page, text_table

    if envelope:
        console.raw(encode(ENVELOPE_SCHEMA))
        return
    types = console.project().catalog.types
    if type_ is None:
        rows = [(name, kind.shortcut, kind.title, kind.version) for name, kind in types.items()]
        console.data(text_table(("type", "key", "title", "version"), rows) if rows else "")
        return
    if type_ not in types:
        raise NotFoundError("record type", type_, tuple(types))
    console.data(schema_page(types[type_]))


def lint(
    format_: Annotated[Format, typer.Option("--format", help="Lines, or one JSON object.")] = Format.TEXT,
) -> None:
    """Check the schemas: references, hints, keys, patterns, titles, examples; exit status 1 where there are errors."""
    from annotate_kit.report import problems_json, problems_text, summary_line
    from annotate_kit.workflow.checking import untried_schemas
    from annotate_kit.workflow.validation import lint_schemas

    work = console.project()
    problems = lint_schemas(work)
    files = work.store.schema_files()
    if format_ is Format.JSON:
        console.raw(problems_json(problems, files=[f"schemas/{name}" for name in files]))
    else:
        console.data(problems_text(problems))
    for name, why in untried_schemas(work):
        console.talk(f"schemas/{name} may have parts that nothing can meet and that are not told: {why}.")
    console.talk(summary_line(problems, files=len(files)))
    console.leave(console.PROBLEMS if any(problem.is_error for problem in problems) else console.OK)


def try_examples(
    types: Annotated[list[str] | None, typer.Argument(metavar="[TYPE]...", help="Record types; all without.")] = None,
) -> None:
    """Try the examples beside the schemas: the valid ones have to be right, the invalid ones wrong as they say.

    Each file in schemas/examples/TYPE/valid and .../invalid holds the data of one record; a wrong one may say in its
    name what has to be found, as in no-name.AK102.json.
    """
    from annotate_kit.report import problems_text
    from annotate_kit.workflow.schema_examples import check_examples

    report = check_examples(console.project(), types or ())
    console.data(problems_text(report.problems))
    if report.untested:
        console.talk(f"No examples: {', '.join(report.untested)}.")
    failed, tried = len(report.failed), len(report.files)
    console.talk(f"{tried - failed} of {tried} example{'s' * (tried != 1)} as they should be.")
    console.leave(console.PROBLEMS if failed else console.OK)
