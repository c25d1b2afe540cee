"""Which known thing might words mean: by name, abbreviation, family name, near spelling, and in other scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

import attrs

from annotate_kit.suggest.lexicon import is_short_for
from annotate_kit.suggest.scripts import family_spellings, same_name_across_scripts, script_keys, sounds_alike
from annotate_kit.text import name_key, similar_names
from annotate_kit.text.korean import has_hangul
from annotate_kit.text.naming import NameTable, name_table, without_role

__all__ = ["Match", "NameBook"]

_IN_SCRIPT: Final = 93.0
"""The score of the same name in another script: below an abbreviation, above a family name."""
_ALIKE_IN_SCRIPT, _FAMILY_IN_SCRIPT, _ABBREVIATED = 76.0, 84.0, 92.0
"""Of a name that only sounds like it, a family name in another script, and capitals that take more than initials."""
_MOST_SHARED: Final = 300
"""Names with the same consonants, or the same family name, that are compared."""
_CAPITALS: Final = re.compile("[A-Z]{3,6}")
_DUPLICATE: Final = 90.0
"""From here on a new record is probably one that is there already."""


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
    def _table(self) -> NameTable:
        return name_table(self._names[0])

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
            for place, score, reason in similar_names(words, self._table, 4 * limit)
        ]
        found += (*self._in_other_scripts(words), *self._abbreviated(words))
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

    def prepare(self) -> None:
        """Work out what the first question would, before anybody waits for it."""
        assert self._by_script is not None
        assert self._by_family is not None
        self.find("a", 1)

    @cached_property
    def _by_family(self) -> Mapping[str, Sequence[int]]:
        """The places of names by what may be the family name in them, letters folded."""
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self._names[0]):
            for family in _families(name):
                found.setdefault(family, []).append(place)
        return found

    def _in_other_scripts(self, words: str) -> list[Match]:
        names = self._names[0]
        plain = without_role(name_key(words))
        tables = [self._by_script.get(key, ()) for key in script_keys(plain)]
        # A lone consonant that hundreds of names keep tells nothing: Yoon, 윤, Anne, Noh.
        places = {place for table in tables if len(table) <= _MOST_SHARED for place in table}
        found: list[Match] = []
        for place in sorted(places):
            if _scripts(names[place]) != _scripts(plain):
                if same_name_across_scripts(names[place], plain):
                    found.append(self._match(place, _IN_SCRIPT, "other script"))
                elif sounds_alike(names[place], plain):
                    found.append(self._match(place, _ALIKE_IN_SCRIPT, "other script"))
        spelt = (place for family in family_spellings(plain) for place in self._by_family.get(family, ()))
        return found + [self._match(place, _FAMILY_IN_SCRIPT, "family name") for place in islice(spelt, _MOST_SHARED)]

    def _abbreviated(self, words: str) -> list[Match]:
        """Names in capitals that take more than initials: KEPCO, and whatever it stands for."""
        plain = words.strip()
        if _CAPITALS.fullmatch(plain):
            places: Sequence[int] = self._by_first.get(plain[0].lower(), ())
            fitting = (place for place in places if is_short_for(plain, self._names[0][place]))
        else:
            places = self._capitals.get(plain[:1].upper(), ()) if len(plain.split()) > 1 else ()
            fitting = (place for place in places if is_short_for(self._names[0][place], plain))
        return [self._match(place, _ABBREVIATED, "abbreviation") for place in fitting]

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[int]]:
        """The places of names of several words by their first letter."""
        return self._grouped(lambda name: name[:1].lower() if " " in name.strip() else "")

    @cached_property
    def _capitals(self) -> Mapping[str, Sequence[int]]:
        """The places of names in capitals by their first letter."""
        return self._grouped(lambda name: name[0] if _CAPITALS.fullmatch(name) else "")

    def _grouped(self, key_of: Callable[[str], str]) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self._names[0]):
            if key := key_of(name):
                found.setdefault(key, []).append(place)
        return found

    def _match(self, place: int, score: float, reason: str) -> Match:
        names, things = self._names
        return Match(thing=things[place], name=names[place], score=score, reason=reason)


def _families(name: str) -> set[str]:
    key = name_key(name)
    words = key.split()
    if has_hangul(key):
        return {key[:1], key[:2]} if len(words) == 1 else set()
    return {words[0], words[-1]} if len(words) > 1 else set()


def _scripts(name: str) -> tuple[bool, bool]:
    """Whether a name is Korean, and whether it is in Latin letters."""
    return has_hangul(name), any("a" <= char <= "ɏ" for char in name.casefold())
