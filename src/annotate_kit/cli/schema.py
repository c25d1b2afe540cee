"""`annotate-kit schema`: what a record type holds, and what is wrong with the project's schemas."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate_kit.cli import console

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit schema show expo-bid

    annotate-kit schema show --envelope > envelope.schema.json

    annotate-kit schema lint
"""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Show record types, and check the project's schemas.", epilog=EPILOG, no_args_is_help=True)
    group.command("show")(show)
    group.command("lint")(lint)
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


def lint() -> None:
    """Check the schemas: references, hints, keys, patterns, titles, examples; exit status 1 where there are errors."""
    from annotate_kit.report import problems_text, summary_line
    from annotate_kit.workflow.validation import lint_schemas

    work = console.project()
    problems = lint_schemas(work)
    console.data(problems_text(problems))
    console.talk(summary_line(problems, files=len(work.store.schema_files())))
    console.leave(console.PROBLEMS if any(problem.is_error for problem in problems) else console.OK)
