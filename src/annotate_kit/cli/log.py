"""`annotate-kit log`: what was done to an annotation file, when and by whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.formats import Format

if TYPE_CHECKING:
    from annotate_kit.workflow.logbook import LogEntry
    from annotate_kit.workflow.project import Project

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit log expo-2030-vote

    annotate-kit log expo-2030-vote --as kim --limit 0

    annotate-kit log expo-2030-vote --format json | jq -r '.[].label'
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("log", epilog=EPILOG)(log)


def log(
    article: Annotated[str, typer.Argument(help="The article's id.")],
    as_: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Whose file; else every annotator's.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many of the latest edits; 0 for all.")] = 30,
    format_: Annotated[Format, typer.Option("--format", help="Lines, or one JSON array.")] = Format.TEXT,
) -> None:
    """Show the edits of an annotation file, the latest first: what `restore` can go back to. Times are UTC."""
    from annotate_kit.core.counting import counted
    from annotate_kit.workflow.logbook import read_log

    work = console.project()
    work.article(article)
    names = (as_,) if as_ else _annotators(work, article)
    found = [(name, entry) for name in names for entry in read_log(work, article, name)]
    found.sort(key=lambda pair: pair[1].when)
    shown = found[::-1][: limit or None]
    if format_ is Format.JSON:
        import attrs

        from annotate_kit.codec import encode

        plain = [{**attrs.asdict(one), "annotator": name, "when": _when(one.when, "T")} for name, one in shown]
        console.raw(encode(plain))
        return
    for name, entry in shown:
        console.data(_line(name, entry) + "\n")
    if not found:
        console.talk(f"annotate-kit: nobody has changed {article} here.")
    elif left := len(found) - len(shown):
        console.talk(f"annotate-kit: {counted(left, 'earlier edit')}; --limit 0 shows all.")


def _annotators(work: Project, article: str) -> tuple[str, ...]:
    """Who has a file about the article, or left a history of one."""
    from annotate_kit.store.paths import PRIVATE, is_annotator_stem

    folders = (f"{PRIVATE}/{kind}/{article}" for kind in ("history", "journal"))
    left = {name for folder in folders for name in work.store.list_folder(folder) if is_annotator_stem(name)}
    return tuple(sorted({*work.annotators(article), *left}))


def _line(name: str, entry: LogEntry) -> str:
    from annotate_kit.text import safe_line

    marks = {"undo": "undo: ", "redo": "redo: ", "edit": ""}
    state = "  (undone)" if entry.is_undone else "" if entry.is_folded else "  (in the journal only)"
    before = "  (after a change from outside)" if entry.is_after_change else ""
    what = marks[entry.kind] + safe_line(entry.label, 100)
    return f"{entry.ref}  {_when(entry.when, ' ')}  {name}  {what}{state}{before}"


def _when(seconds: float, between: str) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(between, timespec="seconds").replace("+00:00", "Z")
