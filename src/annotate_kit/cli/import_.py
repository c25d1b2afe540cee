"""`annotate-kit import`: articles out of text files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from annotate_kit.core.limits import Limits
    from annotate_kit.workflow.importing import ImportReport, Source

__all__ = ["register", "sources"]

ENDINGS = frozenset({".txt", ".md", ".markdown"})

EPILOG = """
Examples:

    annotate-kit import article.txt --source Yonhap --published 2023-05-17 --language en

    annotate-kit import clippings/

    pbpaste | annotate-kit import - --title "Expo vote"

A file may say these things itself, in lines such as `Source: Yonhap` above a blank line at its top.
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", epilog=EPILOG)(import_)


def import_(
    files: Annotated[list[str], typer.Argument(help="Text or Markdown files, folders of them, or - for stdin.")],
    title: Annotated[str | None, typer.Option(help="The headline; else the header's, else the first line.")] = None,
    source: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Its http or https address.")] = None,
    published: Annotated[str | None, typer.Option(help="Its day, such as 2023-05-17.")] = None,
    language: Annotated[str | None, typer.Option(help="en, ko, ja, …")] = None,
    licence: Annotated[str | None, typer.Option(help="Its licence; no-text keeps its words out of exports.")] = None,
) -> None:
    """Import articles: normalised once, named after their title, never overwritten."""
    from annotate_kit.importers import Metadata
    from annotate_kit.workflow.importing import import_articles

    given = Metadata(title=title, source=source, url=url, published=published, language=language, licence=licence)
    work = console.project()
    found = [one for name in files for one in sources(name, work.store.limits)]
    if (title or url) and len(found) > 1:
        raise UsageError(
            f"--title and --url are one article's, and {len(found)} files are named", "Import them one by one."
        )
    with console.progress(len(found), "importing") as step:
        report = import_articles(work.store, found, given=given, ids=console.ids, progress=lambda _name: step())
    _show(report)
    if report.refused:
        console.leave(console.NO_ACCESS)
    console.leave(console.PROBLEMS if report.already else console.OK)


def sources(name: str, limits: Limits) -> list[Source]:
    """The texts that a name on the command line stands for: a file, a folder of them, or - for stdin.

    Raises:
        UsageError: where it is a folder without any.
    """
    from annotate_kit.workflow.importing import Source

    if name == "-":
        return [Source(name="(stdin)", read=lambda: sys.stdin.buffer.read(limits.article_bytes + 1))]
    path = Path(name)
    if not path.is_dir():
        return [_source(path, limits)]
    inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
    if not inside:
        raise UsageError(f"{name} holds no .txt or .md file", "Name a file or another folder.")
    return [_source(p, limits) for p in inside]


def _source(path: Path, limits: Limits) -> Source:
    from annotate_kit.workflow.importing import Source

    return Source(
        name=str(path), read=lambda: _read(path, limits), is_markdown=path.suffix.lower() in ENDINGS - {".txt"}
    )


def _read(path: Path, limits: Limits) -> bytes:
    try:
        if not path.is_file():
            # A pipe or device would never end.
            raise UnreadableError(str(path), "it is no file" if path.exists() else "it is not there")
        with path.open("rb") as file:
            return file.read(limits.article_bytes + 1)
    except OSError as error:
        raise UnreadableError(str(path), error.strerror or "unknown reason") from None


def _show(report: ImportReport) -> None:
    from annotate_kit.text import display

    for article in report.new:
        console.data(display(f"new      {article.id}  {article.length} characters  {article.title}") + "\n")
    for already in report.already:
        console.data(display(f"already  {already.article}  {already.name} holds the same text") + "\n")
    for error in report.refused:
        console.talk(f"refused  {error}")
    console.talk(f"{len(report.new)} new, {len(report.already)} there already, {len(report.refused)} refused")
