"""`annotate-kit export`: records as JSON, JSON Lines or a workbook."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import Annotated

import typer

from annotate_kit.cli import console

__all__ = ["register"]

EPILOG = """
Without --output the file is exports/annotations.json, .jsonl or .xlsx of the project. What was left out or had to be
changed is told on stderr, and in full in the --receipt.

Exit status: 1 where the records are not valid and --allow-problems is not given.

Examples:

    annotate-kit export xlsx

    annotate-kit export json --status done --output - | jq '.records[] | .caption'

    annotate-kit export json --flat --output records.jsonl --receipt receipt.json
"""


class Format(enum.StrEnum):
    """What is written."""

    JSON = "json"
    XLSX = "xlsx"


class Status(enum.StrEnum):
    """Where an annotation file stands."""

    IN_WORK = "in-work"
    NEEDS_REVIEW = "needs-review"
    DONE = "done"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", epilog=EPILOG)(export)


def export(
    format_: Annotated[Format, typer.Argument(metavar="json|xlsx", help="One JSON document, or a workbook.")],
    output: Annotated[str | None, typer.Option(metavar="FILE|-", help="Where to; - for the standard output.")] = None,
    flat: Annotated[bool, typer.Option("--flat", help="JSON Lines instead: one flat row a record.")] = False,  # noqa: FBT002
    status: Annotated[Status | None, typer.Option(help="Only articles whose annotation has this status.")] = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose annotations, where an article has several.")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave out quotes and sentences of the articles.")] = False,  # noqa: FBT002
    allow_problems: Annotated[bool, typer.Option("--allow-problems", help="Export even so; the file says it.")] = False,  # noqa: FBT002
    receipt: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a list of everything left out or changed, as JSON.")
    ] = None,
) -> None:
    """Export the records with their evidence: whole and valid, or not at all."""
    from annotate_kit.errors import UsageError
    from annotate_kit.tables import receipt_lines
    from annotate_kit.workflow.exporting import export_project, write_receipt

    if flat and format_ is not Format.JSON:
        raise UsageError("--flat is for JSON", "Leave it out, or write `annotate-kit export json --flat`.")
    is_piped = output == "-"
    if is_piped and format_ is Format.XLSX and sys.stdout.isatty():
        raise UsageError("a workbook cannot be shown on a terminal", "Name a file with --output, or pipe it on.")
    work = console.project()
    with console.progress(len(work.article_ids), "reading") as step:
        done = export_project(
            work,
            "jsonl" if flat else format_.value,
            stream=sys.stdout.buffer if is_piped else None,
            output=None if output is None or is_piped else Path(output).absolute().as_posix(),
            status=status.value if status else None,
            annotator=annotator,
            no_text=no_text,
            allow_problems=allow_problems,
            progress=step,
        )
    if receipt is not None:
        write_receipt(work, done.receipt, receipt.absolute().as_posix())
    if not is_piped:
        console.data(f"{output or _shown(work.store.root, done.path)}\n")
    for line in receipt_lines(done.receipt):
        console.talk(line)


def _shown(root: str, path: str) -> str:
    """The path of a file of the project, from where the person stands where that is possible."""
    whole = Path(root) / path
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole).as_posix()
