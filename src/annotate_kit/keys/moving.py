"""Moving: something is always selected, and a move selects something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.places import offered
from annotate_kit.keys.stepping import unit_after, unit_at, unit_before
from annotate_kit.keys.steps import look, say
from annotate_kit.keys.view import Selection, Step, View
from annotate_kit.text import Candidate, Range, Row, candidates, cell_of, offset_at

__all__ = [
    "candidates_between",
    "loaded",
    "next_candidate",
    "next_line",
    "next_new_name",
    "next_paragraph",
    "next_unit",
    "next_untagged",
    "page_down",
    "page_up",
    "previous_candidate",
    "previous_line",
    "previous_new_name",
    "previous_paragraph",
    "previous_unit",
    "previous_untagged",
    "revealed",
    "row_end",
    "row_start",
    "select",
]


def loaded(view: View) -> View:
    """The view with its candidates, which are looked for once."""
    if view.candidates is not None:
        return view
    return attrs.evolve(view, candidates=candidates(view.index, view.article.language))


def select(view: View, start: int, end: int, **changes: Any) -> Step:
    """A move to `[start, end)`: it takes a span with these edges in hand and shows what `*` would tag."""
    span = view.lens.span_at(start, end)
    changes = {"column": None, "span": span.id if span is not None else view.span, **changes}
    view = attrs.evolve(view, selection=Selection(start=start, end=end), **changes)
    return look(revealed(attrs.evolve(view, offer=offered(view, span))))


def revealed(view: View) -> View:
    """The view scrolled so that the selection is in it; a jump leaves a third of the pane before it."""
    first = view.layout.row_of(view.selection.start)
    last = view.layout.row_of(max(view.selection.end - 1, view.selection.start))
    height = max(view.height, 1)
    if view.top <= first and last < view.top + height:
        return view
    if first < view.top:
        top = min(last - 2 * height // 3, first)
    else:
        top = min(max(first - height // 3, last - height + 1), first)
    return attrs.evolve(view, top=min(max(top, 0), max(len(view.layout.starts) - height, 0, first - height + 1)))


# Candidates.


def next_candidate(view: View, _key: str, _ids: Ids) -> Step:
    """The next candidate; from a part of one, that one."""
    view = loaded(view)
    found = view.candidates or ()
    at = _following(view, found)
    return _to_candidate(view, found[at] if at < len(found) else None, "That was the last candidate.")


def _following(view: View, found: tuple[Candidate, ...]) -> int:
    """The position of the first candidate after the selection; from a part of one, of that one.

    A candidate that was grown lies behind, with those that it grew over; in a whole sentence they lie ahead.
    """
    first = bisect_left(found, view.selection.start, key=_start)
    behind = bisect_right(found, view.selection.start, key=_start)
    edges = (view.selection.start, view.selection.end)
    exact = next((n + 1 for n in range(first, behind) if (found[n].start, found[n].end) == edges), None)
    if exact is not None or view.index.sentence_at(edges[0]).end <= edges[1]:
        return first if exact is None else exact
    while first < len(found) and found[first].end <= edges[1]:
        first += 1
    return first


def previous_candidate(view: View, _key: str, _ids: Ids) -> Step:
    """The candidate before the selection."""
    view = loaded(view)
    found = view.candidates or ()
    first = bisect_left(found, view.selection.start, key=_start)
    # Of several that begin together, the longer ones come first.
    behind = bisect_right(found, view.selection.start, key=_start)
    edges = (view.selection.start, view.selection.end)
    at = next((n for n in range(first, behind) if (found[n].start, found[n].end) == edges), first) - 1
    return _to_candidate(view, found[at] if at >= 0 else None, "That was the first candidate.")


def next_untagged(view: View, _key: str, _ids: Ids) -> Step:
    """The next candidate that no span covers yet."""
    view = loaded(view)
    found = view.candidates or ()
    left = (found[n] for n in range(_following(view, found), len(found)) if not _is_tagged(view, found[n]))
    return _to_candidate(view, next(left, None), "Every candidate from here on is tagged.")


def previous_untagged(view: View, _key: str, _ids: Ids) -> Step:
    """The candidate before that no span covers yet."""
    view = loaded(view)
    found = view.candidates or ()
    at = bisect_left(found, view.selection.start, key=_start)
    left = (found[n] for n in range(at - 1, -1, -1) if not _is_tagged(view, found[n]))
    return _to_candidate(view, next(left, None), "Every candidate before this is tagged.")


def next_new_name(view: View, _key: str, _ids: Ids) -> Step:
    """The next name that nothing is said of yet: no span covers it, and none has its words."""
    view = loaded(view)
    found = view.candidates or ()
    left = (found[n] for n in range(_following(view, found), len(found)) if _is_new_name(view, found[n]))
    return _to_candidate(view, next(left, None), "Every name from here on is tagged or says a value.")


def previous_new_name(view: View, _key: str, _ids: Ids) -> Step:
    """The name before that nothing is said of yet."""
    view = loaded(view)
    found = view.candidates or ()
    at = bisect_left(found, view.selection.start, key=_start)
    left = (found[n] for n in range(at - 1, -1, -1) if _is_new_name(view, found[n]))
    return _to_candidate(view, next(left, None), "Every name before this is tagged or says a value.")


def _is_new_name(view: View, candidate: Candidate) -> bool:
    # What one look-up tells comes first: most names of a finished article are told by their words.
    is_known = candidate.kind != "name" or plain_words(view.text[candidate.start : candidate.end]) in view.lens.quoted
    return not is_known and not _is_tagged(view, candidate)


def _start(candidate: Candidate) -> int:
    return candidate.start


def _is_tagged(view: View, candidate: Candidate) -> bool:
    return any(
        span.start <= candidate.start and candidate.end <= span.end
        for span in view.lens.spans_between(candidate.start, candidate.end)
    )


def _to_candidate(view: View, candidate: Candidate | None, otherwise: str) -> Step:
    if candidate is None:
        return say(view, otherwise)
    return select(view, candidate.start, candidate.end, by_grapheme=False)


def candidates_between(view: View, start: int, end: int) -> tuple[Candidate, ...]:
    """The candidates that begin in `[start, end)`, in text order; none before they are loaded."""
    found = view.candidates or ()
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


# Words, or graphemes.


def next_unit(view: View, _key: str, _ids: Ids) -> Step:
    """The next word, or grapheme."""
    found = unit_after(view, view.selection.end)
    return say(view, "The text ends here.") if found is None else select(view, found.start, found.end)


def previous_unit(view: View, _key: str, _ids: Ids) -> Step:
    """The word, or grapheme, before."""
    found = unit_before(view, view.selection.start)
    return say(view, "The text begins here.") if found is None else select(view, found.start, found.end)


# Lines, pages, paragraphs.


def next_line(view: View, _key: str, _ids: Ids) -> Step:
    """The word below."""
    return _by_rows(view, 1)


def previous_line(view: View, _key: str, _ids: Ids) -> Step:
    """The word above."""
    return _by_rows(view, -1)


def page_down(view: View, _key: str, _ids: Ids) -> Step:
    """A pane further down."""
    return _by_rows(view, max(view.height - 1, 1))


def page_up(view: View, _key: str, _ids: Ids) -> Step:
    """A pane further up."""
    return _by_rows(view, -max(view.height - 1, 1))


def _by_rows(view: View, count: int) -> Step:
    selection, layout = view.selection, view.layout
    here = layout.row_of(selection.start if count < 0 else max(selection.end - 1, selection.start))
    number = min(max(here + count, 0), len(layout.starts) - 1)
    first = layout.row(layout.row_of(selection.start))
    column = cell_of(view.text, first, selection.start) if view.column is None else view.column
    row = layout.row(number)
    found = _unit_in_row(view, row, offset_at(view.text, row, column)) if number != here else None
    if found is None or (found.start <= selection.start if count > 0 else found.start >= selection.start):
        # Nothing in that row, or inside one word that fills whole rows: on to the next one that has something.
        found = unit_after(view, max(row.start, selection.end)) if count > 0 else unit_before(view, selection.start)
        if number == here:
            found = unit_before(view, len(view.text)) if count > 0 else unit_after(view, 0)
    if found is None and count > 0:
        found = unit_before(view, len(view.text))
    if found is None or (found.start, found.end) == (selection.start, selection.end):
        return say(view, "The text ends here." if count > 0 else "The text begins here.")
    return select(view, found.start, found.end, column=column)


def _unit_in_row(view: View, row: Row, offset: int) -> Range | None:
    """The word (grapheme) at an offset of a row, else the one before it in the row, else the one behind it."""
    found = unit_at(view, offset) if offset < row.end else None
    if found is None:
        found = unit_before(view, offset)
        if found is None or found.start < row.start:
            found = unit_after(view, offset)
    return found if found is not None and row.start <= found.start < row.end else None


def next_paragraph(view: View, _key: str, _ids: Ids) -> Step:
    """The first word of the next paragraph."""
    paragraphs = view.index.paragraphs
    at = bisect_right(paragraphs, view.selection.start, key=lambda paragraph: paragraph.start)
    return _to_first_unit(view, paragraphs[at].start if at < len(paragraphs) else None, "That was the last paragraph.")


def previous_paragraph(view: View, _key: str, _ids: Ids) -> Step:
    """The first word of this paragraph, or of the one before."""
    paragraphs = view.index.paragraphs
    at = bisect_left(paragraphs, view.selection.start, key=lambda paragraph: paragraph.start) - 1
    if at >= 0 and unit_after(view, paragraphs[at].start) == Range(start=view.selection.start, end=view.selection.end):
        at -= 1
    return _to_first_unit(view, paragraphs[at].start if at >= 0 else None, "That was the first paragraph.")


def _to_first_unit(view: View, offset: int | None, otherwise: str) -> Step:
    found = None if offset is None else unit_after(view, offset)
    return say(view, otherwise) if found is None else select(view, found.start, found.end)


def row_start(view: View, _key: str, _ids: Ids) -> Step:
    """The first word of the line; there already, of the text."""
    row = view.layout.row(view.layout.row_of(view.selection.start))
    found = unit_after(view, row.start)
    if found is None or found.start >= view.selection.start:
        found = unit_after(view, 0)
    return look(view) if found is None else select(view, found.start, found.end)


def row_end(view: View, _key: str, _ids: Ids) -> Step:
    """The last word of the line; there already, of the text."""
    row = view.layout.row(view.layout.row_of(max(view.selection.end - 1, view.selection.start)))
    found = unit_before(view, row.end)
    if found is None or found.start <= view.selection.start:
        found = unit_before(view, len(view.text))
    return look(view) if found is None else select(view, found.start, found.end)
