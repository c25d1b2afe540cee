"""A line of a file with a caret under what is meant, as wide as a terminal and no wider."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core import Problem
from annotate_kit.report.findings import Findings, Words
from annotate_kit.report.styles import Style
from annotate_kit.text import cell_width, display
from annotate_kit.text.cells import fit

__all__ = ["line_excerpt", "marked", "word_excerpt"]

_LEAST = 20
"""Cells that are left for a line, however narrow the terminal."""


def line_excerpt(problem: Problem, findings: Findings, style: Style, gutter: int) -> Iterator[str]:
    """The line that a problem is in, and its caret; nothing where the line is not known."""
    place = problem.place
    line = findings.sources.line(problem.file, place.line) if place else None
    if place is None or line is None:
        return
    start = min(place.column - 1, len(line))
    # Of a value that goes on below only its opening is meant: nobody reads a caret under half a file.
    end = place.end_column - 1 if place.end_line == place.line else start + 1
    kind = problem.severity.value
    yield from _drawn(place.line, line, (start, end), kind=kind, style=style, gutter=gutter)


def word_excerpt(words: Words, kind: str, style: Style, gutter: int) -> Iterator[str]:
    """The sentence that a span is in, with its words marked."""
    yield from _drawn(words.line, words.sentence, (words.start, words.end), kind=kind, style=style, gutter=gutter)


def _drawn(
    number: int, line: str, marked_range: tuple[int, int], *, kind: str, style: Style, gutter: int
) -> Iterator[str]:
    shown, left, width = marked(line, *marked_range, max(style.width - gutter - 4, _LEAST))
    bar = style.paint("|", "dim")
    yield f" {style.paint(str(number).rjust(gutter), 'dim')} {bar} {shown}"
    yield f" {' ' * gutter} {bar} {' ' * left}{style.paint('^' * width, kind)}"


def marked(line: str, start: int, end: int, cells: int) -> tuple[str, int, int]:
    """A line as it is shown in a number of cells, and the cells before and under what is marked.

    Args:
        line: without its line feed.
        start: of what is marked, in code points, 0-based.
        end: one past its last code point.
        cells: how wide it may be; of a longer line the part around the mark is shown.
    """
    end = max(end, start)
    first = 0
    # A line may be a whole file: what is far away is never measured.
    if start > cells or len(line) > 4 * cells or cell_width(line) > cells:
        first = max(0, start - cells // 3) if cell_width(line[: start + 1][-cells:]) * 2 > cells else 0
    before = ("…" if first else "") + line[first:start]
    shown = fit(before + line[start : start + 4 * cells], cells)
    left = cell_width(before)
    under = min(cell_width(line[start : min(end, start + 4 * cells)]), cells - left)
    return display(shown).rstrip(), left, max(under, 1)
