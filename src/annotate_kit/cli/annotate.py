"""`annotate-kit annotate`: the app, on an article or on the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from annotate_kit.workflow.project import Project

__all__ = ["annotate", "open_queue", "register"]

EPILOG = """
Examples:

    annotate-kit annotate

    annotate-kit annotate korea-japan-forum-2023 --as kim
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("annotate", epilog=EPILOG)(annotate)


def annotate(
    article: Annotated[str | None, typer.Argument(help="The article's id; the queue where none is named.")] = None,
    name: Annotated[
        str | None, typer.Option("--as", help="Who annotates; else ANNOTATE_KIT_ANNOTATOR, else the settings.")
    ] = None,
) -> None:
    """Annotate an article in the terminal."""
    _open(article, name)


def open_queue() -> None:
    """Open the queue: what a bare `annotate-kit` does on a terminal."""
    _open(None, None)


def _open(article: str | None, name: str | None) -> None:
    from annotate_kit.errors import NoTerminalError, NotFoundError

    if not console.is_interactive():
        raise NoTerminalError
    work = console.project()
    annotator = console.annotator(name, work, ask=lambda: _ask(work))
    if article is not None and article not in work.article_ids:
        raise NotFoundError("article", article, tuple(work.article_ids))
    from annotate_kit.tui import run_app

    code = run_app(
        work, article_id=article, annotator=annotator, clock=console.clock, ids=console.ids, suggesting=_packages
    )
    if code:
        console.leave(code)


def _packages() -> tuple[EntryPoint, ...]:
    """The suggesters that installed packages offer."""
    from importlib.metadata import entry_points

    return tuple(entry_points(group="annotate_kit.suggesters"))


def _ask(work: Project) -> str:
    """Ask who annotates, on the terminal; the names already there are offered."""
    known = sorted({name for article in work.article_ids for name in work.annotators(article) if name != "final"})
    if known:
        console.talk(f"Annotators so far: {', '.join(known)}")
    answer: str = typer.prompt("Your name as annotator (such as kim)", default=known[0] if len(known) == 1 else None)
    console.talk('Say it once for all with `annotator = "NAME"` in annotate-kit.toml, or set ANNOTATE_KIT_ANNOTATOR.')
    return answer.strip()
