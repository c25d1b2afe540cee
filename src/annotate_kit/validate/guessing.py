"""What somebody who mistyped a word probably meant; stricter than an offer to choose from, since it is one guess."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from annotate_kit.core.values import Json
from annotate_kit.schema import Choice

__all__ = ["guess", "guess_choice", "is_same_name", "named_choice"]

_ENOUGH, _ENOUGH_SHORT = 72, 80
"""Of 100: `votes` comes near `votes_for`, but `name` not near `names of members`; short words meet by chance."""
_SHORT = 5
_ONE_SLIP = range(4, 9)
"""Code points of a word of which one letter may be wrong, too many, missing, or two exchanged."""
_SHORT_CODE = 3
"""Code points: three letters of a two-letter code may be any of several."""
_LONGEST = 200
"""Code points that are compared; nothing longer is a slip."""


def guess(word: str, options: Iterable[str]) -> str | None:
    """The option that the word is a slip of, if there is one."""
    listed = list(options)
    position = _nearest(word, listed)
    return None if position is None else listed[position]


def guess_choice(choices: Sequence[Choice], words: str) -> Json:
    """The code that words name or are a slip of, by value, title or synonym; None where there is none."""
    named = [(name, choice.value) for choice in choices for name in _names(choice)]
    exact = _exact(named, words)
    if exact:
        return exact[0] if len(exact) == 1 else None
    named = [(name, value) for name, value in named if len(name) > _SHORT_CODE]
    begun = {str(value): value for name, value in named if _fold(words).startswith(f"{_fold(name)} ")}
    if len(begun) == 1:
        return next(iter(begun.values()))
    position = _nearest(words, [name for name, _ in named])
    return None if position is None else named[position][1]


def named_choice(choices: Sequence[Choice], words: str) -> Json:
    """The one code whose value, title or synonym the words are, whatever their case; None where there is none."""
    exact = _exact([(name, choice.value) for choice in choices for name in _names(choice)], words)
    return exact[0] if len(exact) == 1 else None


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing but case, white space, hyphens and underscores."""
    return _fold(one) == _fold(other)


def _exact(named: Sequence[tuple[str, Json]], words: str) -> list[Json]:
    folded = _fold(words)
    return list({str(value): value for name, value in named if _fold(name) == folded}.values())


def _names(choice: Choice) -> tuple[str, ...]:
    return (*((choice.value,) if isinstance(choice.value, str) else ()), choice.title, *choice.synonyms)


@functools.lru_cache(maxsize=4096)
def _fold(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").replace("_", " ").split())


def _nearest(word: str, options: Sequence[str]) -> int | None:
    # Loaded only once somebody mistyped something: most runs never need it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - see the line above
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    if len(word) in _ONE_SLIP:
        folded = _fold(word)
        slips = [n for n, option in enumerate(options) if OSA.distance(folded, _fold(option), score_cutoff=1) <= 1]
        if len(slips) == 1:
            return slips[0]
    found = process.extractOne(
        word[:_LONGEST],
        [option[:_LONGEST] for option in options],
        scorer=fuzz.ratio,
        processor=_fold,
        score_cutoff=_ENOUGH_SHORT if len(word) <= _SHORT else _ENOUGH,
    )
    return None if found is None else found[2]
