"""`annotate-kit merge-driver`: what git runs to merge an annotation file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.core import Limits

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit init --git    (sets it up, so that nobody types what follows)

    git config merge.annotate-kit.driver "annotate-kit merge-driver %O %A %B %P"

    echo "annotations/*/*.json merge=annotate-kit" >> .gitattributes

    echo "annotations/*/article.json !merge" >> .gitattributes
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("merge-driver", epilog=EPILOG)(merge_driver)


def merge_driver(
    base: Annotated[Path, typer.Argument(help="What both sides grew out of (%O).")],
    ours: Annotated[Path, typer.Argument(help="Our side (%A); the result is written here.")],
    theirs: Annotated[Path, typer.Argument(help="Their side (%B).")],
    path: Annotated[str, typer.Argument(help="Where the file stands in the repository (%P), for messages.")] = "",
) -> None:
    """Merge an annotation file by id, for git; exit 1 where a person has to decide something."""
    from annotate_kit.cli.given_files import read_given
    from annotate_kit.store import DiskFs, write_file_atomically
    from annotate_kit.store.store import content
    from annotate_kit.workflow.git_merging import merge_versions

    limits = _limits()
    merged = merge_versions(*(read_given(side, "json_bytes", limits, shown=path) for side in (base, ours, theirs)))
    write_file_atomically(DiskFs(), ours.absolute().as_posix(), content(merged.raw), shown=ours.as_posix())
    for what in merged.undecided:
        console.talk(f"annotate-kit: {path or ours}: {what}. Decide it with `annotate-kit annotate`, then git add.")
    if merged.undecided:
        console.leave(console.PROBLEMS)


def _limits() -> Limits:
    """The project's; git merges also where there is no project, or where its settings are in conflict themselves."""
    from annotate_kit.core import LIMITS
    from annotate_kit.errors import AnnotateKitError

    try:
        return console.project().store.limits
    except AnnotateKitError:
        return LIMITS
