"""Growing and shrinking a selection by whole units: word, candidate, sentence, paragraph, all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotate_kit.text.indexing import TextIndex
from annotate_kit.text.offering import candidates
from annotate_kit.text.ranges import Range

Edges = tuple[Sequence[int], Sequence[int]]
"""Starts and ends of units that do not overlap, parallel and ascending."""


def larger(index: TextIndex, start: int, end: int) -> Range:
    """The smallest run of whole units that holds a selection and more; the whole text has no larger one."""
    whole = Range(start=0, end=len(index.text))
    wider = [hull for hull in _hulls(index, start, end) if hull.end - hull.start > end - start]
    return min([*wider, whole], key=lambda hull: hull.end - hull.start)


def smaller(index: TextIndex, start: int, end: int) -> Range:
    """The first unit of the next smaller kind inside a selection; a single grapheme has no smaller one."""
    for starts, ends in reversed(_levels(index)):
        position = bisect_left(starts, start)
        if position < len(starts) and ends[position] <= end and ends[position] - starts[position] < end - start:
            return Range(start=starts[position], end=ends[position])
    following = index.next_grapheme(start)
    return Range(start=start, end=min(end, following))


def _hulls(index: TextIndex, start: int, end: int) -> Iterator[Range]:
    # The wider kinds grow the hull of whole words, so that no result ends inside a word.
    words, *wider = _levels(index)
    hull = _hull(words, start, end)
    yield hull
    yield from (_hull(edges, hull.start, hull.end) for edges in wider)


def _hull(edges: Edges, start: int, end: int) -> Range:
    """A range grown to the edges of the units that its own edges lie in."""
    starts, ends = edges
    first = bisect_right(starts, start) - 1
    last = bisect_left(starts, max(end, start + 1)) - 1
    opening = starts[first] if first >= 0 and ends[first] > start else start
    return Range(start=opening, end=max(ends[last], end) if last >= 0 else end)


@lru_cache(maxsize=8)
def _levels(index: TextIndex) -> tuple[Edges, ...]:
    offered = candidates(index)
    return (
        index.word_edges,
        _edges([Range(start=c.start, end=c.end) for c in offered if c.kind != "quotation"]),
        _edges(index.sentences),
        _edges(index.paragraphs),
    )


def _edges(units: Sequence[Range]) -> Edges:
    return tuple(unit.start for unit in units), tuple(unit.end for unit in units)
