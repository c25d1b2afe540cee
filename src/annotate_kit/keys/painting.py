"""The article's rows as styled text: brackets and letters at the edges of spans, ⟦ ⟧ around the selection.

The text is wrapped once, a little narrower than the pane (`opening.margin`), so that no key moves words to another
row; marks are set into a row and push it into that margin. A row with more marks than room leaves out its opening
brackets first, then the other places' marks, closing brackets and letters: underline and reverse video still show
where spans are, and words are never cut.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import attrs

from annotate_kit.core import Span
from annotate_kit.keys.overlays import Hints
from annotate_kit.keys.view import View
from annotate_kit.text import Candidate, Range, cell_width, display

__all__ = ["Line", "Run", "changed_rows", "offset_of", "paint", "visible_rows"]

Run = tuple[str, str]
"""A text that is safe to print, and the words of its style."""
Line = tuple[Run, ...]

_LETTERLESS = "="
"""Stands behind a span that names no record: a value rests on it."""

# What is left out first where a row is full, the selection last.
_OPENING, _PLACE, _CLOSING, _HINT, _LETTER, _SELECTION = range(6)


@attrs.frozen(kw_only=True)
class _Tag:
    """What a row shows of one fragment of a span."""

    start: int
    end: int
    letters: str
    """Behind the closing bracket; "…" where another fragment follows."""
    style: str


@attrs.frozen(kw_only=True)
class _Content:
    """Everything that a row's picture depends on; equal content is an equal picture."""

    start: int
    end: int
    """Without the spaces that hang over the row."""
    tags: tuple[_Tag, ...]
    selection: tuple[int, int]
    places: tuple[Range, ...]
    hits: tuple[Range, ...]
    candidate: tuple[int, int] | None
    hints: tuple[tuple[str, int], ...]


@attrs.frozen(kw_only=True)
class _Mark:
    offset: int
    order: tuple[int, int]
    """Among marks at one offset."""
    text: str
    style: str
    group: int


@attrs.frozen(kw_only=True)
class _Piece:
    text: str
    style: str
    offset: int
    """Of its first code point; of a mark, the offset that it stands at."""
    is_mark: bool


def visible_rows(view: View) -> range:
    """The numbers of the layout's rows that are in the pane."""
    return range(view.top, min(view.top + view.height, len(view.layout.starts)))


def paint(view: View, row: int) -> Line:
    """One row of the layout, without padding; empty behind the last row."""
    if not 0 <= row < len(view.layout.starts):
        return ()
    content = _content(view, row)
    return tuple((piece.text, piece.style) for piece in _pieces(content, view.text, view.width))


def changed_rows(before: View, after: View) -> Sequence[int]:
    """The rows in the pane that look different now; all of them after scrolling or wrapping anew."""
    rows = visible_rows(after)
    if before.top != after.top or before.layout is not after.layout or before.height != after.height:
        return rows
    return [row for row in rows if _content(before, row) != _content(after, row)]


def offset_of(view: View, row: int, cell: int) -> int:
    """The offset that a cell of a painted row shows, 0-based; behind the text, the row's end."""
    row = min(max(row, 0), len(view.layout.starts) - 1)
    content = _content(view, row)
    for piece in _pieces(content, view.text, view.width):
        width = cell_width(piece.text)
        if cell >= width:
            cell -= width
            continue
        if piece.is_mark:
            return piece.offset
        at = 0
        while cell_width(piece.text[: at + 1]) <= cell:
            at += 1
        return piece.offset + at
    return content.end


def _content(view: View, row: int) -> _Content:
    start, end = view.layout.starts[row], view.layout.ends[row]
    end = start + len(view.text[start:end].rstrip(" "))
    selection = (max(view.selection.start, start), min(view.selection.end, end))
    places = view.offer.places if view.offer is not None else ()
    hits = view.search.hits if view.search is not None else ()
    candidate = _candidate(view)
    return _Content(
        start=start,
        end=end,
        tags=tuple(_tags(view, start, end)),
        # Its edges only where they are in this row: the rest of it changes nothing here.
        selection=(view.selection.start, view.selection.end) if selection[0] < selection[1] else (-1, -1),
        places=_within(places, start, end),
        hits=_within(hits, start, end),
        candidate=candidate if candidate is not None and candidate[0] < end and start < candidate[1] else None,
        hints=_hints(view, start, end),
    )


def _within(ranges: Sequence[Range], start: int, end: int) -> tuple[Range, ...]:
    first = bisect_right(ranges, start, key=lambda place: place.end)
    last = bisect_left(ranges, end, key=lambda place: place.start)
    return tuple(ranges[first:last])


def _hints(view: View, start: int, end: int) -> tuple[tuple[str, int], ...]:
    if not isinstance(view.overlay, Hints):
        return ()
    typed = view.overlay.typed
    return tuple(
        (label, place.start)
        for label, place in view.overlay.labels
        if start <= place.start < end and label.startswith(typed)
    )


