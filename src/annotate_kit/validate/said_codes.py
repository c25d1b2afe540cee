"""Codes in words: a title, a synonym or the code itself has to stand there."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from annotate_kit.schema import Choice, Field
from annotate_kit.validate import wording
from annotate_kit.validate.saying_words import Words, bare, scripts_of

__all__ = ["code_objection"]

_LONG_ENOUGH = 4
"""Letters of a name that may go on: "Korea" is in "Korean", "us" not in "using"."""


def code_objection(field: Field, value: str, words: Words) -> str | None:
    """What the words name instead of a code, or that they name none; None where they name it."""
    own = next((choice for choice in field.choices if choice.value == value), None)
    if own is None or _is_named(own, words):
        return None
    currency = _currency(words)
    if currency is not None and any(choice.value == currency for choice in field.choices):
        return None if currency == value else f"say {currency}"
    others = [choice for choice in field.choices if choice is not own and _is_named(choice, words)]
    if others:
        return (
            f"say {wording.several(list(dict.fromkeys(wording.quoted(choice.title) for choice in others))[:3], 'or')}"
        )
    names = tuple(name for choice in field.choices for name in (choice.title, *choice.synonyms))
    # In a script in which no code has a name, nothing could be found.
    return "do not name it" if words.scripts <= _scripts(names) else None


def _currency(words: Words) -> str | None:
    """The currency of a sum of money in the words; signs such as $ are the name of no code."""
    # Loaded only once a code is not found at a glance.
    from annotate_kit.reading import find_amount  # noqa: PLC0415 - see the line above

    amount = find_amount(words.joined)
    return amount.currency if amount else None


def _is_named(choice: Choice, words: Words) -> bool:
    code = choice.value
    if isinstance(code, str) and code in words.joined and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", words.joined):
        return True
    return any(_holds(words.bare, name) for name in _names(choice))


def _names(choice: Choice) -> Iterable[str]:
    return (choice.title, *choice.synonyms)


def _holds(bare_words: str, name: str) -> bool:
    wanted = _bare(name)
    if not wanted:
        return False
    if not wanted.isascii():
        return wanted in bare_words
    padded = f" {wanted}"
    return f"{padded} " in bare_words or (len(wanted) >= _LONG_ENOUGH and padded in bare_words)


@functools.lru_cache(maxsize=20_000)
def _bare(name: str) -> str:
    return bare(name)


@functools.lru_cache(maxsize=256)
def _scripts(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(script for name in names for script in scripts_of(name))
