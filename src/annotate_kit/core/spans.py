"""Spans: ranges of an article's text, with what is needed to find them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from annotate_kit.core.values import Json

__all__ = ["CONTEXT", "Fragment", "Span", "make_span"]

CONTEXT = 32
"""How many code points of prefix and suffix a span remembers."""


@attrs.frozen(order=True)
class Fragment:
    """A half-open range of code points in an article's text, 0-based."""

    start: int
    end: int
    """One past the last code point."""

    def overlaps(self, other: Fragment) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Fragment) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@attrs.frozen(kw_only=True)
class Span:
    """One stretch of an article's text, or several that belong together (its fragments)."""

    id: str
    fragments: tuple[Fragment, ...]
    """At least one, in text order, not overlapping."""
    quotes: tuple[str, ...]
    """The exact words of each fragment."""
    prefix: str = ""
    """Up to 32 literal code points before the first fragment."""
    suffix: str = ""
    """Up to 32 literal code points after the last fragment."""
    extra: Mapping[str, Json] = attrs.field(factory=dict)
    """Fields that a newer version wrote; they survive a load and a save."""

    @property
    def start(self) -> int:
        """The first code point of the first fragment."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last fragment."""
        return self.fragments[-1].end

    @property
    def quote(self) -> str:
        """All its words, fragments joined by an ellipsis."""
        return " … ".join(self.quotes)

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Text order, the longer first, as annotation files have it."""
        return (self.start, -self.end, self.id)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a fragment shares at least one code point with `[start, end)`."""
        return any(fragment.start < end and start < fragment.end for fragment in self.fragments)


def make_span(*, id: str, text: str, fragments: Sequence[tuple[int, int]]) -> Span:  # noqa: A002  # the field's name
    """The span of these code point ranges of `text`, with its quotes and context.

    Raises:
        ValueError: where a range is empty, outside the text, or overlaps the one before it.
    """
    ordered = sorted(fragments)
    last = 0
    for start, end in ordered:
        if not last <= start < end <= len(text):
            raise ValueError(fragments)
        last = end
    if not ordered:
        raise ValueError(fragments)
    first = ordered[0][0]
    return Span(
        id=id,
        fragments=tuple(Fragment(start, end) for start, end in ordered),
        quotes=tuple(text[start:end] for start, end in ordered),
        prefix=text[max(0, first - CONTEXT) : first],
        suffix=text[last : last + CONTEXT],
    )
