"""One row of the article with everything marked in it: tags, the selection, candidates, hits, hints.

Marks cost cells, and a row has few to spare. A mark that comes and goes (the selection, a candidate) takes the
place of the space beside it, so that the words do not jump; only where there is none, before a comma or a Korean
particle, it pushes, so that both its edges are seen. A tag's brackets push, where there is room for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import attrs

from annotate_kit.text import Row, cell_width, display, graphemes, offset_at
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
    """Whether its glyphs take the place of a space beside it, and push only where none is left."""
    rank: int = 1
    """Who gets room first: 0 the selection, 1 letters, 2 brackets, 3 the rest of the tags, 4 what is no tag."""
    label: str = ""
    """A hint that covers its first cells."""

    def moved(self, by: int) -> Mark:
        """The mark so many code points further on."""
        # Spelt out: `attrs.evolve` takes ten times as long, and this is done for every mark at every key.
        return Mark(
            start=self.start + by,
            end=self.end + by,
            style=self.style,
            opening=self.opening,
            closing=self.closing,
            glyph_style=self.glyph_style,
            takes_space=self.takes_space,
            rank=self.rank,
            label=self.label,
        )


Glyph = tuple[str, str]
"""Characters that stand for no text, and their style."""


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
                return offset_at(words, Row(start=piece.offset, end=len(words)), cell - at)
            last = piece.offset + max(len(piece.text) - 1, 0)
        elif cell < at + size:
            return last
        at += size
    return max(len(words) - 1, 0)


@lru_cache(maxsize=8192)
def _drawn(words: str, marks: tuple[Mark, ...], width: int) -> tuple[Line, tuple[_Piece, ...]]:
    glyphs = _Glyphs(words, marks, width - 2 - cell_width(words))
    spaces = glyphs.spaces
    pieces: list[_Piece] = [_Piece(*spaces.pop(-1, (" ", "")), None)]
    labels = {mark.start: mark for mark in marks if mark.label and mark.start >= 0}
    hidden = 0
    edges = sorted(_edges(words, marks) | {edge for n in spaces if n < len(words) for edge in (n, n + 1)})
    for start, end in pairwise(edges):
        pieces.extend(_Piece(*glyph, None) for glyph in glyphs.at(start, opens=True))
        style = _style(marks, start, end)
        if start in labels:
            hidden = start + _covered(words[start:], len(labels[start].label))
            cells = cell_width(words[start:hidden])
            pieces.append(_Piece(labels[start].label.ljust(cells)[: max(cells, 1)], "hint", start))
        if start in spaces:
            pieces.append(_Piece(*spaces[start], start))
        elif (seen := max(start, hidden)) < end:
            pieces.append(_Piece(display(words[seen:end]), style, seen))
        pieces.extend(_Piece(*glyph, None) for glyph in glyphs.at(end, opens=False))
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
    for grapheme in graphemes(words):
        if used >= cells:
            break
        taken += len(grapheme)
        used += cell_width(grapheme)
    return taken


def _style(marks: tuple[Mark, ...], start: int, end: int) -> str:
    found = (mark.style for mark in marks if mark.start < end and start < mark.end and mark.style)
    return " ".join(dict.fromkeys(found))


class _Glyphs:
    """Where the glyphs of a row go while room lasts, the most wanted mark first."""

    def __init__(self, words: str, marks: tuple[Mark, ...], room: int) -> None:
        self.spaces: dict[int, Glyph] = {}
        """In place of a space, by its offset; -1 and the row's length are the padding."""
        self._words = words
        self._marks = marks
        self._room = room
        self._pushing: list[tuple[tuple[int, int, int], bool, int, Glyph]] = []
        self._shown: set[tuple[bool, int]] = set()
        """The edges of marks that take spaces: whether it opens, and where."""
        # A row full of tags shows each of them in little rather than the first ones in full.
        reserved = sum(self._least(mark) for mark in marks if not mark.takes_space)
        for number, mark in sorted(enumerate(marks), key=lambda one: one[1].rank):
            if mark.takes_space:
                self._take_spaces(number, mark)
                continue
            reserved -= self._least(mark)
            ends = [*_ends(words, mark)]
            if not self._push(number, mark, ends, reserved=reserved):
                self._squeeze(number, mark, ends)
        self._pushing.sort(key=lambda one: one[0])

    def at(self, place: int, *, opens: bool) -> Iterator[Glyph]:
        """The glyphs that push before (opening) or behind (closing) an offset, in order."""
        return (glyph for _, before, at, glyph in self._pushing if at == place and before == opens)

    def _take_spaces(self, number: int, mark: Mark) -> None:
        ends = [*_ends(self._words, mark)]
        # Two marks with one edge show it once.
        ends = [(opens, glyph) for opens, glyph in ends if (opens, _edge(mark, opens=opens)) not in self._shown]
        self._shown |= {(opens, _edge(mark, opens=opens)) for opens, _ in ends}
        is_blocked = {opens: self._is_blocked(mark, opens=opens) for opens, _ in ends}
        if mark.rank == 0 and any(is_blocked.values()) and self._push(number, mark, ends):
            return
        for opens, glyph in ends:
            space = mark.start - 1 if opens else mark.end
            is_free = space not in self.spaces and _is_space(self._words, space)
            if is_free and (mark.rank == 0 or not is_blocked[opens]):
                self.spaces[space] = (glyph, mark.glyph_style)
            elif mark.rank == 0 or not is_free:
                # One edge is seen at least where a row is full: what `*` would tag is marked before it is pressed.
                self._push(number, mark, [(opens, glyph)])

    def _least(self, mark: Mark) -> int:
        """The cells that a mark takes in little: brackets where spaces were, and one cell where none was."""
        ends = (mark.start - 1 if opens else mark.end for opens, _ in _ends(self._words, mark))
        return sum(not _is_space(self._words, place) for place in ends)

    def _squeeze(self, number: int, mark: Mark, ends: list[tuple[bool, str]]) -> None:
        """The brackets alone, in place of the spaces beside the words where these are left; both or none."""
        taken: dict[int, str] = {}
        pushed: list[tuple[bool, str]] = []
        for opens, glyph in ends:
            space, bracket = (mark.start - 1, glyph[-1:]) if opens else (mark.end, glyph[:1])
            if space not in self.spaces and _is_space(self._words, space):
                taken[space] = bracket
            else:
                pushed.append((opens, bracket))
        if self._push(number, mark, pushed):
            self.spaces |= {space: (bracket, mark.glyph_style) for space, bracket in taken.items()}

    def _push(self, number: int, mark: Mark, ends: list[tuple[bool, str]], *, reserved: int = 0) -> bool:
        """All these ends or none, and whether: one bracket would mislead. `reserved` cells are for other marks."""
        kept = ((opens, self._left(mark, glyph, opens=opens)) for opens, glyph in ends)
        left = [(opens, glyph) for opens, glyph in kept if glyph]
        size = sum(cell_width(glyph) for _, glyph in left)
        if size > self._room - reserved:
            return False
        self._room -= size
        for opens, glyph in left:
            # Outer marks open first and close last.
            nesting = (-(mark.end - mark.start), number) if opens else (mark.end - mark.start, -number)
            place = mark.start if opens else mark.end
            self._pushing.append(((place, *nesting), opens, place, (glyph, mark.glyph_style)))
        return True

    def _left(self, mark: Mark, glyph: str, *, opens: bool) -> str:
        """The glyph without its bracket where those of the selection stand around the same words."""
        edges = (mark.start, mark.end)
        is_chosen = any(other.rank == 0 and (other.start, other.end) == edges for other in self._marks)
        bracket = "[" if opens else "]"
        return glyph.removeprefix(bracket) if mark.rank and is_chosen else glyph

    def _is_blocked(self, mark: Mark, *, opens: bool) -> bool:
        """Whether a pushing glyph may come between the words and the space."""
        place = _edge(mark, opens=opens)
        return any(
            place == _edge(other, opens=opens) and (other.opening if opens else other.closing)
            for other in self._marks
            if not other.takes_space
        )


def _edge(mark: Mark, *, opens: bool) -> int:
    return mark.start if opens else mark.end


def _ends(words: str, mark: Mark) -> Iterator[tuple[bool, str]]:
    if mark.opening and 0 <= mark.start < len(words):
        yield True, mark.opening
    if mark.closing and 0 < mark.end <= len(words):
        yield False, mark.closing


def _is_space(words: str, place: int) -> bool:
    return place in {-1, len(words)} or words[place] == " "
