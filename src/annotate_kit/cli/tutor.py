"""`annotate-kit tutor`: ten minutes in the app, on a private copy of a sample article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.workflow.project import Project

__all__ = ["make_project", "register"]

EPILOG = """
Examples:

    annotate-kit tutor

    annotate-kit annotate, then ? ? wherever you are
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tutor", epilog=EPILOG)(tutor)


def tutor() -> None:
    """Learn the app in ten minutes, in the app; nothing of yours is touched."""
    from annotate_kit.cli.own_settings import person
    from annotate_kit.errors import NoTerminalError

    if not console.is_interactive():
        raise NoTerminalError
    from annotate_kit.store import private_folder
    from annotate_kit.tui import run_app
    from annotate_kit.workflow.tutoring import ANNOTATOR, ARTICLE

    with private_folder() as folder:
        code = run_app(
            person(make_project(str(folder.path))),
            article_id=ARTICLE,
            annotator=ANNOTATOR,
            clock=console.clock,
            ids=console.ids,
            is_lesson=True,
        )
    if code:
        console.leave(code)


def make_project(folder: str) -> Project:
    """The tutor's project, in an empty folder."""
    from annotate_kit.store import DiskFs, Store, shipped_files
    from annotate_kit.workflow.tutoring import make_tutor_project

    return make_tutor_project(Store(DiskFs(), folder), shipped_files("schemas", "annotations"))
