"""`annotate-kit find`: records, spans and sentences over the whole project."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.formats import Format

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit find Yoon

    annotate-kit find 윤석열 --type official

    annotate-kit find "free trade" --format json
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("find", epilog=EPILOG)(find)


def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="A name in any script, or text.")],
    type_: Annotated[list[str] | None, typer.Option("--type", help="A record type; may be repeated.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="Lines, or one JSON array.")] = Format.TEXT,
) -> None:
    """Find records by name, alias or other script, spans by their words, sentences by text."""
    from annotate_kit.errors import NotFoundError, UsageError
    from annotate_kit.text import safe_line
    from annotate_kit.workflow.entities import gather_entities
    from annotate_kit.workflow.finding import find_everywhere
    from annotate_kit.workflow.register import read_register

    work = console.project()
    wanted = " ".join(" ".join(words).split())
    if not wanted:
        raise UsageError("there is nothing to find", "Give a name or some words.")
    for name in type_ or ():
        if name not in work.catalog.types:
            raise NotFoundError("record type", name, tuple(work.catalog.types))
    with console.progress(2 * len(work.article_ids), "looking") as step:
        entities = gather_entities(work, read_register(work), progress=step)
        found = find_everywhere(work, wanted, entities, types=tuple(type_ or ()), progress=step)
    if format_ is Format.JSON:
        import attrs

        from annotate_kit.codec import encode

        console.raw(encode([attrs.asdict(one) for one in found]))
    else:
        for one in found:
            place = f":{one.start}-{one.end}" if one.kind != "record" else ""
            about = " ".join(part for part in (one.type, f"({one.reason})" if one.reason else "") if part)
            line = f"{one.article}{place}  {one.kind}  {safe_line(one.words, 100)}  {safe_line(about, 80)}"
            console.data(line.rstrip() + "\n")
    if not found:
        console.talk(f"annotate-kit: nothing is called {wanted!r}, and no text has it.")
        console.leave(console.PROBLEMS)
