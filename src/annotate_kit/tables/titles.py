"""Titles of columns and tables: one line each, from the titles of the schema, unique where they must be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["Titles", "chain", "folded", "lowered", "one_line"]

_LONGEST = 100
"""Code points of a title; a name in Excel's tables ends at 255 UTF-16 units."""


def one_line(words: str) -> str:
    """The words on one line, with single spaces."""
    return " ".join(words.split())


def folded(words: str) -> str:
    """The words as they are compared where neither case nor white space counts."""
    return one_line(words).casefold()


def lowered(title: str) -> str:
    """A title for the middle of another one: "As printed" → "as printed", but "ISO code" and "Ünited" as they are."""
    first = title.split(" ", 1)[0]
    is_word = first.isascii() and first[:1].isupper() and (first[1:].islower() or first == "A")
    return title[:1].lower() + title[1:] if is_word else title


def chain(titles: Sequence[str]) -> str:
    """The titles on the way to a value as one: ("Dates", "In force") → "Dates in force".

    A title that only repeats the one before is left out: ("Amount", "Amount") → "Amount".
    """
    kept: list[str] = []
    for title in filter(None, map(one_line, titles)):
        if not kept or title.casefold() != kept[-1].casefold():
            kept.append(title)
    return " ".join([*kept[:1], *map(lowered, kept[1:])])


class Titles:
    """Titles that are taken, without regard to case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {title.casefold() for title in taken}

    def take(self, title: str) -> str:
        """The title, shortened where it is very long, with a number behind it where it is taken already."""
        wanted = one_line(title) or "Untitled"
        if len(wanted) > _LONGEST:
            wanted = wanted[: _LONGEST - 1] + "…"
        free, number = wanted, 1
        while free.casefold() in self._taken:
            number += 1
            free = f"{wanted} ({number})"
        self._taken.add(free.casefold())
        return free
