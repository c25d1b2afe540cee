"""`annotate-kit workbook`: what was changed in a workbook that came back, shown first, then merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.formats import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from annotate_kit.core import Json
    from annotate_kit.core.limits import Limits
    from annotate_kit.workflow.workbook import Comparison
    from annotate_kit.workflow.workbook_changes import Change

__all__ = ["read_book", "register"]

GROUP_EPILOG = """
Examples:

    annotate-kit workbook check corrected.xlsx

    annotate-kit workbook apply corrected.xlsx --as kim --by "Anna Analyst"
"""

CHECK_EPILOG = """
Nothing is written but the report that is asked for; the workbook itself is never written.

Exit status: 0 where there is nothing to do, 1 where there is.

Examples:

    annotate-kit workbook check corrected.xlsx

    annotate-kit workbook check corrected.xlsx --format json | jq '.changes[] | select(.outcome == "conflict")'

    annotate-kit workbook check corrected.xlsx --report problems.xlsx
"""

APPLY_EPILOG = """
What would be invalid, and what was changed here too, is left as it is and told; everything else is merged as one act,
which `annotate-kit entities undo` takes back as a whole, and each article's own undo for itself.

Exit status: 1 where something was left.

Examples:

    annotate-kit workbook apply corrected.xlsx --as kim

    annotate-kit workbook apply corrected.xlsx --as kim --by "Anna Analyst" --deletes
"""

Book = Annotated[Path, typer.Argument(metavar="BOOK.xlsx", help="The workbook that came back.")]
Deletes = Annotated[bool, typer.Option("--deletes", help="Rows that are gone are deleted.")]
Whose = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Whose annotations, where the workbook does not say and there are several."),
]


AsFormat = Annotated[Format, typer.Option("--format", help="A table, or one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the command and its subcommands."""
    group = typer.Typer(
        name="workbook",
        help="Show and merge what was changed in a workbook that came back.",
        epilog=GROUP_EPILOG,
        rich_markup_mode=None,
        no_args_is_help=True,
    )
    group.command("check", epilog=CHECK_EPILOG)(check)
    group.command("apply", epilog=APPLY_EPILOG)(apply)
    app.add_typer(group)


def check(
    book: Book,
    deletes: Deletes = False,  # noqa: FBT002  # a switch
    annotator: Whose = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help="Write a new workbook whose rows lead to the cells.")
    ] = None,
    format_: AsFormat = Format.TEXT,
) -> None:
    """Show what a workbook would change; nothing is written."""
    from annotate_kit.workflow.workbook import Asked, compare_workbook, unfinished, write_problems

    work = console.project()
    asked = Asked(raw=read_book(book, work.store.limits), file=book.name, by="", deletes=deletes, annotator=annotator)
    with _progress(asked.raw) as step:
        found = compare_workbook(work, asked, progress=step)
    if report is not None:
        if report.absolute() == book.absolute():
            from annotate_kit.errors import UsageError

            raise UsageError("the report would overwrite the workbook", "Name another file.")
        write_problems(work, asked, found.changes, report.absolute().as_posix())
    for left in unfinished(work):
        console.talk(f"The changes of {left.file} were left half done; the next `workbook apply` finishes them.")
    _print(found, book.name, format_)
    console.leave(console.PROBLEMS if found.changes else console.OK)


def apply(
    book: Book,
    deletes: Deletes = False,  # noqa: FBT002  # a switch
    annotator: Whose = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who merges it.")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who made the changes, for the evidence; else who merges them.")
    ] = None,
    format_: AsFormat = Format.TEXT,
) -> None:
    """Merge what can be merged of a workbook's changes, as one act."""
    from annotate_kit.core.counting import counted
    from annotate_kit.workflow.workbook import Asked, apply_workbook

    work = console.project()
    who = console.annotator(as_, work)
    asked = Asked(
        raw=read_book(book, work.store.limits),
        file=book.name,
        by=by or who,
        act_by=who,
        deletes=deletes,
        annotator=annotator,
    )
    with _progress(asked.raw) as step:
        done = apply_workbook(work, asked, clock=console.clock, ids=console.ids, progress=step)
    for name in done.resumed:
        console.talk(f"The changes of {name} had been left half done; they are finished now.")
    _print(done.comparison, book.name, format_)
    applied = len(done.comparison.done)
    console.talk(f"{counted(applied, 'change')} made in {counted(done.files, 'annotation file')}.")
    console.leave(console.PROBLEMS if done.comparison.left else console.OK)


def read_book(book: Path, limits: Limits) -> bytes:
    """The bytes of the workbook, but not of one that is too large anyway.

    Raises:
        AccessError: where it cannot be read, or is too large.
    """
    from annotate_kit.cli.given_files import read_given

    return read_given(book, "workbook_bytes", limits)


def _progress(raw: bytes) -> AbstractContextManager[Callable[[], None]]:
    # A workbook does not say how many rows it has; half a megabyte is about one step of rows.
    return console.progress(len(raw) >> 19, "reading")


def _print(found: Comparison, name: str, format_: Format) -> None:
    if format_ is Format.JSON:
        from annotate_kit.codec import encode

        console.raw(encode(_as_json(found, name)))
    else:
        console.data(_as_text(found.changes))
    for note in found.notes:
        console.talk(note)
    console.talk(_summary(found.changes))


def _as_json(found: Comparison, name: str) -> dict[str, Json]:
    return {
        "book": name,
        "changes": [
            {
                "base": change.base,
                "cell": change.cell,
                "field": change.field,
                "key": change.key,
                "ours": change.ours,
                "outcome": change.outcome.value,
                "record": change.record,
                "sheet": change.sheet,
                "theirs": change.theirs,
                "why": change.why,
            }
            for change in found.changes
        ],
        "notes": list(found.notes),
        "two_way": found.is_two_way,
    }


_WIDEST = 28
"""Code points of a value in the table."""


def _as_text(changes: Sequence[Change]) -> str:
    from annotate_kit.report import text_table
    from annotate_kit.text import safe_line

    if not changes:
        return ""
    rows = [
        (
            one.sheet,
            one.cell,
            one.record,
            one.field,
            *(safe_line(said, _WIDEST) for said in (one.base, one.theirs, one.ours)),
            one.outcome.value,
        )
        for one in changes
    ]
    text = text_table(("sheet", "cell", "record", "field", "exported", "workbook", "now", "what happens"), rows)
    for one in changes:
        if one.why:
            place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
            about = ", ".join(filter(None, (one.field, one.record)))
            text += safe_line(f"{place}{f' ({about})' if about else ''}: {one.why}", 500) + "\n"
    return text


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing was changed in the workbook that is not here already."
    from annotate_kit.core.counting import counted

    ready = sum(change.is_done for change in changes)
    left = len(changes) - ready
    return f"{counted(ready, 'change')} can be made, {left:,} {'waits' if left == 1 else 'wait'} for a person."
