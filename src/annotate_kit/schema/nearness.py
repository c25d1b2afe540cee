"""What was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["closest", "nearest"]

_ENOUGH = 70
"""Of 100; below it a guess misleads more than it helps."""


def nearest(words: str, options: Iterable[str], limit: int) -> tuple[int, ...]:
    """The positions of up to `limit` options that come near the words, the nearest first."""
    # Loaded only once somebody mistyped something: most runs never need it.
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - see the line above

    found = process.extract(
        words, list(options), scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=_ENOUGH
    )
    return tuple(position for _, _, position in found)


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that was probably meant, if one comes near."""
    listed = list(options)
    found = nearest(word, listed, 1)
    return listed[found[0]] if found else None
