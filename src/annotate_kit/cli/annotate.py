"""`annotate-kit annotate`: the app, on an article or on the queue."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.metadata import EntryPoint

    from annotate_kit.keys import BookChange
    from annotate_kit.workflow.project import Project

__all__ = ["annotate", "open_queue", "register"]

EPILOG = """
Examples:

    annotate-kit annotate

    annotate-kit annotate korea-japan-forum-2023 --as kim

    annotate-kit annotate --as kim --book corrected.xlsx
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("annotate", epilog=EPILOG)(annotate)


def annotate(
    article: Annotated[str | None, typer.Argument(help="The article's id; the queue where none is named.")] = None,
    name: Annotated[
        str | None,
        typer.Option("--as", help="Who annotates; else ANNOTATE_KIT_ANNOTATOR, the settings, who was asked last."),
    ] = None,
    linear: Annotated[  # noqa: FBT002  # an option of the command line
        bool, typer.Option("--linear", help="Lines one after the other, for a screen reader, instead of a picture.")
    ] = False,
    book: Annotated[
        Path | None,
        typer.Option(metavar="BOOK.xlsx", help="Walk what was changed in a workbook, with y and n beside the text."),
    ] = None,
) -> None:
    """Annotate an article in the terminal."""
    _open(article, name, linear=linear, book=book)


def open_queue() -> None:
    """Open the queue: what a bare `annotate-kit` does on a terminal."""
    _open(None, None)


def _open(article: str | None, name: str | None, *, linear: bool = False, book: Path | None = None) -> None:
    from annotate_kit.cli.own_settings import person
    from annotate_kit.errors import NoTerminalError, NotFoundError, UsageError
    from annotate_kit.workflow.queueing import blinded

    if not console.is_interactive():
        raise NoTerminalError
    work = person(console.project())
    annotator = console.annotator(name, work, ask=lambda: _ask(work))
    if article is not None and article not in work.article_ids:
        raise NotFoundError("article", article, tuple(work.article_ids))
    seen = blinded(work, annotator)
    is_linear = linear or work.settings.screen.linear
    if is_linear and book is not None:
        hint = f"Show them with `annotate-kit workbook check {book.name}`; `workbook apply` makes them."
        raise UsageError("the changes of a workbook cannot be walked line by line", hint)
    if is_linear:
        from annotate_kit.tui.linear import run_linear

        code = run_linear(
            seen, article_id=article, annotator=annotator, clock=console.clock, ids=console.ids, suggesting=_packages
        )
    else:
        walked = {} if book is None else _changes(work, book, annotator)
        code = _run_app(seen, article or next(iter(walked), None), annotator, walked)
    if code:
        console.leave(code)


def _changes(work: Project, book: Path, annotator: str) -> dict[str, tuple[BookChange, ...]]:
    """What a workbook would change in the files of the annotator, by article; what else it changes is said.

    Raises:
        UsageError: where it is nothing.
    """
    from annotate_kit.cli.workbook import read_book
    from annotate_kit.core.counting import counted
    from annotate_kit.errors import UsageError
    from annotate_kit.keys import book_changes, left_to_apply
    from annotate_kit.workflow.workbook import Asked, compare_workbook

    asked = Asked(raw=read_book(book, work.store.limits), file=book.name, by=annotator)
    changes = compare_workbook(work, asked).changes
    found = book_changes(changes, annotator, by=annotator)
    if not found:
        hint = f"See `annotate-kit workbook check {book.name}` for what it changes at all."
        raise UsageError(f"the workbook changes nothing in the files of {annotator}", hint)
    left = left_to_apply(changes, annotator)
    if left:
        where = f"`annotate-kit workbook apply {book.name}` makes"
        console.talk(
            f"annotate-kit: {counted(left, 'change')} of the workbook in other people's files: not walked. "
            f"{where} {'it' if left == 1 else 'them'}."
        )
    return found


def _run_app(work: Project, article: str | None, annotator: str, book: Mapping[str, tuple[BookChange, ...]]) -> int:
    """The app, with a tutor at hand whose folder lives as long as it does."""
    from annotate_kit.cli.tutor import make_project
    from annotate_kit.store import private_folder
    from annotate_kit.tui import run_app

    with ExitStack() as stack:

        def tutor() -> Project:
            return make_project(str(stack.enter_context(private_folder()).path))

        return run_app(
            work,
            article_id=article,
            annotator=annotator,
            clock=console.clock,
            ids=console.ids,
            suggesting=_packages,
            tutor=tutor,
            book=book,
        )


def _packages() -> tuple[EntryPoint, ...]:
    """The suggesters that installed packages offer."""
    from importlib.metadata import entry_points

    return tuple(entry_points(group="annotate_kit.suggesters"))


_WHO = "Your name as annotator (such as kim)"


def _ask(work: Project) -> str:
    """Ask who annotates, on the terminal, until it can be a name, and remember it; the names there are offered."""
    from annotate_kit.core import is_annotator_name
    from annotate_kit.errors import AccessError
    from annotate_kit.text import display
    from annotate_kit.workflow.private import keep_name

    known = sorted({name for article in work.article_ids for name in work.annotators(article) if name != "final"})
    if known:
        console.talk(f"Annotators so far: {', '.join(known)}")
    default = known[0] if len(known) == 1 else None
    while not is_annotator_name(name := str(typer.prompt(_WHO, default=default)).strip()):
        console.talk(f"{display(name)} cannot be one: lower-case letters, digits and hyphens, such as kim-y.")
    try:
        keep_name(work.store, name)
    except AccessError as error:
        console.talk(str(error))
    else:
        console.talk("It is remembered on this machine; --as NAME is somebody else.")
    return name
