"""`annotate-kit doctor`: what is wrong with a project's files, and putting it right when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.acting import take_back
from annotate_kit.cli.formats import Format

if TYPE_CHECKING:
    from annotate_kit.workflow.doctoring import Finding

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit doctor

    annotate-kit doctor --repair

    annotate-kit doctor --format json | jq -r '.[] | .path'

Nothing is written without --repair. What it writes can be taken back: edits of annotation files by undo in the app or
by `annotate-kit restore`, other files by `annotate-kit doctor --undo`. Damaged bytes are kept in quarantine.
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", epilog=EPILOG)(doctor)


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be.")] = False,  # noqa: FBT002 - a switch
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last repair of a text.")] = False,  # noqa: FBT002 - a switch
    format_: Annotated[Format, typer.Option("--format", help="Lines, or one JSON array.")] = Format.TEXT,
) -> None:
    """Find what is wrong with the project's files, say what to do, and with --repair put it right."""
    from annotate_kit.store import DiskFs, Store, sweep_private_folders
    from annotate_kit.workflow import doctoring

    if undo:
        take_back(console.project(), doctoring.BY)
        return
    store = Store(DiskFs(), console.project_root())
    with console.progress(len(store.article_ids()), "looking") as step:
        found = tuple(doctoring.examine(store, progress=step))
    done = {}
    if repair:
        sweep_private_folders()
        can = (finding for finding in found if finding.heal is not None)
        done = {id(one): doctoring.repair(one, clock=console.clock, ids=console.ids) for one in can}
        with console.progress(len(store.article_ids()), "looking again") as step:
            left = [one for one in doctoring.examine(store, progress=step) if not one.is_harmless]
    else:
        left = [one for one in found if not one.is_harmless]
    if format_ is Format.JSON:
        from annotate_kit.codec import encode

        console.raw(encode([{**_plain(one), "done": done.get(id(one))} for one in found]))
    else:
        for one in found:
            console.data(_lines(one, done.get(id(one))))
        console.talk(f"annotate-kit: {_summary(len(found), len(left), is_repaired=repair)}")
    if left:
        console.leave(console.PROBLEMS)


def _plain(one: Finding) -> dict[str, str | bool]:
    return {
        "kind": one.kind,
        "path": one.path,
        "message": one.message,
        "hint": one.hint,
        "remedy": one.remedy,
        "is_harmless": one.is_harmless,
    }


def _lines(one: Finding, done: str | None) -> str:
    from annotate_kit.text import safe_line

    told = f"done: {done}" if done is not None else f"--repair would {one.remedy}" if one.remedy else one.hint
    return f"{safe_line(f'{one.path}: {one.message}', 400)}\n    {safe_line(told, 400)}\n"


def _summary(found: int, left: int, *, is_repaired: bool) -> str:
    from annotate_kit.core.counting import counted

    if not found:
        return "every file is as it should be."
    many = counted(found, "finding")
    if is_repaired:
        return f"{many}, {left} left."
    return f"{many}; nothing was changed." if left else f"{many}, nothing wrong."
