"""What belongs to one person on one machine: bookmarks, and the timer's counts. Never part of an annotation file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import attrs

from annotate_kit.codec import encode, parse_json
from annotate_kit.core import Absent, Json
from annotate_kit.core.names import is_annotator_name
from annotate_kit.core.values import is_array
from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import Store
from annotate_kit.store.paths import PRIVATE, checked_annotator, checked_article
from annotate_kit.store.store import content
from annotate_kit.text import Exact, Moved, anchor, context

__all__ = [
    "Act",
    "Mark",
    "count_marks",
    "keep_acts",
    "keep_marks",
    "keep_name",
    "read_acts",
    "read_marks",
    "read_name",
]

_QUOTE = 24
"""Code points that a bookmark remembers of the words that it stands at."""


@attrs.frozen(kw_only=True)
class Mark:
    """A bookmark: an offset, and the words around it, by which it is found again in a corrected text."""

    at: int
    """In code points."""
    words: str
    prefix: str
    suffix: str


@attrs.frozen(kw_only=True)
class Act:
    """What one act cost: the keys and seconds since the act before. No text, no words, no values."""

    act: str
    """The name of what the last key did: "tag", "fill"."""
    type: str = ""
    """The record type that it was about, or ""."""
    keys: int = 0
    seconds: float = 0.0


_NAME = f"{PRIVATE}/annotator"
"""A file of one line: who annotated last on this machine, and named herself when she was asked."""


def read_name(store: Store) -> str | None:
    """Who annotates on this machine, as she said when she was asked; None where nobody has."""
    try:
        name = store.read(_NAME).decode("utf-8", "replace").strip() if store.exists(_NAME) else ""
    except AnnotateKitError:
        return None
    return name if is_annotator_name(name) else None


def keep_name(store: Store, name: str) -> None:
    """Remember who annotates on this machine.

    Raises:
        UnwritableError: where the file system refuses.
    """
    store.write(_NAME, content(f"{checked_annotator(name)}\n".encode()))


def _marks_path(id_: str, annotator: str) -> str:
    return f"{PRIVATE}/bookmarks/{checked_article(id_)}/{checked_annotator(annotator)}.json"


def _acts_folder(id_: str, annotator: str) -> str:
    return f"{PRIVATE}/timer/{checked_article(id_)}/{checked_annotator(annotator)}"


def read_marks(store: Store, id_: str, annotator: str, text: str) -> tuple[int, ...]:
    """Where a person's bookmarks of an article stand in its text now, in code points, ascending.

    One whose words are gone is left out, and so is everything where the file cannot be read: bookmarks are a comfort.
    """
    found = (_place(mark, text) for mark in _marks(store, id_, annotator))
    return tuple(sorted({at for at in found if at is not None}))


def count_marks(store: Store, id_: str, annotator: str) -> int:
    """How many bookmarks a person has in an article."""
    return len(_marks(store, id_, annotator))


def _place(mark: Mark, text: str) -> int | None:
    found = anchor(text, mark.words, mark.prefix, mark.suffix, mark.at)
    return found.start if isinstance(found, Exact | Moved) else None


def _marks(store: Store, id_: str, annotator: str) -> tuple[Mark, ...]:
    value = _read(store, _marks_path(id_, annotator))
    listed = value.get("bookmarks") if isinstance(value, Mapping) else None
    marks: list[Mark] = []
    for one in cast("Sequence[Any]", listed) if is_array(listed) else ():
        match one:
            case {"at": int(at), "words": str(words), "prefix": str(prefix), "suffix": str(suffix)}:
                marks.append(Mark(at=at, words=words, prefix=prefix, suffix=suffix))
            case _:
                # Somebody wrote into it: what is left is still of use.
                pass
    return tuple(marks)


def _read(store: Store, path: str) -> Json:
    try:
        raw = store.read(path) if store.exists(path) else b""
    except AnnotateKitError:
        return None
    value = parse_json(raw, file=path).value
    return None if isinstance(value, Absent) else value


def keep_marks(store: Store, id_: str, annotator: str, text: str, offsets: Sequence[int]) -> None:
    """Put a person's bookmarks of an article on disk.

    Raises:
        UnwritableError: where the file system refuses.
    """
    marks = [_mark(text, at) for at in sorted(offsets)]
    value: Json = {"bookmarks": marks, "format": "annotate-kit-bookmarks/1"}
    store.write(_marks_path(id_, annotator), content(encode(value)))


def _mark(text: str, at: int) -> dict[str, Json]:
    words = text[at : at + _QUOTE].partition("\n")[0]
    prefix, suffix = context(text, at, at + len(words))
    return {"at": at, "words": words, "prefix": prefix, "suffix": suffix}


def keep_acts(store: Store, id_: str, annotator: str, session: str, acts: Sequence[Act]) -> None:
    """Put what a session's acts cost on disk, in place of what was there of it.

    Raises:
        UnwritableError: where the file system refuses.
    """
    if acts:
        value: Json = {"acts": [_as_json(act) for act in acts], "format": "annotate-kit-timer/1"}
        store.write(f"{_acts_folder(id_, annotator)}/{session}.json", content(encode(value)))


def _as_json(act: Act) -> dict[str, Json]:
    # Milliseconds as whole numbers: exact, and short.
    return {"act": act.act, "keys": act.keys, "ms": round(act.seconds * 1000), "type": act.type}


def read_acts(store: Store, id_: str, annotator: str) -> Iterator[Act]:
    """What a person's acts in an article cost, session by session; what cannot be read is left out."""
    folder = _acts_folder(id_, annotator)
    for name in store.list_folder(folder):
        value = _read(store, f"{folder}/{name}")
        listed = value.get("acts") if isinstance(value, Mapping) else None
        for one in cast("Sequence[Any]", listed) if is_array(listed) else ():
            match one:
                case {"act": str(act), "keys": int(keys), "ms": int(ms), "type": str(type_)}:
                    yield Act(act=act, type=type_, keys=keys, seconds=ms / 1000)
                case _:
                    pass
