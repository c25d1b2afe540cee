"""`annotate-kit export`: records as a workbook, tables, or JSON."""

from __future__ import annotations

import datetime as dt
import enum
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.core.limits import Limits

__all__ = ["register"]

_SHOWN = 1_000
"""Rows between two lines of progress."""

EPILOG = """
Formats: xlsx, a workbook to read, correct and hand back; csv and parquet, a file for each table; sqlite, a database;
json, one document with every word; jsonl, a flat row a record. Other packages may add formats.

A row of a table is one real thing: what all articles say of it, with the register's decisions; where they differ, the
table Differences has every value. With --rows records it is a record of one article. JSON always has records.

Without --output the file is exports/annotations.FORMAT of the project, or a folder exports/annotations-FORMAT. What was
left out or had to be changed is told on stderr, and in full in the --receipt. Edits that are still in journals are put
into their files first.

Exit status: 1 where the records are not valid and --allow-problems is not given, where nothing is left to export, and
where an article cannot be read: the others are exported, and it is named.

Examples:

    annotate-kit export xlsx

    annotate-kit export json --status done --output - | jq '.records[] | .caption'

    annotate-kit export csv --types official --columns name,country --output officials

    annotate-kit export xlsx --split-by article --since main --receipt receipt.json
"""


class Status(enum.StrEnum):
    """Where an annotation file stands."""

    IN_WORK = "in-work"
    NEEDS_REVIEW = "needs-review"
    DONE = "done"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", epilog=EPILOG)(export)


class Rows(enum.StrEnum):
    """What a row of a table is."""

    ENTITIES = "entities"
    RECORDS = "records"


class SplitBy(enum.StrEnum):
    """What each file is about."""

    ARTICLE = "article"
    ANNOTATOR = "annotator"


def export(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="xlsx, csv, json, jsonl, parquet, sqlite, or another package's.")
    ],
    output: Annotated[
        str | None, typer.Option(metavar="FILE|FOLDER|-", help="Where to; - for the standard output.")
    ] = None,
    flat: Annotated[bool, typer.Option("--flat", help="Of json: the same as jsonl.")] = False,  # noqa: FBT002
    rows: Annotated[Rows, typer.Option(help="One row of a table a real thing, or a record of one article.")] = (
        Rows.ENTITIES
    ),
    types: Annotated[
        list[str] | None, typer.Option(metavar="TYPE,…", help="Only records of these types; may be repeated.")
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option(metavar="FIELD,…", help="Only these fields, by title, name or JSON Pointer.")
    ] = None,
    status: Annotated[Status | None, typer.Option(help="Only articles whose annotation has this status.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REV|DAY", help="Only articles changed since a git revision or a day.")
    ] = None,
    split_by: Annotated[SplitBy | None, typer.Option(help="A file for each article, or for each annotator.")] = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose annotations, where an article has several.")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave out quotes and sentences of the articles.")] = False,  # noqa: FBT002
    allow_problems: Annotated[bool, typer.Option("--allow-problems", help="Export even so; the file says it.")] = False,  # noqa: FBT002
    formula_safe: Annotated[  # noqa: FBT002
        bool, typer.Option("--formula-safe", help="Of csv: an apostrophe before texts that look like formulas.")
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(metavar="BOOK.xlsx", help="Of xlsx: its sheets first, then ours in its fonts and colours."),
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day that a workbook says it is of, such as 2024-05-17.")
    ] = None,
    receipt: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a list of everything left out or changed, as JSON.")
    ] = None,
) -> None:
    """Export the records with their evidence: whole and valid, or not at all."""
    from annotate_kit.cli.own_settings import as_seen
    from annotate_kit.exporters import Options, get_exporter
    from annotate_kit.tables import receipt_lines
    from annotate_kit.workflow.exporting import Wanted, export_project, export_split, fold_first, write_receipt

    name = _name(format_, is_flat=flat)
    exporter = get_exporter(name)
    is_piped = output == "-"
    _refuse(name, is_piped=is_piped, is_text=exporter.is_text, is_split=split_by is not None)
    place = None if output is None or is_piped else Path(output).absolute().as_posix()
    wanted = Wanted(
        status=status.value if status else None,
        annotator=annotator,
        no_text=no_text,
        allow_problems=allow_problems,
        rows=rows.value,
        types=_listed(types),
        columns=_listed(columns),
        since=since,
    )
    work = console.project()
    look = _template(template, name, work.store.limits)
    fold_first(work, clock=console.clock, ids=console.ids)
    work = as_seen(work)
    cache = console.checked_cache(work)
    with console.progress(2 * len(work.article_ids), "reading and checking") as step, _counting() as count:
        options = Options(date=_day(date), is_formula_safe=formula_safe, on_row=count, template=look)
        if split_by is not None:
            done = export_split(
                work, name, split_by.value, wanted, output=place, options=options, progress=step, cache=cache
            )
        else:
            stream = sys.stdout.buffer if is_piped else None
            done = (
                export_project(
                    work, name, wanted, stream=stream, output=place, options=options, progress=step, cache=cache
                ),
            )
    if receipt is not None:
        write_receipt(work, [one.receipt for one in done], receipt.absolute().as_posix())
    for one in done:
        if not is_piped:
            console.data(f"{_told(one.path, output, work.store.root, is_split=split_by is not None)}\n")
    for line in dict.fromkeys(line for one in done for line in receipt_lines(one.receipt)):
        console.talk(line)
    if any(one.receipt.unreadable for one in done):
        console.leave(console.PROBLEMS)


