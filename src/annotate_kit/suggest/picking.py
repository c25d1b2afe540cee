"""Which known thing might words mean: by name, abbreviation, family name, near spelling, and in other scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs

from annotate_kit.suggest.scripts import same_name_across_scripts, script_keys
from annotate_kit.text import name_key, similar_names
from annotate_kit.text.korean import has_hangul
from annotate_kit.text.vocabulary import KOREAN_ROLES, ROLE_HEADS

__all__ = ["Match", "NameBook"]

_IN_SCRIPT: Final = 93.0
"""The score of the same name in another script: below an abbreviation, above a family name."""
_DUPLICATE: Final = 90.0
"""From here on a new record is probably one that is there already."""
_ROLES: Final = ROLE_HEADS | KOREAN_ROLES


@attrs.frozen(kw_only=True)
class Match:
    """A thing that words may mean."""

    thing: int
    """Its number in the book, 0-based."""
    name: str
    """The name of it that comes near."""
    score: float
    """Up to 100."""
    reason: str
    """same name, abbreviation, other script, family name, or close."""


@attrs.frozen(eq=False)
class NameBook:
    """The names of many things, prepared once and asked at every key."""

    things: Sequence[Sequence[str]]
    """For each thing all its names."""

    @cached_property
    def _names(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        listed = [(name, number) for number, names in enumerate(self.things) for name in names]
        return tuple(name for name, _ in listed), tuple(number for _, number in listed)

    @cached_property
    def _by_script(self) -> Mapping[str, Sequence[int]]:
        """The places in the list of names by the consonants that names keep in every script."""
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self._names[0]):
            for key in script_keys(name):
                found.setdefault(key, []).append(place)
        return found

    def find(self, words: str, limit: int = 10) -> tuple[Match, ...]:
        """The things that words may mean, the likeliest first, each once with its best name."""
        names, things = self._names
        found = [
            Match(thing=things[place], name=names[place], score=score, reason=reason)
            for place, score, reason in similar_names(words, names, 4 * limit)
        ]
        found += self._in_other_scripts(words)
        best: dict[int, Match] = {}
        for match in sorted(found, key=lambda m: (-m.score, m.thing, m.name)):
            best.setdefault(match.thing, match)
        return tuple(list(best.values())[:limit])

    def duplicates(self, names: Iterable[str], limit: int = 3) -> tuple[Match, ...]:
        """What a new thing with these names probably is already: the warning before a second record is made."""
        found = [match for name in names for match in self.find(name, limit) if match.score >= _DUPLICATE]
        best: dict[int, Match] = {}
        for match in sorted(found, key=lambda m: (-m.score, m.thing)):
            best.setdefault(match.thing, match)
        return tuple(list(best.values())[:limit])

    def _in_other_scripts(self, words: str) -> list[Match]:
        names, things = self._names
        plain = " ".join(word for word in words.split() if name_key(word) not in _ROLES)
        places = {place for key in script_keys(plain) for place in self._by_script.get(key, ())}
        return [
            Match(thing=things[place], name=names[place], score=_IN_SCRIPT, reason="other script")
            for place in sorted(places)
            if _scripts(names[place]) != _scripts(plain) and same_name_across_scripts(names[place], plain)
        ]


def _scripts(name: str) -> tuple[bool, bool]:
    """Whether a name is Korean, and whether it is in Latin letters."""
    return has_hangul(name), any("a" <= char <= "ɏ" for char in name.casefold())
