"""What checking each file came to last time, kept in .annotate-kit/cache by content.

A cache that is torn, old, or of another place costs time and nothing else: it is checked by a digest, and no outcome is
taken whose key does not hold the bytes of all that it depends on. A stranger can commit a cache that lies, so it is not
for where a stranger's work is judged: the command line leaves it out in CI.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import Store, code_stamp
from annotate_kit.store.store import content
from annotate_kit.workflow.outcomes import Outcome, outcome_from_json, outcome_to_json

__all__ = ["CheckedCache", "key_of"]

FOLDER = ".annotate-kit/cache"
FILE = f"{FOLDER}/checked.json"
_NOTHING = Outcome()
_UNUSABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def key_of(parts: Iterable[bytes | None]) -> str:
    """A digest of parts, None for one that is not there; no two lists of parts give the same."""
    listed = tuple(parts)
    # One long piece: thousands of files are hashed before anything is known to have changed.
    lengths = " ".join("-" if part is None else str(len(part)) for part in listed)
    return hashlib.sha256(b"".join((lengths.encode(), b"\n", *filter(None, listed)))).hexdigest()


class CheckedCache:
    """The outcomes of a project's files, read once and saved once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # A copy of the project, or the same under other code, starts afresh.
        self._place = f"{code_stamp()}\n{store.root}\n".encode(errors="surrogateescape")
        self._known: dict[str, Any] = self._read()
        self._is_changed = False

    def find(self, path: str, key: str) -> Outcome | None:
        """The outcome of the file at a path, if it depends on nothing but what the key is made of."""
        kept = self._known.get(path)
        if kept is None or kept[0] != key:
            return None
        if len(kept) == 1:
            return _NOTHING  # most files
        try:
            return outcome_from_json(kept[1:])
        except _UNUSABLE:
            return None

    def has(self, path: str) -> bool:
        """Whether anything is known of a path, be it of other content."""
        return path in self._known

    def keep(self, path: str, key: str, outcome: Outcome) -> None:
        """Remember an outcome, in place of what was known of the path."""
        self._known[path] = [key, *outcome_to_json(outcome)]
        self._is_changed = True

    def key_of_all(self, paths: Iterable[str]) -> str:
        """A digest of what is known of files together; they have all been kept or found in this run."""
        known = (part for path in paths if path in self._known for part in (path, self._known[path][0]))
        # A name may be bytes that are no text.
        return key_of(part.encode(errors="surrogateescape") for part in known)

    def drop_all_but(self, paths: Iterable[str]) -> None:
        """Forget the files that are gone."""
        kept = {path: self._known[path] for path in paths if path in self._known}
        self._is_changed |= len(kept) != len(self._known)
        self._known = kept

    def save(self) -> None:
        """Write what is new; where that cannot be done, nothing is lost but time."""
        if not self._is_changed:
            return
        body = json.dumps(self._known, separators=(",", ":")).encode()
        if len(body) + 100 > self._store.limits.json_bytes:
            return
        with suppress(AnnotateKitError):
            if not self._store.exists(f"{FOLDER}/.gitignore"):
                self._store.write(f"{FOLDER}/.gitignore", content(b"*\n"))
            self._store.write(FILE, content(self._seal(body) + b"\n" + body))
            self._is_changed = False

    def _read(self) -> dict[str, Any]:
        try:
            if not self._store.exists(FILE):
                return {}
            seal, _, body = self._store.read(FILE).partition(b"\n")
            known = json.loads(body) if seal == self._seal(body) else {}
        except (AnnotateKitError, *_UNUSABLE):
            return {}
        is_sound = isinstance(known, dict) and all(isinstance(kept, list) and kept for kept in known.values())
        return known if is_sound else {}

    def _seal(self, body: bytes) -> bytes:
        return key_of((self._place, body)).encode()
