"""Starting a project: the shipped record types and the two files that keep git from spoiling it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from annotate_kit.store import Store

__all__ = ["GITATTRIBUTES", "GITIGNORE", "MERGE_ATTRIBUTES", "StartReport", "start_project", "with_merge_attributes"]

GITIGNORE = b".annotate-kit/\nexports/\n"
"""The journal is this machine's, and exports can be made again."""

MERGE_ATTRIBUTES = (
    b"# Two people's work on one annotation file is put together by id; `annotate-kit init --git` tells a clone how.\n"
    b"annotations/*/*.json merge=annotate-kit\n"
    b"annotations/*/article.json !merge\n"
    b"annotations/_register/*.json !merge\n"
)
"""Where git knows no driver of this name it merges line by line, as without these lines."""

GITATTRIBUTES = (
    b"# A checkout that changes line ends would shift every offset.\nannotations/**/text.txt -text\n" + MERGE_ATTRIBUTES
)


@attrs.frozen(kw_only=True)
class StartReport:
    """What was made, and what was there and left as it was."""

    made: tuple[str, ...]
    """Relative POSIX paths."""
    kept: tuple[str, ...]
    """Relative POSIX paths of files that were there already."""


def start_project(store: Store, shipped: Mapping[str, bytes]) -> StartReport:
    """Make a project in the store's folder out of shipped files (relative POSIX path → bytes).

    Nothing that is there is changed.

    Raises:
        UnwritableError: where the folder cannot be written.
    """
    made: list[str] = []
    kept: list[str] = []
    wanted = {".gitattributes": GITATTRIBUTES, ".gitignore": GITIGNORE, **shipped}
    for path, content in wanted.items():
        (made if store.add_file(path, content) else kept).append(path)
    store.add_folder("annotations")
    return StartReport(made=tuple(made), kept=tuple(kept))


def with_merge_attributes(attributes: bytes) -> bytes:
    """The content of .gitattributes with the lines for the merge driver behind it, if it has none for it."""
    if b"merge=annotate-kit" in attributes:
        return attributes
    gap = b"" if attributes.endswith(b"\n") or not attributes else b"\n"
    return attributes + gap + MERGE_ATTRIBUTES
