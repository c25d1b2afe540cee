"""Starting a project: the shipped record types and the two files that keep git from spoiling it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from annotate_kit.store import Store

__all__ = ["GITATTRIBUTES", "GITIGNORE", "StartReport", "start_project"]

GITIGNORE = b".annotate-kit/\nexports/\n"
"""The journal is this machine's, and exports can be made again."""

GITATTRIBUTES = b"# A checkout that changes line ends would shift every offset.\nannotations/**/text.txt -text\n"


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
