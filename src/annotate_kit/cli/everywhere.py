"""`annotate-kit everywhere`: the same words in every article, shown first, tagged in one act."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.acting import take_back

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit everywhere "Kim Yoon" --type official

    annotate-kit everywhere KJE "the association" --type organization --entity organization-4w9t1c8v6n --accept

    annotate-kit everywhere --undo
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("everywhere", epilog=EPILOG)(everywhere)


def everywhere(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="Names, each in quotes.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="The record type that they mention.")] = None,
    entity: Annotated[str | None, typer.Option(help="The id of what they name; see `entities`.")] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who annotates.")] = None,
    ignore_case: Annotated[bool, typer.Option("--ignore-case", help="Capitals do not matter.")] = False,  # noqa: FBT002 - a switch
    accept: Annotated[bool, typer.Option("--accept", help="Tag all the places that are shown.")] = False,  # noqa: FBT002 - a switch
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last such act.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Show every place of some words that is not tagged, by article; with --accept, tag them in one act."""
    from annotate_kit.errors import UsageError
    from annotate_kit.text import safe_line
    from annotate_kit.workflow.everywhere import tag_everywhere
    from annotate_kit.workflow.suggested import find_everywhere_places

    work = console.project()
    name = console.annotator(as_, work)
    if undo:
        take_back(work, name)
        return
    if not words or type_ is None:
        raise UsageError("the words or their --type are missing", 'For example: everywhere "Kim Yoon" --type official.')
    with console.progress(len(work.article_ids), "looking") as step:
        places = find_everywhere_places(work, words, type_, name, entity, ignore_case=ignore_case, progress=step)
    for one in places:
        console.data(f"{one.article}  {len(one.suggestions)}\n")
        for suggestion in one.suggestions:
            sentence = one.question.index.sentence_at(suggestion.start)
            console.data(f"    {safe_line(one.question.text[sentence.start : sentence.end], 100)}\n")
    count = sum(len(one.suggestions) for one in places)
    if accept:
        tagged = tag_everywhere(work, places, by=name, clock=console.clock, ids=console.ids)
        console.talk(f"annotate-kit: {tagged} places tagged; `annotate-kit everywhere --undo` takes all back.")
    else:
        console.talk(f"annotate-kit: {count} places in {len(places)} articles; --accept tags them.")
