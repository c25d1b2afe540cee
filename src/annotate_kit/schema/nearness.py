"""What was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["closest", "nearest"]

_ENOUGH = 70
"""Of 100; below it a guess misleads more than it helps."""
_ENOUGH_LETTERS = 60
"""The same for one word mistyped, letter by letter."""


def nearest(words: str, options: Iterable[str], limit: int) -> tuple[int, ...]:
    """The positions of up to `limit` options that come near the words, the nearest first."""
    # Loaded only once somebody mistyped something: most runs never need it.
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - see the line above

    listed = list(options)
    found = process.extract(
        words, listed, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=_ENOUGH
    )
    return tuple(position for _, _, position in found)


def closest(word: str, options: Iterable[str], enough: int = _ENOUGH_LETTERS) -> str | None:
    """The option that was probably meant, if one comes near: `enough` of 100, letter by letter."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - as above

    found = process.extractOne(word, list(options), scorer=fuzz.ratio, score_cutoff=enough)
    return found[0] if found else None
