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

    annotate-kit init --examples    (and the examples of the record types, for `annotate-kit schema test`)

    annotate-kit init --git    (and let git merge annotation files by id; once in each clone)
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init", epilog=EPILOG)(init)


def init(
    folder: Annotated[Path | None, typer.Argument(help="Where; made if it is not there.")] = None,
    types: Annotated[bool, typer.Option(help="Start with the four record types.")] = True,  # noqa: FBT002
    examples: Annotated[bool, typer.Option("--examples", help="And right and wrong examples of each.")] = False,  # noqa: FBT002
    git: Annotated[bool, typer.Option("--git", help="Let git keep it, and merge annotation files by id.")] = False,  # noqa: FBT002
) -> None:
    """Start a project: schemas/, annotations/ and what git needs. Nothing that is there is changed."""
    from annotate_kit.store import EXAMPLES, DiskFs, Store, shipped_files
    from annotate_kit.text import display
    from annotate_kit.workflow.starting import start_project

    root = folder or console.chosen_root or Path()
    shipped = shipped_files("schemas", *([EXAMPLES] if examples else ())) if types else {}
    report = start_project(Store(DiskFs(), str(root)), shipped)
    for path in report.made:
        console.data(display(f"made  {(root / path).as_posix()}") + "\n")
    for path in report.kept:
        console.data(display(f"kept  {(root / path).as_posix()}") + "\n")
    if ".gitignore" in report.kept:
        console.talk("Your .gitignore was left alone: it should list .annotate-kit/ and exports/.")
    if git:
        _keep_with_git(root)
    elif ".gitattributes" in report.kept:
        console.talk("Your .gitattributes was left alone: it should say `annotations/**/text.txt -text`.")
    console.talk("Next: annotate-kit import ARTICLE.txt, then annotate-kit annotate")


def _keep_with_git(root: Path) -> None:
    """Make a repository where there is none, and tell it how annotation files are merged."""
    import shlex
    import sys

    from annotate_kit.store import DiskFs, Store, make_repository, set_merge_driver
    from annotate_kit.store.store import content
    from annotate_kit.workflow.starting import with_merge_attributes

    folder = root.absolute().as_posix()
    store = Store(DiskFs(), folder)
    if make_repository(folder):
        console.data("made  .git\n")
    # The interpreter by its path: git runs it outside of any virtual environment.
    command = f"{shlex.quote(sys.executable)} -m annotate_kit merge-driver %O %A %B %P"
    set_merge_driver(folder, "annotate-kit", title="annotation files, by id", command=command)
    attributes = store.read(".gitattributes")
    if (wanted := with_merge_attributes(attributes)) != attributes:
        store.write(".gitattributes", content(wanted))
        console.data("added to .gitattributes: what is merged by id\n")
    console.talk("git merges annotation files by id in this clone; in another, run `annotate-kit init --git` there.")
