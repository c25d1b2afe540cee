"""`annotate-kit restore`: an annotation file as it was after any edit of its log."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate_kit.cli import console

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit log expo-2030-vote                    (shows what there is to go back to)

    annotate-kit restore expo-2030-vote session-4w9t1c8v6n:12 --as kim --dry-run

    annotate-kit restore expo-2030-vote start --as kim

It is one more edit: undo in the app takes it back, and nothing leaves the log.
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("restore", epilog=EPILOG)(restore)


def restore(
    article: Annotated[str, typer.Argument(help="The article's id.")],
    edit: Annotated[str, typer.Argument(help="An edit of `annotate-kit log`; or start, for before the first.")],
    as_: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Whose file.")] = None,
    dry_run: Annotated[  # noqa: FBT002  # an option of the command line
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
) -> None:
    """Bring an annotation file back to what it was after an edit."""
    from annotate_kit.workflow.logbook import restore as go_back

    work = console.project()
    name = console.annotator(as_, work)
    found = go_back(work, article, name, edit, clock=console.clock, ids=console.ids, is_dry=dry_run)
    if not found.is_change:
        console.talk("annotate-kit: it is so already; nothing changed.")
        return
    for what, (back, changed, gone) in (("spans", found.spans), ("records", found.records)):
        if back or changed or gone:
            console.data(f"{what}: {back} came back, {changed} changed, {gone} went\n")
    if found.others:
        console.data(f"also changed: {', '.join(found.others)}\n")
    console.talk(
        "annotate-kit: nothing was written (--dry-run)." if dry_run else "annotate-kit: done; undo takes it back."
    )
