"""The schemas and sample articles that come with the package: one copy, in a checkout and in the wheel."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from annotate_kit.errors import NotFoundError

__all__ = ["EXAMPLES", "shipped_files"]

EXAMPLES = "schemas/examples"
"""Where the examples of schemas lie, in a project as in the package."""


def shipped_files(*folders: str) -> dict[str, bytes]:
    """The shipped files of these folders (`schemas`, `schemas/examples`, `annotations`), by relative POSIX path.

    Examples of schemas come only where they are asked for: nobody needs them but who changes a schema.

    Raises:
        NotFoundError: where the package was installed without them.
    """
    found: dict[str, bytes] = {}
    for folder in folders:
        source = next((place / folder for place in _places() if (place / folder).is_dir()), None)
        if source is None:
            raise NotFoundError("shipped folder", folder)
        found.update(_walk(source, folder))
    if EXAMPLES not in folders:
        found = {path: content for path, content in found.items() if not path.startswith(f"{EXAMPLES}/")}
    return dict(sorted(found.items()))


def _places() -> Iterator[Traversable]:
    yield files("annotate_kit") / "_shipped"
    # In a checkout the folders at the top level are the ones that the wheel ships.
    yield Path(__file__).parents[3]


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        inner = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _walk(entry, inner)
        elif not entry.name.startswith("."):
            yield inner, entry.read_bytes()
