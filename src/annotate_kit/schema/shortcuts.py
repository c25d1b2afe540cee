"""Letters: one for each record type, one for each field among its siblings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

__all__ = ["FIELD_LETTERS", "KEPT", "TYPE_LETTERS", "Claim", "assign"]

KEPT = "efghjklnqruvxy"
"""The letters that the kit keeps for itself where a key tags."""

FIELD_LETTERS = "abcdefghijklmnopqrstuvwxyz"
TYPE_LETTERS = "".join(letter for letter in FIELD_LETTERS if letter not in KEPT) + "0123456789"
"""What is free for record types: twelve letters, then the digits."""


@attrs.frozen(kw_only=True)
class Claim:
    """What wants a letter: the one that a hint asks for, if any, and the words to take one from."""

    hint: str = ""
    words: str


def assign(claims: Sequence[Claim], letters: str) -> tuple[str, ...]:
    """A letter for each claim, none twice: the hint's, else the first free one of its words, else any; "" when out."""
    taken: dict[int, str] = {}
    used: set[str] = set()
    for number, claim in enumerate(claims):
        if claim.hint and claim.hint in letters and claim.hint not in used:
            taken[number] = claim.hint
            used.add(claim.hint)
    for number, claim in enumerate(claims):
        if number not in taken:
            taken[number] = _first_free((*claim.words.lower(), *letters), letters, used)
            used.add(taken[number])
    return tuple(taken[number] for number in range(len(claims)))


def _first_free(wanted: Iterable[str], letters: str, used: Collection[str]) -> str:
    return next((letter for letter in wanted if letter in letters and letter not in used), "")
