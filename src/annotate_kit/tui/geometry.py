"""Where the parts of the article screen lie, in cells, for a terminal of any size."""

from __future__ import annotations

import attrs

__all__ = ["NARROW", "Geometry", "geometry"]

NARROW = 100
"""Columns under which the right pane folds to one line."""

_READABLE = 84
"""Columns of an article pane that is comfortable to read; what is left goes to the records."""


@attrs.frozen(kw_only=True)
class Geometry:
    """The parts of the screen; the first line and the last are the header and the footer."""

    width: int
    height: int
    article_width: int
    """With its frame."""
    side_width: int
    """Of records and record in hand, with their frames; 0 where they are folded."""
    body: int
    """Lines between the header and what follows the article, frames included."""

    @property
    def is_folded(self) -> bool:
        """Whether the right pane is one line under the article."""
        return self.side_width == 0

    @property
    def inner_width(self) -> int:
        """Cells of the article's rows."""
        return max(self.article_width - 2, 4)

    @property
    def inner_height(self) -> int:
        """Rows of the article in view."""
        return max(self.body - 2, 1)


def geometry(width: int, height: int) -> Geometry:
    """The parts for a terminal of this size."""
    if width < NARROW:
        return Geometry(width=width, height=height, article_width=width, side_width=0, body=max(height - 3, 3))
    side = min(max(width - _READABLE, 30), 60)
    return Geometry(width=width, height=height, article_width=width - side, side_width=side, body=max(height - 2, 3))
