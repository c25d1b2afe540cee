"""Which codes words name: by value, title or synonym, among other words, or with a slip of the pen."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from annotate_kit.schema import Choice, Field, find_choice

__all__ = ["named_choices"]

_LONG_ENOUGH = 6
"""Letters: of shorter words, one letter makes another word."""
_LONGEST = 200
"""Code points of words in which a code is looked for."""


def named_choices(field: Field, words: str) -> tuple[tuple[Choice, str], ...]:
    """The codes that words name, in the order of the words, each with how it was found; "" for word by word."""
    if len(words) > _LONGEST:
        return ()
    exact = find_choice(field, words)
    if exact is not None:
        return ((exact, ""),)
    folded = f" {_bare(words)} "
    inside = _inside(field, folded)
    if inside:
        return tuple((choice, "named among the words") for choice in inside)
    return tuple((choice, "nearly spelt so") for choice in _near(field, folded.strip()))


def _inside(field: Field, folded: str) -> list[Choice]:
    """The codes whose title or synonym stands in the words, none of them only as part of a longer one."""
    found: list[tuple[int, int, int]] = []
    for number, choice in enumerate(field.choices):
        for wanted in _names(choice):
            at = folded.find(wanted)
            if at >= 0:
                found.append((at, at + len(wanted), number))
    kept = [one for one in found if not any(_is_part(one, other) for other in found)]
    return [field.choices[number] for number in dict.fromkeys(number for _, _, number in sorted(kept))]


def _is_part(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether another code's name holds this one's: "Guinea" in "Papua New Guinea"."""
    is_within = other[0] <= one[0] and one[1] <= other[1]
    return one[2] != other[2] and is_within and one[1] - one[0] < other[1] - other[0]


def _names(choice: Choice) -> Iterator[str]:
    """Its names as they stand among words: such in Latin letters between spaces, others anywhere."""
    for name in (choice.title, *choice.synonyms):
        wanted = _bare(name)
        if wanted:
            yield f" {wanted} " if wanted.isascii() else wanted


@functools.lru_cache(maxsize=20_000)
def _bare(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def _near(field: Field, wanted: str) -> list[Choice]:
    """The codes that are a slip of the pen away: a letter too many, too few, or another."""
    if len(wanted) < _LONG_ENOUGH:
        return []
    # Loaded only once words name no code. No looser measure will do: by that of "did you mean", Rome is Romania.
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # see above

    return [
        choice
        for choice in field.choices
        if any(OSA.distance(wanted, _bare(name), score_cutoff=1) <= 1 for name in (choice.title, *choice.synonyms))
    ]
