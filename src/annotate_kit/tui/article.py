"""The article pane: the rows in view, and what is marked in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import attrs

from annotate_kit.core import Span
from annotate_kit.keys import Hints, View, Walk
from annotate_kit.keys.places import places_between
from annotate_kit.text import Range
from annotate_kit.tui.grid import Line, blank
from annotate_kit.tui.marking import Mark, draw_row, offset_in_row
from annotate_kit.tui.remembering import LastTime

__all__ = ["SUPERSCRIPTS", "article_lines", "offset_at", "superscript"]

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_LONGEST = 2100
"""Code points of the longest candidate that is looked for before the selection: a quotation."""

_start = attrgetter("start")


def superscript(number: int) -> str:
    """A number as a small raised one: the mark of a piece of evidence."""
    return "".join(SUPERSCRIPTS[int(digit)] for digit in str(number))


@attrs.frozen(kw_only=True)
class _Standing:
    """A row of the page in view, with the marks that stay where they are whatever is selected."""

    start: int
    """Of its first code point in the text."""
    end: int
    words: str
    marks: tuple[Mark, ...]
    bookmarks: tuple[Mark, ...]
    line: Line
    """The row where nothing else is marked in it."""


def article_lines(view: View, marks: Mapping[str, int]) -> list[Line]:
    """The rows of the article in view, each exactly `view.width` cells; `marks` numbers spans of evidence."""
    page = _page(view, marks)
    lines = [row.line for row in page]
    for number, found in _moving_marks(view, page).items():
        lines[number] = draw_row(page[number].words, found, view.width)
    return lines + [blank(view.width)] * (view.height - len(lines))


def offset_at(view: View, marks: Mapping[str, int], row: int, cell: int) -> int | None:
    """The code point that is drawn at a row and cell of the pane, or None below the text."""
    page = _page(view, marks)
    if not 0 <= row < len(page):
        return None
    shown = page[row]
    found = _moving_marks(view, page).get(row, (*shown.marks, *shown.bookmarks))
    return shown.start + offset_in_row(shown.words, found, view.width, cell)


_last_page: LastTime[tuple[_Standing, ...]] = LastTime()


def _page(view: View, marks: Mapping[str, int]) -> tuple[_Standing, ...]:
    """The rows in view; made anew only where something stands differently in them."""
    advice = view.advice
    where = (view.layout, view.top, view.width, view.height)
    what = (view.lens, view.hand, view.catalog, view.letters, marks, view.search, view.bookmarks)
    proposed = (advice.standing, advice.source, advice.least_score)
    return _last_page.get((*where, *what, *proposed), lambda: _standing(view, marks))


def _standing(view: View, marks: Mapping[str, int]) -> tuple[_Standing, ...]:
    last_row = min(view.top + view.height, len(view.layout.starts))
    rows = [view.layout.row(number) for number in range(view.top, last_row)]
    starts, ends = [row.start for row in rows], [row.end for row in rows]
    first, last = starts[0], ends[-1]
    found = [*_hits(view, first, last), *_suggested(view, first, last), *_tags(view, marks, first, last)]
    by_row = _by_row(found, starts, ends)
    bookmarks: dict[int, tuple[Mark, ...]] = {}
    for place in view.bookmarks[bisect_right(view.bookmarks, first - 1) : bisect_left(view.bookmarks, last)]:
        number = bisect_right(starts, place) - 1
        mark = Mark(start=0, end=0, opening="»", glyph_style="bold", takes_space=True)
        bookmarks[number] = (*bookmarks.get(number, ()), mark)
    return tuple(
        _Standing(
            start=row.start,
            end=row.end,
            words=words,
            marks=standing,
            bookmarks=noted,
            line=draw_row(words, (*standing, *noted), view.width),
        )
        for number, row in enumerate(rows)
        # Spaces that hang over the edge are nobody's business.
        for words in [view.text[row.start : row.end].rstrip(" ")]
        for standing, noted in [(tuple(by_row.get(number, ())), bookmarks.get(number, ()))]
    )


def _moving_marks(view: View, page: Sequence[_Standing]) -> dict[int, tuple[Mark, ...]]:
    """All marks of the rows in which something is marked that goes with the selection or an overlay."""
    starts, ends = [row.start for row in page], [row.end for row in page]
    selection = view.selection
    chosen = Mark(
        start=selection.start,
        end=selection.end,
        style="selection",
        opening="⟦",
        closing="⟧",
        glyph_style="bold",
        takes_space=True,
        rank=0,
    )
    places = _by_row(_places(view, starts[0], ends[-1]), starts, ends)
    selected = _by_row([chosen], starts, ends)
    return {
        number: (
            *places.get(number, ()),
            *page[number].marks,
            *selected.get(number, ()),
            *page[number].bookmarks,
        )
        for number in places.keys() | selected.keys()
    }


def _by_row(marks: Iterable[Mark], starts: Sequence[int], ends: Sequence[int]) -> dict[int, list[Mark]]:
    """The marks of each row that has any, counted from the row's beginning."""
    by_row: dict[int, list[Mark]] = {}
    for mark in marks:
        for number in range(max(bisect_right(starts, mark.start) - 1, 0), bisect_left(starts, mark.end)):
            if mark.start < ends[number]:
                by_row.setdefault(number, []).append(mark.moved(-starts[number]))
    return by_row


