"""The suggestions for an open article, as one value of the view: what stands, what is filtered, which one is on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

import attrs

from annotate_kit.suggest import Here, Suggestion

__all__ = ["Advice"]


@attrs.frozen(kw_only=True)
class Advice:
    """What the suggesters propose and nobody has decided yet."""

    standing: tuple[Suggestion, ...] = ()
    """In text order, also those that the filter hides."""
    least_score: float = 0.0
    """Those less likely are hidden."""
    source: str = ""
    """The one suggester whose suggestions are shown; "" for all."""
    chosen: Suggestion | None = None
    """The one that `Tab` went to last."""

    def shows(self, suggestion: Suggestion) -> bool:
        """Whether the filter lets it through."""
        return suggestion.score >= self.least_score and self.source in ("", suggestion.source.name)

    def shown(self) -> tuple[Suggestion, ...]:
        """Those that the filter lets through."""
        return self._shown

    @cached_property
    def _shown(self) -> tuple[Suggestion, ...]:
        # The footer counts them at every key.
        return tuple(filter(self.shows, self.standing)) if self.least_score or self.source else self.standing

    @property
    def hidden(self) -> int:
        """How many the filter hides."""
        return len(self.standing) - len(self.shown())

    def after(self, offset: int) -> Iterator[Suggestion]:
        """The shown ones that begin at an offset or behind it, in text order."""
        # Not a slice: it would copy the rest at every key.
        ahead = range(bisect_left(self.standing, offset, key=_start), len(self.standing))
        return filter(self.shows, map(self.standing.__getitem__, ahead))

    def before(self, offset: int) -> Iterator[Suggestion]:
        """The shown ones that begin before an offset, the last first."""
        behind = reversed(range(bisect_left(self.standing, offset, key=_start)))
        return filter(self.shows, map(self.standing.__getitem__, behind))

    def between(self, start: int, end: int) -> Iterator[Suggestion]:
        """The shown ones that share a code point with `[start, end)`, in text order."""
        for number in range(bisect_left(self.standing, start - _LONGEST, key=_start), len(self.standing)):
            suggestion = self.standing[number]
            if suggestion.start >= end:
                return
            if suggestion.end > start and self.shows(suggestion):
                yield suggestion

    def for_record(self, record: str) -> tuple[Suggestion, ...]:
        """The shown values for a record of this article, in text order."""
        return tuple(
            suggestion
            for suggestion in self.standing
            if not suggestion.is_mention and suggestion.target == Here(record=record) and self.shows(suggestion)
        )

    def without(self, *gone: Suggestion) -> Advice:
        """The advice without suggestions that were decided."""
        left = list(self.standing)
        # Comparing two suggestions takes long, and only those that begin together can be alike. From behind: what
        # lies before keeps its place.
        for start in sorted({suggestion.start for suggestion in gone}, reverse=True):
            alike = slice(bisect_left(left, start, key=_start), bisect_right(left, start, key=_start))
            left[alike] = [one for one in left[alike] if one not in gone]
        return attrs.evolve(self, standing=tuple(left), chosen=None if self.chosen in gone else self.chosen)

    def without_mentions(self, start: int, end: int) -> Advice:
        """The advice without mentions in words that are tagged now."""
        gone = [one for one in attrs.evolve(self, least_score=0.0, source="").between(start, end) if one.is_mention]
        return self.without(*gone) if gone else self


_LONGEST = 2100
"""Code points of the longest suggestion that is looked for before a place."""


def _start(suggestion: Suggestion) -> int:
    return suggestion.start
