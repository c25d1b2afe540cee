"""`annotate-kit merge-driver`: what git runs to merge an annotation file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotate_kit.cli import console

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
    from annotate_kit.core import LIMITS
    from annotate_kit.errors import InputError
    from annotate_kit.store import DiskFs, write_file_atomically
    from annotate_kit.store.store import content
    from annotate_kit.workflow.git_merging import merge_versions

    fs = DiskFs()
    raws = [fs.read(fs.resolve(side.absolute().as_posix()), LIMITS.json_bytes + 1) for side in (base, ours, theirs)]
    if max(map(len, raws)) > LIMITS.json_bytes:
        raise InputError(path or str(ours), f"a side has more than {LIMITS.json_bytes:,} bytes", "Merge it by hand.")
    merged = merge_versions(*raws)
    write_file_atomically(fs, ours.absolute().as_posix(), content(merged.raw), shown=ours.as_posix())
    for what in merged.undecided:
        console.talk(f"annotate-kit: {path or ours}: {what}. Decide it with `annotate-kit annotate`, then git add.")
    if merged.undecided:
        console.leave(console.PROBLEMS)
