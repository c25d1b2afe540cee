"""Which files of a project a change touches: the changed ones, and those that a changed schema or text is about.

Settings and rules of the project's own are about everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotate_kit.store import Store, changed_since
from annotate_kit.workflow.checkable import ANNOTATIONS, RULES, SCHEMAS, Files

__all__ = ["since", "touched"]

_SUFFIX = ".schema.json"
_SETTINGS = "annotate-kit.toml"


def since(store: Store, revision: str) -> Callable[[Files, tuple[str, ...]], tuple[str, ...]]:
    """What `validate_project` takes to check only what was touched since a revision of git.

    Raises:
        UsageError: where git knows no such revision, or the project is in no repository.
    """
    changed = changed_since(store.root, revision)
    return lambda files, chosen: touched(files, chosen, changed)


def touched(files: Files, chosen: tuple[str, ...], changed: Iterable[str]) -> tuple[str, ...]:
    """Those of the chosen files that a change touches.

    Too many rather than too few: a file that names a changed record type counts as one that holds it.

    Args:
        files: of the project.
        chosen: which of them are meant.
        changed: paths relative to the project, POSIX, also of files that are gone.
    """
    paths = frozenset(changed)
    if _SETTINGS in paths or any(path.startswith(f"{RULES}/") for path in paths):
        return chosen
    folders = {path.rpartition("/")[0] for path in paths if path.endswith(("/text.txt", "/article.json"))}
    types = _touched_types(files, {_type_of(path) for path in paths if path.startswith(f"{SCHEMAS}/")})
    names = [f'"{name}"'.encode() for name in types]

    def is_touched(path: str) -> bool:
        if path in paths or path.rpartition("/")[0] in folders:
            return True
        if path.startswith(f"{SCHEMAS}/"):
            return _type_of(path) in types
        is_annotation = path.startswith(f"{ANNOTATIONS}/") and not path.endswith(("/text.txt", "/article.json"))
        raw = files.read(path) if is_annotation and names else b""
        return any(name in raw for name in names)

    return tuple(path for path in chosen if is_touched(path))


def _type_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(_SUFFIX)


def _touched_types(files: Files, changed: set[str]) -> set[str]:
    """The changed schemas, and those that name one of them, directly or through others."""
    content = {_type_of(path): files.read(path) for path in files.all if changed and path.startswith(f"{SCHEMAS}/")}
    found, new = set(changed), set(changed)
    while new:
        names = [name.encode() for name in new]
        new = {type_ for type_, raw in content.items() if type_ not in found and any(name in raw for name in names)}
        found |= new
    return found
