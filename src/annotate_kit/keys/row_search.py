"""Rows that typing finds, among tens of thousands: what each is found by is worked out once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate_kit.keys.overlays import ListRow, TakeNew
from annotate_kit.text import name_key

__all__ = ["filtered", "prepare"]

_INNER = re.compile(r"[-/(“\"'.]")
"""Where a further word begins inside one without spaces."""


def filtered(rows: Sequence[ListRow], typed: str, most: int | None = None) -> tuple[ListRow, ...]:
    """The rows with a word that begins with each typed one; a code or label typed whole first, then beginnings.

    Scripts without spaces are looked for anywhere. Rows that make new records always stay; of the others at most
    `most`.
    """
    whole = typed.strip().casefold()
    plain = _wanted(whole.split())
    keys = _wanted(name_key(typed).split())
    ranked: tuple[list[ListRow], list[ListRow], list[ListRow]] = ([], [], [])
    new: list[ListRow] = []
    for row in rows:
        if isinstance(row.choice, TakeNew):
            new.append(row)
            continue
        words, key_words, label = _found_by(row)
        if all(token in words for token in plain) or (keys and all(token in key_words for token in keys)):
            is_it = bool(whole) and whole in (label, row.detail.casefold())
            ranked[0 if is_it else 1 if label.startswith(whole) else 2].append(row)
    found = (*ranked[0], *ranked[1], *ranked[2])
    return (*found[:most], *new)


def _wanted(words: Sequence[str]) -> list[str]:
    # A word in Latin letters has to begin one, and every word begins behind a space.
    return sorted((f" {word}" if word.isascii() else word for word in words), key=len, reverse=True)


_memo: dict[int, tuple[ListRow, tuple[str, str, str]]] = {}
_MOST_REMEMBERED = 200_000


def _found_by(row: ListRow) -> tuple[str, str, str]:
    known = _memo.get(id(row))
    if known is not None and known[0] is row:
        return known[1]
    if len(_memo) >= _MOST_REMEMBERED:
        _memo.clear()
    text = " ".join((row.label, row.detail, *row.names))
    made = (_begins(text.casefold()), _begins(name_key(text)), row.label.casefold())
    _memo[id(row)] = (row, made)
    return made


def _begins(text: str) -> str:
    """Each word, and each that begins inside one, behind a space."""
    words: list[str] = []
    for part in text.split():
        words.append(part)
        inner = _INNER.split(part)
        words += inner if len(inner) > 1 else ()
    return " " + " ".join(words)


def prepare(rows: Sequence[ListRow]) -> None:
    """Work out what these rows are found by, before a key needs it."""
    for row in rows:
        _found_by(row)
