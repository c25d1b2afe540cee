"""`annotate-kit demo`: the whole way through the house, on sample articles."""

from __future__ import annotations

import itertools
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


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", epilog=EPILOG)(demo)


def demo(
    folder: Annotated[Path | None, typer.Argument(help=f"Where; else ./{FOLDER}, or the next free number.")] = None,
    replay: Annotated[bool, typer.Option("--replay", help="Play recorded keys instead of asking for yours.")] = False,  # noqa: FBT002
) -> None:
    """Make a complete project, annotate an article in it, validate, and export JSON and a workbook."""
    from annotate_kit.store import DiskFs, Store, shipped_files
    from annotate_kit.workflow.demo import start_demo
    from annotate_kit.workflow.project import open_project

    root = folder or _free_folder()
    files = DiskFs()
    start_demo(Store(files, str(root)), {**shipped_files("schemas"), **shipped_files("annotations")})
    work = open_project(files, str(root))
    console.talk(f"A project with {len(work.article_ids)} articles is in {root.as_posix()}/.")
    _annotate(work, replay=replay or not console.is_interactive())
    _finish(root)


def _free_folder() -> Path:
    names = itertools.chain([FOLDER], (f"{FOLDER}-{n}" for n in itertools.count(2)))
    return next(path for path in map(Path, names) if not path.exists())


def _annotate(work: Project, *, replay: bool) -> None:
    from annotate_kit.tui import replay as play
    from annotate_kit.tui import run_app
    from annotate_kit.workflow.demo import ANNOTATOR, ARTICLE, recorded_keys, sequential_ids

    if not replay:
        run_app(work, article_id=ARTICLE, annotator=ANNOTATOR, clock=console.clock, ids=console.ids, card=True)
        return
    keys = recorded_keys()
    console.talk(f"Playing {len(keys)} recorded keys through the app on {ARTICLE} …")
    play(work, article_id=ARTICLE, annotator=ANNOTATOR, keys=keys, clock=console.clock, ids=sequential_ids())


def _finish(root: Path) -> None:
    """Validate and export what is there now, and tell about it."""
    from annotate_kit.report.tables import text_table
    from annotate_kit.store import DiskFs
    from annotate_kit.workflow.exporting import export_project
    from annotate_kit.workflow.project import open_project
    from annotate_kit.workflow.status import project_status
    from annotate_kit.workflow.validation import validate_project

    work = open_project(DiskFs(), str(root))
    report = validate_project(work)
    made = [export_project(work, name, allow_problems=True).path for name in ("json", "xlsx")]
    found = project_status(work)
    rows = [
        (kind.plural, found.records.get(name, 0), found.spans.get(name, 0)) for name, kind in work.catalog.types.items()
    ]
    console.data(text_table(("record type", "records", "spans"), rows))
    errors = sum(problem.is_error for problem in report.problems)
    console.data(f"\n{errors} errors, {len(report.problems) - errors} warnings\n")
    for path in made:
        console.data(f"{(root / path).as_posix()}\n")
    console.data(
        "\nNext:\n"
        f"  annotate-kit --project {root.as_posix()} annotate\n"
        f"  annotate-kit --project {root.as_posix()} validate\n"
        f"  annotate-kit --project {root.as_posix()} status\n"
    )
