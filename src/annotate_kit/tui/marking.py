"""One row of the article with everything marked in it: tags, the selection, candidates, hits, hints.

Marks cost cells, and a row has few to spare. A mark that comes and goes (the selection, a candidate) takes the
place of the space beside it, so that the words do not jump; a tag's brackets push, where there is room for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import attrs
from wcwidth import iter_graphemes

from annotate_kit.text import cell_width, display
from annotate_kit.tui.grid import Line, fill, squeezed

__all__ = ["Mark", "draw_row", "offset_in_row"]


@attrs.frozen(kw_only=True)
class Mark:
    """Something marked in a row; offsets count code points from the row's beginning, half-open."""

    start: int
    """May lie before the row: then only its end shows."""
    end: int
    style: str = ""
    """Words of the style of what it covers."""
    opening: str = ""
    closing: str = ""
    glyph_style: str = ""
    takes_space: bool = False
    """Whether its glyphs take the place of a space beside it; they push only where `rank` is 0."""
    rank: int = 1
    """Who gets room first: 0 the selection, 1 letters, 2 brackets, 3 the rest."""
    label: str = ""
    """A hint that covers its first cells."""


@attrs.frozen
class _Piece:
    text: str
    style: str
    offset: int | None
    """Of its first code point; None for a glyph that stands for no text."""


def draw_row(words: str, marks: tuple[Mark, ...], width: int) -> Line:
    """The row in exactly `width` cells, the first and last of which are padding that a glyph may use."""
    return _drawn(words, marks, width)[0]


def offset_in_row(words: str, marks: tuple[Mark, ...], width: int, cell: int) -> int:
    """The code point of the row that is drawn at a cell; the nearest one for a glyph or the padding."""
    at, last = 0, 0
    for piece in _drawn(words, marks, width)[1]:
        size = cell_width(piece.text)
        if piece.offset is not None:
            if cell < at + size:
                return piece.offset + _offset(words[piece.offset :], cell - at)
            last = piece.offset + max(len(piece.text) - 1, 0)
        elif cell < at + size:
            return last
        at += size
    return max(len(words) - 1, 0)


def _offset(words: str, cell: int) -> int:
    offset = at = 0
    for grapheme in iter_graphemes(words):
        at += cell_width(display(grapheme))
        if at > cell:
            break
        offset += len(grapheme)
    return offset


@lru_cache(maxsize=8192)
def _drawn(words: str, marks: tuple[Mark, ...], width: int) -> tuple[Line, tuple[_Piece, ...]]:
    spaces, before, behind = _glyphs(words, marks, width - 2 - cell_width(display(words)))
    pieces: list[_Piece] = [_Piece(*spaces.pop(-1, (" ", "")), None)]
    labels = {mark.start: mark for mark in marks if mark.label and mark.start >= 0}
    hidden = 0
    edges = sorted(_edges(words, marks) | {edge for n in spaces if n < len(words) for edge in (n, n + 1)})
    for start, end in zip(edges, edges[1:], strict=False):
        pieces.extend(_Piece(*glyph, None) for glyph in before.get(start, ()))
        style = _style(marks, start, end)
        if start in labels:
            hidden = start + _covered(words[start:], len(labels[start].label))
            cells = cell_width(display(words[start:hidden]))
            pieces.append(_Piece(labels[start].label.ljust(cells)[: max(cells, 1)], "hint", start))
        if start in spaces:
            pieces.append(_Piece(*spaces[start], start))
        elif max(start, hidden) < end:
            start = max(start, hidden)
            pieces.append(_Piece(display(words[start:end]), style, start))
        pieces.extend(_Piece(*glyph, None) for glyph in behind.get(end, ()))
    pieces.append(_Piece(*spaces.pop(len(words), (" ", "")), None))
    drawn = squeezed((piece.text, piece.style) for piece in pieces)
    return fill(drawn, width), tuple(pieces)


def _edges(words: str, marks: tuple[Mark, ...]) -> set[int]:
    size = len(words)
    edges = {0, size}
    for mark in marks:
        edges.add(min(max(mark.start, 0), size))
        edges.add(min(max(mark.end, 0), size))
        if mark.label and mark.start >= 0:
            edges.add(min(mark.start + _covered(words[mark.start :], len(mark.label)), size))
    return edges


def _covered(words: str, cells: int) -> int:
    """How many code points of whole graphemes it takes to fill so many cells."""
    taken = used = 0
    for grapheme in iter_graphemes(words):
        if used >= cells:
            break
        taken += len(grapheme)
        used += cell_width(display(grapheme))
    return taken


def _style(marks: tuple[Mark, ...], start: int, end: int) -> str:
    found = (mark.style for mark in marks if mark.start < end and start < mark.end and mark.style)
    return " ".join(dict.fromkeys(found))


Glyph = tuple[str, str]


def _glyphs(
    words: str, marks: tuple[Mark, ...], room: int
) -> tuple[dict[int, Glyph], dict[int, list[Glyph]], dict[int, list[Glyph]]]:
    """Glyphs in place of a space (by its offset; -1 and the row's length are the padding), before and behind offsets."""
    spaces: dict[int, Glyph] = {}
    kept: list[tuple[int, Mark, bool]] = []
    chosen = [mark for mark in marks if mark.rank == 0]
    for number, mark in sorted(enumerate(marks), key=lambda one: one[1].rank):
        for opens, glyph in _ends(words, mark):
            place = mark.start if opens else mark.end
            if mark.rank and glyph[:1] in "[]" and any(place == (m.start if opens else m.end) for m in chosen):
                glyph = glyph[1:]  # noqa: PLW2901  # the selection's bracket stands there already
            space = place - 1 if opens else place
            if not glyph:
                continue
            if (
                mark.takes_space
                and space not in spaces
                and _is_space(words, space)
                and not _blocked(marks, mark, place, opens)
            ):
                spaces[space] = (glyph, mark.glyph_style)
            elif (not mark.takes_space or mark.rank == 0) and (size := cell_width(glyph)) <= room:
                room -= size
                kept.append((number, attrs.evolve(mark, opening=glyph, closing=glyph), opens))
    before: dict[int, list[Glyph]] = {}
    behind: dict[int, list[Glyph]] = {}
    for _, mark, opens in sorted(kept, key=_nesting):
        (before if opens else behind).setdefault(mark.start if opens else mark.end, []).append(
            (mark.opening, mark.glyph_style)
        )
    return spaces, before, behind


def _ends(words: str, mark: Mark) -> Iterator[tuple[bool, str]]:
    if mark.opening and 0 <= mark.start < len(words):
        yield True, mark.opening
    if mark.closing and 0 < mark.end <= len(words):
        yield False, mark.closing


def _is_space(words: str, place: int) -> bool:
    return place in {-1, len(words)} or words[place] == " "


def _blocked(marks: tuple[Mark, ...], mark: Mark, place: int, opens: bool) -> bool:  # noqa: FBT001  # which end
    """Whether a pushing glyph would come between the words and the space."""
    return mark.rank > 0 and any(
        not other.takes_space
        and (other.start if opens else other.end) == place
        and (other.opening if opens else other.closing)
        for other in marks
    )


def _nesting(kept: tuple[int, Mark, bool]) -> tuple[int, int, int]:
    """Outer marks open first and close last."""
    number, mark, opens = kept
    size = mark.end - mark.start
    return (mark.start, -size, number) if opens else (mark.end, size, -number)
