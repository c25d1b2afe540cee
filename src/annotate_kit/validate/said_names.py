"""Names and other texts in words: the same words, or some of them, in whatever order and spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotate_kit.text import name_key
from annotate_kit.validate.saying_words import Words, folded, scripts_of

__all__ = ["name_objection", "text_objection"]

_UNSPACED = "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]"
_STEM = 4
"""Letters: words that begin with as many of the same are one word in two forms, "railway" and "railways"."""
_LONGEST = 2_000
"""Code points of a text that are compared; of a longer one nothing is said."""


def name_objection(names: Iterable[str], words: Words) -> str | None:
    """That the words do not name something with these names; None where they do, or it cannot be told."""
    known = [name for name in names if name and len(name) <= _LONGEST]
    if any(_objection(name, words, is_name=True) is None for name in known):
        return None
    return "do not name it" if known else None


def text_objection(value: str, words: Words, *, is_name: bool) -> str | None:
    """That nothing of a text is in the words; None where it is, or it cannot be told.

    Args:
        value: the text.
        words: what is said to be its evidence.
        is_name: whether all the words of one have to be among those of the other; else a single one is enough.
    """
    if value in words.joined or len(value) > _LONGEST:
        return None
    return _objection(value, words, is_name=is_name)


def _objection(value: str, words: Words, *, is_name: bool) -> str | None:
    short = folded(value)
    if not short or short in words.folded or words.folded in short:
        return None
    # What is written in another script is another spelling, which nobody can compare letter by letter.
    if not scripts_of(value) <= words.scripts and not (words.scripts and words.scripts <= scripts_of(value)):
        return None
    own, said = _tokens(value), _tokens(words.joined)
    if not own or not said:
        return None
    if is_name:
        is_there = own <= said or said <= own or _is_abbreviation(own, words.joined) or _is_abbreviation(said, value)
    else:
        is_there = bool({_stem(token) for token in own} & {_stem(token) for token in said})
    return None if is_there else "do not contain it"


def _stem(token: str) -> str:
    return token[:_STEM]


def _tokens(text: str) -> set[str]:
    """Words; of scripts without spaces between them, each two characters that stand side by side."""
    return set(_parts(name_key(text)))


def _parts(key: str) -> Iterator[str]:
    for word in key.split():
        if len(word) > 1 and not word.isascii() and re.search(_UNSPACED, word):
            yield from (word[n : n + 2] for n in range(len(word) - 1))
        else:
            yield word


def _is_abbreviation(tokens: set[str], short: str) -> bool:
    """Whether the letters of a short form begin as many of the words."""
    letters = name_key(short).replace(" ", "")
    if len(letters) > len(tokens) + 2:
        return False
    initials = {token[:1] for token in tokens}
    return all(letter in initials for letter in letters)
