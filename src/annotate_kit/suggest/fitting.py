"""Whether a name that stands in a text names its thing there: edges of words, capitals, what stands beside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import attrs

from annotate_kit.suggest.knowing import organization_type, person_type
from annotate_kit.suggest.lexicon import Entry
from annotate_kit.suggest.values import Question
from annotate_kit.text import TextIndex, candidates
from annotate_kit.text.korean import has_hangul, is_particle
from annotate_kit.text.vocabulary import CORPORATE

__all__ = ["Places", "as_placed", "closed", "fits"]

_CAPITALS: Final = 5
"""A name of up to so many code points in capitals stands for itself only in capitals: WHO."""
_THE: Final = re.compile(r"\b[Tt]he\s\Z")
_OF: Final = re.compile(r"\s(?:of|for)\s")
_BESIDE_A_ROLE: Final = 0.6
"""How much of its likelihood a place's name keeps before a role: Osaka Governor is no mention of Osaka's bid."""


@attrs.frozen(kw_only=True, eq=False)
class Places:
    """Where a name may begin and end: at the edges of words and of candidates, and before a particle."""

    index: TextIndex
    starts: Sequence[int]
    ends: Sequence[int]
    more_starts: frozenset[int]
    more_ends: frozenset[int]
    whole: frozenset[tuple[int, int]]
    """The candidates."""
    roles: frozenset[int]
    """Where roles begin."""
    holders: frozenset[str | None]
    """The record types of people and organizations."""

    @classmethod
    def of(cls, question: Question) -> Places:
        """The places of an article's text."""
        index = question.index
        offered = candidates(index)
        return cls(
            index=index,
            starts=index.word_edges[0],
            ends=index.word_edges[1],
            more_starts=frozenset(c.start for c in offered),
            more_ends=frozenset(c.end for c in offered),
            whole=frozenset((c.start, c.end) for c in offered),
            roles=frozenset(c.start for c in offered if c.kind == "role"),
            holders=frozenset((person_type(question.catalog), organization_type(question.catalog))),
        )

    def has_start(self, offset: int) -> bool:
        """Whether a name may begin here: at no place inside a word that is no candidate's start."""
        position = bisect_left(self.ends, offset + 1)
        return position == len(self.starts) or self.starts[position] >= offset or offset in self.more_starts

    def has_end(self, offset: int) -> bool:
        """Whether a name may end here."""
        position = bisect_left(self.ends, offset)
        if position == len(self.starts) or self.starts[position] >= offset or self.ends[position] == offset:
            return True
        tail = self.index.text[offset : self.ends[position]]
        return offset in self.more_ends or (has_hangul(tail) and is_particle(tail, self.index.text[offset - 1]))

    def is_one(self, start: int, end: int) -> bool:
        """Whether a range lies within one sentence."""
        return self.index.sentence_at(start).end >= end


def fits(entry: Entry, start: int, end: int, places: Places) -> bool:
    """Whether words have the capitals of the name; a single syllable or character is a name only before a role."""
    text = places.index.text
    words = text[start:end]
    if len(words) == 1 and not words.isascii():
        return (start, end) in places.whole
    if entry.is_common and words.isascii() and not _THE.search(text, max(start - 5, 0), start):
        return False
    if entry.is_strict or (entry.name.isupper() and len(entry.name) <= _CAPITALS):
        return words.replace("’", "'") == entry.name
    if entry.name.islower() and words.isascii() and not _is_noun(words, start, end, places):
        return False
    first = next((char for char in entry.name if char.isalpha()), "")
    return not first.isupper() or next((char for char in words if char.isalpha()), "").isupper()


def closed(text: str, start: int, end: int) -> int:
    """The end behind the period of a corporate ending: "Samyang Holdings Corp."."""
    last = text[start:end].rsplit(None, 1)[-1].lower()
    return end + 1 if last in CORPORATE and text[end : end + 1] == "." else end


def _is_noun(words: str, start: int, end: int, places: Places) -> bool:
    """Whether small letters that once named something stand as they did: "memorandum", no Memorandum of something."""
    if _OF.match(places.index.text, end):
        return False
    return words.islower() or places.index.sentence_at(start).start == start


def as_placed(entry: Entry, end: int, places: Places) -> Entry:
    """The entry, less likely where a role follows and it is neither a person nor an organization."""
    is_owner = entry.type not in places.holders and end + 1 in places.roles and places.index.text[end] == " "
    return attrs.evolve(entry, score=entry.score * _BESIDE_A_ROLE) if is_owner else entry