def _tags(view: View, marks: Mapping[str, int], first: int, last: int) -> Iterator[Mark]:
    letters = {name: key for key, name in view.letters.items()}
    for span, around in _with_neighbours(view.lens.spans_between(first, last)):
        types = dict.fromkeys(view.annotation.records[record].type for record in view.lens.mentions_of(span.id))
        known = [view.catalog.types[name].color for name in types if name in view.catalog.types]
        held = any(use.record == view.hand for use in view.lens.uses.get(span.id, ()))
        words = ("tag", "hand" if held and types else "", *known[:1])
        behind = "".join(letters.get(name, "?") for name in types)[:3]
        behind += superscript(marks[span.id]) if span.id in marks else ""
        behind += "”" if span.id in view.lens.noted else ""
        # Words that only say a value are underlined: brackets come where edges would else be unclear.
        is_bare = not behind and not any(other is not span and other.overlaps(span.start, span.end) for other in around)
        yield from _fragments(
            span,
            style=" ".join(word for word in words if word),
            colour=" ".join(known[:1]),
            behind=behind,
            rank=1 if held else 2 if types else 3,
            is_bare=is_bare,
        )


def _with_neighbours(spans: Sequence[Span]) -> Iterator[tuple[Span, Sequence[Span]]]:
    """Each of the spans, which are in text order, with those among which all are that may overlap with it."""
    cluster: list[Span] = []
    reach = 0
    for span in spans:
        if span.start >= reach:
            yield from ((one, cluster) for one in cluster)
            cluster = []
        cluster.append(span)
        reach = max(reach, span.end)
    yield from ((one, cluster) for one in cluster)


def _fragments(span: Span, *, style: str, colour: str, behind: str, rank: int, is_bare: bool) -> Iterator[Mark]:
    for number, fragment in enumerate(span.fragments, 1):
        opening = "[" if number == 1 else "…["
        closing = "]" + (behind if number == len(span.fragments) else "…")
        yield Mark(
            start=fragment.start,
            end=fragment.end,
            style=style,
            opening="" if is_bare and len(span.fragments) == 1 else opening,
            closing="" if is_bare and len(span.fragments) == 1 else closing,
            glyph_style=f"bold {colour}".strip(),
            rank=rank,
        )


def _hits(view: View, first: int, last: int) -> Iterator[Mark]:
    if view.search is not None:
        for hit in view.search.hits.between(first, last):
            yield Mark(start=hit.start, end=hit.end, style="hit")


def _places(view: View, first: int, last: int) -> Iterator[Mark]:
    """What has no tag yet and goes with the selection: the candidate under it, other places, hints."""
    overlay = view.overlay
    yield from _candidates(view)
    for place in _others(view, first, last):
        yield _place(place.start, place.end, "place")
    if isinstance(overlay, Hints):
        for label, place in overlay.labels:
            if label.startswith(overlay.typed) and place.start < last and first < place.end:
                rest = label[len(overlay.typed) :]
                yield Mark(start=place.start, end=place.end, style="candidate", label=rest)


def _candidates(view: View) -> Iterator[Mark]:
    """The candidates that hold the selection and more."""
    chosen = view.selection
    offered = view.candidates or ()
    for n in range(bisect_left(offered, chosen.start - _LONGEST, key=_start), len(offered)):
        # Not a slice: of a million words it would copy the rest at every key.
        candidate = offered[n]
        if candidate.start > chosen.start:
            break
        around = candidate.start <= chosen.start and chosen.end <= candidate.end
        if around and (candidate.start, candidate.end) != (chosen.start, chosen.end):
            yield _place(candidate.start, candidate.end, "candidate")


def _others(view: View, first: int, last: int) -> Sequence[Range]:
    """The other places in view that `*` would tag, or that are still to be walked."""
    walk = view.overlay
    if isinstance(walk, Walk):
        # In the order of the walk: from where it began to the end, then from the top.
        return [place for place in walk.places[walk.at :] if place.start < last and place.end > first]
    return places_between(view, view.offer, first - len(view.offer.words), last) if view.offer else ()


def _suggested(view: View, first: int, last: int) -> Iterator[Mark]:
    """What is suggested and not decided yet; the one that is on stands under the selection."""
    for suggestion in view.advice.between(first, last):
        yield _place(suggestion.start, suggestion.end, "suggestion")


def _place(start: int, end: int, style: str) -> Mark:
    return Mark(start=start, end=end, style=style, opening="‹", closing="›", takes_space=True, rank=4)