def _name(format_: str, *, is_flat: bool) -> str:
    from annotate_kit.errors import UsageError

    if is_flat and format_ != "json":
        raise UsageError("--flat is for JSON", "Leave it out, or write `annotate-kit export json --flat`.")
    return "jsonl" if is_flat else format_


def _refuse(name: str, *, is_piped: bool, is_text: bool, is_split: bool) -> None:
    from annotate_kit.errors import UsageError

    if is_piped and is_split:
        raise UsageError("several files do not fit into the standard output", "Name a folder with --output.")
    if is_piped and not is_text and sys.stdout.isatty():
        what = "a workbook" if name == "xlsx" else name
        raise UsageError(f"{what} cannot be shown on a terminal", "Name a file with --output, or pipe it on.")


def _listed(given: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for one in given or () for part in one.split(",") if part.strip())


def _day(text: str | None) -> dt.date | None:
    from annotate_kit.errors import UsageError

    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!a} is no day", "Write it like 2024-05-17.") from None


def _template(path: Path | None, name: str, limits: Limits) -> bytes | None:
    from annotate_kit.cli.given_files import read_given
    from annotate_kit.errors import UsageError

    if path is None:
        return None
    if name != "xlsx":
        raise UsageError("--template is for xlsx", "Leave it out, or write `annotate-kit export xlsx`.")
    return read_given(path, "workbook_bytes", limits)


@contextmanager
def _counting() -> Iterator[Callable[[], None]]:
    """A function to call after each row; on a terminal it shows how many there are, once there are many."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    rows = 0

    def count() -> None:
        nonlocal rows
        rows += 1
        if rows % _SHOWN == 0:
            sys.stderr.write(f"\rwriting  {rows:,} rows")
            sys.stderr.flush()

    yield count
    if rows >= _SHOWN:
        sys.stderr.write("\r\x1b[K")


def _told(path: str, output: str | None, root: str, *, is_split: bool) -> str:
    if output is None:
        return _shown(root, path)
    return f"{output.rstrip('/')}/{Path(path).name}" if is_split else output


def _shown(root: str, path: str) -> str:
    """The path of a file of the project, from where the person stands where that is possible."""
    whole = Path(root) / path
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole).as_posix()
