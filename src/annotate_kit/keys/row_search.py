"""Rows that typing finds, among tens of thousands: what each is found by is worked out once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

import attrs

from annotate_kit.keys.overlays import ListRow, TakeNew
from annotate_kit.text import name_key

__all__ = ["filtered", "prepare"]

_INNER = re.compile(r"[-/(“\"'.]")
"""Where a further word begins inside one without spaces."""


@attrs.frozen(eq=False)
class _Lines:
    """What rows are found by, a line for each, in one text: looking through it takes no time for each row."""

    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Lines:
        return cls("\n".join(lines), tuple(accumulate((len(line) + 1 for line in lines), initial=0)))

    def holding(self, tokens: Sequence[str]) -> set[int]:
        """The numbers of the lines that hold all of these, the longest of them first."""
        text, starts, found = self.text, self.starts, set[int]()
        at = text.find(tokens[0])
        while at >= 0:
            number = bisect_right(starts, at) - 1
            if all(text.find(token, starts[number], starts[number + 1]) >= 0 for token in tokens[1:]):
                found.add(number)
            at = text.find(tokens[0], starts[number + 1] - 1)
        return found


@attrs.frozen(eq=False)
class _Prepared:
    rows: Sequence[ListRow]
    words: _Lines
    keys: _Lines


_prepared: list[_Prepared] = []


def _prepare(rows: Sequence[ListRow]) -> _Prepared:
    """What a list of rows is looked through by, worked out when the first letter is typed."""
    if not _prepared or _prepared[0].rows is not rows:
        found_by = [_found_by(row) for row in rows]
        made = _Prepared(rows, _Lines.of([one[0] for one in found_by]), _Lines.of([one[1] for one in found_by]))
        _prepared[:] = [made]
    return _prepared[0]


def filtered(rows: Sequence[ListRow], typed: str, most: int | None = None) -> tuple[ListRow, ...]:
    """The rows with a word that begins with each typed one; a code or label typed whole first, then beginnings.

    Of those that fit equally well the heavier come first.

    Scripts without spaces are looked for anywhere. Rows that make new records always stay; of the others at most
    `most`.
    """
    whole = typed.strip().casefold()
    plain = _wanted(whole.split())
    keys = _wanted(name_key(typed).split())
    numbers: Iterable[int] = range(len(rows))
    if plain:
        prepared = _prepare(rows)
        numbers = sorted(prepared.words.holding(plain) | (prepared.keys.holding(keys) if keys else set()))
    ranked: tuple[list[ListRow], list[ListRow], list[ListRow]] = ([], [], [])
    for row in (rows[number] for number in numbers):
        if not isinstance(row.choice, TakeNew):
            label = _found_by(row)[2]
            is_it = bool(whole) and whole in (label, row.detail.casefold())
            ranked[0 if is_it else 1 if label.startswith(whole) else 2].append(row)
    found = [row for rank in ranked for row in _heaviest_first(rank)]
    return (*found[:most], *(row for row in rows if isinstance(row.choice, TakeNew)))


def _heaviest_first(rows: list[ListRow]) -> Sequence[ListRow]:
    # Of tens of thousands of records none has a weight.
    return sorted(rows, key=lambda row: -row.weight) if any(row.weight for row in rows) else rows


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
