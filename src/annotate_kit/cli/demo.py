"""`annotate-kit demo`: the whole way through the house, on sample articles."""

from __future__ import annotations

import itertools
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.workflow.project import Project

__all__ = ["register"]

FOLDER = "annotate-kit-demo"

EPILOG = """
Examples:

    annotate-kit demo

    annotate-kit demo --replay    (no hands: recorded keys through the real app)
"""

_FEW = 10
"""Problems that are listed; `validate` lists them all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", epilog=EPILOG)(demo)


def demo(
    folder: Annotated[Path | None, typer.Argument(help=f"Where; else ./{FOLDER}, or the next free number.")] = None,
    replay: Annotated[bool, typer.Option("--replay", help="Play recorded keys instead of asking for yours.")] = False,  # noqa: FBT002
) -> None:
    """Make a complete project, annotate an article in it, validate, and export JSON and a workbook."""
    from annotate_kit.store import DiskFs
    from annotate_kit.workflow.project import open_project

    root = folder or _free_folder()
    _make(root)
    work = open_project(DiskFs(), str(root))
    console.talk(f"A project with {len(work.article_ids)} articles is in {root.as_posix()}/.")
    code = _annotate(work, replay=replay or not console.is_interactive())
    if code in (console.OK, console.INTERRUPTED):
        _finish(root)
    console.leave(code)


def _free_folder() -> Path:
    names = itertools.chain([FOLDER], (f"{FOLDER}-{n}" for n in itertools.count(2)))
    return next(path for path in map(Path, names) if not path.exists())


def _make(root: Path) -> None:
    from annotate_kit.errors import ExistsError, UnwritableError
    from annotate_kit.store import DiskFs, Store, shipped_files
    from annotate_kit.workflow.demo import start_demo

    file = next((place for place in (root, *root.parents) if place.exists() and not place.is_dir()), None)
    if file is not None:
        raise ExistsError(file.as_posix(), "It is a file; name a folder: annotate-kit demo FOLDER.")
    shipped = {**shipped_files("schemas"), **shipped_files("annotations")}
    try:
        start_demo(Store(DiskFs(), str(root)), shipped, shown=root.as_posix())
    except UnwritableError as error:
        raise UnwritableError(root.as_posix(), error.reason) from error


def _annotate(work: Project, *, replay: bool) -> int:
    """Annotate the new article; returns the exit code of the app."""
    from annotate_kit.tui import replay as play
    from annotate_kit.tui import run_app
    from annotate_kit.workflow.demo import ANNOTATOR, ARTICLE, recorded_keys, sequential_ids

    if not replay:
        return run_app(work, article_id=ARTICLE, annotator=ANNOTATOR, clock=console.clock, ids=console.ids, card=True)
    keys = recorded_keys()
    console.talk(f"Playing {len(keys)} recorded keys through the app on {ARTICLE} …")
    return play(
        work, article_id=ARTICLE, annotator=ANNOTATOR, keys=keys, clock=console.clock, ids=sequential_ids()
    ).return_code


def _finish(root: Path) -> None:
    """Validate and export what is there now, and tell about it."""
    from annotate_kit.report import problems_text, summary_line
    from annotate_kit.report.tables import text_table
    from annotate_kit.store import DiskFs
    from annotate_kit.tables import receipt_lines
    from annotate_kit.text import display
    from annotate_kit.workflow.exporting import Wanted, export_project
    from annotate_kit.workflow.project import open_project
    from annotate_kit.workflow.status import project_status
    from annotate_kit.workflow.validation import validate_project

    work = open_project(DiskFs(), str(root))
    report = validate_project(work)
    # What is not finished is exported too, and the files say so: the demo shows what there is.
    made = [export_project(work, name, Wanted(allow_problems=True)) for name in ("json", "xlsx")]
    found = project_status(work)
    rows = [
        (kind.plural, found.records.get(name, 0), found.spans.get(name, 0)) for name, kind in work.catalog.types.items()
    ]
    console.data(text_table(("record type", "records", "spans"), rows) + "\n")
    console.data(problems_text(report.problems[:_FEW]))
    console.data(summary_line(report.problems, files=len(report.files), more=report.more) + "\n")
    for export in made:
        console.data(display((root / export.path).as_posix()) + "\n")
    # Both say what they left out, mostly the same.
    for line in dict.fromkeys(line for export in made for line in receipt_lines(export.receipt)):
        console.talk(line)
    there = f"{shlex.quote(_program())} --project {shlex.quote(root.as_posix())}"
    console.data(f"\nNext:\n  {display(there)} annotate\n  {display(there)} validate\n  {display(there)} export xlsx\n")


def _program() -> str:
    """What a person must type to start this program again: its path, where a shell would not find it by name."""
    return "annotate-kit" if shutil.which("annotate-kit") or Path(sys.argv[0]).stem != "annotate-kit" else sys.argv[0]
