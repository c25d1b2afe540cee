"""Breaking a text into rows of a pane, by offsets alone."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

import attrs
from wcwidth import iter_graphemes

from annotate_kit.text.cells import cell_width, is_plain
from annotate_kit.text.measuring import widths

_NEVER_FIRST: Final = frozenset(
    "、。，．！？：；」』）］｝〉》】〕’”,.!?:;)]}…‥ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ・%％"
)
_NEVER_LAST: Final = frozenset("「『（［｛〈《【〔‘“([{$¥￥₩約")


@attrs.frozen(kw_only=True)
class Row:
    """One row of a wrapped text: a half-open range of code points without the line feed that may end it."""

    start: int
    end: int
    """One past the last code point; spaces that hang over the width belong to the row."""


@attrs.frozen(kw_only=True)
class Layout:
    """A text wrapped to a width; the rows hold every code point but the line feeds, in order."""

    width: int
    """Cells."""
    starts: Sequence[int]
    """Where each row starts, in code points."""
    ends: Sequence[int]
    """One past each row's last code point."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order; a text has at least one."""
        return tuple(Row(start=start, end=end) for start, end in zip(self.starts, self.ends, strict=True))

    def row(self, number: int) -> Row:
        """A row by its 0-based number, without making the others."""
        return Row(start=self.starts[number], end=self.ends[number])

    def row_of(self, offset: int) -> int:
        """The 0-based number of the row that holds a code point; a line feed belongs to the row that it ends."""
        return max(bisect_right(self.starts, offset) - 1, 0)


def wrap(text: str, width: int) -> Layout:
    """The rows of a normalised text in a pane of a number of cells, never parting a grapheme.

    Rows break behind spaces, which hang over the edge, and between kanji and kana except where Japanese typography
    forbids it; a word wider than the pane breaks anywhere. A grapheme wider than the pane has a row of its own.
    """
    width = max(width, 1)
    starts, ends = array("L"), array("L")
    at = 0
    for line in text.split("\n"):
        cuts = _plain_cuts(line, width) if is_plain(line) else _cuts(line, width)
        for first, last in pairwise((0, *cuts, len(line))):
            starts.append(at + first)
            ends.append(at + last)
        at += len(line) + 1
    return Layout(width=width, starts=starts, ends=ends)


def _plain_cuts(line: str, width: int) -> Iterator[int]:
    """Where rows after the first start, for a line of one cell a code point."""
    at = 0
    while len(line) - at > width:
        space = line.rfind(" ", at + 1, at + width + 1)
        at = at + width if space < 0 else space + 1
        if at >= len(line):
            return
        yield at


def _cuts(line: str, width: int) -> Iterator[int]:
    """Where rows after the first start, for any line, in code points."""
    clusters = list(iter_graphemes(line))
    offsets = list(accumulate(map(len, clusters), initial=0))
    cells = list(accumulate(map(widths.__getitem__, clusters), initial=0))
    at = 0
    while cells[-1] - cells[at] > width:
        reached = max(bisect_right(cells, cells[at] + width) - 1, at + 1)
        at = _break(clusters, at, reached)
        if at >= len(clusters):
            return
        yield offsets[at]


def _break(clusters: Sequence[str], at: int, reached: int) -> int:
    """The first grapheme of the next row, when those from ``at`` up to ``reached`` fit."""
    if clusters[reached : reached + 1] == [" "]:
        return reached + 1
    for position in range(min(reached, len(clusters) - 1), at, -1):
        before, after = clusters[position - 1], clusters[position]
        if before in " \t":
            return position
        is_open = _breaks_anywhere(before) or _breaks_anywhere(after)
        if is_open and after[0] not in _NEVER_FIRST and before[0] not in _NEVER_LAST:
            return position
    return reached


def _breaks_anywhere(cluster: str) -> bool:
    """Whether a grapheme is kanji, kana or their punctuation, which no spaces part."""
    return (
        "\u2e80" <= cluster[0] <= "\u9fff"
        or "\uf900" <= cluster[0] <= "\uffef"
        or "\U00020000" <= cluster[0] <= "\U0003ffff"
    )


def cell_of(text: str, row: Row, offset: int) -> int:
    """The cells between a row's start and a code point."""
    return cell_width(text[row.start : min(max(offset, row.start), row.end)])


def offset_at(text: str, row: Row, cell: int) -> int:
    """The start of the grapheme at a 0-based cell of a row; behind the last one, the row's end."""
    at = row.start
    for cluster in iter_graphemes(text[row.start : row.end]):
        cell -= widths[cluster]
        if cell < 0:
            return at
        at += len(cluster)
    return at
