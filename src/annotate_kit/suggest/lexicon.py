"""All names that are known, ready to be found in a text: each with what it names and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import ahocorasick
import attrs

from annotate_kit.suggest.folding import fold_name
from annotate_kit.suggest.values import Target
from annotate_kit.text import name_key
from annotate_kit.text.vocabulary import BODY_ENDINGS, JOINTS

__all__ = ["Entry", "Lexicon", "initials_of", "is_short_for"]

_SMALL: Final = JOINTS | {"for", "and", "the", "on", "in"}
_ABBREVIATION: Final = re.compile("[A-Z]{3,6}")
_MOST_ALIKE: Final = 8
"""Entries of one name that are told apart."""
_FEWEST: Final = 2
"""Code points of a name that is looked for."""


@attrs.frozen(kw_only=True)
class Entry:
    """One name of one thing."""

    name: str
    """As it is known."""
    target: Target
    type: str
    score: float
    """How surely these words mean the thing."""
    reason: str
    of: str
    """The name of the thing, for the reason and to tell things apart."""
    is_strict: bool = False
    """Whether capitals must be as in `name`: abbreviations, and family names."""
    is_common: bool = False
    """Whether it is a common noun, which in English names the thing only behind "the"."""
    must_follow: bool = False
    """Whether the thing must have been named in full before: "Park" after "Park Heong-joon"."""


@attrs.frozen(eq=False)
class Lexicon:
    """Entries by their folded names, in one automaton: finding all of them takes one pass over a text."""

    _automaton: ahocorasick.Automaton | None
    """None where there is no name at all, which the automaton cannot be built for."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Lexicon:
        """The lexicon of these entries."""
        by_form: dict[str, list[Entry]] = {}
        for entry in entries:
            for form in _forms(entry):
                by_form.setdefault(form, []).append(entry)
        if not by_form:
            return cls(None)
        automaton = ahocorasick.Automaton()
        for form, named in by_form.items():
            automaton.add_word(form, (len(form), _surest(named)))
        automaton.make_automaton()
        return cls(automaton)

    def find(self, folded: str) -> Iterator[tuple[int, int, Sequence[Entry]]]:
        """Every place of every name in a folded text as start, end and its entries, the surest first."""
        if self._automaton is None:
            return
        for last, (length, entries) in self._automaton.iter(folded):
            yield last - length + 1, last + 1, entries


def _surest(named: Iterable[Entry]) -> tuple[Entry, ...]:
    # Each once and not too many: a name may be explained in every line, and a thousand people may be called alike.
    return tuple(sorted(dict.fromkeys(named), key=lambda entry: -entry.score)[:_MOST_ALIKE])


def _forms(entry: Entry) -> Iterator[str]:
    """The folded forms of a name: as it is, without its corporate ending, Korean without its spaces."""
    whole = fold_name(entry.name)
    forms = {whole}
    words = whole.split()
    if not entry.is_strict:
        while len(words) > 1 and words[-1] in BODY_ENDINGS:
            words.pop()
        forms.add(" ".join(words).rstrip(" ,"))
        if len(words) > 1 and words[0] == "the":
            forms.add(" ".join(words[1:]))
        joined = whole.replace(" ", "")
        if joined and all("가" <= char <= "힣" for char in joined):
            forms.add(joined)
    yield from (form for form in sorted(forms) if len(form) >= _FEWEST or (form and not form.isascii()))


def initials_of(name: str) -> tuple[str, ...]:
    """What may abbreviate a name of several words, in capitals: KJEA and KJE of "Korea-Japan Economic Association"."""
    words = [word for word in name_key(name).split() if word not in _SMALL]
    full = "".join(word[0] for word in words).upper()
    return tuple(letters for letters in dict.fromkeys((full, full[:-1])) if _ABBREVIATION.fullmatch(letters))


def is_short_for(capitals: str, name: str) -> bool:
    """Whether capitals take the beginning of every word of a name, at most three letters each: KEPCO of its own.

    Small words may be left out.
    """
    words = [word for word in fold_name(name).replace(".", "").split() if word not in _SMALL]
    if not 2 <= len(words) <= len(capitals):  # noqa: PLR2004  # of one word they would be its beginning
        return False
    return re.fullmatch("".join(_beginning(word) for word in words), capitals.lower()) is not None


def _beginning(word: str) -> str:
    """A pattern of the first letter of a word, or its first two or three."""
    first, second, third = (re.escape(char) for char in f"{word}\n\n"[:3])
    return f"{first}(?:{second}{third}?)?"
