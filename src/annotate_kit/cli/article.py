"""`annotate-kit article update`: a corrected text, with everything that was said about the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.acting import tell
from annotate_kit.cli.formats import Format

if TYPE_CHECKING:
    from annotate_kit.workflow.correcting import Correction
    from annotate_kit.workflow.importing import Source
    from annotate_kit.workflow.project import Project

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit article update expo-2030-vote corrected.txt --dry-run

    annotate-kit article update expo-2030-vote corrected.txt --as kim

    annotate-kit article update --undo --as kim

What is exact or moved stands on its words beyond doubt. What changed or was lost is for a person: in the app `_` lists
it, and `annotate-kit validate` fails until it is decided.
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    group = typer.Typer(help="Correct the text of an article.", no_args_is_help=True)
    group.command("update", epilog=EPILOG)(update)
    app.add_typer(group, name="article", epilog=EPILOG)


def update(  # the command line's options
    article: Annotated[str | None, typer.Argument(help="The article's id.")] = None,
    file: Annotated[str | None, typer.Argument(help="The corrected text, or - for stdin.")] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who corrects it.")] = None,
    title: Annotated[str | None, typer.Option(help="Another headline.")] = None,
    source: Annotated[str | None, typer.Option(help="Another publisher.")] = None,
    url: Annotated[str | None, typer.Option(help="Another address.")] = None,
    published: Annotated[str | None, typer.Option(help="Another day, such as 2023-05-17.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would become of every span.")] = False,  # noqa: FBT002 - a switch
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last such act.")] = False,  # noqa: FBT002 - a switch
    format_: Annotated[Format, typer.Option("--format", help="Lines, or one JSON object.")] = Format.TEXT,
) -> None:
    """Replace an article's text by a corrected one, and move every span to where its words are now."""
    from annotate_kit.errors import UsageError
    from annotate_kit.importers import Metadata
    from annotate_kit.workflow.correcting import correct_article

    work = console.project()
    name = console.annotator(as_, work)
    if undo:
        _take_back(work, name)
        return
    if article is None or file is None:
        raise UsageError("the article or the corrected text is missing", "See `annotate-kit article update --help`.")
    found = correct_article(
        work,
        article,
        _one_source(file, work),
        given=Metadata(title=title, source=source, url=url, published=published),
        by=name,
        clock=console.clock,
        ids=console.ids,
        is_dry=dry_run,
    )
    if format_ is Format.JSON:
        _print_json(found)
    else:
        _print_lines(found, is_dry=dry_run)
    if found.doubtful:
        console.leave(console.PROBLEMS)


def _one_source(file: str, work: Project) -> Source:
    from annotate_kit.cli.import_ import sources
    from annotate_kit.errors import UsageError

    found = sources(file, work.store.limits)
    if len(found) != 1:
        raise UsageError(f"{file} holds {len(found)} texts", "Name one file.")
    return found[0]


def _take_back(work: Project, name: str) -> None:
    from annotate_kit.workflow.correcting import take_correction_back

    tell(take_correction_back(work, by=name, clock=console.clock, ids=console.ids))


_KINDS = ("exact", "moved", "changed", "lost")


def _print_lines(found: Correction, *, is_dry: bool) -> None:
    from annotate_kit.text import safe_line

    for file in found.files:
        if file.is_stranded:
            console.data(f"{file.annotator}: made on a text that is not kept here; nothing was moved\n")
            continue
        console.data(f"{file.annotator}: {', '.join(f'{file.count(kind)} {kind}' for kind in _KINDS)}\n")
        for span in file.doubtful:
            console.data(f"    {span.kind:8} {span.before.id}  {safe_line(span.before.quote, 80)}\n")
    if not found.is_text_new and not found.files:
        console.talk("annotate-kit: that is the text already.")
    elif is_dry:
        console.talk("annotate-kit: nothing was written (--dry-run).")
    else:
        console.talk(f"annotate-kit: corrected; {_doubt(found.doubtful)}")


def _doubt(count: int) -> str:
    from annotate_kit.core.counting import counted

    if not count:
        return "nothing is in doubt."
    return f"{counted(count, 'span is', 'spans are')} for a person to look at: `_` in the app lists them."


def _print_json(found: Correction) -> None:
    from annotate_kit.codec import encode

    console.raw(
        encode(
            {
                "article": found.article.id,
                "is_text_new": found.is_text_new,
                "files": [
                    {
                        "annotator": file.annotator,
                        "is_stranded": file.is_stranded,
                        "spans": [
                            {
                                "id": span.before.id,
                                "kind": span.kind,
                                "quote": span.before.quote,
                                "before": [[part.start, part.end] for part in span.before.fragments],
                                "after": [[part.start, part.end] for part in span.after.fragments],
                            }
                            for span in file.spans
                        ],
                    }
                    for file in found.files
                ],
            }
        )
    )
