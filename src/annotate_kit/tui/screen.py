"""The article's screen put together: header, article, records, record in hand, footer, and what lies over them."""

from __future__ import annotations

import attrs

from annotate_kit import keys
from annotate_kit.core import Record
from annotate_kit.keys import RecordsPane, View
from annotate_kit.tui.article import article_lines
from annotate_kit.tui.boxes import Box, lay
from annotate_kit.tui.chrome import Standing, header
from annotate_kit.tui.footer import footer
from annotate_kit.tui.geometry import Geometry
from annotate_kit.tui.grid import Line, beside, frame
from annotate_kit.tui.overlays import overlay_box
from annotate_kit.tui.remembering import LastTime
from annotate_kit.tui.side import Scroll, folded_line, pane_means, side_lines

__all__ = ["Drawn", "article_screen", "evidence_marks"]

_FEWEST = 4
"""Lines of a screen up to which a long message is cut rather than laid over the line above."""


@attrs.frozen(kw_only=True)
class Drawn:
    """A screen, and what a click in it can meet."""

    lines: list[Line]
    """Exactly as many as the terminal has, each exactly as wide."""
    box: Box | None
    """What lies over the article."""


def article_screen(view: View, standing: Standing, parts: Geometry, scroll: Scroll) -> Drawn:
    """The whole screen of an open article."""
    marks = evidence_marks(view)
    rows = article_lines(view, marks)
    body = frame("article", rows, parts.article_width, parts.body)
    lines = [header(standing, parts.width)]
    if parts.is_folded:
        lines += [*body, folded_line(view, parts.width)]
    else:
        side = side_lines(view, parts.side_width, parts.body, scroll)
        lines += [beside(left, right, parts.width) for left, right in zip(body, side, strict=True)]
    *above, last = footer(view, parts.width)
    lines = [*lines[: max(parts.height - 1, 1)], last][: parts.height]
    box = _box(view, parts, scroll)
    lines = lines if box is None else lay(lines, box, parts.width)
    if above and len(lines) > _FEWEST:
        lines[-2:-1] = above
    return Drawn(lines=lines, box=box)


_last_marks: LastTime[dict[str, int]] = LastTime()


def evidence_marks(view: View) -> dict[str, int]:
    """Span id → the number of its evidence mark, for the record in hand."""
    record = view.annotation.records.get(view.hand or "")
    return _last_marks.get((record,), lambda: _numbered(record) if record is not None else {})


def _numbered(record: Record) -> dict[str, int]:
    return {span: number for number, span in enumerate(keys.evidence_spans(record), 1)}


def _box(view: View, parts: Geometry, scroll: Scroll) -> Box | None:
    if parts.is_folded and isinstance(view.overlay, RecordsPane):
        width = min(44, parts.width)
        lines = side_lines(view, width, parts.body, scroll)
        return Box(x=parts.width - width, y=1, lines=tuple(lines), means=pane_means(view, parts.body, scroll))
    # The last line stays: it says what the keys do.
    return overlay_box(view, (parts.width, parts.height - 2))
