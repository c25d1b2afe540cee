"""The command line put together: every command's module adds itself; errors become one line and an exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

# Rich would make `--help` cost seven times as much, and spoil it in a pipe.
os.environ.setdefault("TYPER_USE_RICH", "0")

import typer

from annotate_kit._version import __version__
from annotate_kit.cli import console

__all__ = ["build", "run"]

COMMANDS = (
    "demo",
    "init",
    "import_",
    "article",
    "annotate",
    "tutor",
    "status",
    "suggest",
    "everywhere",
    "entities",
    "find",
    "validate",
    "export",
    "workbook",
    "schema",
    "rule",
    "keys",
    "doctor",
    "log",
    "restore",
    "merge_driver",
)
"""The modules of the commands, in the order of the help."""

# Typer carries its own click, whose errors are no part of its public names; BadParameter's family is the way in.
_Fault = cast("type[Exception]", typer.BadParameter.__mro__[2])

EPILOG = """
Examples:

    annotate-kit demo

    annotate-kit init my-project && cd my-project

    annotate-kit import article.txt --source Yonhap --published 2023-05-17

    annotate-kit annotate --as kim

    annotate-kit validate && annotate-kit export xlsx
"""


def build() -> typer.Typer:
    """The application with all its commands."""
    app = typer.Typer(
        name="annotate-kit",
        help="Structured records out of news articles, with evidence for every value.",
        epilog=EPILOG,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_root)
    for name in COMMANDS:
        import_module(f"annotate_kit.cli.{name}").register(app)
    return app


def _root(
    ctx: typer.Context,
    project: Annotated[
        Path | None,
        typer.Option(help="The project's folder; else ANNOTATE_KIT_PROJECT, else the nearest above this one."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,  # noqa: FBT002
) -> None:
    if version:
        console.data(f"annotate-kit {__version__}\n")
        console.leave(console.OK)
    console.chosen_root = project
    if ctx.invoked_subcommand is None:
        if not console.is_interactive():
            console.data(ctx.get_help() + "\n")
            console.leave(console.OK)
        from annotate_kit.cli.annotate import open_queue

        open_queue()


def run(arguments: Sequence[str]) -> int:
    """Run one command line, and return its exit code."""
    app = build()

    def action() -> int:
        try:
            result: Any = app(list(arguments), standalone_mode=False, prog_name="annotate-kit")
        except _Fault as error:
            console.talk(f"annotate-kit: {_sentence(error)} Try `{_command(error)} --help`.")
            return console.USAGE
        except (EOFError, typer.Abort):
            raise KeyboardInterrupt from None
        except SystemExit:
            # Inside a command Typer's click turns a closed pipe into SystemExit, and uses it for nothing else here.
            raise BrokenPipeError from None
        return result if isinstance(result, int) else console.OK

    return console.guarded(action)


def _command(error: Exception) -> str:
    """The command whose help says more: the one that was asked for wrongly."""
    return str(getattr(getattr(error, "ctx", None), "command_path", "annotate-kit"))


def _sentence(error: Exception) -> str:
    text = str(getattr(error, "format_message", lambda: error)()).strip().replace("\n", " ")
    return text if text.endswith((".", "?", "!")) else text + "."