def _candidate(view: View) -> tuple[int, int] | None:
    """The candidate that the selection lies in, where it is not the selection itself."""
    found = view.candidates or ()
    start, end = view.selection.start, view.selection.end
    at = bisect_right(found, start, key=_start) - 1
    for candidate in reversed(found[max(at - 1, 0) : at + 1]):
        edges = (candidate.start, candidate.end)
        if candidate.start <= start and end <= candidate.end and edges != (start, end):
            return edges
    return None


def _start(candidate: Candidate) -> int:
    return candidate.start


def _tags(view: View, start: int, end: int) -> Iterator[_Tag]:
    for span in view.lens.spans_between(start, end):
        letters, style = _looks(view, span)
        for n, fragment in enumerate(span.fragments):
            if fragment.start < end and start < fragment.end:
                is_last = n == len(span.fragments) - 1
                yield _Tag(start=fragment.start, end=fragment.end, letters=letters if is_last else "…", style=style)


def _looks(view: View, span: Span) -> tuple[str, str]:
    """The letters and the style of a span, by what it is for."""
    records = view.annotation.records
    uses = view.lens.uses.get(span.id, ())
    types = dict.fromkeys(records[use.record].type for use in uses if use.pointer is None)
    known = [view.catalog.types[name] for name in types if name in view.catalog.types]
    letters = "".join(record_type.shortcut for record_type in known) or ("?" if types else _LETTERLESS)
    colour = next((record_type.color for record_type in known if record_type.color), "")
    is_hand = view.hand is not None and any(use.record == view.hand for use in uses)
    return letters, " ".join(word for word in ("tag", colour, "hand" if is_hand else "") if word)


def _pieces(content: _Content, text: str, width: int) -> list[_Piece]:
    shown = display(text[content.start : content.end])
    marks = sorted(_marks(content), key=lambda mark: (mark.offset, mark.order))
    room = width - cell_width(shown)
    for group in (_OPENING, _PLACE, _CLOSING, _HINT, _LETTER, _SELECTION):
        if sum(cell_width(mark.text) for mark in marks) <= room:
            break
        marks = [mark for mark in marks if mark.group != group]
    styles = list(_ranges(content))
    cuts = {content.start, content.end, *(mark.offset for mark in marks)}
    cuts |= {edge for start, end, _ in styles for edge in (start, end) if content.start < edge < content.end}
    pieces: list[_Piece] = []
    waiting = iter(marks)
    mark = next(waiting, None)
    edges = sorted(cuts)
    for n, at in enumerate(edges):
        while mark is not None and mark.offset <= at:
            pieces.append(_Piece(text=mark.text, style=mark.style, offset=at, is_mark=True))
            mark = next(waiting, None)
        after = edges[n + 1] if n + 1 < len(edges) else at
        if at < after:
            style = " ".join(dict.fromkeys(style for start, end, style in styles if start <= at < end))
            words = shown[at - content.start : after - content.start]
            pieces.append(_Piece(text=words, style=style, offset=at, is_mark=False))
    return pieces


def _ranges(content: _Content) -> Iterator[tuple[int, int, str]]:
    """Where which style lies, the weaker first."""
    if content.candidate is not None:
        yield (*content.candidate, "candidate")
    for hit in content.hits:
        yield hit.start, hit.end, "hit"
    for tag in content.tags:
        yield tag.start, tag.end, tag.style
    for place in content.places:
        yield place.start, place.end, "place"
    yield (*content.selection, "selection")


def _marks(content: _Content) -> Iterator[_Mark]:
    """The marks of the row. At one offset: what closes, the inner first; then what opens, the outer first."""
    start, end = content.start, content.end
    for label, offset in content.hints:
        yield _Mark(offset=offset, order=(3, 0), text=f"{label})", style="hint", group=_HINT)
    for tag in content.tags:
        if start <= tag.start < end:
            yield _Mark(offset=tag.start, order=(2, -tag.end), text="[", style=tag.style, group=_OPENING)
        if start < tag.end <= end:
            order = (1, -tag.start)
            yield _Mark(offset=tag.end, order=order, text="]", style=tag.style, group=_CLOSING)
            yield _Mark(offset=tag.end, order=order, text=tag.letters, style=f"{tag.style} key", group=_LETTER)
    for place in content.places:
        if start <= place.start < end:
            yield _Mark(offset=place.start, order=(2, 1), text="‹", style="place", group=_PLACE)
        if start < place.end <= end:
            yield _Mark(offset=place.end, order=(0, 1), text="›", style="place", group=_PLACE)
    first, last = content.selection
    if start <= first < end:
        yield _Mark(offset=first, order=(4, 0), text="⟦", style="selection", group=_SELECTION)
    if start < last <= end:
        yield _Mark(offset=last, order=(0, 0), text="⟧", style="selection", group=_SELECTION)
