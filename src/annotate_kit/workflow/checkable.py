"""What a project holds that can be checked, and which of it is meant by paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate_kit.core.limits import Bytes
from annotate_kit.errors import UsageError
from annotate_kit.store import Store

__all__ = ["ANNOTATIONS", "REGISTER", "RULES", "SCHEMAS", "Files", "chosen_files"]

SCHEMAS, ANNOTATIONS, REGISTER, RULES = "schemas", "annotations", "_register", "rules"


class Files:
    """The files of a project, in the order of the paths."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._real: dict[str, str] = {}
        """Folder → where it lies, all links followed; found once, for it costs more than reading a file."""
        self._top = store.find(ANNOTATIONS)
        names = store.list_folder(ANNOTATIONS)
        self.folders = tuple(name for name in names if self._is_article_folder(name))
        self._inside = {folder: tuple(self._checkable(folder)) for folder in self.folders}
        schemas = [f"{SCHEMAS}/{name}" for name in store.list_folder(SCHEMAS) if name.endswith(".schema.json")]
        articles = [path for paths in self._inside.values() for path in paths]
        rules = [f"{RULES}/{name}" for name in store.list_folder(RULES) if name.endswith(".json")]
        self.all = (*articles, *rules, *schemas)

    def _is_article_folder(self, name: str) -> bool:
        if name.startswith((".", "_")):
            return False
        stat = self._store.fs.stat(f"{self._top}/{name}")
        return stat is not None and stat.kind == "folder"

    def _checkable(self, folder: str) -> Iterator[str]:
        base = f"{ANNOTATIONS}/{folder}"
        # It is no link, and what it lies in has been followed already.
        self._real[base] = f"{self._top}/{folder}"
        for name in self._store.fs.list_folder(self._real[base]):
            if (name.endswith(".json") and not name.startswith(".")) or name == "text.txt":
                yield f"{base}/{name}"

    def in_folder(self, folder: str) -> tuple[str, ...]:
        """The files of one article."""
        return self._inside[folder]

    def read(self, path: str, limit: Bytes = "json_bytes") -> bytes:
        """The bytes of a file.

        Raises:
            UnreadableError: where it cannot be read.
            InputError: where it is longer than the limit.
        """
        folder, _, name = path.rpartition("/")
        most: int = getattr(self._store.limits, limit)
        try:
            raw = self._store.fs.read(f"{self._real[folder]}/{name}", most + 1)
        except (OSError, KeyError):
            return self._store.read(path, limit)  # which follows links, and says what is wrong
        return raw if len(raw) <= most else self._store.read(path, limit)


def chosen_files(files: Sequence[str], paths: Sequence[str]) -> tuple[str, ...]:
    """The files that lie at paths, or all; in their order.

    Args:
        files: all that can be checked.
        paths: files or folders, relative to the project, or ids of articles.

    Raises:
        UsageError: where nothing lies at one of the paths, or there is nothing at all.
    """
    if not paths:
        if not files:
            raise UsageError("there is nothing to validate", "Import an article, or add a schema.")
        return tuple(files)
    known, wanted = frozenset(files), dict[str, None]()
    for path in paths:
        found = [path] if path in known else [file for file in files if _lies_at(file, path)]
        if not found:
            from difflib import get_close_matches  # noqa: PLC0415 - only for what is not there

            near = get_close_matches(path, [*files, *{file.split("/")[1] for file in files}], n=1)
            hint = f"Did you mean {near[0]}?" if near else "Name a file or folder of the project, or an article."
            raise UsageError(f"there is nothing to validate at {path!a}", hint)
        wanted.update(dict.fromkeys(found))
    return tuple(file for file in files if file in wanted)


def _lies_at(file: str, path: str) -> bool:
    path = path.rstrip("/")
    return path in ("", ".") or file.startswith((f"{path}/", f"{ANNOTATIONS}/{path}/"))
