"""`annotate-kit suggest`: propose spans, records and values without the app, into files that the app offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.suggest import Message
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.suggested import Model, Proposed

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit suggest

    annotate-kit suggest expo-2030-vote --source names --source learned

    annotate-kit suggest --file other-tool.jsonl

    annotate-kit suggest expo-2030-vote --source model --print-prompt

    annotate-kit suggest --source model --send

What is proposed waits in .annotate-kit/suggestions/; nothing is data before a person accepts it in the app.

A model is asked only where annotate-kit.toml names one ([suggest.model] url and name) and with --send.
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("suggest", epilog=EPILOG)(suggest)


def suggest(
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="[ARTICLE]...", help="Ids of articles; all without.")
    ] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who annotates.")] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="names, patterns, learned, model, or one that a package adds; may be repeated."),
    ] = None,
    file: Annotated[
        list[Path] | None, typer.Option(help="What another tool proposed: JSON Lines, or an annotation file.")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send articles to the model of the settings.")] = False,  # noqa: FBT002 - a switch
    show: Annotated[bool, typer.Option("--print-prompt", help="Print what would be sent.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Propose spans, records and values; the app offers them."""
    from annotate_kit.workflow.suggested import chosen_articles

    work = console.project()
    name = console.annotator(as_, work)
    wanted = chosen_articles(work, articles or ())
    model = _model(work, asked="model" in (source or ()), send=send, print_prompt=show)
    if show:
        _print_prompts(work, wanted, name, model)
    else:
        _propose(work, wanted, name, source or (), file or (), model)


def _model(work: Project, *, asked: bool, send: bool, print_prompt: bool) -> Model | None:
    """How to ask the model; None where nobody asks for it.

    Raises:
        UsageError: where the settings name none, or nobody said that articles may be sent.
    """
    import os
    import time
    from functools import partial

    from annotate_kit.cli.posting import post
    from annotate_kit.errors import UsageError
    from annotate_kit.workflow.suggested import model_of

    if not (asked or print_prompt):
        return None
    if not (send or print_prompt):
        raise UsageError("a model is asked only with --send", "Articles leave this machine then; see --print-prompt.")
    return model_of(
        work.settings, os.environ, post=partial(post, most=work.store.limits.answer_bytes), clock=time.monotonic
    )


def _print_prompts(work: Project, articles: tuple[str, ...], name: str, model: Model | None) -> None:
    from annotate_kit.codec import encode
    from annotate_kit.suggest import request_of
    from annotate_kit.workflow.suggesting import question_of

    assert model is not None
    for id_ in articles:
        console.raw(encode(request_of(question_of(work, id_, name, ()), model.endpoint)))


def _propose(
    work: Project,
    articles: tuple[str, ...],
    name: str,
    sources: list[str] | tuple[()],
    files: list[Path] | tuple[()],
    model: Model | None,
) -> None:
    from importlib.metadata import entry_points

    from annotate_kit.cli.given_files import read_given
    from annotate_kit.workflow.suggested import File, propose

    given = [File(name=str(path), raw=read_given(path, "json_bytes", work.store.limits)) for path in files]
    packages = entry_points(group="annotate_kit.suggesters")
    with console.progress(len(articles), "suggesting") as step:
        made = propose(
            work,
            articles,
            name,
            sources=sources,
            files=given,
            packages=tuple(packages),
            model=model,
            progress=step,
        )
    console.data(_table(made.proposed))
    for message in made.messages:
        _tell(message)
    if made.seconds:
        spent = "" if made.cost is None else f", {made.cost:f} spent"
        console.talk(f"annotate-kit: the model took {made.seconds:.1f} s{spent}.")
    for reason, count in made.discarded.items():
        console.talk(f"annotate-kit: {count} of the model's values discarded: {reason}.")


def _table(proposed: tuple[Proposed, ...]) -> str:
    from annotate_kit.report import text_table

    names = sorted({source for one in proposed for source in one.by_source})
    rows: list[tuple[str | int, ...]] = [
        (one.article, *(one.by_source.get(name, 0) for name in names), one.kept) for one in proposed
    ]
    return text_table(("article", *names, "waiting"), rows) if rows else "No article.\n"


def _tell(message: Message) -> None:
    console.talk(f"annotate-kit: {message.source}: {message.what}. {message.hint}".rstrip())
