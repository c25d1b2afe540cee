"""What a thing is called after the first time: a person by the family name, an organization by its common noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotate_kit.core import Record
from annotate_kit.core.pointers import find_value
from annotate_kit.suggest.folding import fold_name
from annotate_kit.suggest.wordlists import COMMON_NOUN_ENDINGS, COMMON_NOUNS
from annotate_kit.text import name_key
from annotate_kit.text.korean import has_hangul
from annotate_kit.text.vocabulary import ROLE_HEADS

__all__ = ["COMMON", "common_nouns", "family_names", "words_of"]

COMMON: Final = 0.45
"""How surely "the association" means the only one that the article has named: worth a question, no more."""
_PART_WORD: Final = re.compile(r"[^\W\d_a-z](?:\w{2}|\w?-\w)")
"""A word that may name somebody alone: no initial, not "Al"."""
_BETWEEN: Final = re.compile(r"[\s・·]+")
"""What stands between the words of a name."""
_HAN_NAME: Final = re.compile("[一-鿿々]{3,5}")
"""A name as Japanese articles write it, family name first: 十倉雅和, 尹錫悦."""


def words_of(name: str) -> list[str]:
    """The words of a name, as any script parts them."""
    return _BETWEEN.split(name)


def family_names(record: Record, names: Sequence[str]) -> list[str]:
    """What a person is called after the first time: the family name, first or last as languages have it."""
    stated = find_value(record.data, "/family_name")
    if isinstance(stated, str) and stated:
        return [stated]
    found: dict[str, None] = {}
    for name in names:
        words = [word for word in _BETWEEN.split(name) if name_key(word) not in ROLE_HEADS]
        if len(words) > 1:
            found |= dict.fromkeys(word for word in (words[0], words[-1]) if _PART_WORD.match(word))
        elif has_hangul(name) and 2 <= len(name) <= 4:  # noqa: PLR2004  # syllables of a Korean name
            found[name[0]] = None
        elif _HAN_NAME.fullmatch(name):
            # One character and two: which of them is the family name, its places tell.
            found |= dict.fromkeys((name[:1], name[:2]) if len(name) == 3 else (name[:2], name[:3]))  # noqa: PLR2004  # characters
    return list(found)


def common_nouns(names: Sequence[str]) -> tuple[str, ...]:
    """The nouns that may stand for an organization with these names: association, 협회, 連合会."""
    return tuple(dict.fromkeys(noun for name in names for noun in _nouns(name)))


def _nouns(name: str) -> Iterator[str]:
    words = fold_name(name).split()
    if len(words) > 1:
        # "Economic Association", "Ministry of Trade", "Royal Commission for …": the first of these that is one.
        yield from [word for word in (words[-1], words[0], words[1]) if word in COMMON_NOUNS][:1]
    else:
        yield from [e for e in COMMON_NOUN_ENDINGS if name.endswith(e) and len(name) > len(e) + 1][:1]
