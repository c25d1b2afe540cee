"""Corrections of a text made at random, each letter of the old text followed to where it went."""

from __future__ import annotations

import random
from collections.abc import Sequence

import attrs

NEW = (
    "",
    "the ",
    "Busan",
    "Kim Yoon said. ",
    "29",
    "부산은 ",
    "\n\n",
    "A whole new sentence about the vote in Paris. ",
    "é",
)


@attrs.frozen
class Corrected:
    """A corrected text."""

    text: str
    origins: tuple[int, ...]
    """For each letter of it, where it stood in the old text; -1 where it is new."""

    def place_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the letters of an old range stand now, if they still stand together."""
        at = self.origins.index(start) if start in self.origins else -1
        is_whole = at >= 0 and self.origins[at : at + end - start] == tuple(range(start, end))
        return (at, at + end - start) if is_whole else None


def corrected(text: str, luck: random.Random, steps: int) -> Corrected:
    """The text after some corrections: words put in, taken out, put for others; sentences and paragraphs moved."""
    letters = [(letter, at) for at, letter in enumerate(text)]
    for _ in range(steps):
        act = luck.choice(["in", "out", "swap", "move", "paragraph"])
        if act == "paragraph":
            letters = _moved_paragraph(letters, luck)
            continue
        start, end = _range(letters, luck)
        if act == "in":
            end = start
        piece, fresh = letters[start:end], _fresh(luck)
        if act == "out":
            fresh = []
        if _can_slide(letters, start, end, fresh):
            continue
        letters[start:end] = [] if act == "move" else fresh
        if act == "move":
            at = luck.randrange(len(letters) + 1)
            letters[at:at] = [] if _can_slide(letters, at, at, piece) else piece
    return Corrected("".join(letter for letter, _ in letters), tuple(at for _, at in letters))


def _range(letters: Sequence[tuple[str, int]], luck: random.Random) -> tuple[int, int]:
    start = luck.randrange(len(letters) + 1)
    return start, min(start + luck.choice([1, 3, 8, 20, 60]), len(letters))


def _can_slide(letters: Sequence[tuple[str, int]], start: int, end: int, fresh: Sequence[tuple[str, int]]) -> bool:
    """Whether the same text comes out where the letters beside are taken for the others: then none can say which."""
    gone = "".join(letter for letter, _ in letters[start:end])
    came = "".join(letter for letter, _ in fresh)
    before = "".join(letter for letter, _ in letters[start - 1 : start])
    after = "".join(letter for letter, _ in letters[end : end + 1])
    return any(piece and (piece.startswith(after or "\0") or piece.endswith(before or "\0")) for piece in (gone, came))


def _fresh(luck: random.Random) -> list[tuple[str, int]]:
    return [(letter, -1) for letter in luck.choice(NEW)]


def _moved_paragraph(letters: Sequence[tuple[str, int]], luck: random.Random) -> list[tuple[str, int]]:
    ends = [at for at, (letter, _) in enumerate(letters) if letter == "\n"]
    if len(ends) < 3:  # one to take, one to put it behind
        return list(letters)
    first = luck.randrange(len(ends) - 1)
    low, high = ends[first] + 1, ends[first + 1] + 1
    rest = [*letters[:low], *letters[high:]]
    at = luck.choice([at + 1 for at, (letter, _) in enumerate(rest) if letter == "\n"])
    return [*rest[:at], *letters[low:high], *rest[at:]]
