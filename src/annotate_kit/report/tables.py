"""Tables of text for a terminal or a pipe: columns as wide as their cells, in terminal cells, not code points."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_kit.text import cell_width, display

__all__ = ["text_table"]


def text_table(headers: Sequence[str], rows: Sequence[Sequence[str | int]], *, gap: int = 2) -> str:
    """The lines of a table, each ended by a line feed; numbers stand to the right, words to the left.

    Args:
        headers: one for each column.
        rows: as long as the headers; outside text in them is made safe to print.
        gap: cells between two columns.
    """
    grid = [[display(str(cell)) for cell in row] for row in (headers, *rows)]
    widths = [max(cell_width(line[n]) for line in grid) for n in range(len(headers))]
    is_number = [bool(rows) and all(isinstance(row[n], int) for row in rows) for n in range(len(headers))]
    lines = []
    for line in grid:
        cells = [
            " " * (width - cell_width(cell)) + cell if right else cell + " " * (width - cell_width(cell))
            for cell, width, right in zip(line, widths, is_number, strict=True)
        ]
        lines.append((" " * gap).join(cells).rstrip() + "\n")
    return "".join(lines)
