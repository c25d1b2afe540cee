"""`annotate-kit init`: a project in an existing folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotate_kit.cli import console

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit init

    annotate-kit init my-project

    annotate-kit init --no-types    (bring your own schemas)
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init", epilog=EPILOG)(init)


def init(
    folder: Annotated[Path | None, typer.Argument(help="Where; made if it is not there.")] = None,
    types: Annotated[bool, typer.Option(help="Start with the four record types.")] = True,  # noqa: FBT002
) -> None:
    """Start a project: schemas/, annotations/ and what git needs. Nothing that is there is changed."""
    from annotate_kit.store import DiskFs, Store, shipped_files
    from annotate_kit.text import display
    from annotate_kit.workflow.starting import start_project

    root = folder or console.chosen_root or Path()
    shipped = shipped_files("schemas") if types else {}
    report = start_project(Store(DiskFs(), str(root)), shipped)
    for path in report.made:
        console.data(display(f"made  {(root / path).as_posix()}") + "\n")
    for path in report.kept:
        console.data(display(f"kept  {(root / path).as_posix()}") + "\n")
    if ".gitignore" in report.kept:
        console.talk("Your .gitignore was left alone: it should list .annotate-kit/ and exports/.")
    if ".gitattributes" in report.kept:
        console.talk("Your .gitattributes was left alone: it should say `annotations/**/text.txt -text`.")
    console.talk("Next: annotate-kit import ARTICLE.txt, then annotate-kit annotate")
